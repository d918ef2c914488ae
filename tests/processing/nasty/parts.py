"""Workbooks made part by part, for what no kept writer makes."""

import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="170" formatCode="[h]:mm:ss"/>'
    '<numFmt numFmtId="171" formatCode="yyyy-mm-dd hh:mm"/><numFmt numFmtId="172" formatCode="00000"/></numFmts>'
    '<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="170"/>'
    '<xf numFmtId="172"/><xf numFmtId="9"/></cellXfs></styleSheet>'
)
"""Cell styles: 0 general, 1 date, 2 time, 3 length of time, 4 padded to five digits, 5 percent."""


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """A worksheet's XML."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    )


def row(number: int, *cells: str) -> str:
    """A row; each cell is XML, or the text of one in the next column."""
    written = [
        cell if cell.startswith("<") else f'<c r="{"ABCDEFGH"[at]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for at, cell in enumerate(cells)
    ]
    return f'<row r="{number}">{"".join(written)}</row>'


def xlsx(
    path: Path,
    worksheet: str | bytes,
    *,
    workbook: str = "xl/workbook.xml",
    shared: str | None = None,
    settings: str = "",
    styles: str | None = STYLES,
    kind: str = "worksheet",
    more: Mapping[str, str | bytes] | None = None,
) -> Path:
    """A workbook with one sheet called "Data"; `workbook` is its part's name, the others lie beside it."""
    folder = workbook.rpartition("/")[0]
    inside = f"{folder}/" if folder else ""
    relations = {"rId1": (kind, "sheet1.xml")}
    parts: dict[str, str | bytes] = {f"{inside}sheet1.xml": worksheet}
    if styles is not None:
        relations["rId2"], parts[f"{inside}styles.xml"] = ("styles", "styles.xml"), styles
    if shared is not None:
        relations["rId3"], parts[f"{inside}sharedStrings.xml"] = ("sharedStrings", "sharedStrings.xml"), shared
    parts[workbook] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">{settings}'
        '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    base = workbook.rpartition("/")[2]
    parts[f"{inside}_rels/{base}.rels"] = _relations(relations)
    parts["_rels/.rels"] = _relations({"rId1": ("officeDocument", workbook)})
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/{workbook}" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{inside}sheet1.xml" ContentType="{TYPE}.worksheet+xml"/></Types>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(more or {})}.items():
            archive.writestr(name, content)
    return path


def _relations(relations: Mapping[str, tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for name, (kind, target) in relations.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def ods(path: Path, rows: str, manifest: str = "") -> Path:
    """An OpenDocument spreadsheet with one sheet called "Data"."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
        f'xmlns:text="{urn}:text:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        'office:version="1.3"><office:body><office:spreadsheet><table:table table:name="Data">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>{manifest}</manifest:manifest>',
        )
    return path


def ods_row(*cells: str, attributes: str = "") -> str:
    """A row of cells, each XML or a text."""
    written = [cell if cell.startswith("<") else ods_cell('office:value-type="string"', cell) for cell in cells]
    return f"<table:table-row {attributes}>{''.join(written)}</table:table-row>"


def ods_cell(attributes: str, text: str = "") -> str:
    """A cell."""
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def record(kind: int, content: bytes) -> bytes:
    """A record of an xls."""
    return struct.pack("<HH", kind, len(content)) + content


def xls_records(settings: bytes = b"", cells: bytes = b"", only: bytes = b"") -> Iterator[bytes]:
    """The records of a small workbook: two numbers in a column, the second row hidden, one error cell.

    `settings` are more records of the workbook, `cells` of the sheet, `only` are its only ones.
    """
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    head = record(0x0809, begin)
    start = len(head) + len(record(0x85, bytes(8 + 4))) + 4 + len(settings)
    yield head
    yield record(0x85, struct.pack("<IBBBB", start, 0, 0, 4, 0) + b"Data")
    yield settings
    yield record(0x0A, b"")
    yield record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    if only:
        yield only + record(0x0A, b"")
        return
    for number, options in ((0, 0x100), (1, 0x120)):
        yield record(0x208, struct.pack("<HHHHHHHH", number, 0, 2, 255, 0, 0, options, 15))
    yield record(0x203, struct.pack("<HHHd", 0, 0, 0, 1.0))
    yield record(0x205, struct.pack("<HHHBB", 0, 1, 0, 0x2A, 1))
    yield record(0x203, struct.pack("<HHHd", 1, 0, 0, 2.0))
    yield cells
    yield record(0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 0))
    yield record(0x0A, b"")


def compound(stream: bytes) -> bytes:
    """A compound file with one stream called "Workbook"."""
    stream = stream.ljust(4096, b"\0")
    sectors = len(stream) // 512
    header = bytearray(512)
    struct.pack_into("<8s16xHHHHH6xIIIIIIIII", header, 0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
                     0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)  # fmt: skip
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    root = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    return bytes(header) + table + root + _entry("Workbook", 2, 2, len(stream)) + bytes(256) + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xIQQIQ", text, len(text), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child, 0, 0, 0, start, size
    )
