"""Numbers, and how texts of numbers are written."""

import math
import re
import sys
from decimal import Decimal
from typing import Any

from .base import LONGEST_TEXT, SAFE_DIGITS, Convert, Field, Manner, Undecided, Wrong

LARGEST_INTEGER = 2**63 - 1
EXACT = 2**53
"""Whole numbers up to here are exact as Excel keeps them."""

STYLES = {"point": (".", ","), "comma": (",", ".")}
"""Style → the mark of decimals, the mark of groups."""

_SIGNS = str.maketrans({"\u2212": "-", "\u2012": "-", "\u2013": "-"})
_GROUP_SPACES = re.compile(r"(?<=\d)[\s\u200b\u2060'\u2019\u02bc](?=\d{3}(?!\d))")
_NOT_BARE = re.compile(r"^(?:[^\d+-]*[^\W\d_]\.?\s*|[^\d+\-.,]*)(?=[+-]?[.,]?\d)|[^\d]+$")
"""What stands around a number: "€ ", " CHF", and the point of "Fr.", which is no decimal point."""
_PERCENT = re.compile(r"\s*%$")
_EXPONENT = r"(?:[eE][-+]?\d{1,3})?"
_UNGROUPED = r"\d+(?:{decimal}\d*)?|{decimal}\d+"
_GROUPED = r"[1-9]\d{{0,2}}(?:{group}\d{{2,3}})*{group}\d{{3}}(?:{decimal}\d*)?"


def _shape(decimal: str, group: str) -> "re.Pattern[str]":
    marks = {"decimal": re.escape(decimal), "group": re.escape(group)}
    alternatives = _UNGROUPED if not group else f"{_UNGROUPED}|{_GROUPED}"
    return re.compile(f"[-+]?(?:{alternatives.format(**marks)}){_EXPONENT}", re.ASCII)


_SHAPES = {style: _shape(*marks) for style, marks in STYLES.items()}
_NEUTRAL = re.compile(r"[-+]?\d+" + _EXPONENT, re.ASCII)


def styles_of(text: str) -> frozenset[str]:
    """The styles in which the text is a number and that make a difference: none for 12, both for 1.234."""
    if len(text) > LONGEST_TEXT:
        return frozenset()
    cleaned = cleaned_number(text)
    if _NEUTRAL.fullmatch(cleaned):
        return frozenset()
    return frozenset(style for style, shape in _SHAPES.items() if shape.fullmatch(cleaned))


def is_number(text: str, style: str) -> bool:
    """True where the text is a number in this style, with a value that can be kept."""
    if len(text) > LONGEST_TEXT:
        return False
    cleaned = cleaned_number(text)
    if not _SHAPES[style].fullmatch(cleaned):
        return False
    try:
        _kept(_plain(cleaned, *STYLES[style]))
    except Wrong:
        return False
    return True


def cleaned_number(text: str) -> str:
    """Without spaces around it, spaces and apostrophes between groups of three, and with a plain minus sign."""
    return _GROUP_SPACES.sub("", _PERCENT.sub("", text.strip()).translate(_SIGNS))


def bare_number(text: str) -> str:
    """Without what stands around the number: "€ 95" is 95."""
    return _NOT_BARE.sub("", text.strip()) if len(text) <= LONGEST_TEXT else text


def number(field: Field, manner: Manner) -> Convert:
    """Numbers as 64-bit floats, as they were read; text only where at most 15 digits are lost to nobody."""
    read = _Reader(field, manner, "number")
    percent = field.get("x-percent")

    def convert(cell: Any) -> float:
        if isinstance(cell, str):
            text, scale = cell.strip(), 0
            if text.endswith("%") and (percent or field.get("bareNumber", True)):
                if not percent:
                    raise Wrong("percent")
                text, scale = text[:-1].rstrip(), -2 if percent == "fraction" else 0
            return _kept(read(text), scale)
        if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
            if int(float(cell)) != int(cell):
                raise Wrong("number-too-long", digits=SAFE_DIGITS)
            return float(cell)
        if isinstance(cell, float):
            return cell
        raise Wrong("number")

    return convert


def percent_points(share: float) -> float:
    """0.07 as 7: the number that stands before the percent sign."""
    return float(Decimal(f"{share:.{SAFE_DIGITS}g}").scaleb(2))


