"""What calamine hides in an ods: its rows are walked once; only those with something special are looked at closer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import unescape
from zipfile import ZIP_STORED, ZipFile

from .biff import CellBox
from .package import Package
from .sheets import FORMULA, Area, SheetFacts

CONTENT = "content.xml"
MOST_REPEATED = 10_000
"""Repeated rows and cells of which each one is noted."""

_ROW, _ROW_END, _SHEET = b"<table:table-row", b"</table:table-row>", b"<table:table "
_NAME = re.compile(rb'\btable:name="([^"]*)"')
_CELL = re.compile(rb"<table:(covered-)?table-cell\b([^>]*)>")
_ROWS = re.compile(rb'\btable:number-rows-repeated="(\d+)"')
_COLUMNS = re.compile(rb'\btable:number-columns-repeated="(\d+)"')
_SPAN = re.compile(rb'\btable:number-(columns|rows)-spanned="(\d+)"')
_HIDDEN = re.compile(rb'\btable:visibility="(?:collapse|filter)"')
_SHOWN = re.compile(rb"<text:p[^>]*>([^<]*)<")
_TIME = re.compile(rb'\boffice:time-value="(-?P[^"]*)"')
_SPECIAL = re.compile(rb'columns-repeated|"error"|-spanned|"percentage"|table:formula')
_DROPPED = ((b"<text:tab/>", b"&#9;"), (b"<text:line-break/>", b"&#10;"))
_DURATION = re.compile(r"(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?")


@dataclass(slots=True)
class _Found:
    row: int = 0
    """Rows before this one."""
    box: CellBox = field(default_factory=CellBox)
    trouble: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: int = 0
    percent: dict[int, set[int]] = field(default_factory=dict)


class OdsScan:
    """Looks at all sheets of one ods. Raises one of `PartError`."""

    def __init__(self, package: Package) -> None:
        self.durations: dict[str, timedelta] = {}
        """Lengths of time as the reader gives them (`PT255H10M10S`), and what they are."""
        self.drops_characters = False
        """True where the reader would leave out tabs or line breaks of a text."""
        self._sheets: dict[str, _Found] = {}
        found = _Found()
        for row in _rows(package):
            at = row.rfind(_SHEET)
            if at >= 0 and (name := _NAME.search(row, at)):
                found = _Found()
                self._sheets[unescape(name.group(1).decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"})] = found
            self._look(found, row)

    def source(self, path: Path) -> Path | BytesIO:
        """What to give the reader: the file, or a copy whose tabs and line breaks it keeps."""
        return _with_all_characters(path) if self.drops_characters else path

    def check(self, cell_limit: int) -> None:
        """Raises `FileRefused("stray-cell")` where a sheet's cells span too many."""
        for name, found in self._sheets.items():
            found.box.refuse_stray(name, cell_limit)

    def facts(self, sheet: str) -> SheetFacts:
        """What one sheet holds besides values."""
        found = self._sheets.get(sheet)
        if found is None:
            return SheetFacts()
        percent = {column: frozenset(rows) for column, rows in found.percent.items()}
        return SheetFacts(found.trouble, merged=tuple(found.merged), hidden_rows=found.hidden, percent=percent)

    def _look(self, found: _Found, row: bytes) -> None:
        starts = [match.start() for match in re.finditer(_ROW + rb"\b", row)]
        for start in starts[:-1]:
            found.row += _repeated(_ROWS, row[start : row.find(b">", start)])
        if not starts:
            return
        row = row[starts[-1] :]
        tag = row[: row.find(b">")]
        height = _repeated(_ROWS, tag)
        if b"value-type=" in row or b"<text:p" in row or b"table:formula" in row:
            self._look_at_cells(found, row, height)
            if _HIDDEN.search(tag):
                found.hidden += height
        found.row += height

    def _look_at_cells(self, found: _Found, row: bytes, height: int) -> None:
        if b"office:time-value" in row:
            texts = [text.decode() for text in _TIME.findall(row)]
            self.durations |= {text: length for text in texts if (length := duration(text)) is not None}
        self.drops_characters |= any(piece in row for piece, _ in _DROPPED)
        if not _SPECIAL.search(row):
            width = row.count(b"table-cell") - row.count(b"/table:table-cell") - row.count(b"/table:covered")
            found.box.add(found.row, 0, width - 1)
            found.box.add(found.row + height - 1, 0, width - 1)
            return
        column = 0
        for match in _CELL.finditer(row):
            width = _repeated(_COLUMNS, match.group(2))
            if not match.group(1):
                _note(found, row, match, (column, width, height))
            column += width


def duration(text: str) -> timedelta | None:
    """An ISO 8601 length of time of 24 hours or more, or below zero: a shorter one the reader gives as a time."""
    match = _DURATION.fullmatch(text)
    if match is None:
        return None
    sign, days, hours, minutes, seconds = match.groups()
    length = timedelta(int(days or 0), float(seconds or 0), minutes=int(minutes or 0), hours=int(hours or 0))
    return -length if sign else length


def _with_all_characters(path: Path) -> BytesIO:
    copy = BytesIO()
    with ZipFile(path) as archive, ZipFile(copy, "w", ZIP_STORED) as target:
        for item in archive.infolist():
            content = archive.read(item)
            if item.filename == CONTENT:
                for piece, written in _DROPPED:
                    content = content.replace(piece, written)
            target.writestr(item.filename, content)
    copy.seek(0)
    return copy


def _note(found: _Found, row: bytes, match: re.Match[bytes], size: tuple[int, int, int]) -> None:
    (column, width, height), attributes = size, match.group(2)
    has_value = b"office:value-type=" in attributes or b"calcext:value-type=" in attributes
    first, last = (found.row + 1, column + 1), (found.row + height, column + width)
    places = (
        (line, place)
        for line in range(first[0], min(last[0], first[0] + MOST_REPEATED) + 1)
        for place in range(first[1], min(last[1], first[1] + MOST_REPEATED) + 1)
    )
    if has_value:
        found.box.add(first[0] - 1, column, last[1] - 1)
        found.box.add(last[0] - 1, column, last[1] - 1)
    if b'calcext:value-type="error"' in attributes:
        shown = _SHOWN.search(row, match.end())
        word = shown.group(1).decode("utf-8", "replace") if shown else "#VALUE!"
        found.trouble.update(dict.fromkeys(places, word))
    elif b"table:formula=" in attributes and not has_value:
        found.trouble.update(dict.fromkeys(places, FORMULA))
    elif b'office:value-type="percentage"' in attributes:
        for line, place in places:
            found.percent.setdefault(place, set()).add(line)
    if spans := dict(_SPAN.findall(attributes)):
        rows, columns = int(spans.get(b"rows", 1)), int(spans.get(b"columns", 1))
        if rows * columns > 1:
            found.merged.append(Area(*first, found.row + rows, column + columns))


def _rows(package: Package) -> Iterator[bytes]:
    """Each row, with whatever stands before it."""
    rest = b""
    for block in package.blocks(CONTENT):
        *rows, rest = (rest + block).split(_ROW_END)
        yield from rows


def _repeated(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found.group(1)) if found else 1
