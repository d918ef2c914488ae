"""When tasks are due, and how many are left."""

from datetime import timedelta

from desktop_uploader.model.task import LEASE, LONGEST_DELAY, Failure

from ..history_parts import Parts, saved

BUSY = Failure("storage-unavailable", {"reason": "it sleeps"})


def planned(parts: Parts, delay: timedelta) -> int:
    """A task that is tried again after `delay`."""
    task_id = parts.pending()
    claim = parts.queue.claim("a", only=[task_id])
    assert claim is not None and parts.queue.retry_later(claim, BUSY, delay)
    return task_id


def test_nothing_is_due_where_nothing_waits(parts: Parts) -> None:
    parts.pending()
    claim = parts.queue.claim("a")
    assert claim is not None

    assert parts.queue.next_due() is None
    assert parts.queue.finish(claim, saved(3)) and parts.queue.next_due() is None


def test_a_task_that_waits_for_its_turn_is_due_since_it_was_added(parts: Parts) -> None:
    parts.pending()
    added = parts.clock.now()
    parts.clock.advance(timedelta(seconds=9))

    assert parts.queue.next_due() == added


def test_the_next_due_is_the_earliest(parts: Parts) -> None:
    planned(parts, timedelta(seconds=20))
    planned(parts, timedelta(seconds=5))

    assert parts.queue.next_due() == parts.clock.now() + timedelta(seconds=5)


def test_a_later_task_is_claimed_before_an_older_one_that_is_not_due(parts: Parts) -> None:
    planned(parts, timedelta(seconds=20))
    ready = parts.pending()

    claim = parts.queue.claim("a")

    assert claim is not None and claim.task_id == ready


def test_a_try_planned_by_a_clock_that_was_set_back_is_due_at_once(parts: Parts) -> None:
    task_id = planned(parts, LONGEST_DELAY)
    assert parts.queue.claim("a") is None
    parts.clock.advance(timedelta(seconds=-1))

    claim = parts.queue.claim("a")

    assert claim is not None and claim.task_id == task_id


def test_a_renewed_lease_counts_from_the_clock_as_it_is(parts: Parts, others: Parts) -> None:
    parts.pending()
    claim = parts.queue.claim(parts.owners.register("a"))
    assert claim is not None
    parts.clock.advance(timedelta(hours=-1))
    assert parts.queue.renew(claim)

    assert others.queue.claim(others.owners.register("b")) is None
    parts.clock.advance(LEASE)
    assert others.queue.claim(others.owners.register("b")) is not None


def test_tasks_of_others_are_not_waited_for_but_own_ones_are(parts: Parts) -> None:
    running, waiting = parts.pending(), parts.pending()
    assert parts.queue.claim("another", only=[running]) is not None

    assert parts.queue.unfinished() == 1
    assert parts.queue.unfinished(only=[running, waiting]) == 2


def test_a_try_that_is_planned_is_waited_for(parts: Parts) -> None:
    planned(parts, timedelta(seconds=30))

    assert parts.queue.unfinished() == 1