def integer(field: Field, manner: Manner) -> Convert:
    """Whole numbers of 64 bits."""
    read = _Reader(field, manner, "integer")

    def convert(cell: Any) -> int:
        if isinstance(cell, str):
            text = read(cell)
            if not _WHOLE.fullmatch(text):
                raise Wrong("integer")
            found = int(text)
        elif isinstance(cell, float | Decimal):
            found = _whole(float(cell), manner)
        elif isinstance(cell, int) and not isinstance(cell, bool):
            found = cell
        else:
            raise Wrong("integer")
        if not -LARGEST_INTEGER - 1 <= found <= LARGEST_INTEGER:
            raise Wrong("integer-too-long")
        return found

    return convert


_DROPPED = re.compile(r"\+|-?0\d", re.ASCII)
"""A sign or zeros in front, which a number does not keep."""


def loses_zeros(text: str) -> bool:
    """True for a text that is a number but for a plus sign or zeros in front, which the number would not keep."""
    return bool(_DROPPED.match(text)) and any(is_number(text, style) for style in STYLES)


_WHOLE = re.compile(r"[-+]?\d{1,400}", re.ASCII)


def _whole(cell: float, manner: Manner) -> int:
    if not cell.is_integer():
        cell = float(f"{cell:.{SAFE_DIGITS}g}")
        if not cell.is_integer():
            raise Wrong("integer")
        manner.repaired["float-noise"] += 1
    if abs(cell) >= EXACT:
        raise Wrong("rounded-number", digits=SAFE_DIGITS)
    return int(cell)


class _Reader:
    """Turns a text into digits with a decimal point. Raises `Wrong`, and `Undecided` where the style must be known."""

    def __init__(self, field: Field, manner: Manner, kind: str) -> None:
        self._manner = manner
        self._kind = kind
        self._bare = field.get("bareNumber", True)
        self._decimal, self._group = field.get("decimalChar", "."), field.get("groupChar", "")
        self._shape = _shape(self._decimal, self._group)
        declared = "decimalChar" in field or "groupChar" in field
        self._read = self._by_definition if declared else self._by_manner

    def __call__(self, text: str) -> str:
        text = text.strip()
        if len(text) > LONGEST_TEXT:
            raise Wrong(self._kind)
        digits = self._read(text if self._bare else bare_number(text))
        if _DROPPED.match(digits):
            # "007" and "+49171" look like something else than a number, which keeps less than was typed.
            if self._manner.whole_texts:
                raise Wrong("leading-zeros")
            self._manner.repaired["leading-zeros"] += 1
        return digits

    def _by_definition(self, text: str) -> str:
        decimal, group = self._decimal, self._group
        if self._shape.fullmatch(text):
            return _plain(text, decimal, group)
        cleaned = cleaned_number(text)
        marks = decimal, group or next(mark for mark in ",." if mark != decimal)
        # A mark of groups that nobody declared counts only where the decimals stand beside it.
        if self._shape.fullmatch(cleaned) or (decimal in cleaned and _shape(*marks).fullmatch(cleaned)):
            self._manner.repaired["number-style"] += 1
            return _plain(cleaned, *marks)
        raise _wrong(cleaned, self._kind)

    def _by_manner(self, text: str) -> str:
        if _NEUTRAL.fullmatch(text):
            return text
        cleaned = cleaned_number(text)
        found = styles_of(cleaned)
        if not found and not _NEUTRAL.fullmatch(cleaned):
            raise _wrong(cleaned, self._kind)
        style = self._manner.number_style
        if style is None:
            if found and (found != {"point"} or "," in cleaned):
                raise Undecided
            style = "point"
        if found and style not in found:
            raise Wrong("number-style")
        if cleaned != text or (found and (style == "comma" or "," in cleaned)):
            self._manner.repaired["number-style"] += 1
        return _plain(cleaned, *STYLES[style])


def _wrong(text: str, kind: str) -> Wrong:
    if text.lower().lstrip("+-") in ("nan", "inf", "infinity"):
        return Wrong("not-finite")
    return Wrong("ambiguous-number" if _SHAPES["point"].fullmatch(text) and _SHAPES["comma"].fullmatch(text) else kind)


def _plain(text: str, decimal: str, group: str) -> str:
    return (text.replace(group, "") if group else text).replace(decimal, ".")


def _kept(text: str, scale: int = 0) -> float:
    """The number, if its digits fit into a float's fifteen."""
    digits = text.lower().partition("e")[0].lstrip("+-").replace(".", "").strip("0")
    found = float(Decimal(text).scaleb(scale)) if scale else float(text)
    if len(digits) > SAFE_DIGITS or math.isinf(found) or (digits and abs(found) < sys.float_info.min):
        raise Wrong("number-too-long", digits=SAFE_DIGITS)
    return found
