"""One language: its sentences and their plurals, its numbers, sizes, shares, dates and times."""

import datetime as dt
import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..model.problem import column_letter
from .marking import N_
from .plurals import Plural, in_form

MOST_LISTED = 20
"""Items of a list that a sentence names."""

UNITS = ((N_("{size} KB"), 1e3), (N_("{size} MB"), 1e6), (N_("{size} GB"), 1e9))
# Not those of strftime: they are in the language of the computer.
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MINUTES_AGO = Plural("{count} min ago", "{count} min ago")
PLAIN = frozenset({"year", "row", "line", "first_row", "last_row", "header_row", "task_id"})
"""Parameters that are numbers of something and no amounts: they are not grouped."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands between thousands, and before decimals."""

    group: str = ","
    decimal: str = "."


class Language:
    """English where no translation is given."""

    def __init__(
        self, code: str = "en", translations: gettext.NullTranslations | None = None, marks: Marks | None = None
    ) -> None:
        self.code = code
        self._translations = translations or gettext.NullTranslations()
        self._marks = marks or Marks()
        self._swapped = None if self._marks == Marks() else str.maketrans(",.", self._marks.group + self._marks.decimal)

    def tr(self, text: str, **params: Any) -> str:
        """A sentence in this language, with its named parameters filled in; numbers among them are grouped.

        `text` is the English one: written in place, or marked with `N_` or `Plural` where it stands in a table.
        """
        return self.fill(text, params) if params else in_form(text, {}, self._translations)

    def trn(self, one: str, many: str, count: int, **params: Any) -> str:
        """A sentence with a count in it, in the form that the language has for that count."""
        return self.fill(Plural(one, many), {"count": count, **params})

    def fill(self, template: str, params: Mapping[str, Any]) -> str:
        """A template with parameters of any names."""
        values = _Params(params, self)
        return in_form(template, values, self._translations).format_map(values)

    def number(self, value: int | float, decimals: int = 0) -> str:
        """1,234.5, with the marks of the language."""
        return self._marked(f"{value:,}" if isinstance(value, int) and not decimals else f"{value:,.{decimals}f}")

    def plain_number(self, value: float) -> str:
        """A number with all its decimals and without groups."""
        return self._marked(str(value))

    def exact_number(self, value: float) -> str:
        """Every digit that the number has, without groups; an exponent only where it would fill a line."""
        text = f"{Decimal(repr(value)):f}" if 1e-15 < abs(value) < 1e21 else repr(value)
        return self._marked(text.removesuffix(".0"))

    def plain_of(self, text: str) -> str:
        """A number as it is typed in the language, without groups and with a decimal point."""
        return text.strip().replace(self._marks.group, "").replace(self._marks.decimal, ".")

    def share(self, share: float) -> str:
        """26 % of 0.256."""
        return self.tr("{percent} %", percent=self.number(round(share * 100)))

    def size(self, size: int | None) -> str:
        """7.1 MB of 7,123,456; empty where it is not known."""
        if size is None:
            return ""
        if size < 1000:
            return self.tr("{size} B", size=size)
        for unit, factor in UNITS:
            value = size / factor
            if value < 999.5 or factor == UNITS[-1][1]:
                return self.tr(unit, size=self.number(value, 0 if value >= 100 or factor == UNITS[0][1] else 1))
        return ""

    def date(self, day: dt.date) -> str:
        """A day: 2026-11-25, as the language writes it."""
        return f"{day:%Y-%m-%d}" if self._swapped is None else self._babel(day, "medium")

    def time(self, moment: dt.datetime) -> str:
        """A time of this computer's day: 14:30."""
        local = moment.astimezone()
        if self._swapped is None:
            return f"{local:%H:%M}"
        from babel.dates import format_time

        return format_time(local.time(), "short", locale=self.code)

    def date_time(self, moment: dt.datetime) -> str:
        """A day and a time of this computer: 2026-11-25 14:30."""
        return f"{self.date(moment.astimezone().date())} {self.time(moment)}"

    def short_date(self, day: dt.date) -> str:
        """A day without its year: Nov 25."""
        return f"{MONTHS[day.month - 1]} {day.day}" if self._swapped is None else self._skeleton(day, "MMMd")

    def month(self, day: dt.date) -> str:
        """A month with its year: Nov 2026."""
        return f"{MONTHS[day.month - 1]} {day.year}" if self._swapped is None else self._skeleton(day, "yMMM")

    def weekday(self, day: dt.date) -> str:
        """A day's short name: Wed."""
        return WEEKDAYS[day.weekday()] if self._swapped is None else self._babel(day, "EEE")

    def ago(self, moment: dt.datetime | None, now: dt.datetime) -> str:
        """Relative for an hour, then the time of day, then the weekday, then the date; empty where there is none."""
        if moment is None:
            return ""
        age, day = now - moment, moment.astimezone().date()
        if age < dt.timedelta(minutes=1):
            return self.tr("just now")
        if age < dt.timedelta(hours=1):
            return self.fill(MINUTES_AGO, {"count": int(age.total_seconds() // 60)})
        days = (now.astimezone().date() - day).days
        if days == 0:
            return self.time(moment)
        if days == 1:
            return self.tr("Yesterday {time}", time=self.time(moment))
        return f"{self.weekday(day)} {self.time(moment)}" if days < 7 else self.date(day)

    def _marked(self, text: str) -> str:
        return text if self._swapped is None else text.translate(self._swapped)

    def _babel(self, day: dt.date, shape: str) -> str:
        # Loaded where it is needed: English is written without it.
        from babel.dates import format_date

        return format_date(day, shape, locale=self.code)

    def _skeleton(self, day: dt.date, parts: str) -> str:
        from babel.dates import format_skeleton

        return format_skeleton(parts, day, locale=self.code)


class _Params(dict[str, Any]):
    """Parameters for a template: numbers are grouped, lists joined, columns lettered, missing ones left empty."""

    def __init__(self, params: Mapping[str, Any], language: Language) -> None:
        super().__init__(params)
        self._language = language

    def __getitem__(self, key: str) -> Any:
        value = super().get(key)
        if key == "column_letter":
            return column_letter(int(super().get("column", 0)))
        if isinstance(value, bool) or value is None:
            return "" if value is None else str(value).lower()
        if isinstance(value, int):
            return str(value) if key in PLAIN else self._language.number(value)
        if isinstance(value, float):
            return self._language.plain_number(value)
        if isinstance(value, list | tuple):
            listed = ", ".join(str(item) for item in value[:MOST_LISTED])
            return listed if len(value) <= MOST_LISTED else f"{listed}, …"
        return value
