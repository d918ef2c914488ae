"""Excel tables (`Insert > Table`), merged cells and hidden columns of a sheet."""

import re

from .extents import WIDEST, column_number
from .package import Package, PartError
from .sheets import Area, TableArea

MOST_MERGED = 20_000
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)[\"']")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_ATTRIBUTE = re.compile(rb"\s(min|max|hidden)\s*=\s*[\"'](\d{1,5}|true)[\"']")
_AREA = re.compile(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)")


def merged_areas(tail: bytes) -> tuple[Area, ...]:
    """The merged cells, from what follows a sheet's rows."""
    if b"mergeCell" not in tail:
        return ()
    found = (_area(*match.groups()) for match in _MERGED.finditer(tail))
    return tuple(area for area, _ in zip(found, range(MOST_MERGED), strict=False))


def hidden_columns(head: bytes) -> frozenset[int]:
    """The columns that a person hid, from what stands before a sheet's rows."""
    found: set[int] = set()
    for item in _COLUMN.findall(head):
        said = dict(_ATTRIBUTE.findall(item))
        first, last = said.get(b"min", b""), said.get(b"max", b"")
        if said.get(b"hidden") in (b"1", b"true") and first.isdigit() and last.isdigit():
            found.update(range(int(first), min(int(last), WIDEST) + 1))
    return frozenset(found)


def tables_of(package: Package, sheet_part: str) -> tuple[TableArea, ...]:
    """The tables that a sheet refers to; one that cannot be read is left out."""
    found = []
    for relation in package.relations(sheet_part).values():
        if relation.kind == "table":
            try:
                root = package.xml(relation.target)
            except PartError:
                continue
            if match := _AREA.fullmatch(root.get("ref", "")):
                area = _area(*(part.encode() for part in match.groups()))
                headers, totals = (_count(root.get(name), usual) for name, usual in _COUNTS)
                found.append(TableArea(root.get("displayName", root.get("name", "")), area, headers, totals))
    return tuple(found)


_COUNTS = (("headerRowCount", 1), ("totalsRowCount", 0))


def _count(text: str | None, usual: int) -> int:
    return int(text) if text and text.isdecimal() else usual


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Area:
    return Area(int(top), column_number(left), int(bottom), column_number(right))
