"""What running parts tell whoever watches: the window, the command line, a log."""

from collections.abc import Callable
from dataclasses import dataclass, field

from .progress import Progress


@dataclass(frozen=True, slots=True)
class TaskChanged:
    """The stored task is not what it was: read it again."""

    task_id: int


@dataclass(frozen=True, slots=True)
class SlotChanged:
    """A slot of this program began its work on a task, or ended it. No task is in two slots."""

    task_id: int
    busy: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something outside any one task stopped the work: the database is busy, the disk is full. None: it is over."""

    code: str | None
    params: dict[str, object]
    about: str = ""
    """What it is about, where several can be in trouble at the same time: a watched folder."""
    teller: str = "worker"
    """The part that says it; what another part says does not end it."""


@dataclass(frozen=True, slots=True)
class Resting:
    """No file is begun now, as it is set: `hours` or `battery`. None: files are worked on again."""

    code: str | None
    params: dict[str, object] = field(default_factory=dict)


Happening = TaskChanged | Progress | SlotChanged | Trouble | Resting

Listener = Callable[[Happening], None]
"""Called on the thread where it happened. Must return at once and must not raise."""


class Listeners:
    """Passes what happens on to everyone who has subscribed; called on the thread where it happened."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()

    def __call__(self, happening: Happening) -> None:
        """Tell everyone."""
        for listener in self._listeners:
            listener(happening)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called from now on; gives the call that ends it."""
        self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            self._listeners = tuple(other for other in self._listeners if other is not listener)

        return unsubscribe
