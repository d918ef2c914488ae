"""The life of a task, as one table that every queue uses."""

from enum import StrEnum


class TaskStatus(StrEnum):
    """Stored as text and never renamed or renumbered."""

    UPLOADING = "UPLOADING"
    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    DONE = "DONE"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"

    @property
    def final(self) -> bool:
        """True where only a person's retry leads on."""
        return self in FINAL


FINAL = frozenset({TaskStatus.DONE, TaskStatus.FAILED, TaskStatus.CANCELLED})
UNFINISHED = frozenset(TaskStatus) - FINAL

_S = TaskStatus
TRANSITIONS: dict[TaskStatus, frozenset[TaskStatus]] = {
    _S.UPLOADING: frozenset({_S.PENDING, _S.FAILED, _S.CANCELLED}),
    _S.PENDING: frozenset({_S.PROCESSING, _S.CANCELLED, _S.FAILED}),
    # Back to PENDING: a transient failure, a release, or the rescue from a dead owner.
    _S.PROCESSING: frozenset({_S.DONE, _S.FAILED, _S.CANCELLED, _S.PENDING}),
    # A person's retry; back to UPLOADING where the file never reached the storage.
    _S.FAILED: frozenset({_S.PENDING, _S.UPLOADING}),
    _S.CANCELLED: frozenset({_S.PENDING, _S.UPLOADING}),
    # Only when undone: importing again, under a new import id.
    _S.DONE: frozenset({_S.PENDING}),
}


def sources_of(target: TaskStatus) -> frozenset[TaskStatus]:
    """The states from which a task may become `target`."""
    return frozenset(source for source, targets in TRANSITIONS.items() if target in targets)
