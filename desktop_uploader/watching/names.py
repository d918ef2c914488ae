"""Which files of a folder are meant."""

import re
from collections.abc import Sequence
from fnmatch import fnmatch

from ..intake.source import DEFINITION_SUFFIX
from ..model.kinds import KINDS

ADDED_FOLDER = "Added"
"""Where added files are moved, beside them. Never looked into."""

MARKED = re.compile(r" \(added(?: \d+)?\)(?:\.[^.]*)?$")
"""How the name of a file ends that was marked."""

_BEGINNINGS = (".", "~")
"""Hidden files, the markers of open workbooks (`~$`, `.~lock`), and what Office writes meanwhile."""

_ENDINGS = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", "#", "~", DEFINITION_SUFFIX)
"""Files that are not whole yet, backup copies, and definitions."""


def is_wanted(name: str, patterns: Sequence[str]) -> bool:
    """True for a file that is to be added; without patterns, by its ending."""
    lowered = name.lower()
    if lowered.startswith(_BEGINNINGS) or lowered.endswith(_ENDINGS) or MARKED.search(name):
        return False
    if patterns:
        return any(fnmatch(name, pattern) for pattern in patterns)
    return lowered.rpartition(".")[2] in KINDS and "." in lowered


def is_entered(name: str) -> bool:
    """True for a folder that is looked into."""
    return not name.startswith((*_BEGINNINGS, "$")) and name != ADDED_FOLDER


def markers(name: str) -> tuple[str, ...]:
    """What Excel and LibreOffice keep beside a workbook while somebody has it open."""
    return f"~${name}", f".~lock.{name}#"
