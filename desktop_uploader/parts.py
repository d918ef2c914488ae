"""Everything behind the window and the commands: databases, storages, the uploader, the workers.

Loading this module takes half a second: `bootstrap` does so when it opens an application.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from .database.engine import sqlite_url
from .database.history.adopting import Orphans
from .database.history.contents import Contents
from .database.history.insights import InsightsReader
from .database.history.meta import Meta
from .database.history.places import StoredPlaces
from .database.history.removals import Removals
from .database.history.selecting import Selecting
from .database.history.uploads import Uploads
from .intake import Intake, Sweeper, Uploader
from .model.clock import Clock
from .model.events import Listeners
from .model.jobs import Limits
from .model.places import StorageKind
from .places import open_storages
from .settings import Folders, Settings
from .storage.outages import Outages
from .storage.s3.keys import HeldKeys
from .watching.making import make_watching
from .words import Catalogue
from .worker.batches import Batches
from .worker.chores import RECORDS_KEPT, Copied, DailyChores
from .worker.databases import Databases
from .worker.definitions import Definitions
from .worker.exports import Exports
from .worker.inspections import Inspections
from .worker.kinds import KnownKinds
from .worker.originals import Originals
from .worker.outputs import Outputs
from .worker.readiness import Readiness
from .worker.retention import Retention
from .worker.supervisor import Supervisor
from .worker.trials import Trials
from .worker.wishes import Wishes
from .worker.worker import Worker

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the parts have in common with the window from the first moment."""

    settings: Callable[[], Settings]
    """Those that hold now."""
    words: Callable[[], Catalogue]
    """Those that are spoken now."""
    folders: Folders
    samples: Path
    """The folder of the program's own samples."""
    listeners: Listeners
    clock: Clock
    readiness: Readiness
    keys: HeldKeys
    paused: Event
    """Set while no file is to be begun."""
    supervisors: tuple[Supervisor, ...]
    """One for each slot."""


class Parts:
    """Put together once, and given back with `close`."""

    def __init__(self, shared: Shared, kind: str) -> None:
        """`kind` says what this program is. Raises `UploaderError` where the databases cannot be used."""
        self._shared = shared
        folders, settings, listeners = shared.folders, shared.settings(), shared.listeners
        self.databases = opened = Databases(folders, kind, shared.clock)
        self.troubles = opened.troubles
        self.history, self.records, self.queue = opened.history, opened.records, opened.queue
        self.engine, self.owner_id = opened.engine, opened.owner_id
        self.insights = InsightsReader(self.engine)
        self.contents = Contents(self.engine)
        self._outages = Outages()
        self.known_places = StoredPlaces(self.engine)
        self.storage = open_storages(settings, folders, shared.keys, self.known_places)
        records_url = sqlite_url(folders.records)
        self.inspections = Inspections(shared.supervisors[0], self._limits_for, records_url)
        self.outputs = Outputs(self.history, self.records, self.storage, self._limits_for, self._language)
        self.trials = Trials(self._limits_for, records_url)
        self.definitions = Definitions(opened, folders.backups, lambda: shared.settings().watch, listeners)
        self.exports = Exports(records_url, self._limits_for, self._language)
        self.removals = Removals(self.engine, shared.clock)
        self.originals = Originals(self.history, self.removals, self.storage, folders.outbox, shared.clock)
        self.uploads = Uploads(self.engine, opened.owners, shared.clock)
        self.intake = Intake(self.uploads, listeners, shared.samples, self._is_dataset)
        self.uploader = Uploader(
            self.uploads,
            self.storage,
            folders.outbox,
            self.owner_id,
            listeners,
            settings.poll_seconds,
            at_once={StorageKind.S3: settings.s3.files_at_once},
        )
        self.watching = make_watching(
            shared.settings,
            folders,
            shared.keys,
            self.intake,
            self.engine,
            shared.clock,
            listeners,
            self.uploader.wake,
        )
        self.wishes = Wishes(opened, self._look_for_cancels, lambda task: shared.words().state(task), listeners)
        self.batches = Batches(Selecting(self.engine), self.queue, self.originals, self.wishes, listeners)
        first, *others = shared.supervisors
        self.workers = (self._worker(first, self._chores()), *map(self._worker, others))
        self.uploader.then(self.wake_workers)
        logger.info("started as %s, data in %s", kind, folders.data)

    def wake_workers(self) -> None:
        """Have the workers look for tasks at once."""
        for worker in self.workers:
            worker.wake()

    def close(self) -> None:
        """Leave in good order. The uploader's and the workers' loops have ended before."""
        for worker in self.workers:
            worker.close()
        self.databases.close()

    def _look_for_cancels(self) -> None:
        for worker in self.workers:
            worker.look_for_cancels()

    def _limits_for(self, size: int | None) -> Limits:
        return self._shared.settings().limits_for(size)

    def _language(self) -> str:
        return self._shared.words().code

    def _is_dataset(self, name: str) -> bool:
        return self.records.dataset(name) is not None

    def _copied(self) -> tuple[Copied, ...]:
        largest = self._shared.settings().backup_records_mb * 1024**2
        folders = self._shared.folders
        return Copied(folders.history), Copied(folders.records, largest, RECORDS_KEPT)

    def _chores(self) -> DailyChores:
        shared = self._shared
        retention = Retention(self.removals, shared.clock, lambda: shared.settings().keep_history_days)
        orphans = Orphans(self.engine, shared.clock)
        ledger, is_removed = self.records.ledger_entry, self.removals.is_removed
        sweeper = Sweeper(orphans, self.storage, shared.folders.outbox, ledger, shared.clock, is_removed)
        return DailyChores(
            Meta(self.engine),
            self._copied,
            shared.folders.backups,
            shared.clock,
            shared.listeners,
            lambda stop: sweeper.sweep(self.uploads.history_id(), stop),
            retention=retention,
            tidy=lambda stop: self.originals.tidy(shared.settings().keep_originals_days, stop),
        )

    def _worker(self, supervisor: Supervisor, chores: DailyChores | None = None) -> Worker:
        shared = self._shared
        return Worker(
            worker_id=self.owner_id,
            queue=self.queue,
            records=self.records,
            storage=self.storage,
            supervisor=supervisor,
            gate=self.databases.gate,
            readiness=shared.readiness,
            outages=self._outages,
            listener=shared.listeners,
            clock=shared.clock,
            limits_for=self._limits_for,
            records_url=sqlite_url(shared.folders.records),
            poll_seconds=shared.settings().poll_seconds,
            paused=shared.paused,
            chores=chores,
            kinds=KnownKinds(self.history, self.records, self.queue, shared.listeners),
        )
