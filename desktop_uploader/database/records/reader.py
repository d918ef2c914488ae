"""Reading saved rows back, as the values that they were."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine, inspect

from ..engine import reading
from .rowtable import RowTable, Stored
from .types import JSON_TYPES, decoder

ORIGIN = ("task", "file", "sheet", "row")
PAGE = 5000

Decode = Callable[[Any], Any] | None
"""Turns a stored value back; None where it is the same."""


def count(engine: Engine, stored: Stored) -> int:
    """How many rows are saved."""
    with reading(engine) as connection:
        if not inspect(connection).has_table(stored.table):
            return 0
        table = connection.dialect.identifier_preparer.quote(stored.table)
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def rows(engine: Engine, stored: Stored, limit: int | None, offset: int, origin: bool) -> Iterator[tuple[Any, ...]]:
    """The saved rows in the order in which they were saved, fetched by pages: nothing stays open between two."""
    decode_each = [*([None] * len(ORIGIN) if origin else ()), *decoders(stored)]
    last, left = _start(engine, stored, offset), limit
    while last is not None and (left is None or left > 0):
        found = _page(engine, stored, last, PAGE if left is None else min(PAGE, left), origin)
        for row in found:
            yield decoded(row[1:], decode_each)
        last = found[-1][0] if found else None
        left = None if left is None else left - len(found)


def key_values(engine: Engine, stored: Stored, fields: Sequence[str]) -> set[tuple[Any, ...]] | None:
    """Every saved combination of these fields' values; None where a field is unknown.

    They are as they were saved, but JSON is the text that is stored, which can be looked up.
    """
    known = {field["name"]: field for field in stored.dataset.schema["fields"]}
    if not known.keys() >= set(fields):
        return None
    with reading(engine) as connection:
        if not inspect(connection).has_table(stored.table):
            return set()
        quote = connection.dialect.identifier_preparer.quote
        columns = ", ".join(quote(stored.columns[name]) for name in fields)
        found = connection.exec_driver_sql(f"SELECT DISTINCT {columns} FROM {quote(stored.table)}")
        decode_each = [None if known[name].get("type") in JSON_TYPES else _decoder(known[name]) for name in fields]
        if not any(decode_each):
            return {tuple(row) for row in found}
        return {decoded(row, decode_each) for row in found}


def is_unused(engine: Engine, stored: Stored, field: str) -> bool:
    """True where no saved row has a value in this field, nor would have one after an undo."""
    with reading(engine) as connection:
        table = RowTable(connection, stored)
        column = table.by_field.get(field)
        if column is None:
            return True
        parts = [f"SELECT 1 FROM {name} WHERE {column} IS NOT NULL" for name in (table.rows, table.kept)]
        return connection.exec_driver_sql(f"{' UNION ALL '.join(parts)} LIMIT 1").first() is None


def decoders(stored: Stored) -> list[Decode]:
    """What turns the stored values of a row back, field by field."""
    return [_decoder(field) for field in stored.dataset.schema["fields"]]


def decoded(values: Sequence[Any], decode_each: Sequence[Decode]) -> tuple[Any, ...]:
    """The stored values of a row, as the values that they were."""
    return tuple(
        value if value is None or decode is None else decode(value)
        for value, decode in zip(values, decode_each, strict=True)
    )


def _decoder(field: Mapping[str, Any]) -> Decode:
    return decoder(field.get("type", "any"), field.get("itemType", "string"))


def _start(engine: Engine, stored: Stored, offset: int) -> int | None:
    """The key before the first row wanted; None where there is none."""
    with reading(engine) as connection:
        if not inspect(connection).has_table(stored.table):
            return None
        if offset == 0:
            return 0
        table = connection.dialect.identifier_preparer.quote(stored.table)
        statement = f"SELECT du_id FROM {table} ORDER BY du_id LIMIT 1 OFFSET ?"
        found: int | None = connection.exec_driver_sql(statement, (offset - 1,)).scalar()
        return found


def _page(engine: Engine, stored: Stored, after: int, size: int, origin: bool) -> list[Any]:
    with reading(engine) as connection:
        quote = connection.dialect.identifier_preparer.quote
        names = [f"r.{quote(stored.columns[name])}" for name in stored.dataset.field_names]
        if origin:
            names = ["i.task_id", "i.file_name", "r.du_sheet", "r.du_row", *names]
        join = "JOIN du_imports i ON i.id = r.du_import" if origin else ""
        statement = (
            f"SELECT r.du_id, {', '.join(names)} FROM {quote(stored.table)} r {join} "
            "WHERE r.du_id > ? ORDER BY r.du_id LIMIT ?"
        )
        return list(connection.exec_driver_sql(statement, (after, size)))
