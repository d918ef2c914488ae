"""From a cell to a value of a Table Schema type. Each converter takes a cell that is not empty, and raises `Wrong`."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from ...model.errors import DefinitionError

Convert = Callable[[Any], Any]

SAFE_DIGITS = 15
"""Excel keeps no more digits of a number; what a longer one held is lost before the file reaches us."""

LARGEST_INTEGER = 2**63 - 1
EXCEL_START = date(1900, 3, 1)
"""Before it Excel's calendar has a day that never was (29 February 1900), so serial numbers are off by one."""

_SPACES = re.compile(r"[\s'\u2019]")
_INTEGER = re.compile(r"[-+]?\d+")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_THOUSANDS_OR_DECIMALS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")
TRUE_WORDS = ("true", "True", "TRUE", "1")
FALSE_WORDS = ("false", "False", "FALSE", "0")


class Wrong(Exception):
    """The cell holds no such value. `kind` picks the words."""

    def __init__(self, kind: str, **params: Any) -> None:
        super().__init__(kind)
        self.kind = kind
        self.params = params


def converter(field: Mapping[str, Any]) -> tuple[frozenset[type], Convert]:
    """The types that are taken as they are, and what is done with all other cells.

    Raises `DefinitionError("definition-invalid")` for a type that cannot be used.
    """
    kind = field.get("type", "any")
    try:
        native, make = _CONVERTERS[kind]
    except KeyError:
        raise DefinitionError("definition-type", field=field["name"], type=kind) from None
    return native, make(field)


