"""Who uses the data folder, told by the operating system and not by a database that may be damaged."""

import sqlite3
from pathlib import Path
from types import TracebackType

from ..durable import make_private
from ..model.errors import DatabaseTrouble

LOCK_FILE = "in-use.lock"


class Presence:
    """Held by every program while it uses the folder; with `alone`, only where no other program holds it.

    An empty SQLite file lends its locks: shared and exclusive ones, on every system, given back by the system itself
    when a program dies.
    """

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        """Raises `DatabaseTrouble`: `folder-in-use` (with `alone`), `folder-being-repaired` (without)."""
        make_private(folder / LOCK_FILE)
        self._connection = sqlite3.connect(folder / LOCK_FILE, isolation_level=None, check_same_thread=False, timeout=0)
        try:
            if alone:
                self._connection.execute("BEGIN EXCLUSIVE")
            else:
                self._connection.execute("BEGIN")
                self._connection.execute("SELECT * FROM sqlite_master").fetchall()
        except sqlite3.Error as error:
            self._connection.close()
            raise DatabaseTrouble("folder-in-use" if alone else "folder-being-repaired", folder=str(folder)) from error

    def leave(self) -> None:
        """Give it back."""
        self._connection.close()

    def __enter__(self) -> "Presence":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leave()
