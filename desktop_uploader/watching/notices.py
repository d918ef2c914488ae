"""The system's messages that something in a folder has changed. They only wake: what has changed is looked for."""

import os
from collections.abc import Callable
from pathlib import Path

from watchdog import events
from watchdog.observers import Observer

KINDS: list[type[events.FileSystemEvent]] = [
    events.DirCreatedEvent,
    events.DirMovedEvent,
    events.FileClosedEvent,
    events.FileCreatedEvent,
    events.FileDeletedEvent,
    events.FileModifiedEvent,
    events.FileMovedEvent,
]
"""Not that files are read: the program does so itself."""

PATIENCE = 5.0
"""Seconds that the messages may take to end."""


class Notices(events.FileSystemEventHandler):
    """Calls `changed`, on a thread of its own, whenever something in the folder changes.

    Raises `OSError` where the system gives no messages: none for this drive, or too many are asked for.
    """

    def __init__(self, folder: Path, changed: Callable[[], None], *, recursive: bool) -> None:
        self._folder = folder
        self._changed = changed
        self._about = _folder_at(folder)
        self._observer = Observer()
        self._observer.schedule(self, os.path.realpath(folder), recursive=recursive, event_filter=KINDS)
        self._observer.start()

    @property
    def alive(self) -> bool:
        """False where they come no more: the folder was removed, or another has taken its place."""
        try:
            same = self._about == _folder_at(self._folder)
        except OSError:
            return False
        return same and all(emitter.is_alive() for emitter in self._observer.emitters)

    def close(self) -> None:
        """Have no more of them."""
        self._observer.stop()
        self._observer.join(PATIENCE)

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """See watchdog."""
        self._changed()


def _folder_at(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino
