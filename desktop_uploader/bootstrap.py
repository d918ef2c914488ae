"""The composition root: builds the running parts once and hands them to each other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .folders import resource_folder as resource_folder
from .logs import start_logging, stop_logging
from .model.clock import SystemClock
from .model.errors import UploaderError
from .model.events import Listener, Listeners
from .settings import Folders, Settings
from .storage.s3.keys import HeldKeys
from .words import languages
from .worker.readiness import Conditions, Readiness

if TYPE_CHECKING:
    from .database.history import History
    from .database.history.insights import InsightsReader
    from .database.records import RecordsDatabase
    from .doctor.diagnostics import Diagnostics
    from .intake import Given, Intake, ManyFiles, Uploader
    from .metrics import Metrics
    from .model.jobs import Limits
    from .model.task import UploadTask
    from .model.undo import UndoResult
    from .parts import Parts
    from .queue import TaskQueue
    from .storage.router import Storages
    from .updates import UpdateCheck
    from .watching.watching import Watching
    from .worker.batches import Batches
    from .worker.definitions import Definitions
    from .worker.exports import Exports
    from .worker.inspections import Inspections
    from .worker.originals import Originals
    from .worker.outputs import Outputs
    from .worker.previews import Preview, Told
    from .worker.trials import Trials
    from .worker.worker import Worker

Kind = TypeVar("Kind")
UPDATES_FILE = "updates.json"
"""In the data folder: when a newer version was asked for, and what was told."""


class _Part(Generic[Kind]):
    """One of the application's `parts`, under its own name."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, application: Application, owner: type) -> Kind:
        part: Kind = getattr(application.parts, self._name)
        return part


