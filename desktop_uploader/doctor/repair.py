"""`doctor --repair`: restores what can be restored, and says line by line what it did."""

import errno
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ..database.engine import open_engine, sqlite_url
from ..database.history import History, Owners
from ..database.migrate import migrate
from ..database.presence import Presence
from ..database.records import RecordsDatabase
from ..model.clock import SystemClock
from ..model.errors import DatabaseTrouble
from ..queue import DatabaseQueue
from ..settings import Folders
from . import databases
from .report import Deed
from .restore import restore
from .settle import Settler
from .stored import unfinished_files
from .surroundings import loose_paths, private_paths


def repair(folders: Folders) -> Iterator[Deed]:
    """Do what can be done, telling each deed when it is done.

    Raises `DatabaseTrouble` where it cannot be done: `folder-in-use` while another program uses the folder, no room.
    """
    loose = loose_paths(folders)
    folders.prepare()
    with Presence(folders.data, alone=True), _said_in_words(folders):
        damaged = [path for path in (folders.history, folders.records) if databases.damaged(path)]
        if folders.history not in damaged:
            _look_for_others(folders)
        for path in damaged:
            yield from restore(path, folders)
        yield from _settle(folders, adopt=folders.history in damaged, save_again=folders.records in damaged)
        yield from tidy(folders, loose)


@contextmanager
def _said_in_words(folders: Folders) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DatabaseTrouble("disk-full", folder=str(folders.data)) from error
        raise DatabaseTrouble("data-folder-not-writable", folder=str(folders.data)) from error


def _look_for_others(folders: Folders) -> None:
    """Programs of an older version do not take part in the lock."""
    engine = open_engine(sqlite_url(folders.history))
    try:
        if databases.states(folders)[folders.history.name] == "ok" and Owners(engine, SystemClock()).others_alive():
            raise DatabaseTrouble("folder-in-use", folder=str(folders.data))
    finally:
        engine.dispose()


def _settle(folders: Folders, *, adopt: bool, save_again: bool) -> Iterator[Deed]:
    engine, clock = open_engine(sqlite_url(folders.history)), SystemClock()
    records = RecordsDatabase(sqlite_url(folders.records))
    try:
        owners = Owners(engine, clock)
        migrate(engine, folders.backups, lambda: False)
        records.prepare(folders.backups)
        queue = DatabaseQueue(engine, owners, clock)
        settler = Settler(engine, History(engine), owners, queue, records, folders)
        if adopt:
            yield from settler.adopt()
        yield from settler.agree(save_again=save_again)
        if save_again:
            yield from settler.save_short_ones_again()
    finally:
        records.close()
        engine.dispose()


def tidy(folders: Folders, loose: Sequence[Path]) -> Iterator[Deed]:
    """Remove what unfinished work has left, and keep the `loose` paths to their owner. Other programs may go on."""
    parts = list(unfinished_files(folders))
    for part in parts:
        part.unlink(missing_ok=True)
    if parts:
        yield Deed("parts-removed", {"count": len(parts)})
    for path, wanted in private_paths(folders):
        path.chmod(path.stat().st_mode & wanted)
    for path in loose:
        yield Deed("made-private", {"path": str(path)})
