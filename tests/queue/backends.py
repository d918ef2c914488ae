"""The back ends for which the queue's contract holds: each opens its parts on a folder, as often as asked."""

from collections.abc import Callable
from pathlib import Path

from ..history_parts import FakeClock, Parts, open_parts

Open = Callable[[Path, FakeClock | None], Parts]


def open_sqlite(folder: Path, clock: FakeClock | None = None) -> Parts:
    return open_parts(folder / "history.sqlite3", clock)


BACKENDS: dict[str, Open] = {"sqlite": open_sqlite}
