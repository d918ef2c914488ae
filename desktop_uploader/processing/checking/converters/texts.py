"""Texts, yes and no, and columns of any kind."""

import re
from typing import Any

from ....model.errors import DefinitionError
from .base import Convert, Field, Manner, Wrong, text_of

TRUE_WORDS = ("true", "True", "TRUE", "1")
FALSE_WORDS = ("false", "False", "FALSE", "0")

_STRING_FORMATS = {
    "default": None,
    "email": re.compile(r"[^@\s<>()\[\],;:\"]{1,64}@(?:[^\s@.,;:<>()\[\]/\\]+\.)+[^\W\d_][^\s@.,;:<>()\[\]/\\]*"),
    "uri": re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+"),
    "uuid": re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[0-9a-fA-F]{32}"),
    "binary": re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
}


def string(field: Field, _manner: Manner) -> Convert:
    """Text as it stands in the cell; a number as a person sees it."""
    form = field.get("format", "default")
    if form not in _STRING_FORMATS:
        raise DefinitionError("definition-format", field=field["name"], format=form)
    pattern = _STRING_FORMATS[form]
    if pattern is None:
        return text_of

    def convert(cell: Any) -> str:
        text = text_of(cell)
        if not pattern.fullmatch(text):
            raise Wrong(form)
        return text

    return convert


def boolean(field: Field, _manner: Manner) -> Convert:
    """True and false, by the words that the field declares, exactly as they are written there."""
    true = field.get("trueValues", TRUE_WORDS)
    false = field.get("falseValues", FALSE_WORDS)
    words = {**dict.fromkeys(false, False), **dict.fromkeys(true, True)}
    examples = [*true[:1], *false[:1]]

    def convert(cell: Any) -> bool:
        if isinstance(cell, bool):
            return cell
        found = words.get(text_of(cell).strip())
        if found is None:
            raise Wrong("boolean", examples=examples)
        return found

    return convert


def anything(_field: Field, _manner: Manner) -> Convert:
    """The cell as it is: text and numbers; days and times as the text that a person sees."""

    def convert(cell: Any) -> Any:
        if isinstance(cell, float):
            # Excel knows no whole numbers of its own; those up to here are exact.
            return int(cell) if cell.is_integer() and abs(cell) < 2**53 else cell
        if isinstance(cell, int) and not isinstance(cell, bool) and not -(2**63) <= cell < 2**63:
            raise Wrong("integer-too-long")
        return cell if isinstance(cell, int) and not isinstance(cell, bool) else text_of(cell)

    return convert
