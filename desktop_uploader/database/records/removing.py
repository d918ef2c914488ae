"""Deletes a whole dataset: its rows, its definition, and what the ledger says of its imports."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from ...model.change import Removed
from ...model.errors import DefinitionError, UsageError
from ...model.ledger import LedgerState
from ...model.undo import UndoResult
from . import definitions, views
from .forecast import referring
from .rowtable import RowTable, Stored
from .tables import dataset_versions, datasets, imports


def refuse_referenced(connection: Connection, stored: Stored) -> None:
    """Raises `DefinitionError("dataset-referenced")` where another dataset refers to this one."""
    for other, _ in referring(connection, stored):
        raise DefinitionError("dataset-referenced", name=stored.dataset.name, dataset=other)


def remove(connection: Connection, name: str, version: int, copy: str = "") -> Removed:
    """Delete the dataset with its rows. Its saved imports are undone thereby: their files can be imported again.

    `version` is the one that the person saw, `copy` the name of the copy of the records that was made before. Raises
    `UsageError("no-such-dataset")`, `DefinitionError`: `definition-changed-meanwhile`, `dataset-referenced`.
    """
    stored = definitions.find(connection, name)
    if stored is None:
        raise UsageError("no-such-dataset", name=name)
    if stored.dataset.version != version:
        raise DefinitionError("definition-changed-meanwhile", name=name)
    refuse_referenced(connection, stored)
    table = RowTable(connection, stored)
    counts = connection.exec_driver_sql(f"SELECT du_import, count(*) FROM {table.rows} GROUP BY du_import")
    rows = {number: int(count) for number, count in counts}
    saved = (imports.c.dataset_id == stored.id, imports.c.state == LedgerState.SAVED)
    undone = {}
    for number, import_id in connection.execute(select(imports.c.id, imports.c.import_id).where(*saved)).all():
        undone[import_id] = rows.get(number, 0)
        result = UndoResult(stored.dataset.name, removed=undone[import_id])
        values: dict[str, Any] = {"state": LedgerState.UNDONE, "undone_at": datetime.now(UTC), "undo": asdict(result)}
        connection.execute(update(imports).where(imports.c.id == number).values(values))
    views.drop(connection, stored)
    for gone in (table.rows, table.kept):
        connection.exec_driver_sql(f"DROP TABLE {gone}")
    connection.execute(delete(dataset_versions).where(dataset_versions.c.dataset_id == stored.id))
    connection.execute(delete(datasets).where(datasets.c.id == stored.id))
    return Removed(stored.dataset.name, sum(rows.values()), undone, copy)
