"""The files of folders that can be added; what is left out, and why."""

import os
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from ..model.errors import SourceError
from ..model.kinds import KINDS
from .source import DEFINITION_SUFFIX, trouble_of


class Why(StrEnum):
    """Why a file of a folder was left out."""

    TEMPORARY = "temporary"
    """The marker of an open workbook, or a file that another program has not finished."""
    HIDDEN = "hidden"
    KIND = "kind"
    KNOWN = "known"
    """Its content was added before."""
    REFUSED = "refused"
    """It could not be read; the words say why."""


LeftOut = Callable[[Path, Why, SourceError | None], None]

_BEGINNINGS = ("~", ".~lock")
_ENDINGS = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", "#", "~")


def why_not(name: str) -> Why | None:
    """Why a file with this name is not added with its folder; None where it is."""
    lowered = name.lower()
    if lowered.startswith(_BEGINNINGS) or lowered.endswith(_ENDINGS):
        return Why.TEMPORARY
    if lowered.startswith("."):
        return Why.HIDDEN
    return None if lowered.rpartition(".")[2] in KINDS and "." in lowered else Why.KIND


def files_in(picked: Sequence[Path], recursive: bool, left_out: LeftOut) -> Iterator[Path]:
    """The files that were picked and those of the folders among them, folder by folder in the order of names.

    A file that was picked by itself is taken whatever its name. Links to folders are not followed.
    """
    for path in picked:
        if path.is_dir():
            yield from _below(path, recursive, left_out)
        else:
            yield path


def _below(folder: Path, recursive: bool, left_out: LeftOut) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        folders = []
        try:
            with os.scandir(current) as entries:
                # By their names: of files with the same keys the last added counts, and that must not be chance.
                found = sorted(entries, key=lambda entry: entry.name)
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    if recursive and not entry.name.startswith((".", "$")):
                        folders.append(Path(entry.path))
                elif (why := why_not(entry.name)) is None:
                    yield Path(entry.path)
                elif not entry.name.endswith(DEFINITION_SUFFIX):
                    left_out(Path(entry.path), why, None)
        except OSError as error:
            left_out(current, Why.REFUSED, trouble_of(error, current))
        waiting.extend(sorted(folders, reverse=True))
