"""The composition root: builds the running parts once and hands them to each other."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .database.engine import sqlite_url
from .database.history.adopting import Orphans
from .database.history.contents import Contents
from .database.history.insights import InsightsReader
from .database.history.meta import Meta
from .database.history.places import StoredPlaces
from .database.history.removals import Removals
from .database.history.selecting import Selecting
from .database.history.uploads import Uploads
from .database.presence import Presence
from .doctor.diagnostics import Diagnostics
from .doctor.surroundings import versions
from .intake import Given, Intake, ManyFiles, Sweeper, Uploader
from .logs import start_logging, stop_logging
from .model.clock import SystemClock
from .model.events import Listener, Listeners
from .model.jobs import Limits
from .model.places import StorageKind
from .model.task import UploadTask
from .model.undo import UndoResult
from .places import makers, open_storages
from .settings import Folders, Settings
from .storage.outages import Outages
from .storage.s3.keys import HeldKeys
from .watching.making import make_watching
from .words import languages
from .worker.batches import Batches
from .worker.chores import RECORDS_KEPT, Copied, DailyChores
from .worker.databases import Databases
from .worker.definitions import Definitions
from .worker.exports import Exports
from .worker.inspections import Inspections
from .worker.kinds import KnownKinds
from .worker.originals import Originals
from .worker.outputs import Outputs
from .worker.previews import Preview, Told
from .worker.readiness import Conditions, Readiness
from .worker.retention import Retention
from .worker.saveturn import SaveTurns
from .worker.supervisor import Supervisor
from .worker.trials import Trials
from .worker.wishes import Wishes
from .worker.worker import Worker

if TYPE_CHECKING:
    from .metrics import Metrics

logger = logging.getLogger(__name__)


class Application:
    """The parts of the running program. Made by `build`, given back with `close`."""

    def __init__(self, settings: Settings, folders: Folders, kind: str, presence: Presence, *, warm: bool) -> None:
        turns = SaveTurns()
        self._supervisors = [Supervisor(turns) for _ in range(settings.slots)]
        if warm:
            self._supervisors[0].start()
        self.settings = settings
        self.folders = folders
        self.words = languages.catalogue_for(languages.chosen(settings.language))
        """The sentences of the language that is spoken; `speak` changes it."""
        self._log = start_logging(folders.logs, settings.log_level)
        self._presence = presence
        self._clock = SystemClock()
        self._listeners = Listeners()
        self._databases = opened = Databases(folders, kind, self._clock)
        self.troubles = opened.troubles
        self.history, self.records, self.queue = opened.history, opened.records, opened.queue
        self._engine, self._owner_id = opened.engine, opened.owner_id
        self.insights = InsightsReader(self._engine)
        self._outages = Outages()
        self.readiness = Readiness(self._conditions, self._clock, self._listeners)
        self.keys = HeldKeys()
        self._known_places = StoredPlaces(self._engine)
        self.storage = open_storages(settings, folders, self.keys, self._known_places)
        self.inspections = Inspections(self._supervisors[0], self._limits_for, sqlite_url(folders.records))
        self.outputs = Outputs(self.history, self.records, self.storage, self._limits_for, lambda: self.words.code)
        self.trials = Trials(self._limits_for, sqlite_url(folders.records))
        self.definitions = Definitions(opened, folders.backups, lambda: self.settings.watch, self._listeners)
        self.exports = Exports(sqlite_url(folders.records), self._limits_for, lambda: self.words.code)
        self._removals = Removals(self._engine, self._clock)
        self.originals = Originals(self.history, self._removals, self.storage, folders.outbox, self._clock)
        self._uploads = uploads = Uploads(self._engine, opened.owners, self._clock)
        self.intake = Intake(uploads, self._listeners, resource_folder("samples"), self._is_dataset)
        self.uploader = Uploader(
            uploads,
            self.storage,
            folders.outbox,
            self._owner_id,
            self._listeners,
            settings.poll_seconds,
            at_once={StorageKind.S3: settings.s3.files_at_once},
        )
        self.watching = make_watching(
            lambda: self.settings,
            folders,
            self.keys,
            self.intake,
            self._engine,
            self._clock,
            self._listeners,
            self.uploader.wake,
        )
        self._wishes = Wishes(opened, self._look_for_cancels, lambda task: self.words.state(task), self._listeners)
        self.batches = Batches(Selecting(self._engine), self.queue, self.originals, self._wishes, self._listeners)
        first, *others = self._supervisors
        self.workers = (self._worker(first, self._chores()), *map(self._worker, others))
        self.uploader.then(self.wake_workers)
        logger.info("started as %s, data in %s", kind, folders.data)

    @property
    def diagnostics(self) -> Diagnostics:
        """What writes the report for whoever helps, of the settings as they now are."""
        return Diagnostics(self.settings, self.folders, lambda: self.metrics().text())

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with everything that happens, on the thread where it does; gives the way out."""
        return self._listeners.subscribe(listener)

    def apply(self, settings: Settings) -> None:
        """Take over changed settings.

        Slots, how often is looked for files, and how many go to a bucket at once hold from the next start.
        """
        self.settings = settings
        logging.getLogger(__package__).setLevel(settings.log_level)
        self.folders = self.folders.keeping(settings)
        self.storage.change(makers(settings, self.folders, self.keys, self._known_places), settings.storage)
        self.watching.change(settings.watch)
        self.wake()

    def speak(self, setting: str, preferred: Sequence[str] | None = None) -> None:
        """Change the language; what has read `words` before keeps the old one. See `words.languages.chosen`."""
        self.words = languages.catalogue_for(languages.chosen(setting, preferred))
        self.settings = self.settings.model_copy(update={"language": setting})

    def wake(self) -> None:
        """Have uploader and workers look for files at once."""
        self.uploader.wake()
        self.wake_workers()

    def wake_workers(self) -> None:
        """Have the workers look for tasks at once."""
        for worker in self.workers:
            worker.wake()

    @property
    def paused(self) -> bool:
        """True while no file is begun, as a person wishes."""
        return self.workers[0].paused

    def switch_pause(self) -> None:
        """Pause the workers, or have them go on."""
        paused = self.paused
        for worker in self.workers:
            worker.resume() if paused else worker.pause()

    def preview(self, task: UploadTask, tell: Callable[[Told], None]) -> Preview:
        """A look at a task's file; `tell` is called on the preview's own thread. To be closed."""
        return Preview(task, self.storage, self._limits_for, sqlite_url(self.folders.records), tell)

    def many_files(self, picked: Sequence[Path], given: Given, **how: Any) -> ManyFiles:
        """An adding of files and folders, to be run off the GUI thread; `how` is as `ManyFiles` takes it."""
        return ManyFiles(self.intake, Contents(self._engine), picked, given, wake=self.uploader.wake, **how)

    def cancel(self, task_id: int) -> None:
        """See `Wishes.cancel`."""
        self._wishes.cancel(task_id)

    def undo(self, task_id: int) -> UndoResult:
        """See `Wishes.undo`."""
        return self._wishes.undo(task_id)

    def metrics(self) -> "Metrics":
        """The figures for Prometheus, read anew whenever they are asked for; see `metrics.Metrics`."""
        # Loaded where it is wanted: the window opens without an HTTP server.
        from .metrics import make_metrics

        return make_metrics(self._engine, self.folders, versions(), self._clock)

    def close(self) -> None:
        """Leave in good order. The uploader's and the workers' loops have ended before."""
        for worker in self.workers:
            worker.close()
        self._databases.close()
        self._presence.leave()
        logger.info("ended")
        stop_logging(self._log)

    def _look_for_cancels(self) -> None:
        for worker in self.workers:
            worker.look_for_cancels()

    def _conditions(self) -> Conditions:
        return Conditions(self.settings.working_hours, self.settings.battery_limit)

    def _limits_for(self, size: int | None) -> Limits:
        return self.settings.limits_for(size)

    def _copied(self) -> tuple[Copied, ...]:
        largest = self.settings.backup_records_mb * 1024**2
        return Copied(self.folders.history), Copied(self.folders.records, largest, RECORDS_KEPT)

    def _is_dataset(self, name: str) -> bool:
        return self.records.dataset(name) is not None

    def _chores(self) -> DailyChores:
        retention = Retention(self._removals, self._clock, lambda: self.settings.keep_history_days)
        orphans = Orphans(self._engine, self._clock)
        ledger, is_removed = self.records.ledger_entry, self._removals.is_removed
        sweeper = Sweeper(orphans, self.storage, self.folders.outbox, ledger, self._clock, is_removed)
        return DailyChores(
            Meta(self._engine),
            self._copied,
            self.folders.backups,
            self._clock,
            self._listeners,
            lambda stop: sweeper.sweep(self._uploads.history_id(), stop),
            retention=retention,
            tidy=lambda stop: self.originals.tidy(self.settings.keep_originals_days, stop),
        )

    def _worker(self, supervisor: Supervisor, chores: DailyChores | None = None) -> Worker:
        return Worker(
            worker_id=self._owner_id,
            queue=self.queue,
            records=self.records,
            storage=self.storage,
            supervisor=supervisor,
            gate=self._databases.gate,
            readiness=self.readiness,
            outages=self._outages,
            listener=self._listeners,
            clock=self._clock,
            limits_for=self._limits_for,
            records_url=sqlite_url(self.folders.records),
            poll_seconds=self.settings.poll_seconds,
            chores=chores,
            kinds=KnownKinds(self.history, self.records, self.queue, self._listeners),
        )


def build(settings: Settings, folders: Folders, kind: str = "window", *, warm: bool = False) -> Application:
    """Make the folders, bring the databases up to date, and put the parts together.

    `warm` starts the first child process meanwhile, for a program that is sure to need it.
    Raises `UploaderError` where the data folder cannot be used: not writable, from a newer program, damaged.
    """
    folders = folders.keeping(settings)
    folders.prepare()
    presence = Presence(folders.data)
    try:
        return Application(settings, folders, kind, presence, warm=warm)
    except BaseException:
        # A program that cannot start must not keep a repair from running.
        presence.leave()
        raise


def resource_folder(name: str) -> Path:
    """A folder of `resources/`: in the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / "resources" / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources" / name
