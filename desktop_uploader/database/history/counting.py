"""The statements by which files that were added within a range of time are counted."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, distinct, exists, func, literal_column, or_, select

from ...model.insights import Outcome
from ...model.retry import MAX_ATTEMPTS
from ...model.status import TaskStatus
from ..columns import SecondsBetween, TwoDigits
from ..ready import literal
from .finding import ASKING, without_index
from .tables import problem_totals, upload_tasks

CORRECTED_WITHIN = timedelta(days=1)
"""How long a file of the same name from the same person is taken for the correction of one that failed."""

LENGTHS = ("total", "waited", "worked")
"""What `lengths` tells, in its order."""

_T = upload_tasks.c
_P = problem_totals.c
_DONE, _FAILED = _T.status == literal(TaskStatus.DONE), _T.status == literal(TaskStatus.FAILED)
_ENDED = or_(_DONE, _FAILED)
_KEPT = _T.undone_at.is_(None)
_UNTOUCHED = _T.max_attempts == MAX_ATTEMPTS
"""No person had it tried again, and none answered a question of it."""

_WHOLE = func.coalesce(_T.rows_rejected, 0) == 0
_OUTCOME = case(
    (and_(_DONE, ~_KEPT), literal(Outcome.UNDONE)),
    (and_(_DONE, ~_WHOLE), literal(Outcome.LEFT_OUT)),
    (_DONE, literal(Outcome.DONE)),
    (ASKING, literal(Outcome.ASKING)),
    (_FAILED, literal(Outcome.FAILED)),
    (_T.status == literal(TaskStatus.CANCELLED), literal(Outcome.CANCELLED)),
    else_=literal(Outcome.OPEN),
)


@dataclass(frozen=True, slots=True)
class Range:
    """From a moment on until before another; of one dataset, or of all."""

    begin: datetime
    end: datetime
    dataset: str | None

    def of(self, columns: Any) -> ColumnElement[bool]:
        """The task was added in this range."""
        added = and_(columns.created_at >= self.begin, columns.created_at < self.end)
        return added if self.dataset is None else and_(added, columns.dataset == self.dataset)


def _sum(condition: ColumnElement[bool], value: Any = literal_column("1")) -> ColumnElement[int]:  # noqa: B008
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)


def _right() -> ColumnElement[bool]:
    return and_(_DONE, _KEPT, _WHOLE, _UNTOUCHED)


def files(range_: Range) -> Select[Any]:
    """By outcome and who added them: files, rows saved and refused, files that have ended, those right at once."""
    figures = (
        func.count().label("files"),
        _sum(_KEPT, func.coalesce(_T.rows_saved, 0)).label("saved"),
        func.coalesce(func.sum(_T.rows_rejected), 0).label("refused"),
        _sum(_ENDED).label("judged"),
        _sum(_right()).label("right"),
    )
    outcome = _OUTCOME.label("outcome")
    return select(outcome, _T.user_id, *figures).where(range_.of(_T)).group_by(outcome, _T.user_id)


def corrections(range_: Range) -> Select[Any]:
    """How many files of `files` that have ended are corrections of failed ones, and how many of those are right.

    A correction has the name of a file that failed, from the same person, at most a day after that was added.
    """
    # The few that failed come first, and each finds its corrections in the index of names: not in that of datasets,
    # in which SQLite, without statistics, would look through a whole day for each.
    failed, later = upload_tasks.alias("failed").c, upload_tasks.alias("later").c
    found = select(later.id).where(
        failed.status == literal(TaskStatus.FAILED),
        failed.created_at >= range_.begin - CORRECTED_WITHIN,
        failed.created_at < range_.end,
        later.file_name == failed.file_name,
        later.id > failed.id,
        later.user_id == failed.user_id,
        SecondsBetween(failed.created_at, later.created_at) <= CORRECTED_WITHIN.total_seconds(),
        Range(range_.begin, range_.end, None).of(later),
        *([] if range_.dataset is None else [without_index(later.dataset) == range_.dataset]),
    )
    figures: list[Any] = [_sum(_ENDED).label("judged"), _sum(_right()).label("right")]
    return select(*figures).where(_T.id.in_(found))


def lengths(range_: Range) -> Select[Any]:
    """How many files took so long from being added to the end, waited so long, were worked on so long.

    The lengths are texts of two digits and a power of ten, in seconds.
    """
    spans = ((_T.created_at, _T.finished_at), (_T.created_at, _T.started_at), (_T.started_at, _T.finished_at))
    texts: list[Any] = [TwoDigits(SecondsBetween(*span)).label(name) for span, name in zip(spans, LENGTHS, strict=True)]
    by_itself = and_(_ENDED, _UNTOUCHED, _T.started_at.is_not(None), _T.finished_at.is_not(None))
    return select(*texts, func.count()).where(range_.of(_T), by_itself).group_by(*texts)


def cell_problems(range_: Range) -> Select[Any]:
    """By code, kind, field and dataset: cells, files, and the newest of these."""
    keys = (_P.code, _P.kind, _P.field, _T.dataset)
    figures = (func.sum(_P.count).label("cells"), func.count(distinct(_T.id)).label("files"), func.max(_T.id))
    joined = upload_tasks.join(problem_totals, _P.task_id == _T.id)
    return select(*keys, *figures).select_from(joined).where(range_.of(_T)).group_by(*keys)


def file_errors(range_: Range) -> Select[Any]:
    """Of failed files without problems in cells, by code and dataset: how many, and the newest."""
    about_cells = exists().where(_P.task_id == _T.id)
    keys = (_T.error_code, _T.dataset)
    return (
        select(*keys, func.count().label("files"), func.max(_T.id))
        .where(range_.of(_T), _FAILED, ~about_cells)
        .group_by(*keys)
    )
