"""Hands waiting files to threads that store them: some at once, and none held up by a place that it does not go to."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Event, Lock
from time import monotonic

from ..database.history.uploads import Uploads, place_of
from ..model.errors import DatabaseTrouble, StorageError, UploaderError
from ..model.events import Listener, Trouble
from ..model.task import Claim
from ..storage.outages import Outages
from ..storage.router import Storages
from .storing import Storing

logger = logging.getLogger(__name__)

TELLER = "uploader"
"""Who tells its troubles, which end when it says so."""

AT_ONCE = 1
"""Files that a place gets at the same time unless it is said otherwise: a disk is not faster with several."""


class Uploader:
    """A plain loop that has registered files stored. `stop` and `wake` may be called on any thread."""

    def __init__(
        self,
        uploads: Uploads,
        storages: Storages,
        outbox: Path,
        worker_id: str,
        listener: Listener,
        poll_seconds: float = 5.0,
        at_once: Mapping[str, int] | None = None,
    ) -> None:
        """`at_once` says by scheme how many files a place gets at the same time."""
        self._uploads = uploads
        self._storages = storages
        self._worker_id = worker_id
        self._listener = listener
        self._poll_seconds = poll_seconds
        self._at_once = {scheme: (at_once or {}).get(scheme, AT_ONCE) for scheme in storages.schemes}
        self._wake = Event()
        self._stop = Event()
        self._storing = Storing(uploads, storages, outbox, listener, self._stop.is_set)
        self._outages = Outages()
        self._lock = Lock()
        self._under_way: dict[int, str] = {}
        """Tasks that a thread works on, and their places."""
        self._told: UploaderError | None = None
        self._after_stored: Callable[[], None] = lambda: None

    def then(self, wake: Callable[[], None]) -> None:
        """Have `wake` called whenever a file is stored."""
        self._after_stored = wake

    def run(self) -> None:
        """Store files until `stop`."""
        with self._threads() as threads:
            while not self._stop.is_set():
                self._wake.clear()
                try:
                    nothing_due = self._hand_out(threads, self._tell)
                    if isinstance(self._told, DatabaseTrouble) or (nothing_due and not self._outages.left_alone()):
                        # The database answers; and of files that wait for a place none is left.
                        self._say_that_all_is_well()
                except DatabaseTrouble as trouble:
                    self._tell(trouble)
                self._wake.wait(self._patience())

    def drain(self) -> None:
        """Store every file that waits.

        Raises `StorageError` where a place cannot be used at the moment, once those for other places are stored: its
        files stay UPLOADING, and go on where they were at the next call.
        """
        met: list[UploaderError] = []
        self._outages.try_again()
        with self._threads() as threads:
            while not self._stop.is_set():
                self._wake.clear()
                if self._hand_out(threads, met.append):
                    break
                self._wake.wait(self._poll_seconds)
        for trouble in met:
            raise trouble

    def stop(self) -> None:
        """End the loop; a copy under way is given up and taken up again at the next start."""
        self._stop.set()
        self._wake.set()

    def wake(self) -> None:
        """Look for files at once, also for places that could not be used."""
        self._outages.try_again()
        self._wake.set()

    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(sum(self._at_once.values()), "upload")

    def _hand_out(self, threads: ThreadPoolExecutor, failed: Callable[[UploaderError], None]) -> bool:
        """Give every place as many files as it may get.

        True where nothing is left: none waits, and none was under way as that was looked for. Asked afterwards, a place
        that was full may just have become free, with files that wait for it.
        """
        while not self._stop.is_set():
            with self._lock:
                under_way = dict(self._under_way)
            full = self._not_now(Counter(under_way.values()))
            claim = self._uploads.claim(self._worker_id, self._storages.scheme, full, under_way.keys())
            if claim is None:
                return not under_way
            place = place_of(claim.task, self._storages.scheme)
            with self._lock:
                self._under_way[claim.task_id] = place
            threads.submit(self._store, claim, place).add_done_callback(partial(self._on_end, claim.task_id, failed))
        return True

    def _not_now(self, busy: Mapping[str, int]) -> set[str]:
        """Places that have all that they may get; one that could not be used is tried with a single file."""
        doubtful = self._outages.doubtful()
        full = {
            place for place, most in self._at_once.items() if busy.get(place, 0) >= (1 if place in doubtful else most)
        }
        return full | self._outages.left_alone()

    def _store(self, claim: Claim, place: str) -> None:
        try:
            stored = self._storing.store(claim)
        except StorageError as trouble:
            self._outages.failed(place, trouble)
            raise
        if stored:
            self._outages.works(place)
            if self._outages.trouble is None:
                self._say_that_all_is_well()
            self._after_stored()

    def _on_end(self, task_id: int, failed: Callable[[UploaderError], None], ended: "Future[None]") -> None:
        error = ended.exception()
        if isinstance(error, UploaderError):
            failed(error)
        with self._lock:
            self._under_way.pop(task_id)
        self._wake.set()

    def _tell(self, trouble: UploaderError) -> None:
        logger.warning("cannot store files now: %s", trouble)
        self._told = trouble
        self._listener(Trouble(trouble.code, dict(trouble.params), teller=TELLER))

    def _say_that_all_is_well(self) -> None:
        if self._told is not None:
            self._told = None
            self._listener(Trouble(None, {}, teller=TELLER))

    def _patience(self) -> float:
        """Until the next poll, or until a place is tried again, which is sooner."""
        due = self._outages.next_try()
        return self._poll_seconds if due is None else min(self._poll_seconds, max(0.01, due - monotonic()))
