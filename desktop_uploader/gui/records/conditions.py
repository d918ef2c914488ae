"""Conditions on one column: those that its type knows, what is typed for them, and how they are said."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ...model.rowquery import Comparison, Condition
from ...words import Catalogue
from ...words.marking import N_
from ..plain import brief
from .values import shown

LONGEST = 40
"""Characters of a name or a value that a chip or a menu shows."""
RANGED = frozenset({"integer", "number", "year", "date", "datetime", "time"})


@dataclass(frozen=True, slots=True)
class Option:
    """One way to compare."""

    words: str
    comparison: Comparison
    typed: int = 0
    """How many values a person types."""
    value: Any = None
    """The value, where there is nothing to type."""


CONTAINS = Option(N_("contains"), Comparison.CONTAINS, 1)
EQUALS = Option(N_("is"), Comparison.EQUAL, 1)
BETWEEN = Option(N_("is between"), Comparison.BETWEEN, 2)
YES = Option(N_("is yes"), Comparison.EQUAL, value=True)
NO = Option(N_("is no"), Comparison.EQUAL, value=False)
EMPTY = Option(N_("is empty"), Comparison.EMPTY)
FILLED = Option(N_("is not empty"), Comparison.FILLED)


def options_of(kind: str) -> tuple[Option, ...]:
    """What can be asked of a field of a Table Schema type."""
    if kind == "boolean":
        return (YES, NO, EMPTY, FILLED)
    if kind in RANGED:
        return (BETWEEN, EMPTY, FILLED) if kind == "datetime" else (EQUALS, BETWEEN, EMPTY, FILLED)
    return (CONTAINS, EQUALS, EMPTY, FILLED) if kind in ("string", "any") else (CONTAINS, EMPTY, FILLED)


def option_of(condition: Condition, kind: str) -> Option | None:
    """The way in which a condition compares."""
    for option in options_of(kind):
        if option.comparison is condition.comparison and (option.typed or option.value == condition.low):
            return option
    return None


def value_of(kind: str, text: str, words: Catalogue, *, end: bool = False) -> Any:
    """What is typed as a value of the type; None where nothing is. Raises `ValueError` where it is none.

    A day alone stands for its first moment in a field of moments, and at the `end` for its last.
    """
    text = text.strip()
    if not text:
        return None
    if kind in ("integer", "year"):
        return int(words.plain_of(text))
    if kind == "number":
        return float(words.plain_of(text))
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "time":
        return time.fromisoformat(text)
    if kind == "datetime":
        moment = datetime.fromisoformat(text)
        return datetime.combine(moment, time.max) if end and len(text) == len("2026-11-25") else moment
    return text


def typed(value: Any, words: Catalogue) -> str:
    """A value as it would be typed."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else words.plain_number(value) if isinstance(value, int | float) else str(value)


def example_of(kind: str) -> str:
    """How a value is typed where that is not plain."""
    return {"date": "2026-11-25", "datetime": "2026-11-25 14:30", "time": "14:30"}.get(kind, "")


def said(condition: Condition, words: Catalogue) -> str:
    """A condition in words, short."""
    column, tr = short(condition.field), words.tr
    low, high = (short(shown(value, words)) for value in (condition.low, condition.high))
    match condition.comparison:
        case Comparison.CONTAINS:
            return tr("{column} contains {value}", column=column, value=low)
        case Comparison.EQUAL:
            return tr("{column}: {value}", column=column, value=low)
        case Comparison.EMPTY:
            return tr("{column} is empty", column=column)
        case Comparison.FILLED:
            return tr("{column} is not empty", column=column)
    if condition.high is None:
        return tr("{column} from {low}", column=column, low=low)
    if condition.low is None:
        return tr("{column} up to {high}", column=column, high=high)
    return tr("{column} from {low} to {high}", column=column, low=low, high=high)


def short(text: str) -> str:
    """On one line, and cut where it is long."""
    return brief(text, LONGEST)
