"""Finds saved imports that have fewer rows than they saved."""

import json
import sqlite3
from pathlib import Path

from ..database.backup import open_to_read

MERGING = frozenset({"rows-updated", "rows-unchanged", "rows-ignored", "newer-kept"})
"""Notes of imports whose rows were merged with others': how many are theirs cannot be told by counting."""


def short_imports(records: Path) -> list[str]:
    """The import ids."""
    connection = open_to_read(records)
    try:
        datasets = connection.execute("SELECT id, table_name FROM du_datasets").fetchall()
        return [found for dataset_id, table in datasets for found in _of_dataset(connection, dataset_id, table)]
    finally:
        connection.close()


def _of_dataset(connection: sqlite3.Connection, dataset_id: int, table: str) -> list[str]:
    name = table.replace('"', '""')
    statement = (
        f'SELECT import_id, result, (SELECT count(*) FROM "{name}" WHERE du_import = i.id) '
        f'+ (SELECT count(*) FROM "du_kept_{dataset_id}" WHERE du_import = i.id) '
        "FROM du_imports i WHERE dataset_id = ? AND state = 'saved'"
    )
    found = []
    for import_id, text, count in connection.execute(statement, (dataset_id,)):
        result = json.loads(text) if text else {}
        if not MERGING & result.get("notes", {}).keys() and count < result.get("counts", {}).get("saved", 0):
            found.append(import_id)
    return found
