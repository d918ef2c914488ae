"""What this program itself put into a workbook, told from the workbook's own properties.

Knows nothing of the readers, so that whoever adds a file may ask at little cost.
"""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

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
