"""One import's saving: definition, table, rows and ledger in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, inspect
from sqlalchemy.exc import IntegrityError

from ...model.dataset import Dataset
from ...model.jobs import ImportResult
from . import ledger
from .definitions import Stored, store
from .types import column_type, encode

PROVENANCE = ("du_import", "du_sheet", "du_row")


class KeyTaken(Exception):
    """A key of the file is saved already."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Checked rows of one sheet: their row numbers, and their values field by field."""

    sheet: str
    numbers: Sequence[int]
    columns: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Saving:
    """What is to be saved, and under which claim. `dataset` is the definition that checked the rows."""

    import_id: str
    lease_token: int
    dataset: Dataset
    batches: Iterable[Batch]
    result: ImportResult
    progress: Callable[[int], None]
    """Called with the number of rows inserted so far."""


def save(connection: Connection, saving: Saving) -> None:
    """Save everything or, by raising, nothing.

    Raises `VersionChanged` where the definition has changed since the check, `KeyTaken` where a key or a unique value
    is saved already, and `UploaderError("claim-lost")` where somebody else holds the import.
    """
    stored = store(connection, saving.dataset)
    prepare_table(connection, stored)
    number = ledger.number_of(connection, saving.import_id)
    try:
        _insert(connection, stored, number, saving)
    except IntegrityError as error:
        raise KeyTaken from error
    version = stored.dataset.version
    ledger.mark_saved(connection, saving.import_id, saving.lease_token, stored.id, version, saving.result)


def prepare_table(connection: Connection, stored: Stored) -> None:
    """Make the dataset's table, or give it the columns and keys that its definition has now."""
    quote = connection.dialect.identifier_preparer.quote
    table = quote(stored.table)
    fields = {field["name"]: column_type(field.get("type", "any")) for field in stored.dataset.schema["fields"]}
    existing = _existing(connection, stored)
    if existing is None:
        parts = [f"{quote(stored.columns[name])} {kind}" for name, kind in fields.items()]
        provenance = [
            "du_id INTEGER PRIMARY KEY",
            "du_import INTEGER NOT NULL REFERENCES du_imports (id)",
            "du_sheet TEXT",
            "du_row INTEGER",
        ]
        connection.exec_driver_sql(f"CREATE TABLE {table} ({', '.join([*provenance, *parts])})")
        connection.exec_driver_sql(f"CREATE INDEX {quote('du_ix_' + str(stored.id))} ON {table} (du_import)")
        existing = {stored.columns[name]: kind for name, kind in fields.items()}
    for name, kind in fields.items():
        column = stored.columns[name]
        if column in existing and existing[column] != kind and _unused(connection, table, quote(column)):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {quote(column)}")
            del existing[column]
        if column not in existing:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {quote(column)} {kind}")
    _keep_keys(connection, stored)


def key_fields(schema: dict[str, Any]) -> list[list[str]]:
    """Every set of fields whose values together must be unique."""
    primary = schema.get("primaryKey", [])
    keys = [[primary] if isinstance(primary, str) else list(primary)]
    keys += [[key] if isinstance(key, str) else list(key) for key in schema.get("uniqueKeys", [])]
    keys += [[field["name"]] for field in schema["fields"] if field.get("constraints", {}).get("unique")]
    return [key for key in keys if key]


def _keep_keys(connection: Connection, stored: Stored) -> None:
    quote = connection.dialect.identifier_preparer.quote
    for key in key_fields(dict(stored.dataset.schema)):
        columns = [stored.columns[name] for name in key]
        name = quote(f"du_key_{stored.id}_{'_'.join(columns)}"[:63])
        listed = ", ".join(quote(column) for column in columns)
        try:
            connection.exec_driver_sql(f"CREATE UNIQUE INDEX IF NOT EXISTS {name} ON {quote(stored.table)} ({listed})")
        except IntegrityError as error:
            raise KeyTaken from error


def _existing(connection: Connection, stored: Stored) -> dict[str, str] | None:
    inspector = inspect(connection)
    if not inspector.has_table(stored.table):
        return None
    return {column["name"]: str(column["type"]) for column in inspector.get_columns(stored.table)}


def _unused(connection: Connection, table: str, column: str) -> bool:
    found = connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE {column} IS NOT NULL LIMIT 1")
    return found.first() is None


def _insert(connection: Connection, stored: Stored, number: int, saving: Saving) -> None:
    quote = connection.dialect.identifier_preparer.quote
    fields = [(field["name"], field.get("type", "any")) for field in stored.dataset.schema["fields"]]
    names = [*PROVENANCE, *(quote(stored.columns[name]) for name, _ in fields)]
    places = ", ".join("?" * len(names))
    statement = f"INSERT INTO {quote(stored.table)} ({', '.join(names)}) VALUES ({places})"
    done = 0
    for batch in saving.batches:
        size = len(batch.numbers)
        if not size:
            continue
        encoded = [encode(kind, values) for (_, kind), values in zip(fields, batch.columns, strict=True)]
        rows = list(zip([number] * size, [batch.sheet] * size, batch.numbers, *encoded, strict=True))
        connection.exec_driver_sql(statement, rows)
        done += size
        saving.progress(done)
