"""Gathers what is wrong: details up to a cap for each column, code and kind, totals without one."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ...model.problem import Problem, ProblemTotal

MOST_DETAILS = 200
"""Details kept for one column, code and kind."""


class ProblemCollector:
    """One file's problems."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._counts: Counter[tuple[str, str | None, str | None]] = Counter()
        self._rows: set[tuple[str | None, int]] = set()

    def add(self, problem: Problem) -> None:
        """Note a problem."""
        group = (problem.code, problem.field, problem.kind)
        self._counts[group] += 1
        if self._counts[group] <= MOST_DETAILS:
            self._problems.append(problem)
        if problem.row is not None and not problem.code.endswith("-label"):
            self._rows.add((problem.sheet, problem.row))

    def cell(
        self,
        code: str,
        place: tuple[str, int, int],
        field: str,
        value: str | None,
        params: Mapping[str, Any],
    ) -> None:
        """Note a problem in a cell; `place` is sheet, row, column."""
        sheet, row, column = place
        self.add(Problem(code, sheet, row, column, field, value, params))

    @property
    def rejected(self) -> int:
        """Rows with something wrong."""
        return len(self._rows)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The details kept, by sheet, row and column."""
        return tuple(sorted(self._problems, key=lambda item: (item.sheet or "", item.row or 0, item.column or 0)))

    @property
    def totals(self) -> tuple[ProblemTotal, ...]:
        """How often each kind occurred."""
        return tuple(ProblemTotal(code, field, count, kind) for (code, field, kind), count in self._counts.items())

    def __bool__(self) -> bool:
        return bool(self._counts)
