"""What running parts tell whoever watches: the window, the command line, a log."""

from collections.abc import Callable
from dataclasses import dataclass

from .progress import Progress


@dataclass(frozen=True, slots=True)
class TaskChanged:
    """The stored task is not what it was: read it again."""

    task_id: int


@dataclass(frozen=True, slots=True)
class SlotChanged:
    """A worker's slot began (`task_id`) or ended (None) working on a task."""

    worker_id: str
    task_id: int | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something outside any one task stopped the work: the database is busy, the disk is full. None: it is over."""

    code: str | None
    params: dict[str, object]


Happening = TaskChanged | Progress | SlotChanged | Trouble

Listener = Callable[[Happening], None]
"""Called on the thread where it happened. Must return at once and must not raise."""
