"""Figures over the whole history, for monitoring. Where the history is long, the first call takes seconds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, case, func, select, true

from ...model.status import TaskStatus
from ...model.task import AttemptOutcome
from ..engine import reading
from .tables import task_attempts, upload_tasks, workers

_T = upload_tasks.c
_A = task_attempts.c

STAGES = {
    "queued": _A.queued_seconds,
    "reading": _A.reading_seconds,
    "checking": _A.checking_seconds,
    "turn": _A.turn_seconds,
    "saving": _A.saving_seconds,
}
"""Stage → the column that holds its seconds."""


@dataclass(frozen=True, slots=True)
class Durations:
    """A histogram: how many attempts took at most each bound, all of them, and their seconds together."""

    at_most: tuple[int, ...]
    count: int = 0
    total: float = 0.0

    def __add__(self, other: "Durations") -> "Durations":
        at_most = tuple(map(sum, zip(self.at_most, other.at_most, strict=True)))
        return Durations(at_most, self.count + other.count, self.total + other.total)


@dataclass(frozen=True, slots=True)
class AttemptFigures:
    """What attempts that have ended came to."""

    outcomes: Mapping[tuple[AttemptOutcome, str], int]
    """Outcome and error code (or empty) → how many."""
    rows_saved: int
    rows_rejected: int
    durations: Mapping[str, Durations]
    """Stage → its histogram."""

    def __add__(self, other: "AttemptFigures") -> "AttemptFigures":
        return AttemptFigures(
            Counter(self.outcomes) + Counter(other.outcomes),
            self.rows_saved + other.rows_saved,
            self.rows_rejected + other.rows_rejected,
            {stage: found + other.durations[stage] for stage, found in self.durations.items()},
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """The tasks that wait to be claimed."""

    count: int
    oldest: datetime | None
    """Since when the first of them could have been claimed."""


class Statistics:
    """Reads one history, so that all programs that use it tell the same.

    Attempts that have ended never change: they are read once, and later only those that came since. `bounds` are
    those of the histograms, in seconds.
    """

    def __init__(self, engine: Engine, bounds: Sequence[float]) -> None:
        self._engine = engine
        self._bounds = tuple(bounds)
        self._lock = Lock()
        self._settled_to = 0
        self._settled: AttemptFigures | None = None

    def files(self) -> dict[tuple[TaskStatus, str], int]:
        """Status, with the error code of those that failed (else empty) → how many tasks there are now."""
        failed = _T.status == TaskStatus.FAILED
        by_status = select(_T.status, func.count()).where(~failed).group_by(_T.status)
        by_code = select(_T.error_code, func.count()).where(failed).group_by(_T.error_code)
        found = {(TaskStatus(status), ""): count for status, count in self._all(by_status)}
        return found | {(TaskStatus.FAILED, code or ""): count for code, count in self._all(by_code)}

    def attempts(self) -> AttemptFigures:
        """Of all attempts that have ended."""
        with self._lock:
            open_one, newest = self._all(
                select(func.min(case((_A.outcome.is_(None), _A.id))), func.max(_A.id)).where(_A.id > self._settled_to)
            )[0]
            settled_to = (open_one - 1) if open_one is not None else newest
            if (settled_to is not None and settled_to > self._settled_to) or self._settled is None:
                fresh = self._between(self._settled_to, settled_to or 0)
                self._settled = fresh if self._settled is None else self._settled + fresh
                self._settled_to = max(self._settled_to, settled_to or 0)
            return self._settled + self._between(self._settled_to, None)

    def waiting(self, now: datetime) -> Waiting:
        """The tasks that are due."""
        since = func.coalesce(_T.run_at, _T.updated_at, type_=_T.updated_at.type)
        due = select(func.count(), func.min(since, type_=_T.updated_at.type)).where(
            _T.status == TaskStatus.PENDING, since <= now
        )
        return Waiting(*self._all(due)[0])

    def programs(self) -> dict[str, int]:
        """Kind of program → how many are entered as using the history."""
        return {kind: count for kind, count in self._all(select(workers.c.kind, func.count()).group_by(workers.c.kind))}

    def _between(self, after: int, last: int | None) -> AttemptFigures:
        which = and_(_A.outcome.is_not(None), _A.id > after, _A.id <= last if last is not None else true())
        outcomes = select(_A.outcome, _A.error_code, func.count()).where(which).group_by(_A.outcome, _A.error_code)
        found: Counter[tuple[AttemptOutcome, str]] = Counter()
        for outcome, code, count in self._all(outcomes):
            found[AttemptOutcome(outcome), code or ""] += count
        sums = [func.coalesce(func.sum(column), 0) for column in (_A.rows_saved, _A.rows_rejected)]
        saved, rejected, *values = self._all(select(*sums, *self._histograms()).where(which))[0]
        width = 2 + len(self._bounds)
        parts = [values[start : start + width] for start in range(0, len(values), width)]
        durations = {
            stage: Durations(tuple(part[2:]), part[0], part[1]) for stage, part in zip(STAGES, parts, strict=True)
        }
        return AttemptFigures(found, saved, rejected, durations)

    def _histograms(self) -> list[ColumnElement[Any]]:
        figures: list[ColumnElement[Any]] = []
        for column in STAGES.values():
            figures += [func.count(column), func.coalesce(func.sum(column), 0.0)]
            figures += [func.coalesce(func.sum(case((column <= bound, 1), else_=0)), 0) for bound in self._bounds]
        return figures

    def _all(self, statement: Select[Any]) -> Sequence[Any]:
        with reading(self._engine) as connection:
            return connection.execute(statement).all()
