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
    """Removes tasks that ended more than so many days ago; those that failed or ask for an answer are kept.

    Their files are noted, and go with the other originals that are not needed: no transaction waits for a storage.
    """

    def __init__(self, removals: Removals, clock: Clock, days: Callable[[], int | None]) -> None:
        """`days` says how long they are kept now; None: for ever."""
        self._removals = removals
        self._clock = clock
        self._days = days

    def remove_old(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Remove what is old in small batches until `stop` says so; gives how many tasks. Raises `DatabaseTrouble`."""
        days, removed = self._days(), 0
        if days is None:
            return 0
        before = self._clock.now() - timedelta(days=days)
        while not stop() and (gone := self._removals.remove_ended(before)):
            removed += gone
            sleep(PAUSE)
        if removed:
            logger.info("removed %s tasks that ended before %s", removed, before)
        return removed
