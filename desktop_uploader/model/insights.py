"""What the history of a period comes to, as plain figures."""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from enum import StrEnum
from typing import Any

from .periods import Days
from .problem import Problem


class Outcome(StrEnum):
    """What has become of a file, as it is now."""

    DONE = "done"
    LEFT_OUT = "left-out"
    """Its good rows are saved; others were left out."""
    FAILED = "failed"
    ASKING = "asking"
    """It needs a person's answer."""
    CANCELLED = "cancelled"
    UNDONE = "undone"
    """Its rows were taken back."""
    OPEN = "open"
    """It is under way."""


WRONG = frozenset({Outcome.LEFT_OUT, Outcome.FAILED, Outcome.ASKING})
"""The file could not be saved as it was."""


@dataclass(frozen=True, slots=True)
class InsightsQuery:
    """Which files: those added on these days."""

    days: Days
    dataset: str | None = None
    zone: tzinfo | None = None
    """Whose days; None: this computer's."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in seconds, to two digits: half of the files at most `half`, 19 in 20 at most `most`."""

    half: float | None = None
    most: float | None = None

    @classmethod
    def of(cls, seconds: Mapping[float, int]) -> "Spread":
        """From how often each length occurred."""
        total = sum(seconds.values())
        return cls(_at(seconds, (total + 1) // 2), _at(seconds, -(-total * 19 // 20))) if total else cls()


def _at(seconds: Mapping[float, int], place: int) -> float | None:
    """The length at this place, counted from the shortest."""
    for length in sorted(seconds):
        place -= seconds[length]
        if place <= 0:
            return length
    return None


@dataclass(frozen=True, slots=True)
class Totals:
    """What a number of files comes to."""

    files: Mapping[Outcome, int] = dataclasses.field(default_factory=dict)
    rows_saved: int = 0
    """Of undone files none."""
    rows_refused: int = 0
    judged: int = 0
    """Files that were brought for the first time and have ended: neither corrections nor cancelled ones."""
    right: int = 0
    """Those of `judged` that were saved whole, without a person's retry or answer."""

    @property
    def count(self) -> int:
        """How many files."""
        return sum(self.files.values())

    @property
    def right_share(self) -> float | None:
        """The share that was right the first time; None where nothing has ended."""
        return self.right / self.judged if self.judged else None

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            Counter(self.files) + Counter(other.files),
            self.rows_saved + other.rows_saved,
            self.rows_refused + other.rows_refused,
            self.judged + other.judged,
            self.right + other.right,
        )


@dataclass(frozen=True, slots=True)
class Times:
    """Of files that came to their end without a person's retry."""

    total: Spread = Spread()
    """From being added until the end."""
    waited: Spread = Spread()
    """Until the last try began."""
    worked: Spread = Spread()
    """From then to the end; waiting for another file to be saved is in it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The files that were added within some days."""

    days: Days
    totals: Totals
    times: Times


@dataclass(frozen=True, slots=True)
class CommonProblem:
    """Something that people had to correct."""

    code: str
    """Of a problem in cells and headings, or, where `cells` is None, of an error of whole files."""
    files: int
    cells: int | None = None
    kind: str | None = None
    field: str | None = None
    datasets: tuple[str, ...] = ()
    example: Problem | None = None
    """One of them, as far as its details are kept."""
    params: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """Of the newest error, where it is one."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who added files."""

    name: str
    files: int
    wrong: int
    """How many of them could not be saved as they were."""


@dataclass(frozen=True, slots=True)
class Insights:
    """What the page Insights shows."""

    query: InsightsQuery
    bars: tuple[Bar, ...]
    before: Totals
    """Of as many days, directly before."""
    times: Times
    problems: tuple[CommonProblem, ...] = ()
    """The most frequent first."""
    senders: tuple[Sender, ...] = ()
    """Those with files that needed correcting, most of them first."""

    @property
    def totals(self) -> Totals:
        """Of all bars."""
        return total_of(bar.totals for bar in self.bars)


def total_of(parts: Iterable[Totals]) -> Totals:
    """All of them together."""
    return sum(parts, Totals())
