"""Days, and moments of a day."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from ....model.errors import DefinitionError
from .base import LONGEST_TEXT, Convert, Field, Manner, Undecided, Wrong
from .datetexts import SHORT_YEAR, DateText, date_text

T = TypeVar("T")
EXCEL_START = date(1900, 3, 1)
"""Before it Excel's calendar has a day that never was (29 February 1900), so other programs differ by a day."""

EARLY = "early-date"
"""The kind of repair under which typed days before it are counted: they are taken as Excel shows them."""

NO_DAYS = frozenset({date(1899, 12, 30), date(1899, 12, 31)})
"""What a time without a day becomes in Excel, or an empty number."""

_LEAP_SERIAL = 60

LAST_SERIAL = 2_958_466
_EXCEL_ZERO = datetime(1899, 12, 30)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ISO_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d{1,6})?)?)(Z|[+-]\d\d:\d\d)?", re.ASCII)
_MOMENT = re.compile(r"(.+?)(?:,?\s+|T)(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([AaPp])\.?[Mm]\.?)?")
_DATE_SHAPE = re.compile(r"\d{1,4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,4}")


def pattern_of(field: Field) -> str:
    """The format without the old prefix `fmt:`: `default`, `any`, or a pattern for `strptime`."""
    pattern = field.get("format", "default")
    if not isinstance(pattern, str):
        raise DefinitionError("definition-format", field=field["name"], format=pattern)
    return pattern.removeprefix("fmt:")


def by_pattern(text: str, pattern: str) -> datetime | None:
    """The moment that the text is in a pattern of `strptime`; None where it is none."""
    try:
        return datetime.strptime(text, pattern)
    except (ValueError, re.error):
        return None


def by_guess(text: str) -> datetime | None:
    """For the format `any`: a form that dateutil knows, with nothing left open that it would fill in itself."""
    from dateutil.parser import ParserError, parse

    if len(text) > LONGEST_TEXT or not re.search(r"[^\W\d_]", text):
        return None
    try:
        found = [parse(text, default=start) for start in (datetime(2000, 1, 1), datetime(2003, 2, 3))]
    except (ParserError, OverflowError, ValueError, TypeError):
        return None
    return found[0] if found[0] == found[1] else None


def day_part(text: str) -> str:
    """The day of a text that may have a time behind it."""
    text = text.strip()
    found = _MOMENT.fullmatch(text) if len(text) <= LONGEST_TEXT else None
    return found[1].strip() if found is not None else text


def day(field: Field, manner: Manner) -> Convert:
    """Days without a time, and without a time zone."""
    pattern, accept = pattern_of(field), bool(field.get("x-acceptDateNumbers"))

    def convert(cell: Any) -> date:
        if isinstance(cell, datetime):
            if cell.time() != time(0):
                raise Wrong("date-with-time")
            return checked(cell.date(), manner)
        if isinstance(cell, date):
            return checked(cell, manner)
        if isinstance(cell, float):
            if accept and not cell.is_integer():
                raise Wrong("date-with-time")
            return from_serial(cell, accept, "date", manner).date()
        if not isinstance(cell, str):
            raise Wrong("date")
        return _day_of(cell.strip(), pattern, manner)

    return convert


def _day_of(text: str, pattern: str, manner: Manner) -> date:
    if pattern not in ("default", "any"):
        found = by_pattern(text, pattern)
        if found is None or found.time() != time(0):
            raise Wrong("date-impossible" if _DATE_SHAPE.fullmatch(text) else "date")
        return found.date()
    if _ISO_DAY.fullmatch(text):
        return _made(date.fromisoformat, text, "date-impossible")
    if (written := _written(text, manner)) is not None:
        return written
    guess = by_guess(text) if pattern == "any" else None
    if guess is None or guess.time() != time(0):
        raise Wrong("date-impossible" if _DATE_SHAPE.fullmatch(text) else "date")
    return guess.date()


def moment(field: Field, manner: Manner) -> Convert:
    """Days with a time; a time zone stays what it is."""
    pattern, accept = pattern_of(field), bool(field.get("x-acceptDateNumbers"))

    def convert(cell: Any) -> datetime:
        if isinstance(cell, datetime):
            checked(cell.date(), manner)
            return cell
        if isinstance(cell, date):
            return datetime.combine(checked(cell, manner), time(0))
        if isinstance(cell, float):
            return from_serial(cell, accept, "datetime", manner)
        if not isinstance(cell, str):
            raise Wrong("datetime")
        return _moment_of(cell.strip(), pattern, manner)

    return convert


def _moment_of(text: str, pattern: str, manner: Manner) -> datetime:
    if pattern not in ("default", "any"):
        found = by_pattern(text, pattern)
        if found is None:
            raise Wrong("datetime")
        return found
    if _ISO_MOMENT.fullmatch(text):
        return _made(datetime.fromisoformat, text.replace(",", "."), "date-impossible")
    if len(text) <= LONGEST_TEXT and (parts := _MOMENT.fullmatch(text)):
        day_part = parts[1].strip()
        found_day = (
            _made(date.fromisoformat, day_part, "date-impossible")
            if _ISO_DAY.fullmatch(day_part)
            else _written(day_part, manner)
        )
        if found_day is not None:
            return datetime.combine(found_day, _clock(parts))
    guess = by_guess(text) if pattern == "any" else None
    if guess is None:
        raise Wrong("datetime")
    return guess


def _clock(parts: "re.Match[str]") -> time:
    hour, half = int(parts[2]), (parts[5] or "").lower()
    if half and not 1 <= hour <= 12:
        raise Wrong("datetime")
    hour = hour % 12 + (12 if half == "p" else 0) if half else hour
    try:
        return time(hour, int(parts[3]), int(parts[4] or 0))
    except ValueError:
        raise Wrong("datetime") from None


def _written(text: str, manner: Manner) -> date | None:
    """The day that a text means which is not written as the standard says; counted as repaired."""
    found = date_text(text, manner.date_order)
    if found is None:
        return None
    settled = found.day(manner.date_order)
    if settled is None:
        if manner.date_order is None:
            raise Undecided
        raise Wrong("date-impossible")
    _count(found, manner)
    return settled


def _count(found: DateText, manner: Manner) -> None:
    manner.repaired[found.kind] += 1
    if found.short_year:
        manner.repaired[SHORT_YEAR] += 1


def from_serial(cell: float, accept: bool, kind: str, manner: Manner) -> datetime:
    """What Excel means by a number in a date cell. Raises `Wrong`, also where the field does not accept numbers."""
    if not 1 <= cell < LAST_SERIAL:
        raise Wrong(kind)
    if not accept:
        raise Wrong("date-number")
    if int(cell) == _LEAP_SERIAL:
        raise Wrong("date-impossible")
    found = _EXCEL_ZERO + timedelta(days=int(cell < _LEAP_SERIAL), seconds=round(cell * 86400))
    checked(found.date(), manner)
    manner.repaired["date-number"] += 1
    return found


def checked(day: date, manner: Manner) -> date:
    """The day of a typed cell; counted where Excel's calendar is off. Raises `Wrong` where it stands for no day."""
    if day in NO_DAYS:
        raise Wrong("date-too-early")
    if day < EXCEL_START:
        manner.repaired[EARLY] += 1
    return day


def _made(make: Callable[[str], T], text: str, kind: str) -> T:
    try:
        return make(text)
    except ValueError:
        raise Wrong(kind) from None
