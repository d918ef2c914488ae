"""The ledger: each import's state, changed only under a lease token that is not older than the row's."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from ...model.errors import UploaderError
from ...model.jobs import ImportResult
from ...model.ledger import Hold, LedgerEntry, LedgerState
from ...model.undo import UndoResult
from . import results
from .tables import imports

PAGE = 500
"""Values in one query."""

_I = imports.c
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import whose rows are saved."""

    import_id: str
    task_id: int
    file_name: str
    saved_at: datetime
    sha256: str
    corrects: str | None
    """The import of whose file it is a marked copy."""


class SameFileSaved(Exception):
    """Just this file is saved in just this dataset already."""

    def __init__(self, earlier: Earlier) -> None:
        super().__init__(earlier)
        self.earlier = earlier


def entry(connection: Connection, import_id: str) -> LedgerEntry | None:
    """The row of one import."""
    row = connection.execute(select(imports).where(_I.import_id == import_id)).first()
    if row is None:
        return None
    result = results.from_json(row.result) if row.result else None
    undo = results.undo_from_json(row.undo) if row.undo else None
    return LedgerEntry(row.import_id, LedgerState(row.state), row.lease_token, row.sha256, result, undo)


def row_of(connection: Connection, import_id: str) -> Row[Any] | None:
    """The ledger's own row of an import."""
    return connection.execute(select(imports).where(_I.import_id == import_id)).first()


def turn(connection: Connection, state: LedgerState, hold: Hold) -> LedgerEntry:
    """Open or close an import under a token, and give the row as it now is.

    Opening needs a strictly larger token than the row's, closing one that is not smaller; rows that are saved or
    undone stay as they are. Raises `UploaderError("saved-with-other-content")`.
    """
    known, now = entry(connection, hold.import_id), datetime.now(UTC)
    turned = LedgerEntry(hold.import_id, state, hold.lease_token, hold.sha256)
    values: dict[str, Any] = {"state": state, "lease_token": hold.lease_token, "opened_at": now}
    values |= {"sha256": hold.sha256, "file_name": hold.file_name, "task_id": hold.task_id}
    if known is None:
        connection.execute(insert(imports).values(**values, import_id=hold.import_id, added_at=hold.added_at or now))
        return turned
    if known.state is LedgerState.SAVED and known.sha256 != hold.sha256:
        raise UploaderError("saved-with-other-content", file_name=hold.file_name)
    newer = hold.lease_token > known.lease_token or (
        state is LedgerState.CLOSED and hold.lease_token == known.lease_token
    )
    if known.state in (LedgerState.OPEN, LedgerState.CLOSED) and newer:
        connection.execute(update(imports).where(_I.import_id == hold.import_id).values(values))
        return turned
    return known


def number_of(connection: Connection, import_id: str) -> int:
    """The import's number, which each of its rows carries. Raises `UploaderError("claim-lost")` where it has none."""
    found: int | None = connection.execute(select(_I.id).where(_I.import_id == import_id)).scalar_one_or_none()
    if found is None:
        raise UploaderError("claim-lost", import_id=import_id)
    return found


def give_rank(connection: Connection, import_id: str, *, gives_way: bool) -> int:
    """Settle how the import's rows stand to others with the same key: the highest rank counts.

    It comes from the time at which the file was added, in microseconds, for that alone can be compared between two
    histories that share these records, and does not depend on which file is ready first. Files that give way to what
    is saved (`ignore`) rank below all others, the first added highest.
    """
    added_at: datetime = connection.execute(select(_I.added_at).where(_I.import_id == import_id)).scalar_one()
    rank, step = (added_at - _EPOCH) // timedelta(microseconds=1), 1
    if gives_way:
        rank, step = -rank, -1
    while connection.execute(select(_I.id).where(_I.rank == rank, _I.import_id != import_id)).first() is not None:
        rank += step
    connection.execute(update(imports).where(_I.import_id == import_id).values(rank=rank))
    return rank


def saved_before(connection: Connection, sha256: str, dataset_id: int, but: str) -> Earlier | None:
    """The newest import of the same content into the same dataset whose rows are saved, other than `but`."""
    return _newest_saved(connection, dataset_id, but, _I.sha256 == sha256)


def corrected_before(connection: Connection, marked: str, dataset_id: int, but: str) -> Earlier | None:
    """The newest saved import, other than `but`, of a marked copy of the import `marked`."""
    return _newest_saved(connection, dataset_id, but, _I.corrects == marked)


def replaced_by(connection: Connection, import_id: str) -> int | None:
    """The number of the upload whose saved rows took the place of this import's; None where it was only undone."""
    row = row_of(connection, import_id)
    if row is None:
        return None
    # A correction takes the place of the marked file, or of another correction of it.
    marked = _I.corrects.in_({import_id, row.corrects} - {None})
    for other in connection.execute(select(_I.task_id, _I.result).where(marked, _I.result.is_not(None))):
        result = results.from_json(other.result)
        if result.notes.get("replaces", {}).get("import_id") == import_id:
            return int(other.task_id)
    return None


def _newest_saved(connection: Connection, dataset_id: int, but: str, which: ColumnElement[bool]) -> Earlier | None:
    statement = select(imports).where(which, _I.dataset_id == dataset_id, _I.state == LedgerState.SAVED)
    found = connection.execute(statement.where(_I.import_id != but).order_by(_I.id.desc())).first()
    if found is None:
        return None
    return Earlier(found.import_id, found.task_id, found.file_name, found.saved_at, found.sha256, found.corrects)


def mark_saved(
    connection: Connection,
    import_id: str,
    lease_token: int,
    dataset: tuple[int, int],
    result: ImportResult,
    corrects: str | None = None,
) -> None:
    """Turn the row to `saved`; `dataset` is its number and version.

    Raises `UploaderError("claim-lost")` where it is not open under this very token.
    """
    mine = (_I.import_id == import_id, _I.state == LedgerState.OPEN, _I.lease_token == lease_token)
    values: dict[str, Any] = {
        "state": LedgerState.SAVED,
        "saved_at": datetime.now(UTC),
        "result": results.to_json(result),
    }
    values |= {"dataset_id": dataset[0], "dataset_version": dataset[1], "corrects": corrects}
    statement = update(imports).where(*mine).values(values)
    if connection.execute(statement).rowcount != 1:
        raise UploaderError("claim-lost", import_id=import_id)


def mark_undone(connection: Connection, import_id: str, result: UndoResult) -> None:
    """Turn the row from `saved` to `undone`."""
    values = {"state": LedgerState.UNDONE, "undone_at": datetime.now(UTC), "undo": asdict(result)}
    statement = update(imports).where(_I.import_id == import_id, _I.state == LedgerState.SAVED).values(values)
    if connection.execute(statement).rowcount != 1:
        raise UploaderError("claim-lost", import_id=import_id)


def in_states(connection: Connection, wanted: Collection[LedgerState]) -> dict[str, LedgerState]:
    """Import id → state, of the imports in these states."""
    return _states(connection, _I.state.in_(wanted))


def states(connection: Connection, import_ids: Sequence[str]) -> dict[str, LedgerState]:
    """Import id → state, of these imports where the ledger knows them."""
    found: dict[str, LedgerState] = {}
    for start in range(0, len(import_ids), PAGE):
        found |= _states(connection, _I.import_id.in_(import_ids[start : start + PAGE]))
    return found


def _states(connection: Connection, which: ColumnElement[bool]) -> dict[str, LedgerState]:
    rows = connection.execute(select(_I.import_id, _I.state).where(which))
    return {import_id: LedgerState(state) for import_id, state in rows}
