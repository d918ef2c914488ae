"""What a reader asks of the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .status import TaskStatus


class TaskSort(StrEnum):
    """The columns by which the history can be sorted."""

    ADDED = "created_at"
    FINISHED = "finished_at"
    NAME = "file_name"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Which tasks, in which order. Empty fields do not filter."""

    statuses: frozenset[TaskStatus] = frozenset()
    asking: bool | None = None
    """True: only those that need an answer; False: none of those; None: it does not matter."""
    dataset: str | None = None
    since: datetime | None = None
    """Added then or later."""
    until: datetime | None = None
    """Added before then."""
    text: str = ""
    """Looked for in file names and error messages, without regard to case."""
    sort: TaskSort = TaskSort.ADDED
    descending: bool = True


@dataclass(frozen=True, slots=True)
class DayTotals:
    """What one day brought."""

    done: int = 0
    failed: int = 0
    asking: int = 0
    """How many wait for a person's answer; they are not among the failed."""
    rows_saved: int = 0


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many tasks there were at one moment."""

    by_status: Mapping[TaskStatus, int]
    asking: int
    """How many of the FAILED need an answer."""
