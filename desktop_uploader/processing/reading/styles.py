"""Which of a workbook's cell styles say more about a number than its value does."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

_PERCENT_IDS = frozenset({9, 10})
_DATE_IDS = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
"""Excel's own formats that have no code in the file. 46 is a length of time, which may be negative."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.I)
_BRACKET = re.compile(r"\[[^\]]*\]")
_DATE_LETTER = re.compile(r"[dmyhs]", re.I)


DATE_END = 2_958_466
"""The first day number after the year 9999."""


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of cell styles (`cellXfs`), as cells name them."""

    percent: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()
    padded: Mapping[int, int] = field(default_factory=dict)
    """Style → the digits to which a number is filled up with zeros."""


def styles_of(root: ElementTree.Element) -> Styles:
    """Look through a styles part."""
    codes = {_number(item.get("numFmtId")): item.get("formatCode", "") for item in _all(root, "numFmt")}
    percent, dates, padded = set(), set(), {}
    formats = next(iter(_all(root, "cellXfs")), ())
    for style, item in enumerate(formats):
        number = _number(item.get("numFmtId"))
        code = codes.get(number, "")
        if number in _PERCENT_IDS or "%" in _LITERAL.sub("", code):
            percent.add(style)
        elif digits := padding(code):
            padded[style] = digits
        elif is_date_format(number, code):
            dates.add(style)
    return Styles(frozenset(percent), frozenset(dates), padded)


def padding(code: str) -> int:
    """5 for `00000`: the digits to which numbers are filled up; 0 where they are not."""
    first = _LITERAL.sub("", code.split(";")[0]).strip()
    return len(first) if re.fullmatch("0{2,}", first) else 0


def is_date_format(number: int, code: str) -> bool:
    """True for the number of a date format of Excel's own, and for a code of one."""
    return is_date(code) if code else number in _DATE_IDS


def is_date(code: str) -> bool:
    """True for a format of dates or times of day; a length of time (`[h]:mm`) is none."""
    first = _LITERAL.sub("", code.split(";")[0])
    if _ELAPSED.search(first) or first.strip().lower() == "general":
        return False
    return bool(_DATE_LETTER.search(_BRACKET.sub("", first).replace("General", "")))


def _all(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [item for item in root.iter() if item.tag.rpartition("}")[2] == name]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
