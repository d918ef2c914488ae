"""Says whether files may be worked on now: the hours of the day, and the battery."""

import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from ..model.clock import Clock
from ..model.events import Listener, Resting
from ..model.hours import WorkingHours

logger = logging.getLogger(__name__)

LOOK = 5.0
"""Seconds for which an answer of the battery holds."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """When files are worked on, as it is set."""

    hours: WorkingHours | None = None
    battery_limit: int = 0
    """Percent: with so little or less in the battery, and no power, nothing is begun; 0: the battery does not count."""


@dataclass(frozen=True, slots=True)
class Battery:
    """How the computer's battery is."""

    percent: int
    plugged: bool


def battery() -> Battery | None:
    """The computer's battery; None where it has none, or does not tell."""
    # Loaded where a battery counts: most settings have no limit.
    import psutil

    found = None
    with contextlib.suppress(Exception):
        # psutil reads what drivers say of themselves, and some say nonsense.
        found = psutil.sensors_battery()
    return None if found is None else Battery(round(found.percent), found.power_plugged is not False)


class Readiness:
    """Shared by all workers of a program; may be used on any thread. Listeners are told of each change."""

    def __init__(
        self,
        conditions: Callable[[], Conditions],
        clock: Clock,
        listener: Listener,
        read_battery: Callable[[], Battery | None] = battery,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._conditions = conditions
        self._clock = clock
        self._listener = listener
        self._read_battery = read_battery
        self._seconds = seconds
        self._battery: Battery | None = None
        self._read_at: float | None = None
        self._overruled: set[str] = set()
        self._for_good = False
        self._said = Resting(None)
        self._lock = Lock()

    @property
    def resting(self) -> Resting:
        """What was found at the last look."""
        return self._said

    def look(self) -> bool:
        """True while files may be worked on."""
        with self._lock:
            reasons = self._reasons()
            # What a person has overruled holds again when it comes back.
            self._overruled &= {reason.code for reason in reasons}
            now = next((reason for reason in reasons if reason.code not in self._overruled), Resting(None))
            changed, self._said = now != self._said, now
        if changed:
            logger.info("files are worked on: %s", now.code or "now")
            self._listener(now)
        return now.code is None

    def overrule(self, *, for_good: bool = False) -> None:
        """Work although something is in the way now, until that is over; or whatever will be in the way."""
        with self._lock:
            self._for_good = for_good
            self._overruled = {str(reason.code) for reason in self._reasons()}
        self.look()

    def _reasons(self) -> list[Resting]:
        set_, reasons = self._conditions(), []
        if self._for_good:
            return []
        if set_.hours is not None and not set_.hours.holds(self._clock.now()):
            reasons.append(Resting("hours", {"start": f"{set_.hours.start:%H:%M}"}))
        found = self._found() if set_.battery_limit else None
        if found is not None and not found.plugged and found.percent <= set_.battery_limit:
            reasons.append(Resting("battery", {"percent": found.percent}))
        return reasons

    def _found(self) -> Battery | None:
        now = self._seconds()
        if self._read_at is None or not 0 <= now - self._read_at < LOOK:
            self._battery, self._read_at = self._read_battery(), now
        return self._battery
