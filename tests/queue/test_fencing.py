"""Whoever lost a claim changes nothing any more, whatever it tries and whatever became of the task since."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import LEASE, Claim, Failure
from desktop_uploader.queue import TaskQueue

from ..history_parts import Parts, saved

FAILURE = Failure("file-damaged", {})
CHANGES: dict[str, Callable[[TaskQueue, Claim], bool]] = {
    "renew": lambda queue, claim: queue.renew(claim, 0.9),
    "identified": lambda queue, claim: queue.identified(claim, "b" * 64),
    "finish": lambda queue, claim: queue.finish(claim, saved(3)),
    "fail": lambda queue, claim: queue.fail(claim, FAILURE),
    "retry_later": lambda queue, claim: queue.retry_later(claim, FAILURE, timedelta(seconds=5)),
    "release": lambda queue, claim: queue.release(claim),
    "cancelled": lambda queue, claim: queue.cancelled(claim),
}


def lost_claim(parts: Parts, others: Parts) -> tuple[Claim, Claim]:
    """A claim whose lease ran out, and the one of the program that took the task over."""
    task_id = parts.pending()
    mine = parts.queue.claim(parts.owners.register("mine"))
    parts.clock.advance(LEASE)
    theirs = others.queue.claim(others.owners.register("theirs"))
    assert mine is not None and theirs is not None and mine.task_id == theirs.task_id == task_id
    return mine, theirs


@pytest.mark.parametrize("change", CHANGES)
def test_a_claim_that_was_taken_over_changes_nothing(parts: Parts, others: Parts, change: str) -> None:
    mine, _ = lost_claim(parts, others)
    history = parts.history
    before = history.task(mine.task_id), history.events(mine.task_id), history.attempts(mine.task_id)

    assert not CHANGES[change](parts.queue, mine)

    assert before == (history.task(mine.task_id), history.events(mine.task_id), history.attempts(mine.task_id))


@pytest.mark.parametrize("change", CHANGES)
def test_the_one_who_took_over_is_not_hindered(parts: Parts, others: Parts, change: str) -> None:
    _, theirs = lost_claim(parts, others)

    assert CHANGES[change](others.queue, theirs)


def test_a_lost_claim_sees_no_cancel_of_the_new_one(parts: Parts, others: Parts) -> None:
    mine, theirs = lost_claim(parts, others)
    parts.queue.cancel(theirs.task_id)

    assert others.queue.cancel_requested(theirs)
    assert not parts.queue.cancel_requested(mine)


def test_the_token_grows_across_a_persons_retry(parts: Parts) -> None:
    parts.pending()
    first = parts.queue.claim("a")
    assert first is not None and parts.queue.fail(first, FAILURE)
    parts.queue.retry(first.task_id)
    second = parts.queue.claim("a")

    assert second is not None and second.lease_token == first.lease_token + 1
    assert not parts.queue.finish(first, saved(3))
    task = parts.history.task(first.task_id)
    assert task is not None and task.status is TaskStatus.PROCESSING
