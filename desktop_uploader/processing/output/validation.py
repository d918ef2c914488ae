"""What Excel itself can check while a person types, and how it shows a field's values."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...model.problem import column_letter
from ...words.rules import boolean_words, choices_of
from .typed import DATE, DURATION, MOMENT, TIME, sheet_name

LONGEST_LIST = 255
"""Characters that a drop-down list may have in all where it is written in the rule itself."""

LARGEST_NUMBER = 9.99e307
_FORMATS = {"date": DATE, "datetime": MOMENT, "time": TIME, "integer": "0", "year": "0", "number": "General"}
_PARTS = {"%d": "dd", "%m": "mm", "%Y": "yyyy", "%y": "yy", "%H": "hh", "%M": "mm", "%S": "ss"}
_ORDERS = {"dmy": "dd/mm/yyyy", "mdy": "mm/dd/yyyy", "ymd": DATE}
_WHOLE_RANGE: Mapping[str, tuple[str, Any, Any]] = {
    "integer": ("integer", -(10**15), 10**15),
    "year": ("integer", 0, 9999),
    "number": ("decimal", -LARGEST_NUMBER, LARGEST_NUMBER),
    "date": ("date", date(1900, 3, 1), date(9999, 12, 31)),
    "datetime": ("date", datetime(1900, 3, 1), datetime(9999, 12, 31, 23, 59, 59)),
    "time": ("time", time(0), time(23, 59, 59)),
}
"""Type → Excel's kind of rule, and the least and the most that it can hold."""


class Lists:
    """Drop-down lists that are too long for the rule itself, on a hidden sheet that is made when one is needed."""

    def __init__(self, book: Workbook, taken: set[str]) -> None:
        self._book = book
        self._taken = taken
        self._sheet: Worksheet | None = None
        self._count = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The hidden sheet, if there is one."""
        return (self._sheet.name,) if self._sheet is not None else ()

    def source(self, choices: list[Any]) -> Any:
        """What a rule takes as the source of its list."""
        texts = list(map(str, choices))
        if len(",".join(texts)) <= LONGEST_LIST and not any("," in text or text != text.strip() for text in texts):
            return choices
        if self._sheet is None:
            self._sheet = self._book.add_worksheet(sheet_name("Lists", self._taken))
            self._sheet.hide()
        for row, choice in enumerate(choices):
            write = self._sheet.write_string if isinstance(choice, str) else self._sheet.write
            write(row, self._count, choice)
        letter = column_letter(self._count + 1)
        self._count += 1
        return f"='{self._sheet.name}'!${letter}$1:${letter}${len(choices)}"


def number_format(field: Mapping[str, Any]) -> str:
    """How Excel shows the field's values; text for all that it would change."""
    kind, shape = field.get("type", "any"), field.get("format", "default")
    if kind == "boolean":
        return "General"
    if kind == "number" and field.get("x-percent") == "fraction":
        return "0.00%"
    if kind == "duration":
        return DURATION
    if kind == "date" and field.get("x-dateOrder") in _ORDERS:
        return _ORDERS[field["x-dateOrder"]]
    if kind in ("date", "datetime", "time") and "%" in shape:
        parts = re.sub(r"%\w", lambda match: _PARTS.get(match.group(), "?"), shape)
        return _FORMATS[kind] if "?" in parts else parts
    return _FORMATS.get(kind, "@")


def validation(field: Mapping[str, Any], column: int, lists: Lists) -> dict[str, Any]:
    """The rule for one column (from 0), without its words; one that lets everything pass where Excel has none."""
    kind = field.get("type", "any")
    choices = list(boolean_words(field)) if kind == "boolean" else choices_of(field)
    if choices:
        return {"validate": "list", "source": lists.source(choices)}
    constraints = field.get("constraints", {})
    if kind in _WHOLE_RANGE:
        return _range(kind, field, f"{column_letter(column + 1)}2")
    if kind == "string" and ("minLength" in constraints or "maxLength" in constraints):
        least, most = constraints.get("minLength", 0), constraints.get("maxLength", 32_767)
        return {"validate": "length", "criteria": "between", "minimum": least, "maximum": most}
    return {"validate": "any"}


def _range(kind: str, field: Mapping[str, Any], cell: str) -> dict[str, Any]:
    rule, least, most = _WHOLE_RANGE[kind]
    given = {name: limit for name, limit in field.get("constraints", {}).items() if name in _SIGNS}
    try:
        limits = {name: _limit(kind, limit, field.get("format", "default")) for name, limit in given.items()}
    except (TypeError, ValueError):
        return {"validate": "any"}
    if not limits.keys() & {"exclusiveMinimum", "exclusiveMaximum"}:
        low, high = limits.get("minimum", least), limits.get("maximum", most)
        return {"validate": rule, "criteria": "between", "minimum": max(low, least), "maximum": min(high, most)}
    tests = [f"{cell}{_SIGNS[name]}{_serial(limit)}" for name, limit in limits.items()]
    whole = [f"INT({cell})={cell}"] if rule == "integer" else []
    return {"validate": "custom", "value": f"=AND({','.join([f'ISNUMBER({cell})', *whole, *tests])})"}


def _limit(kind: str, limit: Any, shape: str) -> Any:
    """A limit as a value; that of a day or time is written as the field's values are."""
    if kind in ("integer", "year"):
        return int(limit)
    if kind == "number":
        return float(limit)
    if "%" not in shape:
        return _ISO[kind](str(limit))
    moment = datetime.strptime(str(limit), shape)
    return {"date": moment.date(), "datetime": moment, "time": moment.time()}[kind]


_ISO = {"date": date.fromisoformat, "datetime": datetime.fromisoformat, "time": time.fromisoformat}
_SIGNS = {"minimum": ">=", "maximum": "<=", "exclusiveMinimum": ">", "exclusiveMaximum": "<"}


def _serial(limit: Any) -> str:
    """A limit as a formula holds it; days are counted as Excel counts them."""
    if isinstance(limit, time):
        return repr(timedelta(hours=limit.hour, minutes=limit.minute, seconds=limit.second) / timedelta(days=1))
    if isinstance(limit, datetime):
        return repr((limit.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1))
    return str((limit - date(1899, 12, 30)).days) if isinstance(limit, date) else repr(limit)