def text_of(cell: Any) -> str:
    """A cell as a person sees it: 97442.0 is "97442". Raises `Wrong` where Excel has rounded a long number."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        if cell.is_integer():
            if abs(cell) >= 10**SAFE_DIGITS:
                raise Wrong("rounded-number", digits=SAFE_DIGITS)
            return str(int(cell))
        return repr(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)


def _string(field: Mapping[str, Any]) -> Convert:
    allowed = field.get("format", "default")
    if allowed not in ("default", "email", "uri", "uuid", "binary"):
        raise DefinitionError("definition-format", field=field["name"], format=allowed)
    pattern = _STRING_FORMATS.get(allowed)

    def convert(cell: Any) -> str:
        text = text_of(cell)
        if pattern is not None and not pattern.fullmatch(text):
            raise Wrong(allowed)
        return text

    return convert


_STRING_FORMATS = {
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "uri": re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}"),
    "binary": re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
}


def _integer(field: Mapping[str, Any]) -> Convert:
    bare = field.get("bareNumber", True)
    group = field.get("groupChar", "")

    def convert(cell: Any) -> int:
        if isinstance(cell, bool):
            raise Wrong("integer")
        if isinstance(cell, float):
            if not cell.is_integer():
                raise Wrong("integer")
            if abs(cell) >= 2**53:
                raise Wrong("rounded-number", digits=SAFE_DIGITS)
            return int(cell)
        if isinstance(cell, int):
            number = cell
        else:
            number = _integer_text(cell, group, bare)
        if not -LARGEST_INTEGER - 1 <= number <= LARGEST_INTEGER:
            raise Wrong("integer-too-long")
        return number

    return convert


def _integer_text(cell: Any, group: str, bare: bool) -> int:
    if not isinstance(cell, str):
        raise Wrong("integer")
    text = cell.strip()
    if not bare:
        text = re.sub(r"^[^\d+-]+|[^\d]+$", "", text)
    if group:
        text = text.replace(group, "")
    if not _INTEGER.fullmatch(text):
        raise Wrong("integer")
    return int(text)


def _number(field: Mapping[str, Any]) -> Convert:
    decimal, group = field.get("decimalChar"), field.get("groupChar", "")
    bare = field.get("bareNumber", True)

    def convert(cell: Any) -> float:
        if isinstance(cell, bool) or not isinstance(cell, int | float | str):
            raise Wrong("number")
        if isinstance(cell, int | float):
            number = float(cell)
            if isinstance(cell, int) and int(number) != cell:
                raise Wrong("number-too-long", digits=SAFE_DIGITS)
            return number
        if decimal is None and not group and _THOUSANDS_OR_DECIMALS.fullmatch(cell.strip()):
            raise Wrong("ambiguous-number")
        return number_from_text(cell, decimal or ".", group, bare)

    return convert


def number_from_text(cell: str, decimal: str, group: str, bare: bool = True) -> float:
    """A number written with these characters. Raises `Wrong` where it is none, or would not read back equal."""
    text = cell.strip()
    if not bare:
        text = re.sub(r"^[^\d+\-.,]+|[^\d.,]+$", "", text)
    if group:
        text = _SPACES.sub("", text) if group.isspace() else text.replace(group, "")
    if decimal != "." and "." in text:
        raise Wrong("number")
    text = text.replace(decimal, ".")
    if not _NUMBER.fullmatch(text):
        raise Wrong("number")
    number = float(text)
    digits = text.lower().partition("e")[0].lstrip("+-").replace(".", "").strip("0")
    if len(digits) > SAFE_DIGITS or math.isinf(number):
        raise Wrong("number-too-long", digits=SAFE_DIGITS)
    return number


def _boolean(field: Mapping[str, Any]) -> Convert:
    true = frozenset(field.get("trueValues", TRUE_WORDS))
    false = frozenset(field.get("falseValues", FALSE_WORDS))

    def convert(cell: Any) -> bool:
        text = text_of(cell).strip() if not isinstance(cell, bool) else ""
        if isinstance(cell, bool):
            return cell
        if text in true:
            return True
        if text in false:
            return False
        raise Wrong("boolean", examples=[*sorted(true)[:1], *sorted(false)[:1]])

    return convert


def _date(field: Mapping[str, Any]) -> Convert:
    pattern = field.get("format", "default")

    def convert(cell: Any) -> date:
        if isinstance(cell, datetime):
            if cell.time() != time(0):
                raise Wrong("date-with-time")
            return _checked(cell.date())
        if isinstance(cell, date):
            return _checked(cell)
        if isinstance(cell, float) and 1 <= cell < 2_958_466:
            raise Wrong("date-number")
        if not isinstance(cell, str):
            raise Wrong("date")
        text = cell.strip()
        try:
            return date.fromisoformat(text) if pattern == "default" else datetime.strptime(text, pattern).date()
        except ValueError:
            raise Wrong("date-impossible" if _DATE_SHAPE.fullmatch(text) else "date") from None

    if pattern == "any":
        raise DefinitionError("definition-format", field=field["name"], format=pattern)
    return convert


_DATE_SHAPE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


def _checked(day: date) -> date:
    if day < EXCEL_START:
        raise Wrong("date-too-early")
    return day


def _datetime(field: Mapping[str, Any]) -> Convert:
    pattern = field.get("format", "default")

    def convert(cell: Any) -> datetime:
        if isinstance(cell, datetime):
            _checked(cell.date())
            return cell
        if isinstance(cell, date):
            return datetime.combine(_checked(cell), time(0))
        if isinstance(cell, str):
            try:
                text = cell.strip()
                return datetime.fromisoformat(text) if pattern == "default" else datetime.strptime(text, pattern)
            except ValueError:
                raise Wrong("datetime") from None
        raise Wrong("date-number" if isinstance(cell, float) else "datetime")

    if pattern == "any":
        raise DefinitionError("definition-format", field=field["name"], format=pattern)
    return convert


def _time(field: Mapping[str, Any]) -> Convert:
    pattern = field.get("format", "default")

    def convert(cell: Any) -> time:
        if isinstance(cell, datetime) and cell.date() <= date(1900, 1, 1):
            return cell.time()
        if isinstance(cell, timedelta) and timedelta(0) <= cell < timedelta(days=1):
            return (datetime.min + cell).time()
        if isinstance(cell, time):
            return cell
        if isinstance(cell, str):
            try:
                text = cell.strip()
                return time.fromisoformat(text) if pattern == "default" else datetime.strptime(text, pattern).time()
            except ValueError:
                raise Wrong("time") from None
        raise Wrong("time")

    if pattern == "any":
        raise DefinitionError("definition-format", field=field["name"], format=pattern)
    return convert


def _year(field: Mapping[str, Any]) -> Convert:
    to_integer = _integer({"name": field["name"]})

    def convert(cell: Any) -> int:
        try:
            year = int(to_integer(cell))
        except Wrong:
            raise Wrong("year") from None
        if not 0 <= year <= 9999:
            raise Wrong("year")
        return year

    return convert


def _any(_field: Mapping[str, Any]) -> Convert:
    return text_of


_CONVERTERS: dict[str, tuple[frozenset[type], Callable[[Mapping[str, Any]], Convert]]] = {
    "string": (frozenset(), _string),
    "integer": (frozenset(), _integer),
    "number": (frozenset({float}), _number),
    "boolean": (frozenset({bool}), _boolean),
    "date": (frozenset(), _date),
    "datetime": (frozenset(), _datetime),
    "time": (frozenset({time}), _time),
    "year": (frozenset(), _year),
    "any": (frozenset({str}), _any),
}
