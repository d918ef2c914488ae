"""Say whether two bundles are the same, file by file. Exit 0 where they are, apart from what is listed with its reason.

Usage: python packaging/bundle/compare.py FOLDER OTHER
"""

import hashlib
import os
import sys
from pathlib import Path

DIFFERENT: dict[str, str] = {}
"""Files that may differ, and why. None is known."""


def main(arguments: list[str]) -> int:
    """Print what differs, and how many files do not."""
    one, other = (contents(Path(folder)) for folder in arguments)
    differing = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    for name in differing:
        state = "differs" if name in one and name in other else "is in one alone"
        print(f"{name} {state}: {DIFFERENT.get(name, 'no reason is known')}")
    print(f"{len(one.keys() & other.keys()) - len(differing)} of {len(one.keys() | other.keys())} files are the same")
    return 1 if any(name not in DIFFERENT for name in differing) else 0


def contents(folder: Path) -> dict[str, str]:
    """Each file's name with what it holds and whether it is a program."""
    return {file.relative_to(folder).as_posix(): _content(file) for file in folder.rglob("*") if not file.is_dir()}


def _content(file: Path) -> str:
    if file.is_symlink():
        return f"link to {os.readlink(file)}"
    return f"{hashlib.sha256(file.read_bytes()).hexdigest()} {bool(file.stat().st_mode & 0o100)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
