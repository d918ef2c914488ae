"""Says in SQL which saved rows a query means, and in which order.

Text is compared without regard to case for all letters, by SQLite itself: LIKE knows only the cases of ASCII, so other
texts are looked for with GLOB and both cases of each letter. A function of Python would hold the window up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect

from ...model.rowquery import Comparison, Condition, RowQuery
from .rowtable import RowTable, Stored
from .types import encode

UNSORTED = frozenset({"duration", "object", "array", "list", "geojson", "geopoint"})
"""Types whose stored texts have another order than their values."""
NUMBERS = frozenset({"integer", "number", "year"})
_COMPARED = frozenset({Comparison.EQUAL, Comparison.BETWEEN})
LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """The parts of a SQL statement on a dataset's rows."""

    where: str
    params: tuple[Any, ...]
    order: tuple[tuple[str, bool], ...]
    """(expression, descending), down to what no two rows share. Empty values stand last in either direction."""
    quick: bool
    """True where an index, or the table itself, has just these rows in just this order."""
    scans: bool
    """True where the rows are in the order of their numbers and every row has to be looked at."""

    def ordered(self, *, backwards: bool = False) -> str:
        """The ORDER BY, or its reverse."""
        parts = []
        for expression, descending in self.order:
            down = descending is not backwards
            nulls = "" if expression == "du_id" else f" NULLS {'FIRST' if backwards else 'LAST'}"
            parts.append(f"{expression} {'DESC' if down else 'ASC'}{nulls}")
        return ", ".join(parts)


def can_sort(field: Mapping[str, Any]) -> bool:
    """True where rows can stand in the order of this field's values."""
    return field.get("type", "any") not in UNSORTED


def indexed_fields(connection: Connection, stored: Stored) -> dict[str, tuple[str, ...]]:
    """Field → the quoted columns of an index that begins with it."""
    quote = connection.dialect.identifier_preparer.quote
    names = {column: field for field, column in stored.columns.items()}
    found: dict[str, tuple[str, ...]] = {}
    for index in inspect(connection).get_indexes(stored.table):
        columns = [name for name in index["column_names"] if name is not None]
        if columns and columns[0] in names:
            found.setdefault(names[columns[0]], tuple(quote(name) for name in columns))
    return found


def wanted(connection: Connection, stored: Stored, query: RowQuery) -> Wanted:
    """What `query` means for this dataset. Fields that it has no more are passed over."""
    table = RowTable(connection, stored)
    fields = {field["name"]: field for field in stored.dataset.schema["fields"]}
    indices = indexed_fields(connection, stored)
    conditions = [condition for condition in query.conditions if condition.field in fields]
    parts = [_condition(table.by_field[item.field], stored.types[item.field], item) for item in conditions]
    if query.search.strip():
        parts.append(_search(table, stored, query.search.strip()))
    where = " AND ".join(f"({text})" for text, _ in parts)
    params = tuple(value for _, values in parts for value in values)
    by_index = [item.field for item in conditions if item.field in indices and item.comparison in _COMPARED]
    sort = query.sort if query.sort in fields and can_sort(fields[query.sort]) else None
    newest = sort is None and query.descending
    if sort is None and by_index and not newest:
        # The index finds them in its own order; another would mean to sort them first.
        sort = by_index[0]
    order = _order(table, stored, sort, query.descending, indices)
    alone = not parts or (len(parts) == 1 and by_index == [sort])
    quick = not parts if newest else alone and (sort is None or sort in indices)
    return Wanted(where or "1", params, order, quick, scans=sort is None and not newest)


def _order(
    table: RowTable, stored: Stored, sort: str | None, descending: bool, indices: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, bool], ...]:
    if sort is None and descending:
        # By the file that said it last: an update of a row is as new as a new row. There is an index of it.
        return (("du_import", True), ("du_id", True))
    if sort is None:
        return (("du_id", False),)
    if sort in indices:
        return (*((column, descending) for column in indices[sort]), ("du_id", descending))
    column = table.by_field[sort]
    text = stored.types[sort] in ("string", "any")
    return ((f"{column} COLLATE NOCASE" if text else column, descending), ("du_id", descending))


def _condition(column: str, kind: str, condition: Condition) -> tuple[str, Sequence[Any]]:
    match condition.comparison:
        case Comparison.CONTAINS:
            return contains(column, str(condition.low))
        case Comparison.EQUAL:
            return f"{column} = ?", encode(kind, [condition.low])
        case Comparison.EMPTY:
            return f"{column} IS NULL", ()
        case Comparison.FILLED:
            return f"{column} IS NOT NULL", ()
    sides = [("<=", condition.high), (">=", condition.low)]
    given = [(sign, encode(kind, [value])[0]) for sign, value in sides if value is not None]
    if not given:
        return "1", ()
    return " AND ".join(f"{column} {sign} ?" for sign, _ in given), [value for _, value in given]


def contains(column: str, text: str) -> tuple[str, Sequence[str]]:
    """The condition that a text has another in it, whatever the case."""
    if text.isascii():
        escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        return f"{column} LIKE ? ESCAPE '!'", (f"%{escaped}%",)
    return f"{column} GLOB ?", (f"*{''.join(map(_either_case, text))}*",)


def _either_case(letter: str) -> str:
    cases = sorted({case for case in (letter, letter.lower(), letter.upper()) if len(case) == 1})
    return f"[{''.join(cases)}]" if len(cases) > 1 or letter in "*?[" else letter


def _search(table: RowTable, stored: Stored, text: str) -> tuple[str, Sequence[Any]]:
    """Any field: a text or a day that has it in it, a number that is it."""
    parts: list[str] = []
    params: list[Any] = []
    number = _number(text)
    for field in stored.dataset.schema["fields"]:
        name, column = field["name"], table.by_field[field["name"]]
        kind = stored.types[name]
        if kind in NUMBERS:
            if number is not None:
                parts.append(f"{column} = ?")
                params.append(number)
        elif kind != "boolean":
            condition, values = contains(column, text)
            parts.append(condition)
            params += values
    return " OR ".join(parts) or "0", params


def _number(text: str) -> int | float | None:
    """The number that a text is; None where it is none that a column could hold."""
    for read in (int, float):
        try:
            number = read(text)
        except (ValueError, OverflowError):
            continue
        return number if abs(number) <= LARGEST else None
    return None
