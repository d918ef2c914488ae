"""What the program is doing, in one word and one tone, for every place that shows it."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """A colour of the theme; what it means stands in words beside it."""

    OK = "ok"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class WorkState:
    """In words, and in a tone."""

    tone: Tone
    text: str
    busy: bool = False
    """True while a file is being worked on."""
    resting: bool = False
    """True where files wait for their hours or for power, and a person may say that they shall not."""
    troubles: tuple[str, ...] = ()
    """All that is in the way, each with what to do next."""
