"""A length of time as ISO 8601 writes it: months, which differ in length, and seconds, which do not."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import total_ordering

_NUMBER = r"\d+"
_ISO = re.compile(
    rf"(?P<sign>-)?P(?=\d|T)(?:(?P<years>{_NUMBER})Y)?(?:(?P<months>{_NUMBER})M)?(?:(?P<days>{_NUMBER})D)?"
    rf"(?:T(?=\d)(?:(?P<hours>{_NUMBER})H)?(?:(?P<minutes>{_NUMBER})M)?(?:(?P<seconds>{_NUMBER}(?:\.\d+)?)S)?)?"
)
_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
"""The months from which XML Schema measures two durations to say which is longer."""

LONGEST_DIGITS = 15


@total_ordering
@dataclass(frozen=True, slots=True)
class Duration:
    """Both parts have the same sign. Equal only where both parts are; ordered where every start agrees."""

    months: int = 0
    seconds: Decimal = Decimal(0)

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """From `P1Y2M3DT4H5M6.5S`. Raises `ValueError`."""
        found = _ISO.fullmatch(text)
        if found is None or len(text) > 100:
            raise ValueError(text)
        part = {name: Decimal(value or 0) for name, value in found.groupdict().items() if name != "sign"}
        sign = -1 if found["sign"] else 1
        days = part["days"] * 86400 + part["hours"] * 3600 + part["minutes"] * 60 + part["seconds"]
        months = int(part["years"] * 12 + part["months"])
        if len(str(months)) > LONGEST_DIGITS or days.adjusted() >= LONGEST_DIGITS:
            raise ValueError(text)
        return cls(sign * months, (sign * days).normalize() + 0)

    @classmethod
    def of(cls, length: timedelta) -> "Duration":
        """From a length of days and seconds."""
        microseconds = (length.days * 86400 + length.seconds) * 10**6 + length.microseconds
        return cls(0, (Decimal(microseconds) / 10**6).normalize() + 0)

    def __str__(self) -> str:
        """The one form in which it is stored and shown."""
        years, months = divmod(abs(self.months), 12)
        minutes, seconds = divmod(abs(self.seconds), 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        date = "".join(f"{value}{unit}" for value, unit in ((years, "Y"), (months, "M"), (int(days), "D")) if value)
        time = "".join(f"{value:f}{unit}" for value, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if value)
        sign = "-" if self.months < 0 or self.seconds < 0 else ""
        return f"{sign}P{date}{'T' + time if time else ''}" if date or time else "PT0S"

    def __lt__(self, other: "Duration") -> bool:
        return all(mine < theirs for mine, theirs in zip(self._ends(), other._ends(), strict=True))

    def _ends(self) -> list[Decimal]:
        return [_days_from(year, month, self.months) * 86400 + self.seconds for year, month in _STARTS]


def _days_from(year: int, month: int, months: int) -> Decimal:
    """Days between the first of a month and the first of the month so many months later."""
    # Twelve thousand months and more are cut into cycles of 400 years, all of the same length.
    cycles, rest = divmod(months, 4800)
    index = year * 12 + month - 1 + rest
    later = datetime(index // 12, index % 12 + 1, 1) if index // 12 <= 9999 else datetime.max
    return Decimal(cycles * 146097 + (later - datetime(year, month, 1)).days)
