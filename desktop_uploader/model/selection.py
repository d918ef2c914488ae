"""Which uploads are meant where a person has chosen several, and what can be done with them."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .errors import UploaderError, UsageError
from .queries import TaskQuery
from .status import TaskStatus
from .task import UploadTask


@dataclass(frozen=True, slots=True)
class Selection:
    """The uploads with these numbers; with a `query`, all that it finds but these. So a million cost nothing."""

    ids: frozenset[int] = frozenset()
    query: TaskQuery | None = None
    up_to: int = 0
    """With a query, the newest upload that is meant: files that are added later are not."""

    def __contains__(self, task_id: int) -> bool:
        """Whether an upload that the query finds is meant."""
        return task_id in self.ids if self.query is None else task_id <= self.up_to and task_id not in self.ids

    def __bool__(self) -> bool:
        return self.query is not None or bool(self.ids)

    def adding(self, ids: frozenset[int]) -> "Selection":
        """With these too."""
        return Selection(self.ids - ids if self.query else self.ids | ids, self.query, self.up_to)

    def without(self, ids: frozenset[int]) -> "Selection":
        """Without these."""
        return Selection(self.ids | ids if self.query else self.ids - ids, self.query, self.up_to)


class Deed(StrEnum):
    """What can be done with many uploads at once."""

    RETRY = "retry"
    CANCEL = "cancel"
    UNDO = "undo"
    SAVE_ORIGINAL = "save-original"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides what can be done with an upload."""

    status: TaskStatus
    asks: bool = False
    """Waits for a person's answer."""
    undone: bool = False
    stored: bool = True
    kept: bool = True
    """The original was not let go."""


def standing_of(task: UploadTask) -> Standing:
    """An upload's standing."""
    return Standing(
        task.status,
        task.asks,
        task.undone_at is not None,
        task.file_path is not None,
        task.file_removed_at is None,
    )


def possible(deed: Deed, of: Standing) -> bool:
    """Whether this can be done with an upload that stands so."""
    match deed:
        case Deed.RETRY:
            failed = of.status in (TaskStatus.FAILED, TaskStatus.CANCELLED) and not of.asks
            return of.kept and (failed or (of.status is TaskStatus.DONE and of.undone))
        case Deed.CANCEL:
            return not of.status.final
        case Deed.UNDO:
            return of.status is TaskStatus.DONE and not of.undone
        case Deed.SAVE_ORIGINAL:
            return of.stored and of.kept
        case Deed.DELETE:
            return of.status.final


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the chosen uploads stand in which way, at one moment."""

    counts: Mapping[Standing, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    def able(self, deed: Deed) -> int:
        """With how many this can be done."""
        return sum(count for standing, count in self.counts.items() if possible(deed, standing))

    def undone_for_good(self) -> int:
        """How many could not be imported again after an undo: their originals were let go."""
        gone = (standing for standing in self.counts if not standing.kept and possible(Deed.UNDO, standing))
        return sum(self.counts[standing] for standing in gone)


Refused = Mapping[int, UploaderError]
"""Upload → why it could not be done with it."""


def refused(task_ids: Collection[int], work: Callable[[int], object]) -> dict[int, UsageError]:
    """Do it with each; gives those with which it could not be done. `work` refuses before it has changed anything."""
    found = {}
    for task_id in task_ids:
        try:
            work(task_id)
        except UsageError as error:
            found[task_id] = error
    return found


KEPT = 10_000
"""Numbers that an outcome keeps."""


@dataclass(slots=True)
class Outcome:
    """What came of a deed with many."""

    done: int = 0
    ids: list[int] = field(default_factory=list)
    """The first of those with which it was done, up to `KEPT`: enough to offer the way back."""
    left_out: Counter[Standing] = field(default_factory=Counter)
    """Those that do not stand so that it can be done."""
    refused: Counter[str] = field(default_factory=Counter)
    """Error code → how many."""
    examples: dict[str, UploaderError] = field(default_factory=dict)
    """Error code → the first such error."""
    stopped: bool = False
    """A person ended it before its end."""
    trouble: UploaderError | None = None
    """What ended it for all of them."""

    def refuse(self, error: UploaderError) -> None:
        """One could not be done."""
        self.refused[error.code] += 1
        self.examples.setdefault(error.code, error)
