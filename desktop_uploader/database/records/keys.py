"""Which keys of a file are saved already: asked only where saving has failed for one."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from ...model.keys import primary_key
from .rowtable import RowTable, Stored
from .types import encode

Key = tuple[Any, ...]


def taken(connection: Connection, stored: Stored, key: Sequence[str], values: Mapping[Key, Key | None]) -> set[Key]:
    """The values of `key` that saved rows have.

    Each value comes with the primary key of its row in the file, where a saved row with the same one is the same row
    and so does not count; else with None.
    """
    if not values:
        return set()
    table, primary = RowTable(connection, stored), primary_key(stored.dataset.schema)
    encoded = dict(zip(_encoded(stored, key, values), values.items(), strict=True))
    own = {given: row for given, (_, row) in encoded.items() if row is not None}
    own = dict(zip(own, _encoded(stored, primary, list(own.values())), strict=True)) if own else {}
    names = [*key, *(primary if own else [])]
    columns = ", ".join(table.by_field[name] for name in names)
    found = set()
    for row in connection.exec_driver_sql(f"SELECT {columns} FROM {table.rows}"):
        value, owner = tuple(row[: len(key)]), tuple(row[len(key) :])
        if value in encoded and (value not in own or own[value] != owner):
            found.add(encoded[value][0])
    return found


def _encoded(stored: Stored, key: Sequence[str], values: Iterable[Key]) -> list[Key]:
    """Values as they are stored."""
    columns = zip(key, zip(*values, strict=True), strict=True)
    return list(zip(*(encode(stored.types[name], column) for name, column in columns), strict=True))
