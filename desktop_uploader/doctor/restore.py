"""Puts a whole database in the place of a damaged one, which is kept aside."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..database.backup import Backup, backups_in, check
from ..durable import OWNER_ONLY, sync_file, sync_folder
from ..model.errors import DatabaseTrouble
from ..settings import Folders
from .report import Deed
from .salvage import KeepRow, Tally, salvage

ASIDE = "damaged"
"""The folder, in the data folder, of databases that were damaged."""


def restore(path: Path, folders: Folders) -> Iterator[Deed]:
    """Restore the damaged database at `path` as far as it can be read, and from its newest whole copy.

    Where neither gives anything it is gone afterwards, and made anew at the next start. Nobody else may use it.
    """
    # What is kept aside, what it is read from, and the new one.
    if shutil.disk_usage(folders.data).free < 3 * path.stat().st_size:
        raise DatabaseTrouble("disk-full", name=path.name)
    aside = _keep_aside(path, folders.data / ASIDE)
    yield Deed("kept-aside", {"name": path.name, "path": str(aside)})
    copy = _newest_whole(folders, path.stem)
    part, work = path.with_name(f"{path.name}.part"), aside.with_name(f"{aside.name}.work")
    part.unlink(missing_ok=True)
    tallies = _salvaged(aside, work, copy, part)
    if tallies:
        sync_file(part)
        yield from _told(path, tallies, copy)
    elif copy is not None:
        shutil.copyfile(copy.path, part)
        sync_file(part)
        yield Deed("taken-from-copy", {"name": path.name, "made_at": _day(copy)})
    else:
        yield Deed("made-anew", {"name": path.name})
    _replace(path, part)


def _salvaged(aside: Path, work: Path, copy: Backup | None, part: Path) -> list[Tally]:
    """Empty where what can be read does not make a whole database."""
    try:
        _copy_with_log(aside, work)
        _private(part)
        keep = _Wanted() if aside.name.startswith("history") else _Saved()
        tallies = salvage(work, copy.path if copy is not None else None, part, keep)
        return [] if check(part) else tallies
    except sqlite3.Error:
        return []
    finally:
        for leftover in (work, *_beside(work)):
            leftover.unlink(missing_ok=True)


class _Wanted:
    """Of a copy of the history: problems only of the tasks that come from the copy too, for they are replaced whole."""

    def __init__(self) -> None:
        self._tasks: set[Any] = set()

    def __call__(self, made: sqlite3.Connection, table: str, row: dict[str, Any]) -> bool:
        """See `KeepRow`."""
        if table == "upload_tasks":
            keys = (row["id"], row["import_id"])
            if made.execute("SELECT 1 FROM upload_tasks WHERE id = ? OR import_id = ?", keys).fetchone() is None:
                self._tasks.add(row["id"])
        return table not in ("problems", "problem_totals") or row["task_id"] in self._tasks


class _Saved:
    """Of a copy of the records: rows only of imports that are saved now, for an undo has taken the others' rows."""

    def __call__(self, made: sqlite3.Connection, table: str, row: dict[str, Any]) -> bool:
        """See `KeepRow`."""
        if "du_import" not in row:
            return True
        saved = made.execute("SELECT 1 FROM du_imports WHERE id = ? AND state = 'saved'", (row["du_import"],))
        return saved.fetchone() is not None


def _keep_aside(path: Path, folder: Path) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    aside = folder / f"{path.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}{path.suffix}"
    _copy_with_log(path, aside)
    sync_folder(folder)
    return aside


def _copy_with_log(source: Path, target: Path) -> None:
    _private(target)
    shutil.copyfile(source, target)
    sync_file(target)
    log = source.with_name(f"{source.name}-wal")
    if log.exists():
        beside = target.with_name(f"{target.name}-wal")
        _private(beside)
        shutil.copyfile(log, beside)
        sync_file(beside)


def _replace(path: Path, part: Path) -> None:
    for leftover in _beside(path):
        leftover.unlink(missing_ok=True)
    if part.exists() and part.stat().st_size:
        os.replace(part, path)
    else:
        part.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
    sync_folder(path.parent)


def _newest_whole(folders: Folders, database: str) -> Backup | None:
    return next((copy for copy in backups_in(folders.backups, database) if not check(copy.path, quick=True)), None)


def _told(path: Path, tallies: list[Tally], copy: Backup | None) -> Iterator[Deed]:
    yield Deed("rows-read", {"name": path.name, "count": sum(tally.read for tally in tallies)})
    for tally in tallies:
        if tally.damaged or tally.from_copy:
            params = {"table": tally.table, "read": tally.read, "from_copy": tally.from_copy}
            yield Deed("table-restored", {**params, "made_at": _day(copy) if copy is not None else "-"})


def _day(copy: Backup) -> str:
    return f"{copy.made_at:%Y-%m-%d %H:%M} UTC"


def _beside(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}-{ending}") for ending in ("wal", "shm", "journal")]


def _private(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY))


_: KeepRow = _Wanted()
