"""The two physical tables of a dataset: its rows, and what other imports have said about the same rows.

The row table holds, for each key, the values that count. The kept table holds the values that do not count now but
would if the others were undone: what a row was before a newer file updated it, what an older file said about a row that
was newer already, what a file said about a row that was to be left alone. Both have the same columns, so values pass
between them exactly as they are.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import IntegrityError

from ...model.dataset import Dataset
from ...model.keys import names, primary_key
from .names import LONGEST
from .types import column_type

PROVENANCE = ("du_import", "du_sheet", "du_row")
OWN_COLUMNS = "du_import INTEGER NOT NULL REFERENCES du_imports (id), du_sheet TEXT, du_row INTEGER, du_edited TEXT"


class KeyTaken(Exception):
    """A key of the file is saved already."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A dataset with the physical names of its table."""

    id: int
    dataset: Dataset
    table: str
    columns: Mapping[str, str]
    """Field name → column name; also of fields that the definition had once."""
    types: Mapping[str, str]
    """Field name → the type in which its column is stored."""


class RowTable:
    """Quoted names for the SQL on a dataset's two tables."""

    def __init__(self, connection: Connection, stored: Stored) -> None:
        quote = connection.dialect.identifier_preparer.quote
        self.id = stored.id
        self.rows = quote(stored.table)
        self.kept = quote(f"du_kept_{stored.id}")
        self.trigger = quote(f"du_edit_{stored.id}")
        self.by_field = {name: quote(column) for name, column in stored.columns.items()}
        self.fields = [self.by_field[name] for name in stored.dataset.field_names]
        self.key = [self.by_field[name] for name in primary_key(stored.dataset.schema)]
        self.all = list(self.by_field.values())

    def columns(self, fields: Sequence[str], prefix: str = "") -> str:
        """Columns for a SQL list, each behind `prefix`."""
        return ", ".join(prefix + name for name in fields)

    def same_key(self, one: str, other: str) -> str:
        """The condition that two rows have the same key."""
        return " AND ".join(f"{one}.{name} = {other}.{name}" for name in self.key)


def key_fields(schema: Mapping[str, Any]) -> list[list[str]]:
    """Every set of fields whose values together must be unique."""
    keys = [primary_key(schema)]
    keys += map(names, schema.get("uniqueKeys", []))
    keys += [[field["name"]] for field in schema["fields"] if field.get("constraints", {}).get("unique")]
    return [key for key in keys if key]


def create(connection: Connection, stored: Stored) -> None:
    """Make both tables."""
    table = RowTable(connection, stored)
    kinds = [f"{table.by_field[name]} {column_type(kind)}" for name, kind in stored.types.items()]
    columns = ", ".join([OWN_COLUMNS, *kinds])
    connection.exec_driver_sql(f"CREATE TABLE {table.rows} (du_id INTEGER PRIMARY KEY, {columns})")
    _index_imports(connection, table)
    create_kept(connection, table, columns)


def create_kept(connection: Connection, table: RowTable, columns: str) -> None:
    """Make the table of the values that do not count now."""
    primary = "PRIMARY KEY (du_id, du_import)"
    connection.exec_driver_sql(f"CREATE TABLE {table.kept} (du_id INTEGER NOT NULL, {columns}, {primary})")
    connection.exec_driver_sql(f"CREATE INDEX du_kept_ix_{table.id} ON {table.kept} (du_import)")


def guard(connection: Connection, stored: Stored) -> None:
    """Keep keys unique, and notice rows that another program changes. Raises `KeyTaken`.

    Our own changes always name another import; a change of values that does not is somebody else's.
    """
    table = RowTable(connection, stored)
    old, new = table.columns(table.all, "OLD."), table.columns(table.all, "NEW.")
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table.trigger} AFTER UPDATE OF {table.columns(table.all)} ON {table.rows} "
        f"WHEN NEW.du_import = OLD.du_import AND ({old}) IS NOT ({new}) "
        f"BEGIN UPDATE {table.rows} SET du_edited = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') "
        "WHERE du_id = NEW.du_id; END"
    )
    _index_keys(connection, stored)


@contextmanager
def filling(connection: Connection, stored: Stored) -> Iterator[None]:
    """Rows go into an empty table without its indices, which are made in one go afterwards: twice as fast.

    A table with rows keeps them. Raises `KeyTaken` where two rows have the same key.
    """
    table = RowTable(connection, stored)
    empty = connection.exec_driver_sql(f"SELECT 1 FROM {table.rows} LIMIT 1").first() is None
    if not empty:
        yield
        return
    _drop_keys(connection, stored)
    connection.exec_driver_sql(f"DROP INDEX du_ix_{table.id}")
    yield
    _index_imports(connection, table)
    _index_keys(connection, stored)


def unguard(connection: Connection, stored: Stored) -> None:
    """Drop what `guard` made, so that columns can be changed."""
    table = RowTable(connection, stored)
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table.trigger}")
    _drop_keys(connection, stored)


def _index_imports(connection: Connection, table: RowTable) -> None:
    connection.exec_driver_sql(f"CREATE INDEX du_ix_{table.id} ON {table.rows} (du_import)")


def _index_keys(connection: Connection, stored: Stored) -> None:
    table = RowTable(connection, stored)
    for number, key in enumerate(key_fields(stored.dataset.schema)):
        columns = ", ".join(table.by_field[name] for name in key)
        name = f"du_key_{table.id}_{number}"[:LONGEST]
        try:
            connection.exec_driver_sql(f"CREATE UNIQUE INDEX {name} ON {table.rows} ({columns})")
        except IntegrityError as error:
            raise KeyTaken from error


def _drop_keys(connection: Connection, stored: Stored) -> None:
    for index in inspect(connection).get_indexes(stored.table):
        name = str(index["name"])
        if name.startswith("du_key_"):
            connection.exec_driver_sql(f"DROP INDEX {connection.dialect.identifier_preparer.quote(name)}")
