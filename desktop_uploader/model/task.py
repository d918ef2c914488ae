"""A task: one added file on its way into the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from .dataset import SheetReport
from .problem import Problem, ProblemTotal
from .progress import Stage
from .question import NEEDS_ANSWER, Question, asked
from .retry import MAX_ATTEMPTS
from .status import TaskStatus

LEASE = timedelta(seconds=60)
"""How long a claim lasts unless renewed; independent of how long a task takes."""

LEASE_RENEWAL = timedelta(seconds=15)

LONGEST_DELAY = timedelta(seconds=375)
"""The longest wait before another try; a task due later than this was planned by a clock that was set back since."""


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of data in the file, rows saved, rows left out because something in them is wrong."""

    total: int = 0
    saved: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class UploadTask:
    """A row of the history. All times are UTC and aware."""

    id: int
    import_id: str
    user_id: str
    file_name: str
    status: TaskStatus
    created_at: datetime
    updated_at: datetime
    file_path: str | None = None
    """Storage URI (`local:…`, `s3://bucket/key`); None until the file is stored."""
    source_path: str | None = None
    """What a person picked: a path, or the address of an object."""
    storage: str | None = None
    """The place that a person chose for it (`local`, `s3`); None: where the settings say when it is stored."""
    file_owned: bool = True
    """False where the file is a person's own object in S3, read where it is and never written, moved or deleted."""
    size: int | None = None
    sha256: str | None = None
    dataset: str | None = None
    definition: Mapping[str, Any] | None = None
    """The definition that came with the file, taken when it was added."""
    answers: Mapping[str, str] | None = None
    """What a person decided about the file: a question's key → the answer."""
    error_code: str | None = None
    error_message: str | None = None
    error_params: Mapping[str, Any] | None = None
    attempts: int = 0
    """Claims that count: all but those that were given back in good order."""
    max_attempts: int = MAX_ATTEMPTS
    run_at: datetime | None = None
    lease_token: int = 0
    lease_expires_at: datetime | None = None
    worker_id: str | None = None
    cancel_requested_at: datetime | None = None
    rows_total: int | None = None
    rows_saved: int | None = None
    rows_rejected: int | None = None
    progress: float | None = None
    """Coarse share of the work done, 0 to 1, stored at each lease renewal for other programs to show."""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    undone_at: datetime | None = None
    """When a person had the saved rows taken back; the task stays DONE and may be imported again."""
    file_removed_at: datetime | None = None
    """When the original was let go, as old ones are; `file_path` still says where it was."""

    @property
    def tries(self) -> int:
        """Attempts since it was added or a person last asked to try again, which gives it `MAX_ATTEMPTS` more."""
        return self.attempts - (self.max_attempts - MAX_ATTEMPTS)

    @property
    def asks(self) -> bool:
        """True where a person's answer is all that the file needs; shown as a question, stored as FAILED."""
        return self.status is TaskStatus.FAILED and self.error_code == NEEDS_ANSWER

    @property
    def questions(self) -> tuple[Question, ...]:
        """What it asks."""
        return asked(self.error_params) if self.asks else ()


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a task, good as long as its lease token is the newest."""

    task: UploadTask
    lease_token: int
    worker_id: str

    @property
    def task_id(self) -> int:
        """The task's number."""
        return self.task.id


class AttemptOutcome(StrEnum):
    """How a claim ended; `RELEASED` ones do not count as attempts."""

    DONE = "done"
    FAILED = "failed"
    RETRY = "retry"
    CANCELLED = "cancelled"
    RELEASED = "released"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Usage:
    """What an attempt took."""

    peak_memory: int | None = None
    """Bytes."""
    seconds: Mapping[Stage, float] = field(default_factory=dict)
    """How long the child was in each stage."""


@dataclass(frozen=True, slots=True)
class TaskAttempt:
    """One claim of a task and what came of it."""

    number: int
    worker_id: str
    started_at: datetime
    ended_at: datetime | None
    outcome: AttemptOutcome | None
    error_code: str | None
    peak_memory: int | None
    """Bytes."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """`queued` (since it was stored, tried or asked for before), `reading`, `checking`, `turn` (waiting to save) and
    `saving`, as far as they are known."""
    rows_saved: int | None = None
    rows_rejected: int | None = None


@dataclass(frozen=True, slots=True)
class TaskEvent:
    """A line of a task's timeline. `code` and `params` find the words."""

    id: int
    task_id: int
    at: datetime
    level: str
    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task cannot go on, ready to be stored."""

    code: str
    params: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    totals: tuple[ProblemTotal, ...] = ()
    counts: RowCounts = RowCounts()
    sheets: tuple[SheetReport, ...] = ()
