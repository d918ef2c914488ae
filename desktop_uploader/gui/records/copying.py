"""The selected rows, read in the background, as a table for the clipboard."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection

from ...database.records.listing import Listing
from .values import as_html, as_tabbed

MOST_COPIED = 20_000
"""Rows that are copied at most: all of them can be saved to a file."""
AT_ONCE = 1_000

Span = tuple[int, int]
"""The place of a row, and how many rows from there on."""


@dataclass(frozen=True, slots=True)
class Copied:
    """Rows as text with tabs, and as HTML."""

    count: int
    text: str
    html: str


def spans_of(selection: QItemSelection) -> list[Span]:
    """The selected rows in their order: ranges, as a person may select millions."""
    parts = [selection.at(number) for number in range(selection.size())]
    return sorted({(part.top(), part.height()) for part in parts})


def count_of(spans: Sequence[Span]) -> int:
    """How many rows they are."""
    return sum(count for _, count in spans)


def copier(
    listing: Listing, spans: Sequence[Span], names: Sequence[str], columns: Sequence[int]
) -> Callable[[], Copied]:
    """What reads the first rows, in the `columns` called `names`. Not to be called in the main thread."""

    def copy() -> Copied:
        values = [
            [row.values[column] for column in columns]
            for first, count in _parts(spans)
            for row in listing.page(first, count)
            if row is not None
        ]
        return Copied(len(values), as_tabbed(names, values), as_html(names, values))

    return copy


def _parts(spans: Sequence[Span]) -> Iterator[Span]:
    left = MOST_COPIED
    for first, count in spans:
        last = first + min(count, left)
        left -= last - first
        for start in range(first, last, AT_ONCE):
            yield start, min(AT_ONCE, last - start)
