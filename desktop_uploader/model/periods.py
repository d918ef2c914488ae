"""Periods of local days, and the bars into which a chart divides them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

DAY = timedelta(days=1)
MOST_BARS = 92
"""A quarter of a year by day; what has more is told by week, then by month."""


class Unit(StrEnum):
    """What one bar stands for."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Days:
    """Whole local days, from the first to the last, both among them."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many days."""
        return (self.last - self.first) // DAY + 1

    def before(self) -> "Days":
        """As many days, directly before these."""
        return Days(self.first - DAY * self.count, self.first - DAY)

    def bounds(self, zone: tzinfo | None) -> tuple[datetime, datetime]:
        """The moment at which the first day begins, and that at which the last has ended, in UTC.

        A day on which clocks are set has 23 or 25 hours. `zone` None is the computer's own.
        """
        return _midnight(self.first, zone), _midnight(self.last + DAY, zone)

    @property
    def unit(self) -> Unit:
        """What a bar stands for, so that there are never too many to tell apart."""
        if self.count <= MOST_BARS:
            return Unit.DAY
        return Unit.WEEK if self.count <= 7 * MOST_BARS else Unit.MONTH

    def bars(self) -> list["Days"]:
        """The days, or the weeks from Monday to Sunday, or the months; the first and the last may be cut short."""
        return list(self._bars(self.unit))

    def _bars(self, unit: Unit) -> Iterator["Days"]:
        first = self.first
        while first <= self.last:
            last = min(_last_of(first, unit), self.last)
            yield Days(first, last)
            first = last + DAY


def last_days(today: date, count: int) -> Days:
    """So many days, of which today is the last."""
    return Days(today - DAY * (count - 1), today)


def _last_of(day: date, unit: Unit) -> date:
    if unit is Unit.MONTH:
        return (day.replace(day=1) + DAY * 31).replace(day=1) - DAY
    return day + DAY * (6 - day.weekday()) if unit is Unit.WEEK else day


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
