"""Proposes a definition from a file's rows: every row is looked at, and types only widen, so that nothing is lost."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from ..checking.converters import LARGEST_INTEGER, SAFE_DIGITS, Wrong, number_from_text
from ..layout.labels import unique_labels
from ..layout.source import Source, chunks

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,18})")
_DECIMAL_POINT = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?|-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_DECIMAL_COMMA = re.compile(r"-?(0|[1-9]\d*)(,\d+)?|-?[1-9]\d{0,2}([. ]\d{3})+(,\d+)?")
_EITHER = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")
_BOOLEANS = {"true", "false", "True", "False", "TRUE", "FALSE"}
DATE_FORMATS = ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y")


class ColumnEvidence:
    """What one column's cells can be."""

    def __init__(self) -> None:
        self._types: set[str] = set()
        self._text: TextEvidence | None = None

    def see(self, cells: Sequence[Any]) -> None:
        """Take a chunk of cells into account."""
        present = [cell for cell in cells if cell != ""]
        for kind in set(map(type, present)):
            same = present if len(set(map(type, present))) == 1 else [cell for cell in present if type(cell) is kind]
            if kind is str:
                texts = [str(cell).strip() for cell in same]
                self._text = self._text or TextEvidence()
                self._text.see([text for text in texts if text])
            else:
                self._types.add(_type_of(kind, same))

    def field(self, name: str) -> dict[str, Any]:
        """The narrowest field that holds every cell seen, as it is."""
        options: dict[str, Any] = {}
        types = set(self._types)
        if self._text is not None and self._text.any:
            kind, options = self._text.narrowest()
            if types and kind != "string" and (options or types != {kind}):
                # Typed cells beside text that must first be understood: only text keeps both as they are.
                kind, options = "string", {}
            types.add(kind)
        return {"name": name, "type": _widest(types), **options}


class TextEvidence:
    """What text cells can be, all of them."""

    def __init__(self) -> None:
        self.any = False
        self._whole = self._point = self._comma = self._boolean = self._iso = self._iso_time = True
        self._settled = False
        self._formats = list(DATE_FORMATS)

    def see(self, texts: Sequence[str]) -> None:
        """Drop what these texts cannot be."""
        if not texts:
            return
        self.any = True
        distinct = set(texts)
        self._boolean = self._boolean and distinct <= _BOOLEANS
        self._whole = self._whole and all(map(_is_whole, distinct))
        self._point = self._point and all(_is_number(text, _DECIMAL_POINT, ".", ",") for text in distinct)
        self._comma = self._comma and all(_is_number(text, _DECIMAL_COMMA, ",", ".") for text in distinct)
        self._settled = self._settled or any(
            text.strip("-0123456789") and not _EITHER.fullmatch(text) for text in distinct
        )
        self._iso = self._iso and all(_parses(date.fromisoformat, text) and len(text) == 10 for text in distinct)
        self._iso_time = self._iso_time and all(
            _parses(datetime.fromisoformat, text) and len(text) >= 16 for text in distinct
        )
        self._formats = [form for form in self._formats if all(_parses_as(form, text) for text in distinct)]

    def narrowest(self) -> tuple[str, dict[str, Any]]:
        """A type and its options; text where more than one reading is left."""
        if self._boolean:
            return "boolean", {}
        if self._whole:
            return "integer", {}
        if self._settled and self._point != self._comma:
            return "number", {"decimalChar": "."} if self._point else {"decimalChar": ",", "groupChar": "."}
        if self._iso:
            return "date", {}
        if self._iso_time:
            return "datetime", {}
        if len(self._formats) == 1:
            return "date", {"format": self._formats[0]}
        return "string", {}


def infer_fields(sources: Sequence[Source]) -> list[dict[str, Any]]:
    """The fields of the first sheet's headings, with the types that hold in all sheets."""
    evidence: dict[str, ColumnEvidence] = {}
    for source in sources:
        labels = unique_labels(source.headings.labels)
        for _, columns in chunks(source):
            for column, label in labels.items():
                evidence.setdefault(label, ColumnEvidence()).see(columns.get(column, []))
        for label in labels.values():
            evidence.setdefault(label, ColumnEvidence())
    return [seen.field(label) for label, seen in evidence.items()]


def _type_of(kind: type, cells: Sequence[Any]) -> str:
    if kind is float:
        whole = all(map(float.is_integer, cells))
        return "integer" if whole and max(map(abs, cells)) < 10**SAFE_DIGITS else "number"
    if kind is timedelta:
        return "time" if all(timedelta(0) <= cell < timedelta(days=1) for cell in cells) else "string"
    return {bool: "boolean", int: "integer", date: "date", datetime: "datetime", time: "time"}.get(kind, "string")


def _widest(types: set[str]) -> str:
    if not types:
        return "string"
    if len(types) == 1:
        return next(iter(types))
    if types == {"integer", "number"}:
        return "number"
    if types == {"date", "datetime"}:
        return "datetime"
    return "string"


def _is_whole(text: str) -> bool:
    return bool(_WHOLE.fullmatch(text)) and abs(int(text)) <= LARGEST_INTEGER


def _is_number(text: str, shape: "re.Pattern[str]", decimal: str, group: str) -> bool:
    if not shape.fullmatch(text):
        return False
    try:
        number_from_text(text, decimal, group)
    except Wrong:
        return False
    return True


def _parses(parse: Any, text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _parses_as(form: str, text: str) -> bool:
    return _parses(lambda value: datetime.strptime(value, form), text)
