"""What every queue does. One suite of tests holds for all of them."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from ..model.errors import UsageError
from ..model.jobs import ImportResult
from ..model.question import Answers
from ..model.task import Claim, Failure, Usage
from ..model.undo import UndoResult


class TaskQueue(Protocol):
    """Hands out tasks and takes back their outcomes.

    Whatever changes a claimed task gives False, and changes nothing, where the claim was lost to its lease: then the
    caller stops at once and writes nothing more.
    """

    def claim(self, worker_id: str, only: Collection[int] | None = None, without: Collection[str] = ()) -> Claim | None:
        """The oldest task that is ready, now PROCESSING under a new lease; None where there is none.

        Tasks whose lease ran out or whose owner is dead are taken back first. `only` restricts it to these tasks,
        `without` leaves out those whose files have URIs of these schemes.
        """

    def renew(self, claim: Claim, progress: float | None = None) -> bool:
        """Lengthen the lease, and store the share of the work that is done."""

    def identified(self, claim: Claim, sha256: str) -> bool:
        """The content of the task's file is known now, and no other is taken for it from here on."""

    def cancel_requested(self, claim: Claim) -> bool:
        """True where a person wants the task to end."""

    def finish(self, claim: Claim, result: ImportResult, usage: Usage | None = None) -> bool:
        """The rows are saved: DONE."""

    def fail(self, claim: Claim, failure: Failure, usage: Usage | None = None) -> bool:
        """It cannot be done: FAILED."""

    def retry_later(self, claim: Claim, failure: Failure, delay: timedelta, usage: Usage | None = None) -> bool:
        """It did not work this time: PENDING again, due after `delay`."""

    def put_off(self, claim: Claim, failure: Failure, delay: timedelta) -> bool:
        """The place of its file could not be used: PENDING again, due after `delay`; the attempt does not count."""

    def release(self, claim: Claim, kind: str | None = None) -> bool:
        """Given back in good order: PENDING at once, and the attempt does not count.

        `kind` says why where the program does not end: `trouble` with a database.
        """

    def cancelled(self, claim: Claim) -> bool:
        """Ended as a person wished: CANCELLED."""

    def cancel(self, task_id: int) -> None:
        """A person's wish to end a task: at once where it waits, by its worker where it runs.

        Raises `UsageError` where there is no such task or it is finished.
        """

    def retry(self, task_id: int) -> None:
        """A person's wish to try again a task that failed, was cancelled or undone. Raises `UsageError` elsewhere.

        One that was undone gets a new import id: its rows are saved once more.
        """

    def cancel_many(self, task_ids: Collection[int]) -> Mapping[int, UsageError]:
        """`cancel` for all of them in one transaction; gives those that were refused, and why."""

    def retry_many(self, task_ids: Collection[int]) -> Mapping[int, UsageError]:
        """`retry` for all of them in one transaction; gives those that were refused, and why."""

    def undone(self, import_id: str, result: UndoResult, by: int | None = None) -> bool:
        """The rows of an import were taken back, or replaced by those of the upload `by`.

        False where no finished task has it, or that is known.
        """

    def answer(self, task_id: int, answers: Answers, *, anew: bool = False) -> None:
        """A person's answers about a file, which is then tried again; those given before stay where not given anew.

        With `anew`, none of those given before counts any more.

        Raises `UsageError` where there is no such task, it cannot be tried again, or a key is none.
        """

    def kind_known(self, task_id: int, dataset: str) -> bool:
        """A task that asks is tried again, as its kind of file is this dataset's by now.

        False, and nothing changes, where it does not ask any more: whoever is first has it tried again.
        """

    def next_due(self) -> datetime | None:
        """When the next waiting task is due; None where none waits."""

    def unfinished(self, only: Collection[int] | None = None) -> int:
        """How many tasks are not at their end yet and not in another live program's hands."""
