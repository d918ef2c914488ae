"""What is tried again, how often, and when."""

import random
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desktop_uploader.database.history.tables import task_events
from desktop_uploader.model.question import NEEDS_ANSWER
from desktop_uploader.model.retry import POLICIES, is_transient, policy_of
from desktop_uploader.model.task import LEASE, LEASE_RENEWAL, LONGEST_DELAY, MAX_ATTEMPTS, Failure, UploadTask
from desktop_uploader.queue.retry import backoff, next_try
from desktop_uploader.words.errors import ERRORS

from ..history_parts import Parts

TOLD_AT_ONCE = {
    "address-bucket",
    "address-no-file",
    "address-other-server",
    "address-unknown",
    "autostart-not-set",
    "already-running",
    "answer-malformed",
    "backup-failed",
    "cannot-cancel",
    "cannot-delete",
    "original-not-stored",
    "original-removed",
    "cannot-retry",
    "cannot-undo",
    "folder-being-repaired",
    "folder-in-use",
    "keys-empty",
    "migration-others-running",
    "no-such-task",
    "not-checked-yet",
    "nothing-to-mark",
    "policy-invalid",
    "port-taken",
    "setting-locked",
    "settings-invalid",
    "settings-not-saved",
    "target-exists",
    "undo-in-use",
    "undo-not-saved",
    "undo-value-taken",
    "updates-no-address",
    "updates-unreachable",
    "updates-unreadable",
    "watch-file-waits",
    "watch-folder-gone",
    "watch-invalid",
    "watch-name",
    "watch-no-permission",
    "watch-not-moved",
    "watch-own-folder",
    "watch-unknown",
    "watch-unreadable",
}
"""What a person hears at once who asks for what cannot be: these never end an attempt."""


def test_every_error_has_a_policy_or_is_told_at_once() -> None:
    without = {code for code in (*ERRORS, NEEDS_ANSWER) if policy_of(code) is None}

    assert without == TOLD_AT_ONCE


def test_every_policy_is_about_errors_that_have_words() -> None:
    known = {*ERRORS, NEEDS_ANSWER}
    unused = [pattern for pattern in POLICIES if not any(policy_of(code) is POLICIES[pattern] for code in known)]
    unknown = [code for code in POLICIES if "*" not in code and code not in known]

    assert not unused and not unknown


def test_what_only_a_person_can_change_is_not_tried_again() -> None:
    theirs = ("answer-", "definition-", "file-", "headings-", "rows-", "source-", "text-", "needs-")

    assert not [code for code in (*ERRORS, NEEDS_ANSWER) if code.startswith(theirs) and is_transient(code)]
    assert not {"disk-full", "database-damaged", "storage-damaged", "time-limit"} & set(filter(is_transient, ERRORS))


def test_what_passes_by_itself_is_tried_again() -> None:
    assert all(
        map(is_transient, ("storage-unavailable", "database-busy", "reader-crashed", "out-of-memory", "stalled"))
    )


@pytest.mark.parametrize(
    ("code", "tries"), [("storage-unavailable", 3), ("reader-crashed", 2), ("time-limit", 1), ("file-damaged", 1)]
)
def test_a_failing_task_is_tried_as_often_as_its_policy_says(parts: Parts, code: str, tries: int) -> None:
    task_id = parts.pending()

    assert fail_until_the_end(parts, code) == tries
    parts.queue.retry(task_id)
    assert fail_until_the_end(parts, code) == tries
    task = parts.history.task(task_id)
    assert task is not None and task.attempts == 2 * tries == len(parts.history.attempts(task_id))


def fail_until_the_end(parts: Parts, code: str) -> int:
    """Claim and fail as the worker does; gives the number of tries."""
    chance, tries = random.Random(1), 0
    while claim := parts.queue.claim("a"):
        tries += 1
        failure = Failure(code, {"reason": "it sleeps"})
        delay = next_try(claim.task, code, chance)
        if delay is None:
            assert parts.queue.fail(claim, failure)
        else:
            assert parts.queue.retry_later(claim, failure, delay)
            parts.clock.advance(delay)
    return tries


def test_the_timeline_says_what_was_tried_and_what_comes_next(parts: Parts) -> None:
    task_id = parts.pending()
    fail_until_the_end(parts, "reader-crashed")

    told = [(event.code, event.message) for event in with_messages(parts, task_id)]

    crashed = "This file makes the reader stop working. Open it in Excel, save it as a new workbook, and add that."
    assert told[-6:] == [
        ("claimed", "Processing began (attempt 1)."),
        ("reader-crashed", crashed),
        ("retry-planned", "It did not work this time. Attempt 2 follows at 09:00:04 UTC."),
        ("claimed", "Processing began (attempt 2)."),
        ("reader-crashed", crashed),
        ("tries-used-up", "Tried 2 times. It is not tried again by itself."),
    ]


def test_what_cannot_pass_by_itself_is_not_said_to_have_been_tried(parts: Parts) -> None:
    task_id = parts.pending()
    fail_until_the_end(parts, "file-damaged")

    assert [event.code for event in parts.history.events(task_id)][-2:] == ["claimed", "file-damaged"]


def with_messages(parts: Parts, task_id: int) -> list[Any]:
    told = select(task_events.c.code, task_events.c.message).where(task_events.c.task_id == task_id)
    with parts.engine.connect() as connection:
        return list(connection.execute(told.order_by(task_events.c.id)))


def test_backoff_doubles_up_to_five_minutes_within_a_quarter() -> None:
    chance = random.Random(1)
    for attempt, seconds in ((1, 5), (2, 10), (3, 20), (7, 300), (20, 300), (10_000, 300)):
        wait = backoff(attempt, chance).total_seconds()
        assert 0.75 * seconds <= wait <= 1.25 * seconds
        assert timedelta(seconds=wait) <= LONGEST_DELAY


def test_backoff_keeps_files_that_failed_together_apart() -> None:
    chance = random.Random(1)

    assert len({backoff(1, chance) for _ in range(20)}) == 20


def test_a_lease_outlives_two_renewals_that_fail() -> None:
    assert LEASE >= 3 * LEASE_RENEWAL


def test_a_new_task_has_all_its_tries(parts: Parts) -> None:
    parts.pending()
    claim = parts.queue.claim("a")
    assert claim is not None
    task: UploadTask = claim.task

    assert (task.tries, task.max_attempts) == (1, MAX_ATTEMPTS)
