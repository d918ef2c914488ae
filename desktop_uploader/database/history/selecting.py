"""The uploads that a person has chosen: counted by how they stand, and read in batches."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, Engine, and_, func, select, true

from ...model.queries import TaskQuery
from ...model.selection import Selection, Standing, Tally
from ...model.status import TaskStatus
from ...model.task import UploadTask
from ..engine import reading
from . import finding, rows
from .tables import upload_tasks

_T = upload_tasks.c

AT_ONCE = 500
"""Numbers in one statement."""

BITE = 10_000
"""Numbers that are read at a time: looking for a text is the same work for one and for thousands."""


class Selecting:
    """Every call is a query: never call it on the GUI thread. Raises `DatabaseTrouble`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ids(self, query: TaskQuery, first: int, count: int) -> frozenset[int]:
        """The numbers of the uploads in some rows of the list, in its order."""
        with reading(self._engine) as connection:
            common = finding.is_common(connection, query)
            return frozenset(connection.scalars(finding.keys(query, self._engine.dialect, count, first, common=common)))

    def newest(self) -> int:
        """The number of the newest upload, 0 where there is none."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.coalesce(func.max(_T.id), 0))).scalar_one())

    def tally(self, selection: Selection) -> Tally:
        """How the chosen uploads stand."""
        if selection.query is None:
            return Tally(self._standings(selection.ids, true()))
        found = self._found(selection, selection.query)
        return Tally(self._counted(found) - self._standings(selection.ids, found))

    def batches(self, selection: Selection, size: int, *, newest_first: bool = False) -> Iterator[list[UploadTask]]:
        """The chosen uploads in order of their numbers, each batch as it is when it is read."""
        for ids in self._bites(selection, newest_first):
            for part in _parts(ids, size):
                statement = select(upload_tasks).where(_T.id.in_(part))
                order = _T.id.desc() if newest_first else _T.id
                with reading(self._engine) as connection:
                    found = connection.execute(statement.order_by(order)).all()
                yield [rows.to_task(row) for row in found]

    def _bites(self, selection: Selection, newest_first: bool) -> Iterator[Sequence[int]]:
        if selection.query is None:
            yield sorted(selection.ids, reverse=newest_first)
            return
        found, last = self._found(selection, selection.query), selection.up_to + 1 if newest_first else 0
        while True:
            further = select(_T.id).where(found, _T.id < last if newest_first else _T.id > last)
            with reading(self._engine) as connection:
                order = _T.id.desc() if newest_first else _T.id
                ids = connection.scalars(further.order_by(order).limit(BITE)).all()
            if not ids:
                return
            last = ids[-1]
            # Those left out may be many, so they are no part of the statement.
            yield [number for number in ids if number not in selection.ids]

    def _standings(self, ids: Collection[int], where: ColumnElement[bool]) -> Counter[Standing]:
        counts: Counter[Standing] = Counter()
        for part in _parts(sorted(ids), AT_ONCE):
            counts.update(self._counted(and_(where, _T.id.in_(part))))
        return counts

    def _counted(self, where: ColumnElement[bool]) -> Counter[Standing]:
        stored, kept = _T.file_path.is_not(None), _T.file_removed_at.is_(None)
        columns = (_T.status, finding.ASKING, _T.undone_at.is_not(None), stored, kept)
        statement = select(*columns, func.count()).where(where).group_by(*columns)
        with reading(self._engine) as connection:
            found = connection.execute(statement).all()
        return Counter({Standing(TaskStatus(row[0]), *map(bool, row[1:5])): row[5] for row in found})

    def _found(self, selection: Selection, query: TaskQuery) -> ColumnElement[bool]:
        return and_(finding.matching(query, self._engine.dialect), _T.id <= selection.up_to)


def _parts(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))
