"""Keeps workers from claiming while the records cannot be used: a claim would only cost the file an attempt."""

from collections.abc import Callable
from threading import Lock

from ..model.errors import DatabaseTrouble


class Gate:
    """Shared by all workers of a program; may be used on any thread."""

    def __init__(self, look: Callable[[], None]) -> None:
        """`look` raises `DatabaseTrouble` while the records cannot be used; it is called only after trouble."""
        self._look = look
        self._trouble: DatabaseTrouble | None = None
        self._lock = Lock()

    def close(self, trouble: DatabaseTrouble) -> None:
        """The records could not be used."""
        with self._lock:
            self._trouble = trouble

    def check(self) -> None:
        """Raise `DatabaseTrouble` while the records still cannot be used; free once they have been all right."""
        with self._lock:
            if self._trouble is not None:
                self._look()
                self._trouble = None
