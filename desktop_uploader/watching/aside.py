"""Moving an added file out of the way, or marking it, without overwriting any other."""

import contextlib
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from ..durable import OWNER_ONLY, sync_folder
from ..model.watch import Afterwards
from .names import ADDED_FOLDER
from .scan import identity_of


def put_aside(path: Path, identity: str, afterwards: Afterwards) -> bool:
    """Move or mark the file that was added. False where it was changed meanwhile: it stays.

    True also where it is gone already. Raises `OSError` where it cannot be moved now.
    """
    try:
        if identity_of(path.stat()) != identity:
            return False
        target = _move_to_free(path, _targets(path, afterwards))
    except FileNotFoundError:
        return True
    if identity_of(target.stat()) != identity:
        # It was replaced at this very moment: what was moved is a newer file, which has to be added.
        with contextlib.suppress(FileExistsError):
            _move(target, path)
        return False
    for folder in {path.parent, target.parent}:
        # Some network drives refuse it.
        with contextlib.suppress(OSError):
            sync_folder(folder)
    return True


def _targets(path: Path, afterwards: Afterwards) -> Iterator[Path]:
    if afterwards is Afterwards.MOVE:
        folder = path.parent / ADDED_FOLDER
        folder.mkdir(exist_ok=True)
        yield folder / path.name
        yield from (folder / f"{path.stem} ({number}){path.suffix}" for number in count(2))
    else:
        yield path.with_name(f"{path.stem} (added){path.suffix}")
        yield from (path.with_name(f"{path.stem} (added {number}){path.suffix}") for number in count(2))


def _move_to_free(path: Path, targets: Iterator[Path]) -> Path:
    for target in targets:
        if target.exists():
            continue
        with contextlib.suppress(FileExistsError):
            _move(path, target)
            return target
    raise AssertionError("there is always another name")


def _move(path: Path, target: Path) -> None:
    """Rename; raises `FileExistsError` where the name is taken."""
    if os.name == "nt":
        os.rename(path, target)
        return
    # Elsewhere a rename replaces what is there: so the name is taken by an empty file first, which is ours.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    try:
        os.replace(path, target)
    except OSError:
        target.unlink(missing_ok=True)
        raise
