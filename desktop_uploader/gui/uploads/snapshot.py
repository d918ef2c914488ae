"""What the list needs of the history, read at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...model.queries import StatusCounts, TaskQuery
from ...model.task import UploadTask

if TYPE_CHECKING:
    from ...database.history import History

PAGE = 50
"""Tasks that are read at a time: about three screens' worth, a few milliseconds of another thread."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the database said."""

    generation: int
    """Which of the model's questions it answers."""
    total: int
    counts: StatusCounts
    pages: dict[int, list[UploadTask]]
    last_event: int
    datasets: list[str] = field(default_factory=list)


def read_snapshot(history: "History", query: TaskQuery, generation: int, pages: Sequence[int]) -> Snapshot:
    """Several queries: never on the GUI thread."""
    last_event = history.last_event_id()
    found = {page: history.tasks(query, limit=PAGE, offset=page * PAGE) for page in pages}
    total, counts = history.count(query), history.status_counts(query)
    return Snapshot(generation, total, counts, found, last_event, history.datasets_in_use())
