"""When to try again, and whether at all."""

import random
from datetime import timedelta

from ..model.retry import NEVER, policy_of
from ..model.task import UploadTask

LONGEST = 300.0
JITTER = 0.25


def backoff(attempt: int, chance: random.Random, first: float = 5.0) -> timedelta:
    """The wait after the `attempt`-th failure (from 1): `first` seconds doubled each time, at most 300 s, ± 25 %.

    The jitter keeps many files that failed together from being tried together.
    """
    seconds = min(LONGEST, first * 2.0 ** min(attempt - 1, 10))
    return timedelta(seconds=seconds * (1 + JITTER * (2 * chance.random() - 1)))


def next_try(task: UploadTask, code: str, chance: random.Random) -> timedelta | None:
    """How long to wait before a task that failed with `code` is tried again; None where it is not."""
    policy = policy_of(code) or NEVER
    return backoff(task.tries, chance, policy.first_delay) if task.tries < policy.attempts else None
