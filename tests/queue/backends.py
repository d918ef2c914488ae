"""The back ends for which the queue's contract holds: each opens its parts on a folder, as often as asked."""

from collections.abc import Callable
from pathlib import Path

from desktop_uploader.model.clock import Clock

from ..history_parts import Parts, open_parts

Open = Callable[[Path, Clock | None], Parts]


def open_sqlite(folder: Path, clock: Clock | None = None) -> Parts:
    return open_parts(folder / "history.sqlite3", clock)


BACKENDS: dict[str, Open] = {"sqlite": open_sqlite}