class Application:
    """The running program. What a window needs to be shown is there at once; the parts once it has been opened.

    Whoever asks for a part before then waits for it, or gets the `UploaderError` for which it could not be opened: the
    main thread of a window asks where `opened` says so. Given back with `close`.
    """

    history: _Part[History] = _Part()
    records: _Part[RecordsDatabase] = _Part()
    queue: _Part[TaskQueue] = _Part()
    insights: _Part[InsightsReader] = _Part()
    storage: _Part[Storages] = _Part()
    inspections: _Part[Inspections] = _Part()
    outputs: _Part[Outputs] = _Part()
    trials: _Part[Trials] = _Part()
    definitions: _Part[Definitions] = _Part()
    exports: _Part[Exports] = _Part()
    originals: _Part[Originals] = _Part()
    intake: _Part[Intake] = _Part()
    uploader: _Part[Uploader] = _Part()
    watching: _Part[Watching] = _Part()
    batches: _Part[Batches] = _Part()
    workers: _Part[tuple[Worker, ...]] = _Part()
    troubles: _Part[list[UploaderError]] = _Part()
    """What a person should know from the start: an unsafe place, a damaged database. The rest can be used."""

    def __init__(self, settings: Settings, folders: Folders, preferred: Sequence[str] | None = None) -> None:
        """`preferred` are the languages of the computer; None: those of the environment."""
        self.settings = settings
        self.folders = folders.keeping(settings)
        self.slots = settings.slots
        """Files worked on at the same time, until the next start."""
        self.words = languages.catalogue_for(languages.chosen(settings.language, preferred))
        """The sentences of the language that is spoken; `speak` changes it."""
        self.keys = HeldKeys()
        self._clock = SystemClock()
        self._listeners = Listeners()
        self.readiness = Readiness(self._conditions, self._clock, self._listeners)
        self._paused = Event()
        self._undo: list[Callable[[], None]] = []
        """What gives back what was begun, in its order."""
        self._parts: Parts | None = None
        self._refused: UploaderError | None = None
        self._tried = Event()

    def open(self, kind: str = "window", *, warm: bool = False) -> None:
        """Make the folders, bring the databases up to date, put the parts together. Once; may take place on any thread.

        `warm` starts the first child process meanwhile, for a program that is sure to need it. Raises `UploaderError`
        where the data folder cannot be used: not writable, from a newer program, damaged. It is closed again then.
        """
        try:
            self._parts = self._put_together(kind, warm)
        except BaseException as error:
            self._refused = error if isinstance(error, UploaderError) else None
            # A program that cannot start must not keep a repair from running.
            self.close()
            raise
        finally:
            self._tried.set()

    @property
    def opened(self) -> bool:
        """True once every part is there."""
        return self._parts is not None

    @property
    def parts(self) -> Parts:
        """All that `open` has put together; waited for."""
        self._tried.wait()
        if self._parts is None:
            raise self._refused or UploaderError("internal", reason="not open")
        return self._parts

    @property
    def diagnostics(self) -> Diagnostics:
        """What writes the report for whoever helps, of the settings as they now are."""
        from .doctor.diagnostics import Diagnostics

        return Diagnostics(self.settings, self.folders, lambda: self.metrics().text())

    @property
    def updates(self) -> UpdateCheck:
        """What asks for a newer version."""
        from .updates import UpdateCheck

        return UpdateCheck(self.folders.data / UPDATES_FILE, resource_folder(""))

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called with everything that happens, on the thread where it does; gives the way out."""
        return self._listeners.subscribe(listener)

    def apply(self, settings: Settings) -> None:
        """Take over changed settings.

        Slots, how often is looked for files, and how many go to a bucket at once hold from the next start.
        """
        from .places import makers

        self.settings = settings
        logging.getLogger(__package__).setLevel(settings.log_level)
        self.folders = self.folders.keeping(settings)
        places = makers(settings, self.folders, self.keys, self.parts.known_places)
        self.storage.change(places, settings.storage)
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
        self.parts.wake_workers()

    @property
    def paused(self) -> bool:
        """True while no file is begun, as a person wishes."""
        return self._paused.is_set()

    def switch_pause(self) -> None:
        """Pause the workers, or have them go on."""
        if not self.paused:
            self._paused.set()
            return
        self._paused.clear()
        if self.opened:
            self.wake_workers()

    def preview(self, task: UploadTask, tell: Callable[[Told], None]) -> Preview:
        """A look at a task's file; `tell` is called on the preview's own thread. To be closed."""
        from .database.engine import sqlite_url
        from .worker.previews import Preview

        return Preview(task, self.storage, self._limits_for, sqlite_url(self.folders.records), tell)

    def many_files(self, picked: Sequence[Path], given: Given, **how: Any) -> ManyFiles:
        """An adding of files and folders, to be run off the GUI thread; `how` is as `ManyFiles` takes it."""
        from .intake import ManyFiles

        return ManyFiles(self.intake, self.parts.contents, picked, given, wake=self.uploader.wake, **how)

    def cancel(self, task_id: int) -> None:
        """See `Wishes.cancel`."""
        self.parts.wishes.cancel(task_id)

    def undo(self, task_id: int) -> UndoResult:
        """See `Wishes.undo`."""
        return self.parts.wishes.undo(task_id)

    def metrics(self) -> Metrics:
        """The figures for Prometheus, read anew whenever they are asked for; see `metrics.Metrics`."""
        # Loaded where it is wanted: the window opens without an HTTP server.
        from .doctor.surroundings import versions
        from .metrics import make_metrics

        return make_metrics(self.parts.engine, self.folders, versions(), self._clock)

    def close(self) -> None:
        """Leave in good order. The uploader's and the workers' loops have ended before."""
        self._tried.set()
        parts, self._parts = self._parts, None
        if parts is not None:
            parts.close()
        for undo in reversed(self._undo):
            undo()
        self._undo.clear()

    def _put_together(self, kind: str, warm: bool) -> Parts:
        # All this is loaded here: a window is shown before.
        from .database.presence import Presence

        self.folders.prepare()
        presence = Presence(self.folders.data)
        self._undo.append(presence.leave)
        log = start_logging(self.folders.logs, self.settings.log_level)
        self._undo.append(lambda: stop_logging(log))
        from .worker.saveturn import SaveTurns
        from .worker.supervisor import Supervisor

        turns = SaveTurns()
        supervisors = tuple(Supervisor(turns) for _ in range(self.slots))
        if warm:
            supervisors[0].start()
        # The slowest, which the first child need not wait for.
        from .parts import Parts, Shared

        shared = Shared(
            settings=lambda: self.settings,
            words=lambda: self.words,
            folders=self.folders,
            samples=resource_folder("samples"),
            listeners=self._listeners,
            clock=self._clock,
            readiness=self.readiness,
            keys=self.keys,
            paused=self._paused,
            supervisors=supervisors,
        )
        return Parts(shared, kind)

    def _conditions(self) -> Conditions:
        return Conditions(self.settings.working_hours, self.settings.battery_limit)

    def _limits_for(self, size: int | None) -> Limits:
        return self.settings.limits_for(size)


def build(settings: Settings, folders: Folders, kind: str = "window", *, warm: bool = False) -> Application:
    """An application that is open; see `Application.open`."""
    application = Application(settings, folders)
    application.open(kind, warm=warm)
    return application
