"""Which types a person may choose for the columns of a new dataset: those that every value fits."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...model.question import TYPES
from ..checking.columns import ColumnCheck, compile_field
from ..checking.conventions import KINDS
from ..checking.converters import Manner, Undecided
from ..checking.converters.datetexts import ORDERS
from ..checking.converters.numbers import STYLES
from ..layout.labels import unique_labels
from ..layout.source import Source, chunks

FIRST_CELLS = 50
"""Cells that rule most types out before a whole chunk is looked at."""


def fitting_types(
    sources: Sequence[Source], schema: Mapping[str, Any], moved: Callable[[int], None] = lambda _rows: None
) -> dict[str, list[str]]:
    """For each field the types, in the order of `TYPES`, that all its values convert to, written in some one manner.

    `moved` is told how many rows have been looked at.
    """
    rows = 0
    open_ones = {field["name"]: list(_candidates(field, schema)) for field in schema["fields"]}
    for source in sources:
        labels = unique_labels(source.headings.labels)
        for numbers, columns in chunks(source):
            rows += len(numbers)
            moved(rows)
            for column, name in labels.items():
                cells = columns.get(column, [])
                for part in (cells[:FIRST_CELLS], cells[FIRST_CELLS:]):
                    open_ones[name] = [check for check in open_ones[name] if _fits(check, part)]
    return {
        name: [kind for kind in TYPES if any(check.kind == kind for check in left)] for name, left in open_ones.items()
    }


def _candidates(field: Mapping[str, Any], schema: Mapping[str, Any]) -> Iterator[ColumnCheck]:
    yield compile_field(field, schema)
    for kind in TYPES:
        for manner in _manners(kind):
            yield compile_field({"name": field["name"], "type": kind}, schema, manner)


def _manners(kind: str) -> list[Manner]:
    match KINDS.get(kind):
        case "number-style":
            return [Manner(number_style=style) for style in STYLES]
        case "date-order":
            return [Manner(date_order=order) for order in ORDERS]
        case _:
            return [Manner()]


def _fits(check: ColumnCheck, cells: Sequence[Any]) -> bool:
    try:
        return not check.check(cells)[1]
    except Undecided:
        return False
