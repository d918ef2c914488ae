"""What one look at a watched place gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ..model.errors import UploaderError


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen. `wait`: seconds until the next look is worth it, unless something is told before."""

    wait: float
    waiting: int = 0
    """Files that are not added yet: they still change, or are open in another program."""
    troubles: Sequence[UploaderError] = ()


class Place(Protocol):
    """A watched place. Used by one thread, but for `concerns` and `stop`."""

    def look(self) -> Look:
        """Add what is to be added. Raises `UploaderError` where nothing can be done now."""

    def concerns(self, task_id: int) -> bool:
        """True for an upload that the place waits for. May be called on any thread."""

    def stop(self) -> None:
        """Let a look under way end early. May be called on any thread."""

    def close(self) -> None:
        """Hear of no more changes."""
