"""Storing what waits, for commands that do so themselves."""

import sys

from ..bootstrap import Application
from ..model.errors import StorageError


def store(application: Application) -> bool:
    """Store every file that waits. False where the storage cannot be reached, which is said: they go on waiting."""
    try:
        application.uploader.drain()
    except StorageError as error:
        print(f"desktop-uploader: {application.words.exception(error)}", file=sys.stderr)
        return False
    return True
