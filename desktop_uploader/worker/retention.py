"""Keeps the history as long as it should be."""

import logging
from collections.abc import Callable
from datetime import timedelta
from time import sleep

from sqlalchemy import Engine

from ..database.history.retention import remove_ended
from ..model.clock import Clock
from ..storage.base import Storage

logger = logging.getLogger(__name__)

PAUSE = 0.05
"""Seconds between two batches, in which others have the database."""


class Retention:
    """Removes tasks that ended more than `days` ago; those that failed or ask for an answer are kept."""

    def __init__(self, engine: Engine, storage: Storage, clock: Clock, days: int) -> None:
        self._engine = engine
        self._storage = storage
        self._clock = clock
        self._age = timedelta(days=days)

    def remove_old(self, stop: Callable[[], bool] = lambda: False) -> int:
        """Remove what is old in small batches until `stop` says so; gives how many tasks. Raises `DatabaseTrouble`."""
        before, removed, kept = self._clock.now() - self._age, 0, 0
        while not stop():
            gone, refused = remove_ended(self._engine, before, self._storage.delete, kept)
            removed, kept = removed + gone, kept + refused
            if not gone and not refused:
                break
            sleep(PAUSE)
        if removed:
            logger.info("removed %s tasks that ended before %s", removed, before)
        return removed
