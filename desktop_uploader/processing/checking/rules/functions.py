"""The functions that a rule may call."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from numbers import Real
from typing import Any


def times(left: Any, right: Any) -> Any:
    """The product of two numbers. Raises `TypeError` for anything else."""
    return _number(left) * _number(right)


def remainder(left: Any, right: Any) -> Any:
    """What is left of a division of two numbers. Raises `TypeError` for anything else."""
    return _number(left) % _number(right)


def tidy(value: Any) -> Any:
    """What was calculated, to 15 digits as Excel compares it: 0.1 + 0.2 is 0.3."""
    return float(f"{value:.15g}") if isinstance(value, float) else value


def _number(value: Any) -> Any:
    if not isinstance(value, Real):
        raise TypeError(value)
    return value


def _round(value: Any, digits: Any = 0) -> float:
    return round(float(_number(value)), int(digits))


def _days(length: Any) -> float:
    if not isinstance(length, timedelta):
        raise TypeError(length)
    return length / timedelta(days=1)


def _date(value: Any) -> date:
    return value.date() if isinstance(value, datetime) else date.fromisoformat(value)


def _lower(text: Any) -> str:
    if not isinstance(text, str):
        raise TypeError(text)
    return text.casefold()


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "abs": lambda value: abs(_number(value)),
    "date": _date,
    "days": _days,
    "empty": lambda value: value is None,
    "len": len,
    "lower": _lower,
    "max": max,
    "min": min,
    "round": _round,
    "today": lambda: date.today(),
}
