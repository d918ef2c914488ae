"""Columns of one type that can be read at once, without looking at each cell in Python."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from .converters.base import text_of
from .converters.dates import EXCEL_START
from .converters.numbers import EXACT

if TYPE_CHECKING:
    from .columns import ColumnCheck

Quick = Callable[[Sequence[Any], "ColumnCheck"], list[Any] | None]


def quick_values(check: "ColumnCheck", cells: Sequence[Any], types: set[type]) -> list[Any] | None:
    """The values of a column whose cells all have one type (or are None); None where each must be looked at."""
    quick = _QUICK.get((check.kind, next(iter(types))))
    if quick is None:
        return None
    if None not in cells:
        return quick(cells, check)
    found = quick([cell for cell in cells if cell is not None], check)
    if found is None:
        return None
    values = iter(found)
    return [None if cell is None else next(values) for cell in cells]


_NUMBER = r"-?(?!0\d)(?:\d{1,15}|(?=[\d.]{3,16}\n)\d+\.\d+)\n"
_PLAIN_NUMBERS = re.compile(f"(?:{_NUMBER})*", re.ASCII)
_SURE_NUMBERS = re.compile(rf"(?:(?![-+]?[1-9]\d{{0,2}}\.\d{{3}}\n){_NUMBER})*", re.ASCII)
"""The same without those that could also be thousands, such as 1.234."""
_PLAIN_INTEGERS = re.compile(r"(?:-?(?!0\d)\d{1,18}\n)*", re.ASCII)
_PLAIN_DAYS = re.compile(r"(?:\d{4}-\d\d-\d\d\n)*", re.ASCII)
_PLAIN_MOMENTS = re.compile(r"(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?\n)*", re.ASCII)


def _all(pattern: "re.Pattern[str]", cells: Sequence[str]) -> bool:
    return pattern.fullmatch("\n".join(cells) + "\n") is not None


def _texts(cells: Sequence[Any], check: "ColumnCheck") -> list[Any] | None:
    # A string format needs each cell looked at.
    return list(cells) if check.convert is text_of else None


def _text_numbers(cells: Sequence[Any], check: "ColumnCheck") -> list[Any] | None:
    field, style = check.field, check.manner.number_style
    if field.get("decimalChar", ".") != "." or field.get("groupChar") == "." or style == "comma":
        return None
    sure = "decimalChar" in field or "groupChar" in field or style == "point"
    return list(map(float, cells)) if _all(_PLAIN_NUMBERS if sure else _SURE_NUMBERS, cells) else None


def _text_integers(cells: Sequence[Any], _check: "ColumnCheck") -> list[Any] | None:
    return list(map(int, cells)) if _all(_PLAIN_INTEGERS, cells) else None


def _text_days(cells: Sequence[Any], check: "ColumnCheck") -> list[Any] | None:
    return _iso(cells, check, _PLAIN_DAYS, date.fromisoformat)


def _text_moments(cells: Sequence[Any], check: "ColumnCheck") -> list[Any] | None:
    return _iso(cells, check, _PLAIN_MOMENTS, datetime.fromisoformat)


def _iso(
    cells: Sequence[Any], check: "ColumnCheck", pattern: "re.Pattern[str]", make: Callable[[str], Any]
) -> list[Any] | None:
    if check.field.get("format", "default") != "default" or not _all(pattern, cells):
        return None
    try:
        return list(map(make, cells))
    except ValueError:
        return None


def _whole_floats(cells: Sequence[Any], _check: "ColumnCheck") -> list[Any] | None:
    if not all(map(float.is_integer, cells)) or max(map(abs, cells)) >= EXACT:
        return None
    return list(map(int, cells))


def _days(cells: Sequence[Any], _check: "ColumnCheck") -> list[Any] | None:
    return list(cells) if min(cells) >= EXCEL_START else None


def _moments(cells: Sequence[Any], _check: "ColumnCheck") -> list[Any] | None:
    return list(cells) if min(cells) >= _FIRST_MOMENT else None


_FIRST_MOMENT = datetime.combine(EXCEL_START, time(0))
_QUICK: dict[tuple[str, type], Quick] = {
    ("string", str): _texts,
    ("number", str): _text_numbers,
    ("integer", str): _text_integers,
    ("date", str): _text_days,
    ("datetime", str): _text_moments,
    ("integer", float): _whole_floats,
    ("date", date): _days,
    ("datetime", datetime): _moments,
}
