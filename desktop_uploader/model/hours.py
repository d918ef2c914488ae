"""The hours of the day in which files are worked on."""

import re
from dataclasses import dataclass
from datetime import datetime, time

_FORM = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """From one time of day to another, in the computer's own time; over midnight where it begins later than it ends."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: "str | WorkingHours") -> "WorkingHours":
        """Read `18:00-07:00`. Raises `ValueError` where that is not two different times."""
        if isinstance(text, WorkingHours):
            return text
        found = _FORM.fullmatch(text.strip())
        if found is None:
            raise ValueError("must be two times of day, such as 18:00-07:00")
        first, second, third, fourth = map(int, found.groups())
        hours = cls(time(first, second), time(third, fourth))
        if hours.start == hours.end:
            raise ValueError("must be two different times of day, such as 18:00-07:00")
        return hours

    def holds(self, moment: datetime) -> bool:
        """True where the aware moment lies in these hours: the start is in them, the end is not."""
        now = moment.astimezone().time()
        if self.start < self.end:
            return self.start <= now < self.end
        return now >= self.start or now < self.end

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"
