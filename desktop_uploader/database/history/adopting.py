"""Stored files that no upload knows of, as after an older copy of the history was restored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, select

from ...model.clock import Clock
from ...model.ledger import LedgerEntry, LedgerState
from ...model.status import TaskStatus
from ..engine import reading, write
from . import journal
from .tables import upload_tasks

_T = upload_tasks.c
FOUND = "found-again"


@dataclass(frozen=True, slots=True)
class Found:
    """A whole file in the storage."""

    import_id: str
    """As its key says: the id of the import for which it was stored."""
    uri: str
    file_name: str
    size: int
    sha256: str
    modified_at: datetime


class Orphans:
    """Finds stored files without an upload, and enters an upload for them."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def unknown(self, import_ids: Mapping[str, str]) -> list[str]:
        """The URIs, of these with the import ids in their keys, that no upload has."""
        with reading(self._engine) as connection:
            known = set(connection.scalars(select(_T.import_id).where(_T.import_id.in_(import_ids.values()))))
            left = [uri for uri, import_id in import_ids.items() if import_id not in known]
            if left:
                # A file that was imported again has a new import id, and its key the first one.
                left = sorted({*left} - set(connection.scalars(select(_T.file_path).where(_T.file_path.in_(left)))))
            return left

    def is_stored(self, import_id: str) -> bool:
        """True where the upload of this import has its file in the storage."""
        with reading(self._engine) as connection:
            stored = select(_T.id).where(_T.import_id == import_id, _T.file_path.is_not(None))
            return connection.execute(stored).first() is not None

    def adopt(self, found: Found, entry: LedgerEntry | None) -> int:
        """Enter an upload for a file; gives its number.

        Where the ledger says that its rows are saved, the next claim only finishes it. Else it is FAILED and waits for
        a person: it may be one that she had cancelled.
        """
        saved = entry is not None and entry.state is LedgerState.SAVED
        undone = entry is not None and entry.state is LedgerState.UNDONE
        now = self._clock.now()
        values: dict[str, Any] = {
            "import_id": str(uuid4()) if undone else found.import_id,
            "user_id": "unknown",
            "file_name": found.file_name,
            "file_path": found.uri,
            "size": found.size,
            "sha256": found.sha256,
            "status": TaskStatus.PENDING if saved else TaskStatus.FAILED,
            "lease_token": entry.lease_token if entry is not None else 0,
            "created_at": found.modified_at,
            "updated_at": now,
        }
        if not saved:
            words = str(journal.ENGLISH.error(FOUND, {}))
            values |= {"error_code": FOUND, "error_params": {}, "error_message": words, "finished_at": now}

        def work(connection: Connection) -> int:
            task_id = connection.execute(insert(upload_tasks).values(values).returning(_T.id)).scalar_one()
            journal.note(connection, task_id, now, FOUND, level="info" if saved else "error")
            return int(task_id)

        return write(self._engine, work)
