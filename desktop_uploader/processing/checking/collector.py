"""Gathers what is wrong: details up to a cap for each column, code and kind, totals without one."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ...model.problem import MOST_EXAMPLES, Problem, ProblemTotal

MOST_DETAILS = 1000
"""Details kept for one column, code and kind: as many as a person may want to correct from one marked copy."""

MOSTLY = 0.9
FEWEST_ROWS = 20
"""A column in which more than this share of at least so many rows fails in one way is wrong as a whole."""


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

    def full(self, code: str, field: str, kind: str | None) -> bool:
        """True where no more details of this kind are kept: `count` is enough then."""
        return self._counts[code, field, kind] >= MOST_DETAILS

    def count(self, code: str, field: str, kind: str | None, place: tuple[str, int]) -> None:
        """Note one more problem of a kind whose details are `full`; `place` is sheet and row."""
        self._counts[code, field, kind] += 1
        self._rows.add(place)

    def summarise(self, total: int) -> None:
        """Keep only the first examples of what is wrong in nearly all of the file's `total` rows.

        Such a column is wrong as a whole, and its cells are not to be corrected one by one.
        """
        whole = {group for group, count in self._counts.items() if count > MOSTLY * total and count >= FEWEST_ROWS}
        if not whole:
            return
        seen: Counter[tuple[str, str | None, str | None]] = Counter()
        kept = []
        for problem in self._problems:
            group = (problem.code, problem.field, problem.kind)
            seen[group] += 1
            if group not in whole or seen[group] <= MOST_EXAMPLES:
                kept.append(problem)
        self._problems = kept

    def is_wrong(self, sheet: str, row: int) -> bool:
        """True where something is wrong with the row."""
        return (sheet, row) in self._rows

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
