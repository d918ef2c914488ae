"""What every queue must do."""

from datetime import timedelta

import pytest

from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.problem import Problem, ProblemTotal
from desktop_uploader.model.progress import Stage
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import LEASE, AttemptOutcome, Failure, RowCounts, Usage

from ..history_parts import Parts, saved

BROKEN = Failure("reader-crashed", {})


def status(parts: Parts, task_id: int) -> TaskStatus:
    task = parts.history.task(task_id)
    assert task is not None
    return task.status


def test_an_empty_queue_gives_nothing(parts: Parts) -> None:
    assert parts.queue.claim("a") is None


def test_the_oldest_task_is_claimed_first(parts: Parts) -> None:
    first, second = parts.pending("one.xlsx"), parts.pending("two.xlsx")
    worker = parts.owners.register("worker")

    claims = [parts.queue.claim(worker), parts.queue.claim(worker)]

    assert [claim.task_id for claim in claims if claim] == [first, second]


def test_a_claimed_task_is_processing_under_a_lease(parts: Parts) -> None:
    task_id = parts.pending()
    worker = parts.owners.register("worker")

    claim = parts.queue.claim(worker)

    assert claim is not None
    task = parts.history.task(task_id)
    assert task is not None
    assert (task.status, task.worker_id, task.attempts) == (TaskStatus.PROCESSING, worker, 1)
    assert task.lease_expires_at == parts.clock.now() + LEASE
    assert parts.queue.claim(worker) is None


def test_a_claim_can_be_restricted_to_some_tasks(parts: Parts) -> None:
    parts.pending("one.xlsx")
    second = parts.pending("two.xlsx")
    worker = parts.owners.register("worker")

    claim = parts.queue.claim(worker, only=[second])

    assert claim is not None and claim.task_id == second
    assert parts.queue.claim(worker, only=[second]) is None


def test_a_content_found_out_while_it_is_processed_is_kept(parts: Parts) -> None:
    task_id = parts.pending()
    claim = parts.queue.claim(parts.owners.register("worker"))
    assert claim is not None

    assert parts.queue.identified(claim, "b" * 64)

    task = parts.history.task(task_id)
    assert task is not None and task.sha256 == "b" * 64


def test_finishing_stores_the_counts_and_ends_the_attempt(parts: Parts) -> None:
    task_id = parts.pending()
    claim = parts.queue.claim(parts.owners.register("worker"))
    assert claim is not None

    assert parts.queue.finish(claim, saved(7), Usage(123, {Stage.READING: 0.5, Stage.SAVING: 0.25}))

    task = parts.history.task(task_id)
    assert task is not None
    assert (task.status, task.rows_saved, task.dataset) == (TaskStatus.DONE, 7, "orders")
    assert (task.lease_expires_at, task.worker_id) == (None, None)
    attempt = parts.history.attempts(task_id)[0]
    assert (attempt.outcome, attempt.peak_memory) == (AttemptOutcome.DONE, 123)


def test_a_worker_that_lost_its_lease_cannot_change_the_task(parts: Parts) -> None:
    parts.pending()
    first = parts.queue.claim(parts.owners.register("a"))
    parts.clock.advance(LEASE + timedelta(seconds=1))
    second = parts.queue.claim(parts.owners.register("b"))

    assert first is not None and second is not None
    assert second.task_id == first.task_id
    assert not parts.queue.renew(first)
    assert not parts.queue.finish(first, saved())
    assert not parts.queue.fail(first, BROKEN)
    assert not parts.queue.retry_later(first, BROKEN, timedelta(seconds=5))
    assert not parts.queue.release(first)
    assert not parts.queue.cancelled(first)
    assert status(parts, first.task_id) is TaskStatus.PROCESSING
    assert parts.queue.finish(second, saved())


def test_a_renewed_lease_is_not_taken_back(parts: Parts) -> None:
    parts.pending()
    claim = parts.queue.claim(parts.owners.register("a"))
    assert claim is not None
    parts.clock.advance(LEASE - timedelta(seconds=1))
    assert parts.queue.renew(claim, 0.4)
    parts.clock.advance(LEASE - timedelta(seconds=1))

    assert parts.queue.claim(parts.owners.register("b")) is None
    task = parts.history.task(claim.task_id)
    assert task is not None and task.progress == 0.4


def test_a_clock_that_was_set_back_strands_no_task(parts: Parts) -> None:
    parts.pending()
    assert parts.queue.claim(parts.owners.register("a")) is not None
    parts.clock.advance(timedelta(hours=-1))

    assert parts.queue.claim(parts.owners.register("b")) is not None


