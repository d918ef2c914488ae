"""What a change of a dataset's definition would do to the rows that are saved: codes and parameters, no prose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that the change would do, as a code of `words.changes` and its parameters."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    refuses: bool = False
    """True where the change cannot be made because of it."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a change would do, found out before it is made."""

    rows: int
    """Rows that are saved."""
    effects: tuple[Effect, ...] = ()

    @property
    def refused(self) -> bool:
        """True where the change cannot be made."""
        return any(effect.refuses for effect in self.effects)


@dataclass(frozen=True, slots=True)
class Removed:
    """What went with a dataset that was deleted."""

    name: str
    rows: int
    undone: Mapping[str, int]
    """Import id → its rows, of every import that is taken back thereby."""
    copy: str = ""
    """The name of the copy of the records made before."""
