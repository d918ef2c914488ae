"""Both databases of a data folder, as a program that works on them has them open."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from ..database.engine import open_engine, sqlite_url
from ..database.history import History, Owners
from ..database.migrate import migrate
from ..database.records import RecordsDatabase
from ..model.clock import Clock
from ..model.errors import DatabaseTrouble
from ..queue import DatabaseQueue, TaskQueue
from ..settings import Folders
from ..storage.drives import troubles_of
from .gate import Gate
from .reconcile import Reconciler

logger = logging.getLogger(__name__)


class Databases:
    """Brought up to date, made to agree, and with this program among those that use them; given back with `close`.

    Making them raises `DatabaseTrouble` where one cannot be used at all; one that is damaged is among `troubles`.
    """

    def __init__(self, folders: Folders, kind: str, clock: Clock) -> None:
        """`kind` says what this program is."""
        self._backups = folders.backups
        self.troubles = troubles_of(folders.data)
        """What a person should know from the start: an unsafe place, a damaged database. The rest can be used."""
        self.engine = open_engine(sqlite_url(folders.history))
        """The history's."""
        self.owners = Owners(self.engine, clock)
        self.history = History(self.engine)
        self.records = RecordsDatabase(sqlite_url(folders.records))
        self.queue: TaskQueue = DatabaseQueue(self.engine, self.owners, clock)
        self.reconciler = Reconciler(self.history, self.records, self.queue)
        self.gate = Gate(self._ready_records)
        self.owner_id = ""
        """This program's among the owners of tasks."""
        with self._noting_damage():
            migrate(self.engine, self._backups, self.owners.others_alive)
            self.owner_id = self.owners.register(kind)
            # Looked at again now that others see this program: a newer one may have migrated between the two.
            migrate(self.engine, self._backups, self.owners.others_alive)
        with self._noting_damage():
            self._ready_records()

    def close(self) -> None:
        """Leave in good order."""
        try:
            self.owners.leave(self.owner_id)
        except DatabaseTrouble as trouble:
            logger.warning("left without saying so: %s", trouble)
        self.records.close()
        self.engine.dispose()

    def _ready_records(self) -> None:
        self.records.prepare(self._backups, self.owners.others_alive)
        self.reconciler.at_start()

    @contextmanager
    def _noting_damage(self) -> Iterator[None]:
        """A damaged database does not keep the other one from being shown; no file is worked on until it is whole."""
        try:
            yield
        except DatabaseTrouble as trouble:
            if trouble.code != "database-damaged":
                raise
            logger.error("started with a damaged database: %s", trouble)
            if str(trouble) not in map(str, self.troubles):
                self.troubles.append(trouble)
            self.gate.close(trouble)
