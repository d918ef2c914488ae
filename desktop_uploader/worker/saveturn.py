"""One save at a time: SQLite has one writer, and waiting here is better than failing there."""

from threading import Lock


class SaveTurns:
    """Shared by all slots of a program; each child asks its supervisor for the turn."""

    def __init__(self) -> None:
        self._lock = Lock()

    def try_take(self) -> bool:
        """True where the turn is now the caller's."""
        return self._lock.acquire(blocking=False)

    def give_back(self) -> None:
        """Let the next one save."""
        self._lock.release()
