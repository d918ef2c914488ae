"""Which files of a folder are meant."""

import re
from collections.abc import Sequence
from fnmatch import fnmatch

from ..intake.listing import Why, why_not
from ..intake.source import DEFINITION_SUFFIX

ADDED_FOLDER = "Added"
"""Where added files are moved, beside them. Never looked into."""

MARKED = re.compile(r" \(added(?: \d+)?\)(?:\.[^.]*)?$")
"""How the name of a file ends that was marked."""


def is_wanted(name: str, patterns: Sequence[str]) -> bool:
    """True for a file that is to be added; without patterns, by its ending."""
    why = why_not(name)
    if why not in (None, Why.KIND) or name.lower().endswith(DEFINITION_SUFFIX) or MARKED.search(name):
        return False
    return any(fnmatch(name, pattern) for pattern in patterns) if patterns else why is None


def is_entered(name: str) -> bool:
    """True for a folder that is looked into."""
    return not name.startswith((".", "~", "$")) and name != ADDED_FOLDER


def markers(name: str) -> tuple[str, ...]:
    """What Excel and LibreOffice keep beside a workbook while somebody has it open."""
    return f"~${name}", f".~lock.{name}#"
