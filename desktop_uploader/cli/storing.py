"""Storing and processing what waits, for commands that do so themselves."""

import sys
from collections.abc import Callable, Collection

from ..bootstrap import Application
from ..model.errors import StorageError
from ..worker.worker import Worker


def store(application: Application) -> bool:
    """Store every file that waits. False where the storage cannot be reached, which is said: they go on waiting."""
    return _told(application, application.uploader.drain)


def process(application: Application, worker: Worker, only: Collection[int] | None = None) -> bool:
    """Work until nothing waits. False where a place cannot be used, which is said: its files go on waiting."""
    return _told(application, lambda: worker.drain(only))


def _told(application: Application, work: Callable[[], None]) -> bool:
    try:
        work()
    except StorageError as error:
        print(f"desktop-uploader: {application.words.exception(error)}", file=sys.stderr)
        return False
    return True
