"""What this program itself put into a workbook: told from the workbook's own properties, and left out on reading."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

from .sheets import Area, Row, Sheet, TableArea

IMPORT_PROPERTY = "DesktopUploaderImport"
"""The import whose file was marked."""

SHEETS_PROPERTY = "DesktopUploaderSheets"
"""The sheets that are ours, joined by a character that no sheet's name may have."""

COLUMNS_PROPERTY = "DesktopUploaderColumns"
"""The headings of our first and our last column, joined likewise; only in a workbook of wrong rows."""

JOINT = "/"
_PART = "docProps/custom.xml"
_LARGEST = 1024**2
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"


@dataclass(frozen=True, slots=True)
class Marks:
    """What is ours in a workbook."""

    import_id: str | None = None
    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def properties(self) -> dict[str, str]:
        """As custom properties of a workbook."""
        found = {SHEETS_PROPERTY: JOINT.join(self.sheets), COLUMNS_PROPERTY: JOINT.join(self.columns)}
        return {key: value for key, value in {IMPORT_PROPERTY: self.import_id or "", **found}.items() if value}

    def without(self, sheets: Sequence[Sheet]) -> list[Sheet]:
        """The sheets as their owner has them: without our sheets and columns."""
        kept = [sheet for sheet in sheets if sheet.name not in self.sheets]
        return [InnerSheet(sheet, *self.columns) for sheet in kept] if len(self.columns) == 2 else kept


def marks_of(path: Path) -> Marks:
    """The marks in an xlsx; none where it was not made by this program."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(_PART).file_size > _LARGEST:
                return Marks()
            content = archive.read(_PART)
        if b"<!DOCTYPE" in content or SHEETS_PROPERTY.encode() not in content:
            return Marks()
        found = {
            item.get("name", ""): "".join(item.itertext()) for item in ElementTree.fromstring(content).iter(_PROPERTY)
        }
    except (KeyError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, ElementTree.ParseError):
        return Marks()
    lists = [tuple(filter(None, found.get(name, "").split(JOINT))) for name in (SHEETS_PROPERTY, COLUMNS_PROPERTY)]
    return Marks(found.get(IMPORT_PROPERTY) or None, *lists)


class InnerSheet:
    """A sheet of wrong rows without the first column and the one that says what to fix. See `Sheet`."""

    def __init__(self, sheet: Sheet, first: str, last: str) -> None:
        self.name = sheet.name
        self.visible = sheet.visible
        self.facts = sheet.facts
        self._sheet = sheet
        headings = list(next(iter(sheet.rows()), ()))
        self._cut = 1 if headings[:1] == [first] else 0
        self._blank = max((column for column, label in enumerate(headings) if label == last), default=None)
        if self._cut and sheet.height:
            # As sure as an Excel table is: the headings are in the first row, for we wrote them there.
            area = Area(1, self.first_column, sheet.height, sheet.first_column + len(headings) - 1)
            self.facts = replace(sheet.facts, tables=(TableArea(sheet.name, area),))

    @property
    def first_column(self) -> int:
        """See `Sheet.first_column`."""
        return self._sheet.first_column + self._cut

    @property
    def height(self) -> int | None:
        """See `Sheet.height`."""
        return self._sheet.height

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`."""
        for row in self._sheet.rows():
            cells = list(row)
            if self._blank is not None and self._blank < len(cells):
                cells[self._blank] = ""
            yield cells[self._cut :]
