"""Any sequence of what three claimants, a person and the clock can do, against a model of a page.

Longer: MODEL_EXAMPLES=2000 python3 packaging/dev.py test tests/queue/test_model.py -p no:xdist --timeout 0
"""

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import LEASE, LONGEST_DELAY, AttemptOutcome, Claim, Failure
from desktop_uploader.model.undo import UndoResult

from ..history_parts import FakeClock, Parts, saved
from .backends import BACKENDS, Open

EXAMPLES = int(os.environ.get("MODEL_EXAMPLES", "60"))
CLAIMANTS = 3
MEMORY = Path("/dev/shm")
"""Files, but without waiting for a disk: what is kept through a power cut is not the question here."""
FAILURE = Failure("storage-unavailable", {"reason": "it sleeps"})
S = TaskStatus


@dataclass
class Expected:
    """What the model says of a task."""

    status: TaskStatus = S.PENDING
    token: int = 1
    attempts: int = 0
    owner: str | None = None
    lease_end: datetime | None = None
    run_at: datetime | None = None
    cancel_wanted: bool = False
    undone: bool = False
    """DONE, and the rows were taken back."""


@dataclass
class Claimant:
    parts: Parts
    owner: str
    claims: list[Claim] = field(default_factory=list)


class QueueMachine(RuleBasedStateMachine):
    """The rules are what can happen; the invariants hold after each of them."""

    open: Open

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="queue-model-", dir=MEMORY if MEMORY.is_dir() else None))
        self.clock = FakeClock()
        opened = [type(self).open(self.folder, self.clock) for _ in range(CLAIMANTS)]
        self.claimants = [Claimant(parts, parts.owners.register("worker")) for parts in opened]
        self.tasks: dict[int, Expected] = {}
        self.claims: list[Claim] = []
        self.dead: set[str] = set()

    @property
    def parts(self) -> Parts:
        return self.claimants[0].parts

    @precondition(lambda self: len(self.tasks) < 4)
    @rule()
    def add(self) -> None:
        (task_id,) = self.parts.many_pending(1)
        self.tasks[task_id] = Expected()

    @rule(who=st.integers(0, CLAIMANTS - 1))
    def claim(self, who: int) -> None:
        claimant = self.claimants[who]
        ready = [task_id for task_id, task in self.tasks.items() if self.ready(task)]
        abandoned = [task_id for task_id, task in self.tasks.items() if self.abandoned(task)]

        claim = claimant.parts.queue.claim(claimant.owner)

        for task_id in abandoned:
            self.maybe_taken_back(task_id)
        if claim is None:
            assert not ready and not abandoned
            return
        # A queue that has just found a task may look for owners that are gone only after the ready ones.
        assert claim.task_id in {min(ready, default=None), min(ready + abandoned)}
        task = self.tasks[claim.task_id]
        assert task.status is S.PENDING
        task.status, task.token, task.attempts = S.PROCESSING, task.token + 1, task.attempts + 1
        task.owner, task.run_at, task.lease_end = claimant.owner, None, self.clock.now() + LEASE
        assert (claim.lease_token, claim.task.attempts) == (task.token, task.attempts)
        assert (claim.task.cancel_requested_at is not None) == task.cancel_wanted
        self.claims.append(claim)

    def ready(self, task: Expected) -> bool:
        now = self.clock.now()
        due = task.run_at is None or task.run_at <= now or task.run_at > now + LONGEST_DELAY
        return task.status is S.PENDING and due

    def abandoned(self, task: Expected) -> bool:
        now = self.clock.now()
        if task.status is not S.PROCESSING or task.lease_end is None:
            return False
        return task.lease_end <= now or task.lease_end > now + LEASE or task.owner in self.dead

    def maybe_taken_back(self, task_id: int) -> None:
        found = self.parts.history.attempts(task_id)[self.rows_of(task_id) - 1]
        task = self.tasks[task_id]
        if found.outcome is AttemptOutcome.LOST:
            task.status, task.owner, task.lease_end = S.PENDING, None, None

    def rows_of(self, task_id: int) -> int:
        """How many claims the task has had before the newest one that the model does not know of yet."""
        return sum(claim.task_id == task_id for claim in self.claims)

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), how=st.sampled_from(["finish", "fail", "retry", "release", "cancelled", "renew"]))
    def end(self, data: st.DataObject, how: str) -> None:
        claim = data.draw(st.sampled_from(self.claims), "claim")
        queue = data.draw(st.sampled_from(self.claimants), "program").parts.queue
        task = self.tasks[claim.task_id]
        held = task.status is S.PROCESSING and task.token == claim.lease_token
        delay = timedelta(seconds=data.draw(st.sampled_from([5, 375]), "delay"))

        done = {
            "finish": lambda: queue.finish(claim, saved(3)),
            "fail": lambda: queue.fail(claim, FAILURE),
            "retry": lambda: queue.retry_later(claim, FAILURE, delay),
            "release": lambda: queue.release(claim),
            "cancelled": lambda: queue.cancelled(claim),
            "renew": lambda: queue.renew(claim, 0.5),
        }[how]()

        assert done == held
        if not held:
            return
        if how == "renew":
            task.lease_end = self.clock.now() + LEASE
            return
        ends = {"finish": S.DONE, "fail": S.FAILED, "cancelled": S.CANCELLED}
        task.status, task.owner, task.lease_end = ends.get(how, S.PENDING), None, None
        task.attempts -= how == "release"
        task.run_at = self.clock.now() + delay if how == "retry" else None

    @precondition(lambda self: self.tasks)
    @rule(data=st.data(), wish=st.sampled_from(["cancel", "retry", "answer", "undone"]))
    def wish(self, data: st.DataObject, wish: str) -> None:
        task_id = data.draw(st.sampled_from(sorted(self.tasks)), "task")
        queue, task = self.parts.queue, self.tasks[task_id]
        if wish == "undone":
            stored = self.parts.history.task(task_id)
            assert stored is not None
            done = queue.undone(stored.import_id, UndoResult("orders", removed=3))
            assert done == (task.status is S.DONE and not task.undone)
            task.undone |= done
            return
        retry = wish in ("retry", "answer")
        allowed = task.status in (S.FAILED, S.CANCELLED) or task.undone if retry else not task.status.final
        try:
            queue.answer(task_id, {"again": "yes"}) if wish == "answer" else getattr(queue, wish)(task_id)
        except UsageError:
            assert not allowed
            return
        assert allowed
        if retry:
            task.status, task.cancel_wanted, task.undone, task.run_at = S.PENDING, False, False, None
        elif task.status is S.PROCESSING:
            task.cancel_wanted = True
        else:
            task.status, task.run_at = S.CANCELLED, None

    @rule(seconds=st.sampled_from([0.5, 20, 61, 400, -10, -3600]))
    def time_passes(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    @rule(who=st.integers(0, CLAIMANTS - 1))
    def die_and_start_again(self, who: int) -> None:
        claimant = self.claimants[who]
        claimant.parts.owners.leave(claimant.owner)
        self.dead.add(claimant.owner)
        claimant.owner = claimant.parts.owners.register("worker")

    @invariant()
    def tasks_are_as_the_model_says(self) -> None:
        for stored in self.parts.history.tasks_by_id(list(getattr(self, "tasks", ()))):
            task = self.tasks[stored.id]
            assert (stored.status, stored.lease_token) == (task.status, task.token)
            assert (stored.attempts, stored.worker_id) == (task.attempts, task.owner)
            assert (stored.lease_expires_at, stored.run_at) == (task.lease_end, task.run_at)
            assert (stored.undone_at is not None) == task.undone

    @invariant()
    def attempts_are_the_rows_that_count_and_one_is_open_at_most(self) -> None:
        for task_id, task in getattr(self, "tasks", {}).items():
            rows = self.parts.history.attempts(task_id)
            assert task.attempts == sum(row.outcome is not AttemptOutcome.RELEASED for row in rows)
            still_open = [row for row in rows if row.ended_at is None]
            assert len(still_open) == (task.status is S.PROCESSING)

    def teardown(self) -> None:
        if not hasattr(self, "claimants"):
            return
        try:
            self.nothing_is_stranded()
        finally:
            for claimant in self.claimants:
                claimant.parts.engine.dispose()
            shutil.rmtree(self.folder)

    def nothing_is_stranded(self) -> None:
        """However it went: after a lease and the longest delay, whatever has not ended can be claimed."""
        self.clock.advance(LONGEST_DELAY + LEASE)
        claimed = set()
        while claim := self.parts.queue.claim(self.claimants[0].owner):
            claimed.add(claim.task_id)
        assert claimed == {task_id for task_id, task in self.tasks.items() if not task.status.final}


@pytest.mark.parametrize("opener", BACKENDS.values(), ids=BACKENDS.keys())
def test_no_sequence_gives_a_task_two_owners_or_none(opener: Open) -> None:
    machine = type("Machine", (QueueMachine,), {"open": staticmethod(opener)})
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    options = settings(
        max_examples=EXAMPLES,
        stateful_step_count=40,
        deadline=None,
        database=None,
        suppress_health_check=checks,
        # Shrinking takes minutes: only where there is time.
        phases=[Phase.generate, Phase.shrink] if "MODEL_EXAMPLES" in os.environ else [Phase.generate],
    )
    run_state_machine_as_test(machine, settings=options)
