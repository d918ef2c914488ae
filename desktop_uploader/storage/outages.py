"""Places of files that cannot be used: their files wait, and one of them is tried from time to time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from ..model.errors import StorageError
from ..model.retry import MAX_ATTEMPTS

FIRST = 5.0
LONGEST = 60.0


@dataclass(frozen=True, slots=True)
class _Rest:
    """A place that is left alone."""

    trouble: StorageError
    failures: int
    until: float


class Outages:
    """Which places are left alone, named by the scheme of their URIs. Shared by all workers; any thread may use it."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._resting: dict[str, _Rest] = {}
        self._lock = Lock()

    @property
    def trouble(self) -> StorageError | None:
        """What is wrong with a place; None where all can be used."""
        with self._lock:
            return next((rest.trouble for rest in self._resting.values()), None)

    @property
    def hopeless(self) -> StorageError | None:
        """The trouble that waiting a little does not end, for whoever does not want to wait longer."""
        with self._lock:
            long = (rest for rest in self._resting.values() if rest.failures >= MAX_ATTEMPTS)
            wrong = (rest for rest in self._resting.values() if not rest.trouble.transient)
            return next((rest.trouble for rest in (*wrong, *long)), None)

    def left_alone(self) -> frozenset[str]:
        """The schemes of which no file is tried now."""
        now = self._seconds()
        with self._lock:
            return frozenset(scheme for scheme, rest in self._resting.items() if rest.until > now)

    def doubtful(self) -> frozenset[str]:
        """The schemes that have failed and not worked since."""
        with self._lock:
            return frozenset(self._resting)

    def next_try(self) -> float | None:
        """When a place that is left alone is tried again, on the clock of `seconds`; None where all can be used."""
        with self._lock:
            return min((rest.until for rest in self._resting.values()), default=None)

    def failed(self, uri: str, trouble: StorageError) -> timedelta:
        """The place of this file cannot be used; gives how long it is left alone: doubled each time, up to a minute.

        Several files that fail together count once.
        """
        scheme = scheme_of(uri)
        with self._lock:
            before, now = self._resting.get(scheme), self._seconds()
            if before is not None and before.until > now:
                return timedelta(seconds=before.until - now)
            failures = before.failures + 1 if before else 1
            wait = min(LONGEST, FIRST * 2.0 ** (failures - 1))
            self._resting[scheme] = _Rest(trouble, failures, now + wait)
        return timedelta(seconds=wait)

    def works(self, uri: str) -> None:
        """A file was read from this place."""
        with self._lock:
            self._resting.pop(scheme_of(uri), None)

    def try_again(self) -> None:
        """Something has changed: leave no place alone any longer."""
        with self._lock:
            self._resting.clear()


def scheme_of(uri: str) -> str:
    """`s3` of `s3://bucket/key`."""
    return uri.partition(":")[0]
