"""Which rows hold the headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...model.dataset import Dataset
from ...model.problem import column_letter
from ..reading.sheets import TableArea
from .form import rivals, row_by_form
from .labels import normalised, unique_labels
from .top import Top
from .twolines import joined, pair_at, pair_by_form


@dataclass(frozen=True, slots=True)
class Headings:
    """The row (from 1) above the data that holds the headings, and the label of each column (from 1) that has one.

    Row 0 where there are none, and the labels stand nowhere in the file.
    `first` is the first of several rows whose labels were joined; `table` the Excel table whose headings these are.
    """

    row: int
    labels: Mapping[int, str]
    first: int = 0
    table: TableArea | None = None
    rivals: tuple[int, ...] = ()
    """Several rows of which nothing says which one holds the headings, where that is so."""

    @property
    def rows(self) -> tuple[int, ...]:
        """Every heading row."""
        return tuple(range(self.first or self.row, self.row + 1))

    @property
    def normal(self) -> frozenset[str]:
        """The labels in the form in which they are compared."""
        return frozenset(map(normalised, self.labels.values()))

    @property
    def distinct(self) -> frozenset[str]:
        """The same with repeated labels numbered, as an inferred dataset names its fields."""
        return frozenset(map(normalised, unique_labels(self.labels).values()))


def find_headings(top: Top, names: Sequence[frozenset[str]] | None = None) -> Headings | None:
    """The headings: by the `names` of known fields where there are any, else by an Excel table, else by their form.

    None where there are none.
    """
    found = by_names(top, names) if names else None
    if found is not None:
        return found
    tables = in_tables(top)
    if tables:
        return max(tables, key=lambda found: _size(found.table))
    return _by_form(top)


def by_names(top: Top, names: Sequence[frozenset[str]]) -> Headings | None:
    """The headings with the most of the names (for each field, those that it goes by, normalised).

    At least two fields must be found, or the only one. Among equals an Excel table's headings come first, then a single
    row, then the higher one.
    """
    every = frozenset[str]().union(*names)
    singles = _singles(top)
    best = max(singles, key=lambda found: len(found.normal & every), default=None)
    if best is None or len(best.normal & every) < len(every):
        best = max([*singles, *_pairs(top)], key=lambda found: len(found.normal & every), default=None)
    enough = min(2, len(names))
    return best if best is not None and len(best.normal & every) >= enough else None


def candidates(top: Top) -> list[Headings]:
    """Everything that could be the headings of a known dataset."""
    return [*_singles(top), *_pairs(top)]


def at_rows(top: Top, first: int, last: int) -> Headings | None:
    """The headings in the rows that a person named; None where there is nothing in them."""
    lower, upper = top.row(last), top.row(first)
    if lower is None:
        return None
    if first == last or upper is None:
        return Headings(last, lower.labels)
    return Headings(last, joined(upper, lower, top.facts.merged), first)


def unnamed(top: Top, dataset: Dataset | None) -> Headings | None:
    """Names for the columns of a sheet without headings: the dataset's in their order, where there are as many.

    Else each column goes by its letter. None where the sheet is empty.
    """
    columns = sorted({column for row in top.rows for column in row.cells})
    if not columns:
        return None
    wanted = [item["name"] for item in dataset.schema["fields"]] if dataset is not None else []
    names = wanted if len(wanted) == len(columns) else map(column_letter, columns)
    return Headings(0, dict(zip(columns, names, strict=True)))


def in_tables(top: Top) -> list[Headings]:
    """The headings of each Excel table that has them among the first rows."""
    found = []
    for table in top.facts.tables:
        area = table.area
        last = area.first_row + table.header_rows - 1
        headings = at_rows(top, last, last) if table.header_rows else None
        if headings is not None:
            within = range(area.first_column, area.last_column + 1)
            labels = {column: label for column, label in headings.labels.items() if column in within}
            found.append(Headings(last, labels, table=table))
    return found


def _by_form(top: Top) -> Headings | None:
    index = row_by_form(top)
    pair = pair_by_form(top) if index is None else pair_at(top, index)
    if pair is not None:
        parent, child = pair
        return Headings(child.number, joined(parent, child, top.facts.merged), parent.number)
    if index is None:
        return None
    first, *others = rivals(top, index)
    numbers = tuple(top.rows[other].number for other in (first, *others)) if others else ()
    return Headings(top.rows[first].number, top.rows[first].labels, rivals=numbers)


def _singles(top: Top) -> list[Headings]:
    return [*in_tables(top), *(Headings(row.number, row.labels) for row in top.searched if row.labels)]


def _pairs(top: Top) -> list[Headings]:
    rows = top.searched
    return [
        Headings(child.number, joined(parent, child, top.facts.merged), parent.number)
        for parent, child in pairwise(rows)
        if child.number == parent.number + 1
    ]


def _size(table: TableArea | None) -> int:
    if table is None:
        return 0
    area = table.area
    return (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)
