"""Numbers and results of formulas, put back letter by letter as they stood in the original.

openpyxl writes formulas without their results, dates rounded to milliseconds, and text of nothing but spaces in such a
way that it is read as empty.
"""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

_CELL = re.compile(rb"<((?:\w+:)?c)\b([^>]*)(?<!/)>(.*?)</\1>", re.S)
_VALUE = re.compile(rb"<(?:\w+:)?v\b([^>]*?)(?:/>|>([^<]*)</(?:\w+:)?v>)")
_ONLY_SPACES = re.compile(rb"<t>(\s+)</t>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_PLACE = re.compile(rb'\br="([A-Z]+\d+)"')
_TYPE = re.compile(rb'\s+t="(\w+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

_Values = Mapping[bytes, tuple[bytes, bytes]]
"""Place → type, and value as an element, as they are written in the sheet's part."""


def put_back(original: Path, copy: Path, target: Path) -> None:
    """Write `copy` to `target` with the values of the original's sheets of the same names."""
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(copy) as new:
        values = {name: _values(old.read(part)) for name, part in sheet_parts(old).items()}
        sheets = {part: values.get(name, {}) for name, part in sheet_parts(new).items()}
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for item in new.infolist():
                content = new.read(item)
                archive.writestr(item, _with_values(content, sheets.get(item.filename, {})))


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's name and the part that holds it."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {item.get("Id"): PurePosixPath("/xl") / item.get("Target", "") for item in relations}
    sheets = ElementTree.fromstring(archive.read("xl/workbook.xml")).iter()
    return {
        item.get("name", ""): str(targets[item.get(_RELATION)]).lstrip("/")
        for item in sheets
        if item.tag.endswith("}sheet") and item.get(_RELATION) in targets
    }


def _values(xml: bytes) -> _Values:
    found = {}
    for _, attributes, content in _CELL.findall(xml):
        place, value, kind = _PLACE.search(attributes), _VALUE.search(content), _type(attributes)
        if place and value and value.group(2) and (kind == b"n" or _FORMULA.search(content)):
            found[place.group(1)] = (kind, b"<v%b>%b</v>" % value.groups())
    return found


def _with_values(xml: bytes, values: _Values) -> bytes:
    def cell(match: re.Match[bytes]) -> bytes:
        tag, attributes, content = match.groups()
        place, formula = _PLACE.search(attributes), _FORMULA.search(content)
        found = values.get(place.group(1)) if place else None
        if found is None or not (formula or _type(attributes) == b"n"):
            return match.group()
        kind, value = found
        content = _VALUE.sub(lambda _: value, content)
        return b'<%b%b t="%b">%b</%b>' % (tag, _TYPE.sub(b"", attributes), kind, content, tag)

    xml = _ONLY_SPACES.sub(rb'<t xml:space="preserve">\1</t>', xml)
    return _CELL.sub(cell, xml) if values else xml


def _type(attributes: bytes) -> bytes:
    found = _TYPE.search(attributes)
    return found.group(1) if found else b"n"
