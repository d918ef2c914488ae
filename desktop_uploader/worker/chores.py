"""What one of the programs on a data folder does once a day: copies, a look at what is left, and what is too old."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

from ..database.backup import DAILY, back_up, backups_in, prune
from ..database.history.meta import Meta
from ..model.clock import Clock
from ..model.errors import DatabaseTrouble, UploaderError
from ..model.events import Listener, Trouble
from .retention import Retention

logger = logging.getLogger(__name__)

TELLER = "chores"
"""Who tells its troubles, which end when it says so."""

LOOK = 60.0
"""Seconds between two looks whether something is due."""

FIRST_WAIT = 10.0
"""Seconds after the start in which the drive is left to what a person waits for."""

DAY = timedelta(days=1)
AGAIN = timedelta(hours=1)
"""A program that began and has nothing to show for it after this long is believed to have failed."""

PASSING = frozenset({"database-busy", "data-folder-gone"})
"""Troubles that say nothing of the copies themselves."""

RECORDS_KEPT = 2
"""Daily copies of the records; the history's are kept for a week."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A database that is copied each day."""

    path: Path
    largest: int | None = None
    """Bytes above which it is not copied; None: always."""
    most: int | None = None
    """How many daily copies are kept; None: a week's."""


class DailyChores:
    """A context manager around a worker's loop; the work is done on a thread of its own, one program at a time."""

    def __init__(
        self,
        meta: Meta,
        copied: Callable[[], tuple[Copied, ...]],
        folder: Path,
        clock: Clock,
        listener: Listener,
        sweep: Callable[[Callable[[], bool]], None] = lambda stop: None,
        first_wait: float = FIRST_WAIT,
        retention: Retention | None = None,
        tidy: Callable[[Callable[[], bool]], None] = lambda stop: None,
    ) -> None:
        """`sweep` looks at stored files, `tidy` deletes those not needed; what they get says when to break off."""
        self._meta = meta
        self._copied = copied
        self._folder = folder
        self._clock = clock
        self._listener = listener
        self._sweep = sweep
        self._first_wait = first_wait
        self._retention = retention
        self._tidy = tidy
        self._ended = Event()
        self._told = False
        self._thread: Thread | None = None

    def __enter__(self) -> "DailyChores":
        self._ended.clear()
        self._thread = Thread(target=self._run, name="chores", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def do_what_is_due(self) -> list[Path]:
        """Make the copies of this day unless they are there or another program makes them; gives those made."""
        now, made = self._clock.now(), []
        due = [copied for copied in self._copied() if self._due(copied, now)]
        if not due or not self._meta.begin("copies", now, AGAIN):
            return []
        for copied in due:
            path = back_up(copied.path, self._folder, DAILY, now, self._ended.is_set)
            removed = prune(self._folder, copied.path.stem, now, copied.most)
            logger.info("copied %s; old copies removed: %s", copied.path.name, len(removed))
            made.append(path)
        return made

    def _remove_old(self) -> None:
        if not self._meta.begin("retention", self._clock.now(), DAY):
            return
        if self._retention is not None:
            self._retention.remove_old(self._ended.is_set)
        self._tidy(self._ended.is_set)
        if self._ended.is_set():
            self._meta.ended("retention")

    def _due(self, copied: Copied, now: datetime) -> bool:
        if not copied.path.exists() or (copied.largest is not None and copied.path.stat().st_size > copied.largest):
            return False
        daily = [copy.made_at for copy in backups_in(self._folder, copied.path.stem) if copy.kind == DAILY]
        # One from the future was made by a clock that has since been set back.
        return not any(timedelta(0) <= now - made_at < DAY for made_at in daily)

    def try_what_is_due(self) -> None:
        """The same; trouble is told to the listener."""
        try:
            made = self.do_what_is_due()
            self._remove_old()
            if self._told and made:
                self._told = False
                self._listener(Trouble(None, {}, teller=TELLER))
        except DatabaseTrouble as trouble:
            if self._ended.is_set():
                self._meta.ended("copies")
                return
            logger.error("the daily work was not done: %s", trouble)
            if trouble.code in PASSING:
                # What works on files says it, and when it is over.
                return
            self._told = True
            self._listener(Trouble(trouble.code, dict(trouble.params), teller=TELLER))
        except Exception:
            logger.exception("the daily work was not done")

    def try_to_sweep(self) -> None:
        """Look at stored files, unless a program did so within a day; trouble is for the log alone."""
        try:
            if not self._meta.begin("sweep", self._clock.now(), DAY):
                return
            self._sweep(self._ended.is_set)
            if self._ended.is_set():
                self._meta.ended("sweep")
        except UploaderError as error:
            logger.warning("stored files could not be looked at: %s", error)
        except Exception:
            logger.exception("stored files could not be looked at")

    def _run(self) -> None:
        wait = self._first_wait
        while not self._ended.wait(wait):
            self.try_what_is_due()
            self.try_to_sweep()
            wait = LOOK
