"""Engines for SQLite files, with the rules that keep several programs on one file safe."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from ..model.errors import DatabaseTrouble

LEAST_FREE = 1024**2
"""Bytes without which SQLite cannot work: its shared memory and the first pages of its log."""

BUSY_TIMEOUT = 5.0
"""Seconds that SQLite itself waits for a lock before the unit of work is tried again."""

Result = TypeVar("Result")


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{path}"


def open_engine(url: str, *, pooled: bool = True) -> Engine:
    """An engine whose every transaction on SQLite begins IMMEDIATE, in WAL mode and with full synchronisation.

    A read that later writes would fail at once with SQLITE_BUSY_SNAPSHOT, whatever the busy timeout
    (https://www.sqlite.org/isolation.html); so transactions that write say so from the start. Reads that need no
    lock go through `reading`.
    """
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(
        url,
        poolclass=QueuePool if pooled else NullPool,
        connect_args={"timeout": BUSY_TIMEOUT, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("begun"):
        begin(connection)


def begin(connection: Connection) -> None:
    """Begin a transaction on SQLite; other databases do so by themselves. Raises `DBAPIError`."""
    if connection.dialect.name == "sqlite":
        reads = connection.get_execution_options().get("reading")
        with _drivers_errors(connection):
            # By the driver itself: a fifth of the price of a statement of SQLAlchemy.
            connection.connection.cursor().execute("BEGIN" if reads else "BEGIN IMMEDIATE")


def commit(connection: Connection) -> None:
    """Commit what the driver has begun. Raises `DBAPIError`."""
    with _drivers_errors(connection):
        connection.connection.commit()


def roll_back(connection: Connection) -> None:
    """Take back what the driver has begun. Raises `DBAPIError`."""
    with _drivers_errors(connection):
        connection.connection.rollback()


@contextmanager
def _drivers_errors(connection: Connection) -> Iterator[None]:
    try:
        yield
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError("", None, error) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for reading one consistent state; it takes no lock that writers wait for.

    Raises `DatabaseTrouble`, as `write` does.
    """
    try:
        with engine.connect().execution_options(reading=True) as connection:
            yield connection
    except DBAPIError as error:
        raise trouble_of(error, engine) from error


Begin = Callable[[], AbstractContextManager[Connection]]


def write(
    engine: Engine, work: Callable[[Connection], Result], *, patience: float = 30.0, begin: Begin | None = None
) -> Result:
    """Do `work` in one transaction; where the database is busy, do the whole of it again for up to `patience` seconds.

    `begin` gives the transactions, where not the engine does.
    Raises `DatabaseTrouble` for what a person can be told: busy, full, read-only, damaged.
    """
    deadline = monotonic() + patience
    while True:
        try:
            with (begin or engine.begin)() as connection:
                return work(connection)
        except DBAPIError as error:
            trouble = trouble_of(error, engine)
            if trouble.code != "database-busy" or monotonic() >= deadline:
                raise trouble from error
            sleep(0.05)


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite database; None for other databases."""
    return Path(engine.url.database) if engine.dialect.name == "sqlite" and engine.url.database else None


def trouble_of(error: DBAPIError, engine: Engine | None = None) -> DatabaseTrouble:
    """The driver's error in our own words."""
    return trouble_with(error.orig, file_of(engine) if engine is not None else None)


def trouble_with(error: BaseException | None, path: Path | None) -> DatabaseTrouble:
    """An error of `sqlite3`, or of another driver, about the database at `path`, in our own words."""
    text, name = str(error), path.name if path is not None else ""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseTrouble("database-busy", name=name)
    if code == sqlite3.SQLITE_FULL or errno.errorcode[errno.ENOSPC] in text:
        return DatabaseTrouble("disk-full", name=name)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return DatabaseTrouble("database-read-only", name=name)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DatabaseTrouble("database-damaged", name=name)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and path is not None:
        return _drive_trouble(path, text)
    return DatabaseTrouble("database-trouble", reason=text, name=name)


def _drive_trouble(path: Path, text: str) -> DatabaseTrouble:
    """SQLite cannot say why it could not open, read or lengthen a file; the drive can."""
    folder = path.parent
    try:
        if not folder.is_dir():
            return DatabaseTrouble("data-folder-gone", folder=str(folder))
        if shutil.disk_usage(folder).free < LEAST_FREE:
            return DatabaseTrouble("disk-full", name=path.name)
    except OSError:
        return DatabaseTrouble("database-drive", name=path.name, reason=text)
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.R_OK | os.W_OK)):
        return DatabaseTrouble("database-read-only", name=path.name)
    return DatabaseTrouble("database-drive", name=path.name, reason=text)
