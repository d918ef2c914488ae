"""Copies of a SQLite database: whole, checked, and kept for a while."""

import logging
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ..durable import OWNER_ONLY, sync_file, sync_folder
from ..model.errors import DatabaseTrouble
from .engine import BUSY_TIMEOUT, trouble_with

logger = logging.getLogger(__name__)

DAILY = "daily"
KEPT = timedelta(days=7)
"""How long a copy is kept; the newest of each kind is kept for ever."""

UNFINISHED = timedelta(days=1)
"""After this long nobody goes on writing a copy under its temporary name."""

ROOM = 1.1
"""The room that a copy needs, as a share of the database."""

STEPS = 100_000
"""Steps of SQLite's machine between two looks whether to stop."""

_NAME = re.compile(r"(?P<database>.+)-(?P<at>\d{8}-\d{6})-(?P<label>[a-z]+(-\w+)?)\.sqlite3")
_TIME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy in the folder of copies."""

    path: Path
    database: str
    """The name of the database's file without its ending: `history`, `records`."""
    made_at: datetime
    label: str
    """`daily`, or `before-0005`: the schema to which the database was then brought."""

    @property
    def kind(self) -> str:
        """`daily` or `before`."""
        return self.label.partition("-")[0]


def back_up(
    source: Path, folder: Path, label: str, at: datetime | None = None, stop: Callable[[], bool] = lambda: False
) -> Path:
    """Copy a SQLite database, as it is at this moment, into `folder`; gives the copy's path.

    Writers go on meanwhile. The copy gets its name only when it is whole, checked and on the disk. Raises
    `DatabaseTrouble`: no room, the database (or its copy) is damaged, or `backup-stopped` where `stop()` became true.
    """
    target = folder / f"{source.stem}-{at or datetime.now(UTC):{_TIME}}-{label}{source.suffix}"
    part = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        _look_for_room(source, folder)
        _copy(source, part, stop)
        os.replace(part, target)
        sync_folder(folder)
    except sqlite3.Error as error:
        if stop():
            raise DatabaseTrouble("backup-stopped", name=source.name) from error
        raise trouble_with(error, source) from error
    except OSError as error:
        raise DatabaseTrouble("backup-failed", folder=str(folder), reason=error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def backups_in(folder: Path, database: str | None = None) -> list[Backup]:
    """The whole copies in `folder`, newest first; of one database where its name is given."""
    return sorted(_found(folder, database), key=lambda backup: backup.made_at, reverse=True)


def prune(folder: Path, database: str, now: datetime, most_daily: int | None = None) -> list[Path]:
    """Remove copies older than a week, and what is left of unfinished ones; gives what was removed.

    The newest of each kind is kept whatever its age. `most_daily` keeps at most so many daily ones.
    """
    found = backups_in(folder, database)
    old: list[Path] = []
    for kind in (DAILY, "before"):
        of_kind = [backup for backup in found if backup.kind == kind]
        most = most_daily if kind == DAILY and most_daily is not None else len(of_kind)
        old += [copy.path for place, copy in enumerate(of_kind) if place and (place >= most or _aged(copy, now))]
    old += [path for path in folder.glob(f"{database}-*.part") if now.timestamp() - path.stat().st_mtime > _DAY]
    for path in old:
        path.unlink(missing_ok=True)
    return old


def check(path: Path, *, quick: bool = False) -> list[str]:
    """What SQLite finds wrong in a database file, at most a few lines; empty where it is whole. Changes nothing.

    Raises `DatabaseTrouble("database-busy")` where another program has it for itself.
    """
    try:
        connection = open_to_read(path)
        try:
            found = [str(row[0]) for row in connection.execute(f"PRAGMA {'quick' if quick else 'integrity'}_check(5)")]
            if not quick:
                # A key without its row is damage too: pages that were lost leave such keys behind.
                orphans = connection.execute("PRAGMA foreign_key_check").fetchmany(5)
                found += [f"a row of {row[0]} belongs to a row of {row[2]} that is gone" for row in orphans]
        finally:
            connection.close()
    except sqlite3.Error as error:
        trouble = trouble_with(error, path)
        if trouble.code == "database-busy":
            raise trouble from error
        return [str(error)]
    return [line for line in found if line != "ok"]


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that only reads."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT)


def _look_for_room(source: Path, folder: Path) -> None:
    """Before the drive is filled, and whoever else writes to it fails."""
    wal = source.with_name(f"{source.name}-wal")
    size = source.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
    if shutil.disk_usage(folder).free < ROOM * size:
        raise DatabaseTrouble("disk-full", name=source.name)


def _copy(source: Path, part: Path, stop: Callable[[], bool]) -> None:
    # Made first, and empty, so that at no moment anybody else may read it.
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    connection = open_to_read(source)
    try:
        connection.set_progress_handler(stop, STEPS)
        connection.execute("VACUUM INTO ?", (str(part),))
    finally:
        connection.close()
    sync_file(part)
    if wrong := check(part, quick=True):
        logger.error("the copy of %s is not whole: %s", source.name, "; ".join(wrong))
        raise DatabaseTrouble("database-damaged", name=source.name)


def _found(folder: Path, database: str | None) -> Iterator[Backup]:
    for path in _files(folder):
        match = _NAME.fullmatch(path.name)
        if match and database in (None, match["database"]):
            made_at = datetime.strptime(match["at"], _TIME).replace(tzinfo=UTC)
            yield Backup(path, match["database"], made_at, match["label"])


def _files(folder: Path) -> Iterable[Path]:
    return folder.iterdir() if folder.is_dir() else ()


def _aged(backup: Backup, now: datetime) -> bool:
    return now - backup.made_at > KEPT


_DAY = UNFINISHED.total_seconds()
