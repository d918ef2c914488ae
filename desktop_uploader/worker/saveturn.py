"""One save at a time: SQLite has one writer, and waiting here is better than failing there."""

from threading import Lock


class SaveTurns:
    """Shared by all slots of a program; each child asks its supervisor for the turn."""

    def __init__(self) -> None:
        self._lock = Lock()

    def take(self, patience: float) -> bool:
        """Wait for the turn for so many seconds at most; True where it is now the caller's."""
        return self._lock.acquire(timeout=patience)

    def give_back(self) -> None:
        """Let the next one save."""
        self._lock.release()
