"""What makes files survive a power cut, and keeps them to their owner."""

import os
from pathlib import Path

OWNER_ONLY = 0o600


def make_private(path: Path) -> None:
    """Make the file, empty, where it is missing, and have nobody but its owner read it (as far as Windows lets it be).

    SQLite gives the files beside a database the same permissions.
    """
    if not path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, OWNER_ONLY))
    elif os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(OWNER_ONLY)


def write_whole(path: Path, text: str) -> None:
    """Write a text file that nobody ever sees half written; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8", newline="\n")
    part.replace(path)


def sync_file(path: Path) -> None:
    """Have the file's content on the drive."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut. Windows does so by itself and cannot open folders."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
