"""Files that are there but not to be added yet: they may still be being written."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..model.errors import UploaderError
from .pace import Pace
from .scan import Found

LONGEST_OPEN = 12 * 3600.0
"""Seconds without a change after which the marker of an open workbook is taken for one that a crash has left behind."""

PATIENCE = 3
"""Failures in a row before they are told: a file is often locked for a moment while it is saved."""


@dataclass(slots=True)
class _Waiting:
    identity: str
    since: float
    failures: int = 0
    not_before: float = 0.0
    trouble: UploaderError | None = None


class Ripening:
    """Tells when a file has stopped changing. By this computer's own running clock: those of files may be wrong."""

    def __init__(self, quiet: float, pace: Pace) -> None:
        self._quiet = quiet
        self._pace = pace
        self._waiting: dict[str, _Waiting] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def keep(self, keys: Iterable[str]) -> None:
        """Forget all others."""
        kept = set(keys)
        self._waiting = {key: waiting for key, waiting in self._waiting.items() if key in kept}

    def forget(self, key: str) -> None:
        """It is dealt with; seen again, it is new."""
        self._waiting.pop(key, None)

    def is_known(self, found: Found) -> bool:
        """True where it was seen before as it is."""
        waiting = self._waiting.get(found.key)
        return waiting is not None and waiting.identity == found.identity

    def due(self, found: Found, now: float) -> float:
        """Seconds until it may be added; 0 for now. An empty file waits until something is in it."""
        waiting = self._waiting.get(found.key)
        if waiting is None or waiting.identity != found.identity:
            waiting = self._waiting[found.key] = _Waiting(found.identity, now)
        quiet = LONGEST_OPEN if found.is_open else self._quiet
        due = max(waiting.since + quiet, waiting.not_before)
        return max(0.0, due - now) if found.size else self._pace.told

    def failed(self, found: Found, now: float, trouble: UploaderError, patience: int = PATIENCE) -> None:
        """It could not be added, and is left alone for a while; told after as many failures as `patience` says."""
        waiting = self._waiting.setdefault(found.key, _Waiting(found.identity, now))
        waiting.failures += 1
        waiting.not_before = now + self._pace.delay(waiting.failures)
        waiting.trouble = trouble if waiting.failures >= patience else None

    def troubles(self) -> list[UploaderError]:
        """What keeps files from being added."""
        return [waiting.trouble for waiting in self._waiting.values() if waiting.trouble is not None]
