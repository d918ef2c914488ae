"""Every interleaving of two workers, a person and a death, in the steps in which they touch the two databases.

The steps are those of `Worker`: claim, open, save, finish, and on every other way out close, then tell. Between any two
of them anything may happen: a lease runs out, its owner goes on all the same or dies, a person cancels, undoes or tries
again, the program starts anew. `EXACTLY_ONCE_EXAMPLES` makes it longer.
"""

import contextlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.database.records import Batch, RecordsDatabase, Saving
from desktop_uploader.model.agreement import agree
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import UploaderError, UsageError
from desktop_uploader.model.jobs import ImportResult
from desktop_uploader.model.ledger import Hold, LedgerEntry, LedgerState
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import LEASE, Claim, Failure, RowCounts, UploadTask
from desktop_uploader.worker.reconcile import Reconciler

from ..history_parts import open_parts

ROWS = 2
RESULT = ImportResult(True, "orders", RowCounts(ROWS, ROWS, 0))
EXAMPLES = int(os.environ.get("EXACTLY_ONCE_EXAMPLES", "40"))
FAST = "/dev/shm" if os.path.isdir("/dev/shm") else None
WAYS_OUT = ("fail", "release", "retry later", "cancelled")
workers = tasks = st.integers(0, 1)


@dataclass
class Worker:
    """A worker between two steps; it knows only what its last step told it."""

    owner: str
    claim: Claim | None = None
    step: str = "idle"
    result: ImportResult | None = None
    way_out: str = "fail"


