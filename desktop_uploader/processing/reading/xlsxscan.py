"""One cheap pass over an xlsx's parts for what calamine hides, and for what would make it ask for gigabytes."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from ...model.errors import FileRefused
from ...model.problem import column_letter

_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<',
    re.S,
)
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_REFERENCE = re.compile(rb' r="([A-Z]{1,3})(\d+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
MOST_TROUBLE = 100_000
WIDEST = 16_384
"""Columns of a sheet in Excel."""

LARGEST_PART = 8 * 1024**2


@dataclass(frozen=True, slots=True)
class SheetScan:
    """What was found in one sheet: (row, column) → Excel's error word or "formula"."""

    trouble: Mapping[tuple[int, int], str] = field(default_factory=dict)


def scan(path: Path, cell_limit: int) -> dict[str, SheetScan]:
    """Look at every sheet; keys are the sheets' names.

    Raises `FileRefused("stray-cell")` where the cells in use span more than `cell_limit`: the reader would ask for
    memory for all of them. A workbook whose parts cannot be told apart gives no findings: reading it decides.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _scan(archive.read(part), name, cell_limit) for name, part in _parts(archive)}
    except (KeyError, ElementTree.ParseError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return {}


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    relations = ElementTree.fromstring(_small(archive, "xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    found = []
    for item in ElementTree.fromstring(_small(archive, "xl/workbook.xml")).iter():
        if item.tag.endswith("}sheet"):
            target = targets.get(item.get(_RELATION) or item.get(_STRICT_RELATION), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if "worksheets/" in part:
                found.append((item.get("name", ""), part))
    return found


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    content = archive.read(name) if archive.getinfo(name).file_size <= LARGEST_PART else b""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise FileRefused("file-damaged", reason="it declares XML entities")
    return content


def _scan(xml: bytes, sheet: str, cell_limit: int) -> SheetScan:
    _check_extent(xml, sheet, cell_limit)
    trouble: dict[tuple[int, int], str] = {}
    if b't="e"' in xml:
        for letters, row, word in _ERROR.findall(xml):
            trouble[int(row), _column(letters)] = word.decode("utf-8", "replace")
            if len(trouble) >= MOST_TROUBLE:
                break
    if b"<f" in xml or b":f" in xml:
        for letters, row in _FORMULA.findall(xml):
            trouble.setdefault((int(row), _column(letters)), "formula")
            if len(trouble) >= MOST_TROUBLE:
                break
    return SheetScan(trouble)


def _check_extent(xml: bytes, sheet: str, cell_limit: int) -> None:
    """Compare the box around all cells with the limit. Rows stand in order, and so do the cells of a row."""
    last = 0
    for match in _ROW.finditer(xml, max(0, len(xml) - 64 * 1024)):
        last = int(match.group(1))
    if last * WIDEST <= cell_limit:
        return
    first_cell = _CELL.search(xml)
    if first_cell is None:
        return
    column, row = _widest_row(xml)
    height = max(last, row) - int(first_cell.group(2)) + 1
    if height * column > cell_limit:
        stray = (column, row) if column > 1000 else (column, max(last, row))
        raise FileRefused("stray-cell", sheet=sheet, address=f"{column_letter(stray[0])}{stray[1]}")


def _widest_row(xml: bytes) -> tuple[int, int]:
    """The last column in use, and a row that uses it; looks only at the last cell of each row."""
    closing = re.search(rb"</(?:\w+:)?row>", xml)
    end = closing.group() if closing else b"</row>"
    widest, row, position = 0, 0, xml.find(end)
    while position >= 0:
        found = _REFERENCE.match(xml, xml.rfind(b' r="', 0, position))
        if found is not None and (column := _column(found.group(1))) > widest:
            widest, row = column, int(found.group(2))
        position = xml.find(end, position + 1)
    return widest, row


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
