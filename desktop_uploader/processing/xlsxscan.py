"""One cheap pass over an xlsx's parts for what calamine hides, and for what would make it ask for gigabytes."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from ..model.errors import FileRefused
from ..model.problem import column_letter

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
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
MOST_TROUBLE = 100_000
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
    """Compare the box around all cells with the limit. The last row is near the end: rows stand in order."""
    last = 0
    for match in _ROW.finditer(xml, max(0, len(xml) - 64 * 1024)):
        last = int(match.group(1))
    # A box this high can only be too large with columns that few sheets have: look for them only then.
    widest = 16_384
    if last * widest <= cell_limit:
        return
    cells = [(int(row), _column(letters)) for letters, row in _outliers(xml)]
    if not cells:
        return
    low_row, high_row = min(row for row, _ in cells), max(row for row, _ in cells)
    high_column = max(column for _, column in cells)
    low_column = min(column for _, column in cells)
    if (high_row - low_row + 1) * (high_column - low_column + 1) > cell_limit:
        row, column = max(cells, key=lambda cell: (cell[1], cell[0]))
        raise FileRefused("stray-cell", sheet=sheet, address=f"{column_letter(column)}{row}")


def _outliers(xml: bytes) -> list[tuple[bytes, bytes]]:
    """The first cell of the sheet, its last ones, and all beyond column ZZ."""
    first = _CELL.search(xml)
    ends = _CELL.findall(xml, max(0, len(xml) - 64 * 1024))
    far = re.findall(rb'\br="([A-Z]{3})(\d+)"', xml)[:MOST_TROUBLE] if re.search(rb'\br="[A-Z]{3}\d', xml) else []
    widest = re.findall(rb'\br="([A-Z]{2})(\d+)"', xml[: 1024 * 1024])
    return [*([first.groups()] if first else []), *ends, *far, *widest]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
