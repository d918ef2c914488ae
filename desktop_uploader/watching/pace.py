"""How often watched places are looked at, in seconds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """The shortest and longest waits; a place that takes long to look at is looked at less often."""

    gap: float = 0.5
    """Between two looks, whatever happens."""
    told: float = 30.0
    """Between two looks where the system tells of changes: its messages can get lost."""
    untold: float = 10.0
    """Between two looks where it does not."""
    objects: float = 30.0
    """Between two looks into a bucket, each of which costs requests."""
    first_delay: float = 2.0
    longest_delay: float = 60.0
    """After a failure; doubled each time."""
    cost: float = 20.0
    """A place is looked at for at most one part in so many of the time."""
    settings: float = 2.0
    """Between two looks at whether the settings were changed."""

    def delay(self, failures: int) -> float:
        """How long to leave alone what has failed that often in a row."""
        return min(self.longest_delay, self.first_delay * 2.0 ** min(failures - 1, 10))
