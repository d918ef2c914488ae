"""The ledger: each import's state, changed only under a lease token that is not older than the row's."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from ...model.errors import UploaderError
from ...model.jobs import ImportResult
from ...model.ledger import LedgerEntry, LedgerState
from . import results
from .tables import imports

_I = imports.c


def entry(connection: Connection, import_id: str) -> LedgerEntry | None:
    """The row of one import."""
    row = connection.execute(select(imports).where(_I.import_id == import_id)).first()
    if row is None:
        return None
    result = results.from_json(row.result) if row.result else None
    return LedgerEntry(row.import_id, LedgerState(row.state), row.lease_token, row.sha256, result)


def turn(
    connection: Connection,
    state: LedgerState,
    *,
    import_id: str,
    task_id: int,
    lease_token: int,
    sha256: str,
    file_name: str,
) -> LedgerEntry:
    """Open or close an import under a token, and give the row as it now is.

    Opening needs a strictly larger token than the row's, closing one that is not smaller; rows that are saved or
    undone stay as they are. Raises `UploaderError("saved-with-other-content")`.
    """
    known = entry(connection, import_id)
    values: dict[str, Any] = {"state": state, "lease_token": lease_token, "opened_at": datetime.now(UTC)}
    if known is None:
        values |= {"import_id": import_id, "task_id": task_id, "sha256": sha256, "file_name": file_name}
        connection.execute(insert(imports).values(values))
        return LedgerEntry(import_id, state, lease_token, sha256)
    if known.state is LedgerState.SAVED and known.sha256 != sha256:
        raise UploaderError("saved-with-other-content", file_name=file_name)
    newer = lease_token > known.lease_token if state is LedgerState.OPEN else lease_token >= known.lease_token
    if known.state in (LedgerState.OPEN, LedgerState.CLOSED) and newer:
        values |= {"sha256": sha256, "file_name": file_name, "task_id": task_id}
        connection.execute(update(imports).where(_I.import_id == import_id).values(values))
        return LedgerEntry(import_id, state, lease_token, sha256)
    return known


def number_of(connection: Connection, import_id: str) -> int:
    """The import's number, which each of its rows carries."""
    return int(connection.execute(select(_I.id).where(_I.import_id == import_id)).scalar_one())


def mark_saved(
    connection: Connection, import_id: str, lease_token: int, dataset_id: int, version: int, result: ImportResult
) -> None:
    """Turn the row to `saved`. Raises `UploaderError("claim-lost")` where it is not open under this very token."""
    mine = (_I.import_id == import_id, _I.state == LedgerState.OPEN, _I.lease_token == lease_token)
    values = {"state": LedgerState.SAVED, "saved_at": datetime.now(UTC), "result": results.to_json(result)}
    statement = update(imports).where(*mine).values(**values, dataset_id=dataset_id, dataset_version=version)
    if connection.execute(statement).rowcount != 1:
        raise UploaderError("claim-lost", import_id=import_id)
