"""Which tasks a query means, said so that the database finds them in an index however long the history is.

SQLite, without statistics, believes that few tasks have one state or one dataset, and would sort them. Where that is
not so, and an index has the order that is asked for and the columns that are filtered by, these are hidden from its
choice.
"""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Dialect, Select, and_, func, literal_column, or_, select, true

from ...model.queries import TaskQuery, TaskSort
from ...model.question import NEEDS_ANSWER
from ...model.status import TaskStatus
from ..ready import literal
from . import search
from .tables import upload_tasks

_T = upload_tasks.c

ASKING = and_(_T.status == literal(TaskStatus.FAILED), _T.error_code == literal(NEEDS_ANSWER))
"""The task waits for a person's answer."""

_UNFINISHED = frozenset(status for status in TaskStatus if not status.final)
"""States in which few tasks are at any time: sorting them is faster than looking through all."""


def page(query: TaskQuery, dialect: Dialect, limit: int, offset: int, *, common: bool = False) -> Select[Any]:
    """One page of the tasks that match, in the order asked for; `common` is what `is_common` says of its text."""
    # The page's keys come from an index alone; whole rows are read only for the page.
    found = keys(query, dialect, limit, offset, common=common).subquery()
    return select(upload_tasks).where(_T.id.in_(select(found.c.id))).order_by(*_order(query))


def keys(query: TaskQuery, dialect: Dialect, limit: int, offset: int, *, common: bool = False) -> Select[Any]:
    """The numbers of the tasks of one page."""
    where = matching(query, dialect, ordered=True, common=common)
    return select(_T.id).where(where).order_by(*_order(query)).limit(limit).offset(offset)


def _order(query: TaskQuery) -> list[ColumnElement[Any]]:
    columns = [_T[query.sort.value], _T.id]
    if query.sort is TaskSort.STATUS:
        columns.insert(1, _T.created_at)
    return [column.desc() if query.descending else column.asc() for column in columns]


def is_common(connection: Connection, query: TaskQuery) -> bool:
    """True where the text that the query looks for is better looked for in one task after another."""
    words = query.text.strip()
    return bool(words) and search.is_common(connection, words)


def matching(
    query: TaskQuery, dialect: Dialect, *, states: bool = True, ordered: bool = False, common: bool = False
) -> ColumnElement[bool]:
    """The condition, for tasks in the query's order or in none; `states` False: whatever states are asked for."""
    conditions: list[ColumnElement[bool]] = []
    sort = query.sort if ordered else TaskSort.ADDED
    words = query.text.strip()
    # Numbers from the index of letters come first, and leave no index to the order.
    looked_for = bool(words) and not common
    by_another = sort in (TaskSort.NAME, TaskSort.FINISHED) and not looked_for
    if states and query.statuses:
        hidden = by_another and not query.asking and not query.statuses <= _UNFINISHED
        status = without_index(_T.status) if hidden else _T.status
        conditions.append(status.in_([literal(status.value) for status in sorted(query.statuses)]))
    if states and query.asking is not None:
        conditions.append(ASKING if query.asking else or_(_T.error_code.is_(None), _T.error_code != NEEDS_ANSWER))
    if query.dataset is not None:
        hidden = by_another or (sort is TaskSort.STATUS and not looked_for)
        conditions.append((without_index(_T.dataset) if hidden else _T.dataset) == query.dataset)
    if query.since is not None:
        conditions.append(_T.created_at >= query.since)
    if query.until is not None:
        conditions.append(_T.created_at < query.until)
    if words:
        conditions.append(search.contains(words, dialect, common=common))
    return and_(true(), *conditions)


def datasets() -> Select[Any]:
    """The names of all datasets in use, each found from the one before it rather than by looking at every task."""
    names = select(func.min(_T.dataset).label("name")).where(_T.dataset.is_not(None)).cte("names", recursive=True)
    following = select(func.min(_T.dataset)).where(_T.dataset > names.c.name).scalar_subquery()
    names = names.union_all(select(following).where(names.c.name.is_not(None)))
    return select(names.c.name).where(names.c.name.is_not(None)).order_by(names.c.name)


def without_index(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same text, as an expression for which no index is looked for."""
    return column.concat(literal_column("''"))
