"""The most common problems of files that were added within some ranges of time."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from ...model.insights import CommonProblem
from ...model.problem import Problem
from ...model.question import NEEDS_ANSWER
from ...model.retry import is_transient
from . import counting, rows
from .tables import problems, upload_tasks

MOST = 20
EXAMPLES = 200
"""Problems of one file that are looked through for one of the kind that is wanted."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What makes problems alike; `field` and `kind` are of those in cells alone."""

    code: str
    in_cells: bool
    kind: str | None = None
    field: str | None = None


@dataclass(slots=True)
class _Found:
    files: int = 0
    cells: int = 0
    newest: int = 0
    datasets: Counter[str] = field(default_factory=Counter)

    def note(self, files: int, cells: int, newest: int, dataset: str | None) -> None:
        self.files += files
        self.cells += cells
        self.newest = max(self.newest, newest)
        if dataset is not None:
            self.datasets[dataset] += files


class CommonProblems:
    """Collects them range by range: no file is in two."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[_Kind, _Found] = {}

    def add(self, range_: counting.Range) -> None:
        """Read those of one range."""
        for code, kind, name, dataset, cells, files, newest in self._all(counting.cell_problems(range_)):
            self._of(_Kind(code, True, kind, name)).note(files, cells, newest, dataset)
        for code, dataset, files, newest in self._all(counting.file_errors(range_)):
            # What passes by itself nobody had to correct.
            if not is_transient(code):
                self._of(_Kind(code, False)).note(files, 0, newest, dataset)

    def most(self) -> Iterator[CommonProblem]:
        """The most frequent ones, counted by cells; a file that fails as a whole counts as one cell."""
        found = sorted(self._found.items(), key=lambda item: -max(item[1].cells, item[1].files))
        for what, times in found[:MOST]:
            datasets = tuple(name for name, _ in times.datasets.most_common())
            common = (what.code, times.files, times.cells if what.in_cells else None, what.kind, what.field, datasets)
            if what.in_cells:
                yield CommonProblem(*common, example=self._example(what, times.newest))
            else:
                yield CommonProblem(*common, params=self._params(what, times.newest))

    def _of(self, what: _Kind) -> _Found:
        return self._found.setdefault(what, _Found())

    def _example(self, what: _Kind, task_id: int) -> Problem | None:
        table = problems.c
        same = select(problems).where(
            table.task_id == task_id, table.code == what.code, table.field.is_not_distinct_from(what.field)
        )
        alike = map(rows.to_problem, self._all(same.order_by(table.id).limit(EXAMPLES)))
        # Totals of long ago know no kinds.
        return next((problem for problem in alike if what.kind in (None, problem.kind)), None)

    def _params(self, what: _Kind, task_id: int) -> Mapping[str, Any]:
        if what.code == NEEDS_ANSWER:
            return {}
        wanted = select(upload_tasks.c.error_params).where(upload_tasks.c.id == task_id)
        return self._connection.execute(wanted).scalar() or {}

    def _all(self, statement: Any) -> Any:
        return self._connection.execute(statement).all()
