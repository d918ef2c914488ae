"""Takes an import back, in whatever order imports are taken back.

For each row that the import has something to say about: its kept values go; where its values are the ones that count,
the next lower rank's come back, or the row goes if there is none. Rows that somebody has changed with another program
since are left as they are.
"""

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from ...model.errors import UsageError
from ...model.ledger import LedgerState
from ...model.undo import KeptReason, KeptRow, UndoResult
from . import definitions, ledger, references, results
from .rowtable import PROVENANCE, RowTable, Stored

MOST_LISTED = 200
"""Rows that stay and are listed one by one; all are counted."""


def undo(connection: Connection, import_id: str) -> UndoResult:
    """Take an import back, and turn it to `undone`; gives what was done, also where that was before.

    Raises `UsageError`: `undo-not-saved`, `undo-in-use` where rows of a dataset refer to rows that would go,
    `undo-value-taken` where an earlier value that must be unique belongs to another row by now.
    """
    row = ledger.row_of(connection, import_id)
    if row is not None and row.state == LedgerState.UNDONE:
        return results.undo_from_json(row.undo)
    if row is None or row.state != LedgerState.SAVED:
        raise UsageError("undo-not-saved")
    stored = definitions.by_id(connection, row.dataset_id)
    before = references.dangling(connection, stored)
    try:
        result = _take_back(connection, stored, row.id)
    except IntegrityError as error:
        raise UsageError("undo-value-taken", dataset=stored.dataset.name) from error
    for dataset, count in references.dangling(connection, stored).items():
        if count > before.get(dataset, 0):
            raise UsageError("undo-in-use", dataset=dataset, count=count - before.get(dataset, 0))
    ledger.mark_undone(connection, import_id, result)
    return result


def _take_back(connection: Connection, stored: Stored, number: int) -> UndoResult:
    table = RowTable(connection, stored)
    edited = f"FROM {table.rows} r WHERE r.du_import = {number} AND r.du_edited IS NOT NULL"
    other = (
        f"FROM {table.kept} k JOIN {table.rows} r ON r.du_id = k.du_id "
        f"JOIN du_imports i ON i.id = r.du_import WHERE k.du_import = {number}"
    )
    count = sum(int(_scalar(connection, f"SELECT count(*) {part}")) for part in (edited, other))
    listed = _listed(connection, table, edited, other) if count else ()
    _run(connection, f"DELETE FROM {table.kept} WHERE du_import = {number}")
    restored = _restore(connection, table, number)
    removed = _run(connection, f"DELETE FROM {table.rows} WHERE du_import = {number} AND du_edited IS NULL")
    return UndoResult(stored.dataset.name, removed, restored, count, listed)


def _restore(connection: Connection, table: RowTable, number: int) -> int:
    """Give the import's rows the values of the next lower rank, where there are some."""
    names = ["du_edited", *PROVENANCE, *table.all]
    next_rank = (
        f"(SELECT k.du_import FROM {table.kept} k JOIN du_imports i ON i.id = k.du_import "
        "WHERE k.du_id = t.du_id ORDER BY i.rank DESC LIMIT 1)"
    )
    restored = _run(
        connection,
        f"UPDATE {table.rows} AS t SET {', '.join(f'{name} = b.{name}' for name in names)} FROM {table.kept} b "
        f"WHERE t.du_import = {number} AND t.du_edited IS NULL AND b.du_id = t.du_id AND b.du_import = {next_rank}",
    )
    if restored:
        _run(
            connection,
            f"DELETE FROM {table.kept} WHERE (du_id, du_import) IN "
            f"(SELECT r.du_id, r.du_import FROM {table.rows} r JOIN {table.kept} k ON k.du_id = r.du_id)",
        )
    return restored


def _listed(connection: Connection, table: RowTable, edited: str, other: str) -> tuple[KeptRow, ...]:
    """The first rows that stay, with where they stood in the file that is taken back."""
    key = table.columns(table.key or table.fields[:1], "r.")
    parts = (
        (KeptReason.EDITED, f"SELECT r.du_sheet, r.du_row, NULL, {key} {edited} ORDER BY r.du_id"),
        (KeptReason.OTHER_FILE, f"SELECT k.du_sheet, k.du_row, i.file_name, {key} {other} ORDER BY k.du_id"),
    )
    found = []
    for reason, statement in parts:
        for sheet, row, file_name, *values in connection.exec_driver_sql(f"{statement} LIMIT {MOST_LISTED}"):
            text = ", ".join("" if value is None else str(value) for value in values)
            found.append(KeptRow(reason, sheet, row, text, file_name))
    return tuple(found[:MOST_LISTED])


def drop_orphans(connection: Connection, table: RowTable) -> None:
    """Forget kept values of rows that another program has deleted, before a new row gets the number of one of them."""
    highest = "SELECT coalesce(max(du_id), 0) FROM "
    if _scalar(connection, highest + table.kept) > _scalar(connection, highest + table.rows):
        _run(connection, f"DELETE FROM {table.kept} WHERE du_id NOT IN (SELECT du_id FROM {table.rows})")


def _run(connection: Connection, statement: str) -> int:
    return connection.exec_driver_sql(statement).rowcount


def _scalar(connection: Connection, statement: str) -> int:
    return int(connection.exec_driver_sql(statement).scalar_one())