def test_a_failure_stores_words_and_problems(parts: Parts) -> None:
    task_id = parts.pending()
    claim = parts.queue.claim("a")
    assert claim is not None
    wrong = Problem("type-error", "Prices", 17, 4, "Amount", "abc", {"kind": "number"})
    totals = (ProblemTotal("type-error", "Amount", 1),)
    failure = Failure(
        "rows-wrong", {"rejected": 1, "total": 5}, problems=(wrong,), totals=totals, counts=RowCounts(5, 0, 1)
    )

    assert parts.queue.fail(claim, failure)

    task = parts.history.task(task_id)
    assert task is not None and task.status is TaskStatus.FAILED
    assert task.error_code == "rows-wrong" and task.error_message
    assert parts.history.problems(task_id) == [wrong]
    assert parts.history.problem_totals(task_id) == list(totals)


def test_a_transient_failure_waits_for_its_time(parts: Parts) -> None:
    parts.pending()
    claim = parts.queue.claim("a")
    assert claim is not None
    assert parts.queue.retry_later(claim, BROKEN, timedelta(seconds=30))

    assert parts.queue.claim("a") is None
    assert parts.queue.next_due() == parts.clock.now() + timedelta(seconds=30)
    parts.clock.advance(timedelta(seconds=31))
    again = parts.queue.claim("a")
    assert again is not None and again.task.attempts == 2


def test_a_released_task_waits_at_once_and_the_attempt_does_not_count(parts: Parts) -> None:
    parts.pending()
    claim = parts.queue.claim("a")
    assert claim is not None and parts.queue.release(claim)

    again = parts.queue.claim("a")

    assert again is not None
    assert (again.task.attempts, again.lease_token) == (1, claim.lease_token + 1)
    assert [attempt.outcome for attempt in parts.history.attempts(claim.task_id)] == [AttemptOutcome.RELEASED, None]


def test_cancelling_a_waiting_task_ends_it(parts: Parts) -> None:
    task_id = parts.pending()

    parts.queue.cancel(task_id)

    assert status(parts, task_id) is TaskStatus.CANCELLED
    assert parts.queue.claim("a") is None


def test_cancelling_a_running_task_is_a_wish_that_its_worker_sees(parts: Parts) -> None:
    parts.pending()
    claim = parts.queue.claim("a")
    assert claim is not None and not parts.queue.cancel_requested(claim)

    parts.queue.cancel(claim.task_id)

    assert parts.queue.cancel_requested(claim)
    assert status(parts, claim.task_id) is TaskStatus.PROCESSING
    assert parts.queue.cancelled(claim)
    assert status(parts, claim.task_id) is TaskStatus.CANCELLED


def test_a_finished_task_cannot_be_cancelled_nor_retried(parts: Parts) -> None:
    parts.pending()
    claim = parts.queue.claim("a")
    assert claim is not None and parts.queue.finish(claim, saved())

    with pytest.raises(UsageError, match="cannot-cancel"):
        parts.queue.cancel(claim.task_id)
    with pytest.raises(UsageError, match="cannot-retry"):
        parts.queue.retry(claim.task_id)


def test_a_task_that_does_not_exist_is_said(parts: Parts) -> None:
    with pytest.raises(UsageError, match="no-such-task"):
        parts.queue.cancel(4711)


def test_a_retry_gives_three_more_attempts_and_forgets_the_cancel(parts: Parts) -> None:
    task_id = parts.pending()
    claim = parts.queue.claim("a")
    assert claim is not None
    parts.queue.cancel(task_id)
    assert parts.queue.cancelled(claim)

    parts.queue.retry(task_id)

    again = parts.queue.claim("a")
    assert again is not None
    assert again.task.cancel_requested_at is None
    assert (again.task.attempts, again.task.tries, again.task.max_attempts) == (2, 1, 4)
    assert again.lease_token > claim.lease_token


def test_the_task_of_an_owner_that_is_gone_is_taken_back_at_once(parts: Parts) -> None:
    parts.pending()
    gone = parts.owners.register("worker")
    claim = parts.queue.claim(gone)
    assert claim is not None
    parts.owners.leave(gone)

    again = parts.queue.claim(parts.owners.register("worker"))

    assert again is not None and again.task.attempts == 2
    outcomes = [attempt.outcome for attempt in parts.history.attempts(claim.task_id)]
    assert outcomes == [AttemptOutcome.LOST, None]
