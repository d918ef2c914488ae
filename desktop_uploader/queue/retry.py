"""When to try again."""

import random
from datetime import timedelta

LONGEST = 300.0
FIRST = 5.0
JITTER = 0.25


def backoff(attempt: int, chance: random.Random) -> timedelta:
    """The wait after the `attempt`-th failure (from 1): 5 s doubled each time, at most 300 s, ± 25 %."""
    seconds = min(LONGEST, FIRST * 2 ** (attempt - 1))
    return timedelta(seconds=seconds * (1 + JITTER * (2 * chance.random() - 1)))
