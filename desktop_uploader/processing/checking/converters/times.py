"""Times of the day, lengths of time, years, and months of a year."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from ....model.duration import Duration
from .base import Convert, Field, Manner, Wrong
from .dates import NO_DAYS, by_guess, by_pattern, pattern_of

_CLOCK = re.compile(r"\d\d:\d\d:\d\d(?:\.\d{1,6})?", re.ASCII)
_LENGTH = re.compile(r"(-)?(\d{1,6}):([0-5]\d):([0-5]\d)")
_YEAR = re.compile(r"\d{4}", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)


def clock(field: Field, _manner: Manner) -> Convert:
    """Times of the day, from 00:00:00."""
    pattern = pattern_of(field)

    def convert(cell: Any) -> time:
        if isinstance(cell, datetime) and cell.date() <= max(NO_DAYS):
            return cell.time()
        if isinstance(cell, timedelta):
            if not timedelta(0) <= cell < timedelta(days=1):
                raise Wrong("time-over-a-day")
            return (datetime.min + cell).time()
        if isinstance(cell, time):
            return cell
        if not isinstance(cell, str):
            raise Wrong("time")
        return _clock_of(cell.strip(), pattern)

    return convert


def _clock_of(text: str, pattern: str) -> time:
    if pattern in ("default", "any"):
        if _CLOCK.fullmatch(text):
            try:
                return time.fromisoformat(text)
            except ValueError:
                raise Wrong("time") from None
        found = by_guess(f"2000-01-01 {text}") if pattern == "any" and ":" in text else None
    else:
        found = by_pattern(text, pattern)
    if found is None:
        raise Wrong("time-over-a-day" if _LENGTH.fullmatch(text) else "time")
    return found.time()


def duration(_field: Field, manner: Manner) -> Convert:
    """Lengths of time as ISO 8601 writes them, and as Excel shows them."""

    def convert(cell: Any) -> Duration:
        if isinstance(cell, timedelta):
            return Duration.of(cell)
        if isinstance(cell, time):
            return Duration.of(datetime.combine(date.min, cell) - datetime.min)
        if not isinstance(cell, str):
            raise Wrong("duration")
        text = cell.strip()
        try:
            return Duration.parse(text)
        except ValueError:
            pass
        found = _LENGTH.fullmatch(text)
        if found is None:
            raise Wrong("duration")
        manner.repaired["clock-as-duration"] += 1
        length = timedelta(hours=int(found[2]), minutes=int(found[3]), seconds=int(found[4]))
        return Duration.of(-length if found[1] else length)

    return convert


def year(_field: Field, _manner: Manner) -> Convert:
    """Years of four digits, as whole numbers."""

    def convert(cell: Any) -> int:
        if isinstance(cell, str) and _YEAR.fullmatch(cell.strip()):
            return int(cell)
        if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) == cell and 1000 <= cell <= 9999:
            return int(cell)
        raise Wrong("year")

    return convert


def month(_field: Field, manner: Manner) -> Convert:
    """Months of a year as `2026-11`, which sorts as it should."""

    def convert(cell: Any) -> str:
        if isinstance(cell, list | tuple) and len(cell) == 2:
            cell = f"{cell[0]:04}-{cell[1]:02}"
        if isinstance(cell, datetime) and cell.time() == time(0):
            cell = cell.date()
        if isinstance(cell, date) and not isinstance(cell, datetime):
            # What Excel makes of "Nov 2026".
            if cell.day != 1:
                raise Wrong("yearmonth-with-day")
            manner.repaired["first-of-month"] += 1
            return f"{cell.year:04}-{cell.month:02}"
        found = _MONTH.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found is None or not 1 <= int(found[2]) <= 12:
            raise Wrong("yearmonth")
        return found[0]

    return convert
