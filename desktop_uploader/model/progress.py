"""What a running import tells while it works. Shown, not stored."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where an import is."""

    COPYING = "copying"
    OPENING = "opening"
    READING = "reading"
    CHECKING = "checking"
    WAITING = "waiting"
    SAVING = "saving"
    MARKING = "marking"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` (bytes while copying, else rows); `total` is None where it is not known."""

    task_id: int
    stage: Stage
    done: int = 0
    total: int | None = None

    @property
    def share(self) -> float | None:
        """The share of the whole way, 0 to 1: reading and checking fill the first 70 %, saving the rest."""
        if not self.total:
            return None
        part = min(1.0, self.done / self.total)
        start, length = _SPAN.get(self.stage, (0.0, 1.0))
        return start + length * part


_SPAN = {
    Stage.COPYING: (0.0, 1.0),
    Stage.READING: (0.0, 0.35),
    Stage.CHECKING: (0.35, 0.35),
    Stage.SAVING: (0.7, 0.3),
}
