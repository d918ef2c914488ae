"""The part of a sheet that is shown: its columns, its first rows, and what is wrong in them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from ...model.preview import ColumnSeen, RowSeen
from ...model.problem import Problem, column_letter
from ..checking import TableCheck
from ..checking.columns import shown
from ..checking.conventions import KINDS
from ..checking.converters import Undecided
from ..checking.formats import as_shown
from ..layout.headings import Headings
from ..layout.seen import Seen
from ..layout.source import Source, chunks
from ..layout.top import Top
from ..reading.sheets import Row, Sheet
from .styles import is_unsure

MOST_ROWS, MOST_CELLS = 50, 40_000
LONGEST = 120
"""Characters of a cell that are shown."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a sheet: their numbers, and the cells of each column by its number."""

    numbers: Sequence[int]
    cells: Mapping[int, Sequence[Any]]

    def rows(self, columns: Sequence[ColumnSeen]) -> tuple[RowSeen, ...]:
        """The rows as texts."""
        found = [self.cells.get(column.number, ()) for column in columns]
        return tuple(
            RowSeen(number, tuple(_text(cells[index]) if index < len(cells) else "" for cells in found))
            for index, number in enumerate(self.numbers)
        )


def sample_of(source: Source) -> Sample:
    """The first rows below the headings."""
    numbers, columns = next(iter(chunks(replace(source, seen=Seen()))), ([], {}))
    most = max(5, min(MOST_ROWS, MOST_CELLS // max(1, len(columns))))
    return Sample(numbers[:most], {number: cells[:most] for number, cells in columns.items()})


def raw_sample(sheet: Sheet, below: int) -> tuple[list[ColumnSeen], Sample]:
    """The first rows of a sheet of which no headings are known, below this row; its columns go by their letters."""
    rows: list[tuple[int, Row]] = [
        (number, row) for number, row in enumerate(islice(sheet.rows(), below + 4 * MOST_ROWS), 1) if number > below
    ]
    filled = [(number, row) for number, row in rows if any(cell != "" for cell in row)][:MOST_ROWS]
    width, first = max((len(row) for _, row in filled), default=0), sheet.first_column
    width = min(width, MOST_CELLS // max(1, len(filled)))
    columns = [
        ColumnSeen(first + offset, column_letter(first + offset), column_letter(first + offset), None)
        for offset in range(width)
    ]
    cells = {first + offset: [row[offset] if offset < len(row) else "" for _, row in filled] for offset in range(width)}
    return columns, Sample([number for number, _ in filled], cells)


def columns_seen(source: Source, headings: Headings, types: Mapping[str, str]) -> list[ColumnSeen]:
    """Each column that has a heading or a field; `headings` are those of the file, `types` is field → type."""
    fields = {column: name for name, column in source.columns.columns.items()}
    counts = Counter(headings.labels.values())
    met: Counter[str] = Counter()
    found = []
    for number in sorted({*headings.labels, *fields}):
        heading = headings.labels.get(number, "")
        met[heading] += 1
        key = column_letter(number) if not heading else heading
        if counts[heading] > 1:
            key = f"{heading} {met[heading]}"
        name = fields.get(number)
        found.append(ColumnSeen(number, heading or column_letter(number), key, name, types.get(name or "", "")))
    return found


def marks(
    source: Source, sample: Sample, columns: Sequence[ColumnSeen], check: TableCheck
) -> tuple[frozenset[Place], dict[Place, Problem]]:
    """Which of the cells shown can be read in two ways, and what is wrong with others."""
    unsure: set[Place] = set()
    wrong: dict[Place, Problem] = {}
    checks = {item.name: item for item in check.checks}
    facts, sheet = source.sheet.facts, source.sheet.name
    for position, column in enumerate(columns):
        item = checks.get(column.field or "")
        if item is None:
            continue
        given = sample.cells.get(column.number, [])
        if (kind := KINDS.get(item.kind)) is not None:
            unsure |= {(index, position) for index, cell in enumerate(given) if is_unsure(kind, cell)}
        before = item.manner.repaired.copy()
        cells = as_shown(facts, item, column.number, sample.numbers, list(given))
        try:
            _, findings, _ = item.check(cells)
        except Undecided:
            findings = []
        # Looking must not count.
        item.manner.repaired.clear()
        item.manner.repaired.update(before)
        for index, code, params in findings:
            text = None if params.get("kind") == "required" else shown(cells[index])
            row = sample.numbers[index]
            wrong[index, position] = Problem(code, sheet, row, column.number, column.field, text, params)
    return frozenset(unsure), wrong


def among(
    problems: Sequence[Problem], sheet: str, sample: Sample, columns: Sequence[ColumnSeen]
) -> dict[Place, Problem]:
    """The problems of the check that are about cells shown."""
    rows = {number: index for index, number in enumerate(sample.numbers)}
    places = {column.number: position for position, column in enumerate(columns)}
    return {
        (rows[problem.row], places[problem.column]): problem
        for problem in problems
        if problem.sheet == sheet and problem.row in rows and problem.column in places
    }


def first_rows(top: Top) -> tuple[tuple[int, str], ...]:
    """The rows that can hold the headings, each with its first cells."""
    return tuple(
        (row.number, " · ".join(label[:30] for label in islice(row.labels.values(), 4))) for row in top.searched
    )


def _text(cell: Any) -> str:
    if cell == "" or cell is None:
        return ""
    text = shown(cell)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
