"""Every operation on a task in every state: it does what the table of transitions allows, or nothing at all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.status import TRANSITIONS, TaskStatus
from desktop_uploader.model.task import Claim, Failure, TaskEvent, UploadTask
from desktop_uploader.model.undo import UndoResult
from desktop_uploader.queue import TaskQueue

from ..history_parts import Parts, saved

S = TaskStatus
UNDONE = "UNDONE"
"""DONE, and its rows were taken back."""
State = TaskStatus | str
STATES: tuple[State, ...] = (*TaskStatus, UNDONE)

FAILURE = Failure("file-damaged", {})
UNDO = UndoResult("orders", removed=3)

TARGETS: dict[str, dict[State, State]] = {
    "claim": {S.PENDING: S.PROCESSING},
    "renew": {S.PROCESSING: S.PROCESSING},
    "identified": {S.PROCESSING: S.PROCESSING},
    "finish": {S.PROCESSING: S.DONE},
    "fail": {S.PROCESSING: S.FAILED},
    "retry_later": {S.PROCESSING: S.PENDING},
    "put_off": {S.PROCESSING: S.PENDING},
    "release": {S.PROCESSING: S.PENDING},
    "cancelled": {S.PROCESSING: S.CANCELLED},
    # The wish alone: the worker ends it.
    "cancel": {S.UPLOADING: S.CANCELLED, S.PENDING: S.CANCELLED, S.PROCESSING: S.PROCESSING},
    "retry": {S.FAILED: S.PENDING, S.CANCELLED: S.PENDING, UNDONE: S.PENDING},
    "answer": {S.FAILED: S.PENDING, S.CANCELLED: S.PENDING, UNDONE: S.PENDING},
    "cancel_many": {S.UPLOADING: S.CANCELLED, S.PENDING: S.CANCELLED, S.PROCESSING: S.PROCESSING},
    "retry_many": {S.FAILED: S.PENDING, S.CANCELLED: S.PENDING, UNDONE: S.PENDING},
    # It failed with something else than a question.
    "kind_known": {},
    "undone": {S.DONE: UNDONE},
}


@dataclass
class Held:
    """A task, and the newest claim that anybody had on it."""

    parts: Parts
    task_id: int
    claim: Claim

    @property
    def task(self) -> UploadTask:
        found = self.parts.history.task(self.task_id)
        assert found is not None
        return found

    @property
    def state(self) -> State:
        return UNDONE if self.task.undone_at is not None else self.task.status

    @property
    def seen(self) -> tuple[UploadTask, list[TaskEvent], object]:
        """All that the history knows of it."""
        history = self.parts.history
        return self.task, history.events(self.task_id), history.attempts(self.task_id)


def asked(wish: Callable[[], None]) -> bool:
    try:
        wish()
    except UsageError:
        return False
    return True


OPERATIONS: dict[str, Callable[[Held], bool]] = {
    "claim": lambda held: held.parts.queue.claim("another", only=[held.task_id]) is not None,
    "renew": lambda held: held.parts.queue.renew(held.claim, 0.5),
    "identified": lambda held: held.parts.queue.identified(held.claim, "b" * 64),
    "finish": lambda held: held.parts.queue.finish(held.claim, saved(3)),
    "fail": lambda held: held.parts.queue.fail(held.claim, FAILURE),
    "retry_later": lambda held: held.parts.queue.retry_later(held.claim, FAILURE, timedelta(seconds=5)),
    "put_off": lambda held: held.parts.queue.put_off(held.claim, FAILURE, timedelta(seconds=5)),
    "release": lambda held: held.parts.queue.release(held.claim),
    "cancelled": lambda held: held.parts.queue.cancelled(held.claim),
    "cancel": lambda held: asked(lambda: held.parts.queue.cancel(held.task_id)),
    "retry": lambda held: asked(lambda: held.parts.queue.retry(held.task_id)),
    "cancel_many": lambda held: not held.parts.queue.cancel_many([held.task_id]),
    "retry_many": lambda held: not held.parts.queue.retry_many([held.task_id]),
    "answer": lambda held: asked(lambda: held.parts.queue.answer(held.task_id, {"again": "yes"})),
    "kind_known": lambda held: held.parts.queue.kind_known(held.task_id, "orders"),
    "undone": lambda held: held.parts.queue.undone(held.task.import_id, UNDO),
}


def brought_to(parts: Parts, state: State) -> Held:
    """A new task in this state."""
    worker = parts.owners.register("worker")
    if state is S.UPLOADING:
        task = parts.register()
        claim = parts.uploads.claim(worker)
        assert claim is not None
        return Held(parts, task.id, claim)
    task_id = parts.pending()
    claim = parts.queue.claim(worker, only=[task_id])
    assert claim is not None
    held = Held(parts, task_id, claim)
    ways: dict[State, str] = {S.PENDING: "release", S.DONE: "finish", S.FAILED: "fail", S.CANCELLED: "cancelled"}
    if state is not S.PROCESSING:
        assert OPERATIONS[ways.get(state, "finish")](held)
    if state == UNDONE:
        assert OPERATIONS["undone"](held)
    assert held.state == state
    return held


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("state", STATES)
def test_an_operation_does_what_the_state_allows_or_nothing(shared: Parts, state: State, operation: str) -> None:
    held = brought_to(shared, state)
    before = held.seen
    target = TARGETS[operation].get(state)

    done = OPERATIONS[operation](held)

    assert done == (target is not None)
    assert held.state == (target or state)
    assert done or held.seen == before
    if not held.task.status.final:
        shared.queue.cancel(held.task_id)


def test_no_operation_leads_where_the_table_does_not() -> None:
    for targets in TARGETS.values():
        for state, target in targets.items():
            source, reached = (S.DONE if one == UNDONE else S(one) for one in (state, target))
            assert source is reached or reached in TRANSITIONS[source]


def test_every_transition_of_a_stored_task_has_an_operation() -> None:
    led = {
        (S.DONE if state == UNDONE else S(state), S(target))
        for targets in TARGETS.values()
        for state, target in targets.items()
        if target != UNDONE
    }
    # Uploads store and fail; a file that never reached the storage is uploaded again; dead letters come with a server.
    elsewhere = {
        (S.UPLOADING, S.PENDING),
        (S.UPLOADING, S.FAILED),
        (S.FAILED, S.UPLOADING),
        (S.CANCELLED, S.UPLOADING),
        (S.PENDING, S.FAILED),
    }
    table = {(source, target) for source, targets in TRANSITIONS.items() for target in targets}
    assert table - elsewhere == {pair for pair in led if pair[0] is not pair[1]}


def test_every_operation_of_the_queue_that_changes_tasks_is_tried() -> None:
    reading = {"next_due", "unfinished", "cancel_requested"}
    assert {name for name in vars(TaskQueue) if not name.startswith("_")} - reading == set(OPERATIONS)
