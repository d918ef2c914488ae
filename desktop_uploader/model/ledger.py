"""The ledger's states: the records database's own memory of each import."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .jobs import ImportResult
from .task import UploadTask
from .undo import UndoResult


class LedgerState(StrEnum):
    """`saved` rows exist, or `undone` ones existed; `open` and `closed` never have rows."""

    OPEN = "open"
    SAVED = "saved"
    CLOSED = "closed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Hold:
    """Somebody's hold on an import, under the lease token of a claim."""

    import_id: str
    task_id: int
    lease_token: int
    sha256: str
    file_name: str
    added_at: datetime | None = None
    """When a person added the file (None: now); of two files with the same key, the newer counts."""

    @classmethod
    def of(cls, task: UploadTask, lease_token: int) -> "Hold":
        """That of a claim of a task."""
        return cls(task.import_id, task.id, lease_token, task.sha256 or "", task.file_name, task.created_at)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """The ledger's row of one import; `result` is there once it is saved, `undo` once it is taken back."""

    import_id: str
    state: LedgerState
    lease_token: int
    sha256: str
    result: ImportResult | None = None
    undo: UndoResult | None = None
