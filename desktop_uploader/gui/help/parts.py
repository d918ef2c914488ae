"""The parts of others that the program is made of, with the licences under which they are given on. Reads files."""

import platform
import re
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import qVersion

DISTRIBUTION = "desktop-uploader"
NAMED = re.compile(r"[A-Za-z0-9._-]+")
CLASSIFIER = "License :: OSI Approved :: "
LISTED = re.compile(r"^(\S.*?) (\S+): (\S.*)$", re.MULTILINE)
"""A line of the list that a bundle has beside the program, for its packages have no metadata there."""

LONGEST = 60
"""Letters of a licence's name; some packages have its whole text in the name's place."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part, its version, and its licence as its own metadata name it; empty where they do not."""

    name: str
    version: str
    licence: str


def parts() -> list[Part]:
    """Python, Qt and SQLite, then the packages by name; in a bundle all that it lists, with the system's libraries."""
    first = [
        Part("Python", platform.python_version(), "PSF-2.0"),
        Part("Qt", qVersion(), "LGPL-3.0-only"),
        Part("SQLite", sqlite3.sqlite_version, "Public-Domain"),
    ]
    known = {part.name for part in first}
    found = [part for part in _bundled() or _packages() if part.name not in known]
    return [*first, *sorted(found, key=lambda part: part.name.casefold())]


def _bundled() -> list[Part]:
    """What `packaging/bundle/notices.py` lists; nothing where this is no bundle."""
    if not getattr(sys, "frozen", False):
        return []
    beside = Path(sys.executable).parent
    # Beside the program; an application for macOS has in its folder of programs nothing else.
    for folder in (beside, beside.parent / "Resources"):
        listed = folder / "licences" / "README.txt"
        if listed.is_file():
            return [Part(*line) for line in LISTED.findall(listed.read_text(encoding="utf-8"))]
    return []


def _packages() -> Iterator[Part]:
    """What the program needs, and what that needs, as far as it is installed."""
    waiting, seen = [DISTRIBUTION], set()
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in seen:
            continue
        seen.add(key)
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        waiting += _needed(found, postgres=key == DISTRIBUTION)
        if key != DISTRIBUTION:
            yield Part(found.metadata["Name"], found.version, _licence(found))


def _needed(found: metadata.Distribution, *, postgres: bool) -> Iterator[str]:
    for requirement in found.requires or []:
        asked, _, condition = requirement.partition(";")
        if "extra" not in condition or (postgres and "postgres" in condition):
            name = NAMED.match(asked.strip())
            if name is not None:
                yield name[0]


def _licence(found: metadata.Distribution) -> str:
    told = found.metadata
    kinds = [kind.removeprefix(CLASSIFIER) for kind in told.get_all("Classifier") or [] if kind.startswith(CLASSIFIER)]
    named = _first(told, "License").strip()
    short = named if "\n" not in named and len(named) <= LONGEST else ""
    return _first(told, "License-Expression") or ", ".join(kinds) or short


def _first(told: metadata.PackageMetadata, name: str) -> str:
    return next(iter(told.get_all(name) or []), "")
