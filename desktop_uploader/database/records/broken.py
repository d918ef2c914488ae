"""How many saved rows break a rule between columns, asked in SQL where the rule can be told in it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...model.between import Compare, Needed, OneOf, Rule, Together
from .rowtable import RowTable

Query = tuple[str, tuple[Any, ...]]

_FAMILIES = (frozenset({"integer", "number", "year"}), *map(frozenset, ({"date"}, {"string"}, {"boolean"})))
"""Types whose saved values SQLite compares as the rules do. A moment is in none: it may have a time zone."""


def broken_rows(table: RowTable, rule: Rule, stored: Mapping[str, str], wanted: Mapping[str, str]) -> Query | None:
    """The query that counts them, and its values; None where only a look at each row can tell.

    `stored` and `wanted` are the types of the columns; of a column that is not stored yet all values are empty.
    """

    def column(name: str) -> str:
        return table.by_field.get(name, "NULL")

    def alike(*names: str) -> bool:
        kinds = {kind for name in names for kind in (stored.get(name, wanted[name]), wanted[name])}
        return any(kinds <= family for family in _FAMILIES)

    values: tuple[Any, ...] = ()
    match rule:
        case Compare(left=left, comparison=comparison, right=right) if alike(left, right):
            # Of an empty value nothing is true, nor is its opposite.
            condition = f"NOT ({column(left)} {comparison} {column(right)})"
        case Needed(field=field, other=other, value=None):
            condition = f"{column(other)} IS NOT NULL AND {column(field)} IS NULL"
        case Needed(field=field, other=other, value=value) if alike(other):
            condition = f"{column(other)} = ? AND {column(field)} IS NULL"
            values = (value.isoformat() if isinstance(value, date) else value,)
        case OneOf(fields=fields):
            condition = " AND ".join(f"{column(name)} IS NULL" for name in fields)
        case Together(fields=fields) if set(fields) <= set(table.by_field):
            filled = " AND ".join(f"{column(name)} IS NOT NULL" for name in fields)
            group = ", ".join(map(column, fields))
            repeats = f"SELECT count(*) AS n FROM {table.rows} WHERE {filled} GROUP BY {group}"
            return f"SELECT coalesce(sum(n), 0) FROM ({repeats}) WHERE n > 1", ()
        case Together():
            # In a column that is not stored yet every value is empty.
            condition = "0"
        case _:
            return None
    return f"SELECT count(*) FROM {table.rows} WHERE {condition}", values
