"""The ledger's states: the records database's own memory of each import."""

from dataclasses import dataclass
from enum import StrEnum

from .jobs import ImportResult
from .undo import UndoResult


class LedgerState(StrEnum):
    """`saved` rows exist, or `undone` ones existed; `open` and `closed` never have rows."""

    OPEN = "open"
    SAVED = "saved"
    CLOSED = "closed"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """The ledger's row of one import; `result` is there once it is saved, `undo` once it is taken back."""

    import_id: str
    state: LedgerState
    lease_token: int
    sha256: str
    result: ImportResult | None = None
    undo: UndoResult | None = None
