"""Dates as people write them: which day a text means, and in which orders of day and month."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from .base import LONGEST_TEXT

LANGUAGES = ("en", "de", "fr", "nl", "es", "it")
"""The languages whose month names are understood."""

ORDERS = ("dmy", "mdy")
"""What a text such as 03/04/2026 can mean."""

PIVOT = 50
"""Years of two digits: 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999."""

SHORT_YEAR = "two-digit-year"
"""The kind of repair that goes beside another: the year was completed too."""

_NUMERIC = re.compile(r"(\d{1,4})(\s*([-/.])\s*)(\d{1,2})\s*\3\s*(\d{1,4})")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?[-\s/.]*(?:de\s+)?([^\W\d_]+)\.?[-\s/.,]*(?:de\s+)?(\d{4}|\d{2})"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?[-\s/.]*(\d{1,2})(?:st|nd|rd|th)?(?:\s*,\s*|[-\s/.]+)(\d{4}|\d{2})")
_EXTRA = {"mrz": 3, "maerz": 3, "sept": 9, "set": 9, "fev": 2, "avr": 4, "juil": 7, "dec": 12}


@dataclass(frozen=True, slots=True)
class DateText:
    """What a text can mean: order of its parts → day. Two orders with different days: only the column can tell."""

    days: dict[str, date]
    kind: str
    """How it was read: `date-order` or `month-name`."""
    short_year: bool

    @property
    def orders(self) -> frozenset[str]:
        """The orders of day and month that make it a day; empty where their order makes no difference."""
        settled = "any" in self.days or (len(self.days) > 1 and len(set(self.days.values())) == 1)
        return frozenset() if settled else frozenset(self.days)

    def day(self, order: str | None) -> date | None:
        """The day in a column of this order; None where it is none, or where the order is needed and not known."""
        return self.days.get(order or "") if self.orders else next(iter(self.days.values()))


def date_text(text: str, order: str | None = None) -> DateText | None:
    """What the text can mean as a day; None where it is no date at all. A known `order` also settles `24.12.26`."""
    if len(text) > LONGEST_TEXT:
        return None
    if found := _NUMERIC.fullmatch(text):
        return _numeric(found[1], found[3], found[4], found[5], order)
    if found := _DAY_FIRST.fullmatch(text):
        return _named(found[3], found[2], found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _named(found[3], found[1], found[2])
    return None


def _numeric(first: str, mark: str, second: str, third: str, order: str | None) -> DateText | None:
    if len(first) > 2:
        return _made({"any": (first, second, third)}, len(first), "date-order") if len(third) <= 2 else None
    if len(third) not in (2, 4):
        return None
    parts = {"dmy": (third, second, first), "mdy": (third, first, second), "ymd": (first, second, third)}
    if order is None:
        # Nobody writes the month first with points between.
        wanted = {"any": parts["dmy"]} if mark == "." else {name: parts[name] for name in ORDERS}
    elif order == "ymd" and (len(third) == 4 or len(first) != 2):
        return None
    else:
        wanted = {order: parts[order]}
    return _made(wanted, len(first) if order == "ymd" else len(third), "date-order")


def _named(year: str, month: str, day: str) -> DateText | None:
    number = month_names().get(_plain(month))
    return _made({"any": (year, str(number), day)}, len(year), "month-name") if number else None


def _made(wanted: dict[str, tuple[str, str, str]], year_digits: int, kind: str) -> DateText | None:
    if year_digits not in (2, 4):
        return None
    days = {}
    for order, (year, month, day) in wanted.items():
        try:
            days[order] = date(_year(year), int(month), int(day))
        except ValueError:
            continue
    return DateText(days, kind, year_digits == 2) if days else None


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < PIVOT else 1900)


@cache
def month_names() -> dict[str, int]:
    """Every month's names, long and short, in small letters without accents."""
    return {**_EXTRA, **dict(_names())}


def _names() -> Iterator[tuple[str, int]]:
    from babel.dates import get_month_names

    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    yield _plain(name), number


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalpha())
