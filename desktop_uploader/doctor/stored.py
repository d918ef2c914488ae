"""Stored files: those that tasks name are there as they were added; those that no task names."""

import os
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from ..database.backup import open_to_read
from ..settings import Folders
from ..storage.files import sha256_of
from .report import Finding

LOCAL = "local:"
ABANDONED = 24 * 3600
"""Seconds after which nobody goes on writing an unfinished file."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the storage folder, under the key that adding gave it."""

    path: Path
    key: str
    import_id: str
    """The name of its folder."""

    @property
    def uri(self) -> str:
        """As tasks name it."""
        return LOCAL + self.key


@dataclass(frozen=True, slots=True)
class Expected:
    """What the history says of a stored file."""

    task_id: int
    key: str
    size: int | None
    sha256: str | None


def stored_findings(folders: Folders, thorough: bool) -> Iterator[Finding]:
    """Files that are missing or changed, by size and with `thorough` by content; files that nobody needs."""
    expected = expected_files(folders.history)
    if expected is None:
        return
    known = set()
    for item in expected:
        known.add(item.key)
        path = next((path for folder in folders.stored if (path := folder / item.key).is_file()), None)
        if path is None:
            yield Finding("stored-missing", {"task_id": item.task_id})
        elif item.size is not None and path.stat().st_size != item.size:
            yield Finding("stored-changed", {"task_id": item.task_id})
        elif thorough and item.sha256 is not None and sha256_of(path) != item.sha256:
            yield Finding("stored-changed", {"task_id": item.task_id})
    unknown = [file for folder in folders.stored for file in stored_files(folder) if file.key not in known]
    if unknown:
        yield Finding("stored-unknown", {"count": len(unknown)}, problem=False)
    if parts := list(unfinished_files(folders)):
        yield Finding("unfinished-files", {"count": len(parts)}, problem=False)


def expected_files(history: Path) -> list[Expected] | None:
    """The local files that tasks name; None where the history cannot be read."""
    statement = "SELECT id, substr(file_path, 7), size, sha256 FROM upload_tasks WHERE file_path LIKE 'local:%'"
    columns = "SELECT 1 FROM pragma_table_info('upload_tasks') WHERE name = 'file_removed_at'"
    if not history.exists():
        return None
    try:
        connection = open_to_read(history)
        try:
            if connection.execute(columns).fetchone():
                statement += " AND file_removed_at IS NULL"
            return [Expected(*row) for row in connection.execute(statement)]
        finally:
            connection.close()
    except sqlite3.Error:
        return None


def stored_files(folder: Path) -> Iterator[StoredFile]:
    """Every whole file that lies where adding puts files: `HISTORY/YEAR/MONTH/DAY/IMPORT/NAME`."""
    for path in sorted(folder.glob("*/*/*/*/*/*")):
        if path.is_file() and path.suffix != ".part" and _is_import_id(path.parent.name):
            yield StoredFile(path, path.relative_to(folder).as_posix(), path.parent.name)


def snapshots(outbox: Path) -> Iterator[tuple[Path, str]]:
    """Every whole copy of a file that was not stored yet, with its import id."""
    for path in sorted(outbox.iterdir()) if outbox.is_dir() else ():
        import_id, _, digest = path.name.partition(".")
        if path.is_file() and path.suffix != ".part" and digest and _is_import_id(import_id):
            yield path, import_id


def unfinished_files(folders: Folders) -> Iterator[Path]:
    """Files under a temporary name at which nobody writes any more."""
    now = time.time()
    for folder in (*folders.stored, folders.outbox, folders.backups):
        for path in folder.rglob("*.part"):
            if path.is_file() and now - os.stat(path).st_mtime > ABANDONED:
                yield path


def _is_import_id(name: str) -> bool:
    try:
        return str(UUID(name)) == name
    except ValueError:
        return False
