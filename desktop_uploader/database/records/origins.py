"""Where a saved row has come from, and what other files have said of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, inspect, select

from ...model.rowquery import EarlierValues, Origin
from .reader import decoded, decoders
from .rowtable import PROVENANCE, RowTable, Stored
from .tables import imports

MOST_EARLIER = 50
"""Files that have said something of one row and are named."""

_I = imports.c


def origin(connection: Connection, stored: Stored, number: int) -> Origin | None:
    """The origin of the row with this number; None where there is none any more."""
    if not inspect(connection).has_table(stored.table):
        return None
    table = RowTable(connection, stored)
    names = table.columns([*PROVENANCE, "du_edited", *table.fields])
    row = connection.exec_driver_sql(f"SELECT {names} FROM {table.rows} WHERE du_id = ?", (number,)).first()
    if row is None:
        return None
    number_of_import, sheet, place, edited, *values = row
    saved = connection.execute(select(imports).where(_I.id == number_of_import)).one()
    return Origin(
        saved.task_id,
        saved.import_id,
        saved.file_name,
        sheet,
        place,
        saved.saved_at,
        saved.dataset_version,
        datetime.fromisoformat(edited).replace(tzinfo=UTC) if edited else None,
        _earlier(connection, stored, table, number, values),
    )


def _earlier(
    connection: Connection, stored: Stored, table: RowTable, number: int, values: list[Any]
) -> tuple[EarlierValues, ...]:
    """What the kept table holds of the row, the newest first."""
    columns = table.columns(["du_import", "du_sheet", "du_row", *table.fields], "k.")
    statement = (
        f"SELECT {columns} FROM {table.kept} k JOIN du_imports i ON i.id = k.du_import "
        f"WHERE k.du_id = ? ORDER BY i.rank DESC LIMIT {MOST_EARLIER}"
    )
    kept = connection.exec_driver_sql(statement, (number,)).all()
    found = {row.id: row for row in connection.execute(select(imports).where(_I.id.in_([row[0] for row in kept])))}
    return tuple(_values(stored, found[row[0]], tuple(row), values) for row in kept if row[0] in found)


def _values(stored: Stored, saved: Row[Any], kept: Sequence[Any], values: list[Any]) -> EarlierValues:
    earlier = decoded(kept[3:], decoders(stored))
    each = zip(stored.dataset.field_names, earlier, kept[3:], values, strict=True)
    differing = {name: value for name, value, before, now in each if before != now}
    return EarlierValues(saved.task_id, saved.import_id, saved.file_name, kept[1], kept[2], saved.added_at, differing)
