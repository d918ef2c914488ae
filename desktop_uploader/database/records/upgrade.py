"""Brings the records database of an older program to this one's version."""

from sqlalchemy import Connection, update

from . import definitions, views
from .migration import upgrade_table
from .tables import VERSION, imports, schema_version

_COLUMNS = {
    "du_imports": (
        "added_at DATETIME NOT NULL DEFAULT '1970-01-01 00:00:00.000000'",
        "rank BIGINT",
        "undone_at DATETIME",
        "undo JSON",
        "corrects VARCHAR(36)",
    ),
    "du_datasets": ("types JSON NOT NULL DEFAULT '{}'",),
}


def upgrade(connection: Connection) -> None:
    """Do what each later version asks for."""
    found = connection.exec_driver_sql("SELECT version FROM du_schema").scalar_one()
    if found < 2:
        _rank_imports(connection)
    if found < 3:
        for stored in definitions.all_stored(connection):
            views.make(connection, stored)
    connection.execute(update(schema_version).values(version=VERSION))


def _rank_imports(connection: Connection) -> None:
    """Imports get ranks in the order in which they were saved, tables what an undo needs."""
    for table, columns in _COLUMNS.items():
        for column in columns:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    connection.execute(update(imports).values(added_at=imports.c.opened_at, rank=imports.c.id))
    connection.exec_driver_sql("CREATE UNIQUE INDEX du_imports_rank ON du_imports (rank)")
    for index in imports.indexes:
        index.create(connection)
    for stored in definitions.all_stored(connection):
        upgrade_table(connection, stored)