class ExactlyOnce(RuleBasedStateMachine):
    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="exactly-once-", dir=FAST))
        for file in type(self).template.glob("*.sqlite3"):
            shutil.copy(file, self.folder)
        self.parts = open_parts(self.folder / "history.sqlite3")
        self.records = RecordsDatabase(sqlite_url(self.folder / "records.sqlite3"))
        self.reconciler = Reconciler(self.parts.history, self.records, self.parts.queue)
        self.workers = [Worker(self.parts.owners.register(f"worker {number}")) for number in range(2)]
        self.imports: dict[str, int] = {}
        self.cancelling: list[int] = []
        self.undoing: list[UploadTask] = []
        # Two, for a claim takes back all that were abandoned, and goes on with one.
        self.tasks = [self.parts.pending(name) for name in ("orders.xlsx", "returns.xlsx")]

    def teardown(self) -> None:
        self.start_anew()
        self.everything_comes_to_its_end()
        self.parts.engine.dispose()
        self.records.close()
        shutil.rmtree(self.folder)

    @rule(number=workers, steps=st.integers(1, 5))
    def work(self, number: int, steps: int) -> None:
        """The next steps of a file that turns out well."""
        worker = self.workers[number]
        for _ in range(steps):
            self._step(worker)
            if worker.step == "idle":
                return

    @rule(number=workers, way_out=st.sampled_from(WAYS_OUT), closes=st.booleans())
    def come_to_nothing(self, number: int, way_out: str, closes: bool) -> None:
        """The file is wrong, the program is closed, something was not there, or the person has cancelled."""
        worker = self.workers[number]
        if worker.claim is None or worker.step not in ("claimed", "opened"):
            return
        if way_out == "cancelled" and not self.parts.queue.cancel_requested(worker.claim):
            return
        worker.step, worker.way_out = "leaving", way_out
        if closes:
            self._step(worker)

    @rule(number=workers, dies=st.booleans())
    def be_lost(self, number: int, dies: bool) -> None:
        """A worker dies, or notices that it has lost its claim."""
        worker = self.workers[number]
        if dies:
            self.parts.owners.leave(worker.owner)
            self.workers[number] = Worker(self.parts.owners.register(f"worker {number}"))
        elif worker.claim is not None and worker.step in ("claimed", "opened"):
            worker.step = worker.step if self.parts.queue.renew(worker.claim) else "idle"

    @rule()
    def time_passes(self) -> None:
        """Leases run out; whoever held one may go on without knowing."""
        self.parts.clock.advance(LEASE + timedelta(seconds=1))

    @rule(which=tasks, what=st.sampled_from(["cancel", "undo", "retry"]), wholly=st.booleans())
    def a_person_acts(self, which: int, what: str, wholly: bool) -> None:
        """What the program does in two steps, for it touches both databases, may be cut in two."""
        task = self.now(self.tasks[which])
        with contextlib.suppress(UsageError):
            if what == "cancel":
                self.parts.queue.cancel(task.id)
                self.cancelling.append(task.id)
            elif what == "retry":
                self.parts.queue.retry(task.id)
            elif task.status is TaskStatus.DONE and task.undone_at is None:
                self.records.undo(task.import_id)
                self.undoing.append(task)
        if wholly:
            self.wishes_are_carried_on()

    @precondition(lambda self: self.cancelling or self.undoing)
    @rule()
    def wishes_are_carried_on(self) -> None:
        while self.cancelling:
            self.reconciler.settle(self.now(self.cancelling.pop()))
        while self.undoing:
            import_id = self.undoing.pop().import_id
            entry = self.records.ledger_entry(import_id)
            assert entry is not None and entry.undo is not None
            self.parts.queue.undone(import_id, entry.undo)

    @rule()
    def start_anew(self) -> None:
        """Another program starts; what was between the databases is settled by it alone."""
        self.reconciler.at_start()
        self.cancelling.clear()
        self.undoing.clear()
        self.all_agree()

    # What must hold

    @invariant()
    def rows_exist_once_or_not_at_all(self) -> None:
        for task_id in self.tasks:
            self.now(task_id)
        states = self.records.states(list(self.imports))
        saved = [self.imports[import_id] for import_id, state in states.items() if state is LedgerState.SAVED]
        assert len(saved) == len(set(saved))
        assert self._rows() == ROWS * len(saved)

    @invariant()
    def all_agree(self) -> None:
        """What a person's wish is in the midst of is for the next start; everything else agrees at every moment."""
        between = {*self.cancelling, *(task.id for task in self.undoing)}
        for task_id in self.tasks:
            task = self.now(task_id)
            entry = self.records.ledger_entry(task.import_id)
            state = entry.state if entry is not None else None
            if task_id in between:
                continue
            assert agree(task.status, task.undone_at is not None, state), (task, state)
            if state is LedgerState.SAVED:
                assert entry is not None and entry.sha256 == task.sha256

    @invariant()
    def an_attempt_is_open_while_a_task_is_held(self) -> None:
        for task_id in self.tasks:
            known = [attempt.outcome for attempt in self.parts.history.attempts(task_id)]
            assert known.count(None) == (self.now(task_id).status is TaskStatus.PROCESSING)

    def everything_comes_to_its_end(self) -> None:
        """An honest worker finishes whatever waits; then every state is final, and the databases agree."""
        for _ in range(10):
            self.parts.clock.advance(timedelta(minutes=10))
            self.workers[0] = Worker(self.workers[0].owner)
            self._step(self.workers[0])
            while self.workers[0].step != "idle":
                self._step(self.workers[0])
        assert all(self.now(task_id).status.final for task_id in self.tasks)
        self.all_agree()
        self.rows_exist_once_or_not_at_all()

    def now(self, task_id: int) -> UploadTask:
        task = self.parts.history.task(task_id)
        assert task is not None
        self.imports[task.import_id] = task_id
        return task

    def _step(self, worker: Worker) -> None:
        if worker.step == "idle":
            worker.claim, worker.result = self.parts.queue.claim(worker.owner), None
            worker.step = "claimed" if worker.claim else "idle"
            return
        assert worker.claim is not None
        match worker.step:
            case "claimed" if worker.claim.task.cancel_requested_at is not None:
                worker.step, worker.way_out = "leaving", "cancelled"
            case "claimed":
                self._open(worker, worker.claim)
            case "opened":
                self._save(worker, worker.claim)
            case "saved":
                self.parts.queue.finish(worker.claim, worker.result or RESULT)
                worker.step = "idle"
            case "leaving":
                self._close(worker, worker.claim)
            case "closed":
                self._leave(worker, worker.claim)

    def _open(self, worker: Worker, claim: Claim) -> None:
        if claim.task.attempts > claim.task.max_attempts:
            worker.step, worker.way_out = "leaving", "fail"
            return
        entry = self.records.open_import(Hold.of(claim.task, claim.lease_token))
        if not self._saved_before(worker, entry):
            mine = entry.state is LedgerState.OPEN and entry.lease_token == claim.lease_token
            worker.step = "opened" if mine else "idle"

    def _saved_before(self, worker: Worker, entry: LedgerEntry) -> bool:
        if entry.state is not LedgerState.SAVED:
            return False
        worker.step, worker.result = "saved", entry.result
        return True

    def _save(self, worker: Worker, claim: Claim) -> None:
        stored = self.records.dataset("orders") or Dataset("orders", {"fields": [{"name": "A", "type": "string"}]})
        batches = [Batch("Data", [2, 3], [["x", "y"]])]
        saving = Saving(
            claim.task.import_id, claim.lease_token, stored, batches, RESULT, lambda _done: None, again=True
        )
        try:
            worker.result = self.records.save(saving)
            worker.step = "saved"
        except UploaderError as error:
            assert error.code == "claim-lost"
            worker.step, worker.way_out = "leaving", "fail"

    def _close(self, worker: Worker, claim: Claim) -> None:
        entry = self.records.close_import(Hold.of(claim.task, claim.lease_token))
        if not self._saved_before(worker, entry):
            worker.step = "closed"

    def _leave(self, worker: Worker, claim: Claim) -> None:
        queue, failure = self.parts.queue, Failure("rows-wrong", {"rejected": 1, "total": 2})
        match worker.way_out:
            case "fail":
                queue.fail(claim, failure)
            case "release":
                queue.release(claim)
            case "retry later":
                queue.retry_later(claim, failure, timedelta(seconds=5))
            case "cancelled":
                queue.cancelled(claim)
        worker.step = "idle"

    def _rows(self) -> int:
        _headings, rows = self.records.rows("orders")
        return len(list(rows))


def test_rows_are_saved_once_whatever_comes_between(tmp_path: Path) -> None:
    parts = open_parts(tmp_path / "history.sqlite3")
    parts.engine.dispose()
    records = RecordsDatabase(sqlite_url(tmp_path / "records.sqlite3"))
    records.prepare()
    records.close()
    ExactlyOnce.template = tmp_path
    ExactlyOnce.TestCase.settings = settings(
        max_examples=EXAMPLES,
        stateful_step_count=30,
        deadline=None,
        derandomize="EXACTLY_ONCE_EXAMPLES" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )
    ExactlyOnce.TestCase("runTest").runTest()
