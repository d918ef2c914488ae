"""What openpyxl would lose of a workbook, told from the workbook's parts before it is opened."""

import re
import zipfile
import zlib
from pathlib import Path

MOST_CELLS = 200_000
MOST_MERGED = 2_000
LARGEST_FILE = 20 * 1024**2
"""Bytes. With more cells, merged areas or bytes than these, openpyxl takes minutes and gigabytes."""

KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(styles|sharedStrings)\.xml|xl/theme/[^/]+\.xml|xl/worksheets/[^/]+\.xml|xl/worksheets/_rels/[^/]+\.rels"
    r"|xl/tables/[^/]+\.xml|xl/(comments/)?comments?\d*\.xml|xl/drawings/[^/]+\.vml|xl/vbaProject\.bin"
)
"""The parts that openpyxl writes again with all that is in them."""

UNSEEN = re.compile(r"xl/calcChain\.xml|docProps/thumbnail\.\w+|xl/printerSettings/.+|customXml/.+")
"""Parts that are left out though they are lost: Excel makes them anew, or no person sees them."""

_LOST_PARTS = (
    ("charts", re.compile(r"xl/(charts|chartsheets)/")),
    ("pivots", re.compile(r"xl/(pivot|slicer|timeline)", re.I)),
    ("controls", re.compile(r"xl/(ctrlProps|activeX|embeddings|dialogsheets|macrosheets)/")),
    ("drawings", re.compile(r"xl/(drawings|media|diagrams)/")),
    ("comments", re.compile(r"xl/(threadedComments|persons)/")),
    ("links", re.compile(r"xl/externalLinks/")),
    ("connections", re.compile(r"xl/(connections\.xml|queryTables/|model/|xmlMaps\.xml)")),
)
"""Names for what the other parts are, the first that fits; `extensions` is every part that is not known."""

_LOST_ELEMENTS = (
    ("extensions", re.compile(rb"<(?:\w+:)?(?:extLst|customProperties|smartTags|webPublishItems|cellWatches)\b")),
    ("controls", re.compile(rb"<(?:\w+:)?(?:controls|oleObjects)\b")),
    ("drawings", re.compile(rb"<(?:\w+:)?(?:legacyDrawingHF|picture)\b")),
    ("views", re.compile(rb"<(?:\w+:)?customSheetViews\b")),
)
_CELL = re.compile(rb"<(?:\w+:)?c ")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell ")
_OTHER_OBJECT = re.compile(rb'ObjectType="(?!Note")')


def what_is_lost(path: Path) -> str | None:
    """Why openpyxl must not copy this xlsx: `large` or a key of `words.outputs.LOST`; None where all is kept."""
    if path.stat().st_size > LARGEST_FILE:
        return "large"
    try:
        return _lost(path)
    except (KeyError, OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        # Readers forgive what a copy cannot.
        return "exactness"


def _lost(path: Path) -> str | None:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        lost = _lost_parts(names)
        if lost or "xl/workbook.xml" not in names:
            return lost or "exactness"
        if b"purl.oclc.org" in archive.read("xl/workbook.xml"):
            return "strict"
        return _lost_inside(archive, names)


def _lost_parts(names: list[str]) -> str | None:
    unknown = [name for name in names if not KEPT.fullmatch(name) and not UNSEEN.fullmatch(name)]
    for code, pattern in _LOST_PARTS:
        if any(map(pattern.match, unknown)):
            return code
    return "extensions" if unknown else None


def _lost_inside(archive: zipfile.ZipFile, names: list[str]) -> str | None:
    cells, merged = 0, 0
    for name in names:
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            content = archive.read(name)
            cells += sum(1 for _ in _CELL.finditer(content))
            merged += sum(1 for _ in _MERGED.finditer(content))
            if cells > MOST_CELLS or merged > MOST_MERGED:
                return "large"
            if b"\x00" in content[:200]:
                return "exactness"
            for code, pattern in _LOST_ELEMENTS:
                if pattern.search(content):
                    return code
        elif name.endswith(".vml") and _OTHER_OBJECT.search(archive.read(name)):
            return "controls"
        elif name == "xl/sharedStrings.xml" and b"rPh" in archive.read(name):
            return "phonetic"
    return None
