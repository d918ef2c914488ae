"""A look at a file of an unknown kind before anything of it is saved. Small, frozen, picklable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .problem import Problem, ProblemTotal
from .question import Answers, Question
from .task import RowCounts


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """One sheet of the file that can be looked at."""

    name: str
    rows: int | None
    """The last row that holds anything; None where that is known only after reading."""
    used: bool
    """True where its rows are imported."""


@dataclass(frozen=True, slots=True)
class FieldSeen:
    """A field of the dataset that the file would go to."""

    name: str
    type: str
    needed: bool = False
    """True where a file must have a column for it."""


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column of the sheet, and what it is taken for."""

    number: int
    """From 1."""
    heading: str
    key: str
    """What an answer about it names: `column:KEY`."""
    field: str | None
    """The field that it goes to; None where it is left out."""
    type: str = ""
    proposed: str = ""
    """The type that a field of a known dataset would have that is made for the column; empty where it has one."""
    examples: tuple[str, ...] = ()
    """Some values of such a column."""


@dataclass(frozen=True, slots=True)
class StyleSeen:
    """A column with texts that can be read in two ways, and what says which one is meant."""

    field: str
    heading: str
    kind: str
    """The question: `number-style`, `date-order`."""
    example: str
    readings: Mapping[str, str]
    """What the example is in each way: a number with a decimal point, or a day as 2026-04-03."""
    chosen: str | None
    """How it is read; None where a person has to say."""
    reason: str
    """`answer` of a person, the `dataset`, or other `values`; `contradict` where these say both, `open` where none."""
    proof: str = ""
    """A value that can be read in one way alone."""

    @property
    def key(self) -> str:
        """What an answer to it is filed under."""
        return f"{self.kind}:{self.field}"


@dataclass(frozen=True, slots=True)
class RowSeen:
    """One of the first rows: its number and its cells as texts, one for each of the columns."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A known dataset, and how many of the file's columns are among its fields."""

    name: str
    matched: int
    columns: int


@dataclass(frozen=True, slots=True)
class PreviewResult:
    """What an import with these answers would do, found out over all rows; nothing is saved."""

    answers: Answers
    """Those that were given, and the dataset where one was suggested."""
    sheets: tuple[SheetSeen, ...]
    sheet: str
    """The sheet whose rows are shown."""
    header_rows: tuple[int, ...] = ()
    """The rows taken for the headings; (0,) where there are none."""
    tops: tuple[tuple[int, str], ...] = ()
    """The first rows that hold anything, with some of their cells: any of them can hold the headings."""
    totals: tuple[int, ...] = ()
    footnotes: tuple[int, ...] = ()
    dataset: str = ""
    known: bool = False
    """True where the dataset is there already."""
    taken: str = ""
    """The name that was wished for and belongs to another dataset."""
    fields: tuple[FieldSeen, ...] = ()
    matches: tuple[Match, ...] = ()
    """Every known dataset, the best first."""
    columns: tuple[ColumnSeen, ...] = ()
    rows: tuple[RowSeen, ...] = ()
    unsure: frozenset[tuple[int, int]] = frozenset()
    """Row and column, from 0 in `rows` and `columns`, of cells that can be read in two ways."""
    wrong: Mapping[tuple[int, int], Problem] = field(default_factory=dict)
    """The same → what is wrong with the cell."""
    styles: tuple[StyleSeen, ...] = ()
    questions: tuple[Question, ...] = ()
    """What else only a person can decide; the first choice is assumed for what is shown."""
    counts: RowCounts | None = None
    """None where the rows could not be checked."""
    problems: tuple[Problem, ...] = ()
    problem_totals: tuple[ProblemTotal, ...] = ()
    refused: tuple[str, Mapping[str, Any]] | None = None
    """Why the file cannot be imported so, as an error's code and parameters."""
    seconds: float = 0.0

    @property
    def open(self) -> bool:
        """True while a person has to say something before the file can go on."""
        return bool(self.questions) or any(style.chosen is None for style in self.styles)
