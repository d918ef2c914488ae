"""Values as text and as JSON, such that nothing of them is lost."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from .duration import Duration

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet program takes for a formula (OWASP, "CSV Injection")."""


def exact(value: object) -> object:
    """Dates as ISO, structures as JSON, true and false; numbers as the shortest text that reads back equal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=plain)
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat is not None else value


def plain(value: object) -> object:
    """A value as JSON can hold it. Raises `TypeError` for what has no such form."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | Duration | timedelta):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def is_formula(value: object) -> bool:
    """True for a text that a spreadsheet program would carry out where it opens a CSV file."""
    return isinstance(value, str) and value.startswith(FORMULA)


def without_formula(value: object) -> object:
    """The value; behind an apostrophe where a spreadsheet program would carry it out."""
    return f"'{value}" if is_formula(value) else value
