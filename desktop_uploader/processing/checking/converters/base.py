"""What all converters share: how a column is read, what goes wrong, and a cell as a person sees it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

Convert = Callable[[Any], Any]
Field = Mapping[str, Any]

SAFE_DIGITS = 15
"""Excel keeps no more digits of a number; what a longer one held is lost before the file reaches us."""


LONGEST_TEXT = 100
"""Longer texts are no numbers and no dates; they are not searched for what they might mean."""


class Wrong(Exception):
    """The cell holds no such value. `kind` picks the words."""

    def __init__(self, kind: str, **params: Any) -> None:
        super().__init__(kind)
        self.kind = kind
        self.params = params


class Undecided(Exception):
    """What the cell means depends on how its whole column is written, which is not known yet."""


@dataclass(slots=True)
class Manner:
    """How one column's texts are written, and how many cells were read although written differently."""

    number_style: str | None = None
    """`point` (1,234.5) or `comma` (1.234,5); None: not known."""
    date_order: str | None = None
    """`dmy`, `mdy` or `ymd`; None: not known."""
    whole_texts: bool = False
    """True where a text of which a number would keep less ("007") is no number."""
    repaired: Counter[str] = field(default_factory=Counter)
    """Kind of repair → cells."""


def strict_manner() -> Manner:
    """How the values in a definition are written: as the standard says."""
    return Manner("point", "ymd")


def text_of(cell: Any) -> str:
    """A cell as a person sees it: 97442.0 is "97442". Raises `Wrong` where Excel has rounded a long number."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return clock_text(cell)
    return str(cell)


def clock_text(length: timedelta) -> str:
    """A length of time as Excel's `[h]:mm:ss` shows it: 255:10:10."""
    microseconds = length // timedelta(microseconds=1)
    seconds, rest = divmod(abs(microseconds), 10**6)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    fraction = f".{rest:06}".rstrip("0") if rest else ""
    return f"{'-' if microseconds < 0 else ''}{hours}:{minutes:02}:{seconds:02}{fraction}"


def _number_text(cell: float) -> str:
    if cell.is_integer():
        if abs(cell) >= 10**SAFE_DIGITS:
            raise Wrong("rounded-number", digits=SAFE_DIGITS)
        return str(int(cell))
    # Fifteen digits: the noise that calculations leave behind is not what the person sees.
    text = f"{Decimal(f'{cell:.{SAFE_DIGITS}g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
