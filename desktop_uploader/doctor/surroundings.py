"""What the databases stand on: folders and their permissions, the drive, versions, copies."""

import importlib.util
import os
import platform
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .. import __version__
from ..database.backup import DAILY, backups_in, check
from ..settings import Folders
from ..storage.drives import drive_of
from .report import Finding

SAFE_SQLITE = (3, 51, 3)
"""Earlier ones have a rare fault when two connections reset the WAL at once (https://www.sqlite.org/wal.html)."""

LITTLE_ROOM = 200 * 1024**2
"""Bytes free below which a warning is due: a large workbook with its rows may need as much."""

OLD_COPY = timedelta(days=3)
"""A daily copy older than this, of a history that is in use, says that none are made."""


def versions() -> dict[str, str]:
    """Of the program and of what it stands on."""
    return {
        "version": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
    }


def keyring() -> str:
    """Whether passwords could be kept in the system's keyring; it is not opened."""
    return "available" if importlib.util.find_spec("keyring") is not None else "not installed; nothing is kept in it"


def sqlite_findings() -> Iterator[Finding]:
    """A SQLite with a known fault."""
    if sqlite3.sqlite_version_info < SAFE_SQLITE:
        safe = ".".join(map(str, SAFE_SQLITE))
        yield Finding("sqlite-old", {"found": sqlite3.sqlite_version, "safe": safe}, problem=False)


def drive_facts(folders: Folders) -> dict[str, Any]:
    """The drive of the data folder."""
    drive = drive_of(folders.data)
    free = shutil.disk_usage(_existing(folders.data)).free
    place = {"file_system": drive.file_system, "network": drive.network, "synced_by": drive.synced_by}
    return {"free_bytes": free, **place}


def drive_findings(folders: Folders) -> Iterator[Finding]:
    """An unsafe place, or little room."""
    drive = drive_of(folders.data)
    if drive.network:
        yield Finding("data-folder-network", {"folder": str(folders.data)}, problem=False)
    if drive.synced_by is not None:
        yield Finding("data-folder-synced", {"folder": str(folders.data), "program": drive.synced_by}, problem=False)
    free = shutil.disk_usage(_existing(folders.data)).free
    if free < LITTLE_ROOM:
        yield Finding("little-room", {"megabytes": free // 1024**2})


def permission_findings(folders: Folders) -> Iterator[Finding]:
    """Whatever others could read."""
    for path in loose_paths(folders):
        yield Finding("others-may-read", {"path": str(path)})


def loose_paths(folders: Folders) -> list[Path]:
    """What others could read."""
    return [path for path, wanted in private_paths(folders) if stat.S_IMODE(path.stat().st_mode) & ~wanted]


def private_paths(folders: Folders) -> Iterator[tuple[Path, int]]:
    """Existing folders and files, each with the most permissions that it may have; none on Windows."""
    if os.name != "posix":
        return
    # A chosen folder for files has the permissions that its drive or its share gives it.
    for folder in (folders.data, folders.logs, folders.own_files, folders.outbox, folders.backups):
        if folder.is_dir():
            yield folder, stat.S_IRWXU
    files = [folders.history, folders.records, *(copy.path for copy in backups_in(folders.backups))]
    files += folders.logs.glob("*.log*") if folders.logs.is_dir() else []
    for file in files:
        if file.is_file():
            yield file, stat.S_IRUSR | stat.S_IWUSR


def backup_facts(folders: Folders, now: datetime) -> dict[str, Any]:
    """Database → its copies, newest first, with their age in hours."""
    facts: dict[str, Any] = {}
    for copy in backups_in(folders.backups):
        age = round((now - copy.made_at) / timedelta(hours=1), 1)
        facts.setdefault(copy.database, []).append({"file": copy.path.name, "age_hours": age})
    return facts


def backup_findings(folders: Folders, now: datetime, thorough: bool) -> Iterator[Finding]:
    """Copies that are missing, old or damaged."""
    copies = backups_in(folders.backups)
    daily = [copy for copy in copies if copy.database == "history" and copy.kind == DAILY]
    if daily and now - daily[0].made_at > OLD_COPY:
        yield Finding("backup-old", {"days": (now - daily[0].made_at).days}, problem=False)
    if not daily and folders.history.exists():
        yield Finding("backup-none", problem=False)
    for copy in copies if thorough else ():
        if check(copy.path, quick=True):
            yield Finding("backup-damaged", {"name": copy.path.name})


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
