"""What is wrong with a file, cell by cell: codes and values, no prose."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

WIDEST = 16_384
"""Columns of a sheet in Excel."""


def column_letter(column: int) -> str:
    """Excel's letters for a 1-based column: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int | None:
    """The 1-based column of Excel's letters: A → 1, AA → 27. None where it is none that Excel has."""
    if not 1 <= len(letters) <= 3 or not all("A" <= letter <= "Z" for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number if number <= WIDEST else None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to correct.

    `code` is Frictionless's own name of the error (`type-error`, `constraint-error`, `missing-label`, …).
    `row` and `column` are 1-based as Excel counts; None where the problem is about a whole column, sheet or file.
    `value` is the cell's content as text, as a person sees it. `params` hold what the words need.
    """

    code: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    field: str | None = None
    value: str | None = None
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def kind(self) -> str | None:
        """The variant of the code: `number`, `required`, …; None where the code has none."""
        return self.params.get("kind")

    @property
    def place(self) -> str:
        """Sheet and address: "Prices!D17"; "" where the problem is about the whole file."""
        return "!".join(part for part in (self.sheet, self.address) if part)

    @property
    def address(self) -> str:
        """Where, as Excel writes it: "D17", "D" for a whole column, "" for a sheet or file."""
        letters = column_letter(self.column) if self.column else ""
        return f"{letters}{self.row if self.row else ''}"


@dataclass(frozen=True, slots=True)
class ProblemTotal:
    """How often a kind of problem occurred; details are capped, this number never is."""

    code: str
    field: str | None
    count: int
    kind: str | None = None
    """The variant of the code, as in the problem's parameters."""


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """All problems of one kind in one column: how many there are, and the first of those whose details are kept."""

    code: str
    kind: str | None
    field: str | None
    count: int
    examples: tuple[Problem, ...] = ()


MOST_EXAMPLES = 3


HANDFUL = 5
"""Problems that are read one by one; more are first told by what they have in common."""


def grouped(problems: Sequence[Problem], totals: Sequence[ProblemTotal]) -> list[ProblemGroup]:
    """The problems by column, code and kind, the most frequent first; `problems` may be capped, the counts are not."""
    return sorted((_group(total, problems) for total in totals), key=lambda group: -group.count)


def _group(total: ProblemTotal, problems: Sequence[Problem]) -> ProblemGroup:
    alike = (problem for problem in problems if (problem.code, problem.field) == (total.code, total.field))
    # Totals of long ago know no kinds.
    same = (problem for problem in alike if total.kind in (None, problem.kind))
    return ProblemGroup(total.code, total.kind, total.field, total.count, tuple(islice(same, MOST_EXAMPLES)))
