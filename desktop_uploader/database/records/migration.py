"""Changes a dataset's saved table as its definition changes, or refuses where saved values would suffer."""

from dataclasses import dataclass

from sqlalchemy import Connection, inspect

from ...model.errors import DefinitionError
from . import rowtable, views
from .rowtable import RowTable, Stored
from .types import column_type


@dataclass(frozen=True, slots=True)
class Conversion:
    """How saved values of one type become another's; `{c}` is the column."""

    expression: str
    lossless: str = "1"
    """True of each value that stays exactly what it is."""


EXACT = "{c} BETWEEN -4611686018427387904 AND 4611686018427387904 AND CAST(CAST({c} AS REAL) AS INTEGER) = {c}"
DIGITS = Conversion("CAST({c} AS TEXT)")
"""A whole number is written in one way. Other values' own writing (1.50, 01/02/2026, yes) was not kept, so they do not
become text again."""

CONVERSIONS = {
    ("integer", "number"): Conversion("CAST({c} AS REAL)", EXACT),
    ("year", "number"): Conversion("CAST({c} AS REAL)", EXACT),
    ("integer", "string"): DIGITS,
    ("year", "string"): DIGITS,
    ("year", "integer"): Conversion("{c}"),
    ("any", "string"): Conversion("{c}", "typeof({c}) = 'text'"),
    ("string", "any"): Conversion("{c}"),
}
"""(type saved, type wanted) where saved values can follow. `docs/dataset-format.md` has them in words."""


def prepare_table(connection: Connection, stored: Stored, before: Stored | None) -> None:
    """Make the dataset's table, or change it from what it was `before`.

    Columns of fields that the definition has no more stay as they are. Raises `KeyTaken` where saved rows repeat what
    must be unique from now on, `DefinitionError("definition-would-lose")` where saved values do not fit.
    """
    if before is None:
        rowtable.create(connection, stored)
    else:
        views.drop(connection, stored)
        rowtable.unguard(connection, stored)
        for name, kind in stored.types.items():
            if name not in before.types:
                _add(connection, stored, name)
            elif before.types[name] != kind:
                _change(connection, stored, name, before.types[name], kind)
    rowtable.guard(connection, stored)
    views.make(connection, stored)


def _both(connection: Connection, stored: Stored) -> tuple[str, str]:
    table = RowTable(connection, stored)
    return table.rows, table.kept


def _add(connection: Connection, stored: Stored, name: str) -> None:
    column, kind = RowTable(connection, stored).by_field[name], column_type(stored.types[name])
    for table in _both(connection, stored):
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def _change(connection: Connection, stored: Stored, name: str, old: str, new: str) -> None:
    column, kind = RowTable(connection, stored).by_field[name], column_type(new)
    tables = _both(connection, stored)
    used = any(_any(connection, table, f"{column} IS NOT NULL") for table in tables)
    if used and any(_any(connection, table, losing(column, old, new)) for table in tables):
        raise DefinitionError("definition-would-lose", name=stored.dataset.name, field=name, old=old, new=new)
    if column_type(old) == kind:
        return
    conversion = CONVERSIONS[old, new] if used else Conversion("NULL")
    for table in tables:
        connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN du_changed {kind}")
        if used:
            connection.exec_driver_sql(f"UPDATE {table} SET du_changed = {conversion.expression.format(c=column)}")
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME COLUMN du_changed TO {column}")


def losing(column: str, old: str, new: str) -> str:
    """The condition that a saved value cannot become one of the type `new` and stay what it is."""
    conversion = CONVERSIONS.get((old, new))
    filled = f"{column} IS NOT NULL"
    return f"{filled} AND NOT ({conversion.lossless.format(c=column)})" if conversion else filled


def _any(connection: Connection, table: str, condition: str) -> bool:
    return connection.exec_driver_sql(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1").first() is not None


def upgrade_table(connection: Connection, stored: Stored) -> None:
    """Bring a table of the first version to the second."""
    table = RowTable(connection, stored)
    if not inspect(connection).has_table(stored.table):
        rowtable.create(connection, stored)
    else:
        rowtable.unguard(connection, stored)
        kinds = [f"{table.by_field[name]} {column_type(kind)}" for name, kind in stored.types.items()]
        connection.exec_driver_sql(f"ALTER TABLE {table.rows} ADD COLUMN du_edited TEXT")
        rowtable.create_kept(connection, table, ", ".join([rowtable.OWN_COLUMNS, *kinds]))
    rowtable.guard(connection, stored)
