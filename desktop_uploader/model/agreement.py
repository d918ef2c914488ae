"""Which states of a task and of its import in the ledger go together, as one table.

The history and the records are two databases, and a program can die between a change of one and of the other. Pairs
that are not in the table are put right at the next start where that is certain (`worker/reconcile.py`), and named by
`doctor`.
"""

from .ledger import LedgerState
from .status import TaskStatus

_L = LedgerState
_UNTOUCHED = frozenset({None, _L.CLOSED})
_HELD = frozenset({None, _L.OPEN, _L.CLOSED, _L.SAVED})
"""A claim opens the import; an owner that dies leaves it `open`, or `saved` with the task still to be finished."""

AGREED: dict[TaskStatus, frozenset[LedgerState | None]] = {
    TaskStatus.UPLOADING: frozenset({None}),
    TaskStatus.PENDING: _HELD,
    TaskStatus.PROCESSING: _HELD,
    TaskStatus.DONE: frozenset({_L.SAVED}),
    TaskStatus.FAILED: _UNTOUCHED,
    TaskStatus.CANCELLED: _UNTOUCHED,
}
"""None: the ledger knows nothing of the import."""


def agree(status: TaskStatus, undone: bool, state: LedgerState | None) -> bool:
    """True where a task, undone or not, and its import in the ledger say the same."""
    if undone:
        return status is TaskStatus.DONE and state is _L.UNDONE
    return state in AGREED[status]
