"""Reads saved values of a few fields by columns, for looking at every row: nothing stays open between two chunks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, select

from ..engine import reading
from .ledger import PAGE
from .rowtable import RowTable, Stored
from .tables import imports
from .types import decoder

CHUNK = 5000
NEWEST = 200
"""Rows at the end among which values are looked for."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows: where each comes from, and the values field by field."""

    imports: Sequence[int]
    sheets: Sequence[str]
    rows: Sequence[int]
    columns: Sequence[Sequence[Any]]


def scan(engine: Engine, stored: Stored, fields: Sequence[str]) -> Iterator[Chunk]:
    """The saved values of these fields in the order of saving. Rows that are saved meanwhile may be among them."""
    last = 0
    while True:
        with reading(engine) as connection:
            table = RowTable(connection, stored)
            names = ["du_id", "du_import", "du_sheet", "du_row", *(table.by_field[name] for name in fields)]
            statement = f"SELECT {', '.join(names)} FROM {table.rows} WHERE du_id > ? ORDER BY du_id LIMIT {CHUNK}"
            found = connection.exec_driver_sql(statement, (last,)).fetchall()
        if not found:
            return
        ids, numbers, sheets, rows, *columns = zip(*found, strict=True)
        last = ids[-1]
        decoded = [_decoded(stored.types[name], column) for name, column in zip(fields, columns, strict=True)]
        yield Chunk(numbers, sheets, rows, decoded)


def origins(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[int, str]]:
    """Number of an import → its upload's number and its file's name."""
    found: dict[int, tuple[int, str]] = {}
    for start in range(0, len(numbers), PAGE):
        which = imports.c.id.in_(numbers[start : start + PAGE])
        for row in connection.execute(select(imports.c.id, imports.c.task_id, imports.c.file_name).where(which)):
            found[row.id] = (row.task_id, row.file_name)
    return found


def newest_values(connection: Connection, stored: Stored) -> dict[str, Any]:
    """Field → a value of it among the rows that were saved last."""
    table, fields = RowTable(connection, stored), stored.dataset.field_names
    columns = ", ".join(table.fields)
    statement = f"SELECT {columns} FROM {table.rows} ORDER BY du_id DESC LIMIT {NEWEST}"
    found: dict[str, Any] = {}
    for row in connection.exec_driver_sql(statement):
        for name, value in zip(fields, row, strict=True):
            if value is not None and name not in found:
                found[name] = _decoded(stored.types[name], [value])[0]
        if len(found) == len(fields):
            break
    return found


def _decoded(kind: str, values: Sequence[Any]) -> Sequence[Any]:
    name, _, of = kind.partition(" of ")
    decode = decoder(name, of or "string")
    if decode is None:
        return values
    if name in ("date", "datetime"):
        # A column holds few days many times: each is read once.
        read = {value: None if value is None else decode(value) for value in set(values)}
        return [read[value] for value in values]
    return [None if value is None else decode(value) for value in values]
