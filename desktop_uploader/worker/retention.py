"""Keeps the history as long as it should be."""

import logging
from collections.abc import Callable
from datetime import timedelta
from time import sleep

from ..database.history.removals import Removals
from ..model.clock import Clock

logger = logging.getLogger(__name__)

PAUSE = 0.05
"""Seconds between two batches, in which others have the database."""


class Retention:
    """Removes tasks that ended more than `days` ago; those that failed or ask for an answer are kept.

    Their files are noted, and go with the other originals that are not needed: no transaction waits for a storage.
    """

    def __init__(self, removals: Removals, clock: Clock, days: int) -> None:
        self._removals = removals
        self._clock = clock
        self._age = timedelta(days=days)

    def remove_old(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Remove what is old in small batches until `stop` says so; gives how many tasks. Raises `DatabaseTrouble`."""
        before, removed = self._clock.now() - self._age, 0
        while not stop() and (gone := self._removals.remove_ended(before)):
            removed += gone
            sleep(PAUSE)
        if removed:
            logger.info("removed %s tasks that ended before %s", removed, before)
        return removed
