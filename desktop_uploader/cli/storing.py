"""Storing what waits, for commands that do so themselves."""

import sys
from collections.abc import Collection

from ..bootstrap import Application
from ..model.errors import StorageError
from ..worker.worker import Worker


def store(application: Application) -> bool:
    """Store every file that waits. False where the storage cannot be reached, which is said: they go on waiting."""
    try:
        application.uploader.drain()
    except StorageError as error:
        print(f"desktop-uploader: {application.words.exception(error)}", file=sys.stderr)
        return False
    return True


def process(application: Application, worker: Worker, only: Collection[int] | None = None) -> bool:
    """Work until nothing waits. False where a place cannot be used, which is said: its files go on waiting."""
    try:
        worker.drain(only)
    except StorageError as error:
        print(f"desktop-uploader: {application.words.exception(error)}", file=sys.stderr)
        return False
    return True
