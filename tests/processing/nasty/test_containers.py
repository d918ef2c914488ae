"""Nasty cases 1 to 20: what a file is, and whether it is safe to read."""

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from desktop_uploader.model.errors import FileRefused
from desktop_uploader.model.jobs import Limits
from desktop_uploader.processing.reading import Book, open_file, preflight
from desktop_uploader.processing.reading.sheets import Row
from desktop_uploader.words import Catalogue

from ..files import workbook
from .parts import MAIN, RELATIONSHIPS, compound, ods, ods_cell, ods_row, row, sheet, xls_records, xlsx

LIMITS = Limits()
TABLE = row(1, "A", "B") + row(2, "x", "y")
ROWS = [["A", "B"], ["x", "y"]]


def book(path: Path, limit: int = LIMITS.readable_cells) -> Book:
    return open_file(path, path.name, limit)


def rows(path: Path) -> list[Row]:
    return list(book(path).sheets[0].rows())


def sentence(path: Path) -> str:
    """What a person is told about a file that is refused."""
    with pytest.raises(FileRefused) as refused:
        rows(path)
    return str(Catalogue().exception(refused.value))


def refusal(path: Path, limit: int = LIMITS.readable_cells) -> tuple[str, Any]:
    with pytest.raises(FileRefused) as refused:
        for item in book(path, limit).sheets:
            list(item.rows())
    return refused.value.code, refused.value.params.get("address")


def test_nasty_01_a_stray_cell_is_named(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.append(["A", "B"])
    made.active["XFD1048576"] = "x"
    made.save(tmp_path / "a.xlsx")

    assert refusal(tmp_path / "a.xlsx") == ("stray-cell", "XFD1048576")
    assert sentence(tmp_path / "a.xlsx").startswith(
        "The sheet Sheet has a cell far away from the others, at XFD1048576,"
    )


def test_nasty_01_the_stray_cell_is_the_one_that_makes_the_box_large(tmp_path: Path) -> None:
    wide, deep = tmp_path / "wide.xlsx", tmp_path / "deep.xlsx"
    for path, stray in ((wide, (500, 9000)), (deep, (900_000, 2))):
        made = xlsxwriter.Workbook(path)
        item = made.add_worksheet()
        for number in range(1000):
            item.write(number, 0, "x")
            item.write(number, 5, "y")
        item.write(*stray, "stray")
        made.close()

    assert refusal(wide, 1_000_000) == ("stray-cell", "MHE501")
    assert refusal(deep, 1_000_000) == ("stray-cell", "C900001")


def test_nasty_01_cells_that_are_only_formatted_are_no_stray_cells(tmp_path: Path) -> None:
    formatted = row(3, '<c r="XFD3" s="1"/>') + row(9, '<c r="A9" s="1"/>', '<c r="XFD9" s="1"></c>')
    path = xlsx(tmp_path / "a.xlsx", sheet(TABLE + formatted))

    assert open_file(path, path.name, 1000).sheets[0].height == 2


@pytest.mark.parametrize(
    "dimension",
    ["A1", "A1:XFD1048576", "A0:AZ48943"],
    ids=["nasty_02_too_small", "nasty_03_huge", "nasty_04_row_zero"],
)
def test_the_declared_dimension_is_not_believed(tmp_path: Path, dimension: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", sheet(TABLE, before=f'<dimension ref="{dimension}"/>'))

    assert rows(path) == ROWS


@pytest.mark.parametrize("cell", ["XFE1", "A16777217"])
def test_nasty_05_a_cell_outside_the_grid_is_named(tmp_path: Path, cell: str) -> None:
    number = int("".join(filter(str.isdigit, cell)))
    path = xlsx(tmp_path / "a.xlsx", sheet(f'<row r="{number}"><c r="{cell}"><v>1</v></c></row>'))

    assert refusal(path) == ("cell-outside", cell)


def test_nasty_06_phantom_rows_are_no_rows(tmp_path: Path) -> None:
    phantoms = "".join(f'<row r="{number}" ht="15"><c r="A{number}" s="1"/></row>' for number in range(3, 60_000))
    path = xlsx(tmp_path / "a.xlsx", sheet(TABLE + phantoms))
    found = book(path).sheets[0]

    assert (found.height, list(found.rows())) == (2, ROWS)


def test_nasty_07_repeated_cells_of_an_ods_end_at_the_last_value(tmp_path: Path) -> None:
    filler = '<table:table-cell table:number-columns-repeated="16382"/>'
    path = ods(
        tmp_path / "a.ods",
        ods_row("A", "B", filler)
        + ods_row(ods_cell('office:value-type="float" office:value="1" table:number-columns-repeated="2"'), filler)
        + '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    )

    assert rows(path) == [["A", "B"], [1.0, 1.0]]


def test_nasty_07_repeated_values_of_an_ods_that_fill_the_sheet_are_refused(tmp_path: Path) -> None:
    full = ods_cell('office:value-type="float" office:value="1" table:number-columns-repeated="1000"')
    path = ods(tmp_path / "a.ods", ods_row("A") + ods_row(full, attributes='table:number-rows-repeated="100000"'))

    assert refusal(path)[0] == "stray-cell"


def test_nasty_08_a_part_that_unpacks_to_far_more_than_it_takes_is_refused(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", sheet(TABLE), more={"xl/bomb.xml": b" " * 80 * 1024**2})

    assert refusal(path) == ("file-unsafe", None)


def test_nasty_08_parts_that_are_too_large_together_are_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "LARGEST_UNPACKED", 3_000_000)
    fine, path = xlsx(tmp_path / "b.xlsx", sheet(TABLE), more={"xl/1.xml": b" " * 2_000_000}), tmp_path / "a.xlsx"

    assert rows(fine) == ROWS
    assert refusal(xlsx(path, sheet(TABLE), more={f"xl/{n}.xml": b" " * 2_000_000 for n in (1, 2)})) == (
        "file-too-large-inside",
        None,
    )


def test_nasty_08_a_sheet_of_equal_cells_is_no_bomb(tmp_path: Path) -> None:
    body = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 90_000))
    path = xlsx(tmp_path / "a.xlsx", sheet(body))

    assert len(rows(path)) == 89_999


@pytest.mark.parametrize("part", ["sheet", "shared"])
def test_nasty_09_entities_are_refused(tmp_path: Path, part: str) -> None:
    declared = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    text = '<c r="A1" t="s"><v>0</v></c>' if part == "shared" else '<c r="A1" t="inlineStr"><is><t>&b;</t></is></c>'
    shared = f'{declared}<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>' if part == "shared" else None
    path = xlsx(tmp_path / "a.xlsx", (declared if part == "sheet" else "") + sheet(row(1, text)), shared=shared)

    assert refusal(path)[0] == "file-unsafe"


def test_nasty_10_an_encrypted_xlsx_is_named(tmp_path: Path) -> None:
    plain = workbook(tmp_path / "plain.xlsx", [["A"], ["x"]])
    with open(plain, "rb") as source, open(tmp_path / "a.xlsx", "wb") as target:
        OOXMLFile(source).encrypt("secret", target)

    assert refusal(tmp_path / "a.xlsx") == ("file-password", None)


def test_nasty_10_an_encrypted_ods_is_named(tmp_path: Path) -> None:
    entry = (
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="9">'
        '<manifest:encryption-data manifest:checksum="x"/></manifest:file-entry>'
    )

    assert refusal(ods(tmp_path / "a.ods", ods_row("A"), manifest=entry)) == ("file-password", None)


def test_nasty_10_an_encrypted_xls_is_named(tmp_path: Path) -> None:
    records = b"".join(xls_records())
    begin = 4 + struct.unpack_from("<HH", records)[1]
    locked = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)
    (tmp_path / "a.xls").write_bytes(compound(records[:begin] + locked + records[begin:]))

    assert sentence(tmp_path / "a.xls") == (
        "This file is protected with a password. Open it in Excel, remove the password, save, and add it again."
    )


def test_nasty_11_protection_is_no_encryption(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for cells in ROWS:
        made.active.append(cells)
    made.active.protection.set_password("secret")
    made.security.workbookPassword = "secret"
    made.security.lockStructure = True
    made.save(tmp_path / "a.xlsx")

    assert rows(tmp_path / "a.xlsx") == ROWS


def test_nasty_12_a_web_page_called_xls_is_read_as_the_table_that_it_is(tmp_path: Path) -> None:
    page = (
        '<html><head><meta charset="windows-1252"><style>td {}</style></head><body><table>'
        "<tr><th>City</th><th colspan=2>Sales</th></tr>\r\n"
        '<tr><td>K\xf6ln</td><td x:num="1234.5678">1.235</td><td>a<br>b  c</td></tr>'
        "<tr><td>&lt;x&gt; &amp; y</td><td></td><td>z</td></tr></table></body></html>"
    )
    (tmp_path / "a.xls").write_bytes(page.encode("cp1252"))

    found = book(tmp_path / "a.xls")

    assert found.kind == "html"
    assert list(found.sheets[0].rows()) == [
        ["City", "Sales"],
        ["Köln", "1234.5678", "a\nb c"],
        ["<x> & y", "", "z"],
    ]
    assert [(area.first_column, area.last_column) for area in found.sheets[0].facts.merged] == [(2, 3)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><table><tr><td><table><tr><td>1</td></tr></table></td></tr></table></html>", "file-is-web-page"),
        (b"<html><frameset><frame src='x'></frameset></html>", "file-is-web-page"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "file-is-web-page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "file-is-xml-spreadsheet",
        ),
    ],
)
def test_nasty_12_what_cannot_be_read_truthfully_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.xls").write_bytes(content)

    assert refusal(tmp_path / "a.xls")[0] == code


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_nasty_12_a_text_file_called_xls_is_read_as_text(tmp_path: Path, delimiter: str) -> None:
    (tmp_path / "a.xls").write_text(f"A{delimiter}B\nx{delimiter}y\n")

    assert (book(tmp_path / "a.xls").kind, rows(tmp_path / "a.xls")) == ("text", ROWS)


def test_nasty_13_a_workbook_called_csv_is_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ROWS).rename(tmp_path / "a.csv")

    assert (book(path).kind, rows(path)) == ("xlsx", ROWS)


def test_nasty_13_other_binary_files_called_csv_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\x00\x01\x02\x03picture\x04" * 100)

    assert refusal(tmp_path / "a.csv") == ("file-not-workbook", None)


@pytest.mark.parametrize("start", [b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00"])
def test_nasty_14_workbooks_before_excel_5_are_named(tmp_path: Path, start: bytes) -> None:
    (tmp_path / "a.xls").write_bytes(start + bytes(100))

    assert refusal(tmp_path / "a.xls") == ("file-too-old", None)


def test_nasty_15_a_damaged_compound_file_is_named(tmp_path: Path) -> None:
    header = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    # The first sector of the directory, and the table of sectors, are each other's continuation.
    struct.pack_into("<I", header, 48, 0)
    struct.pack_into("<I", header, 76, 0)
    (tmp_path / "a.xls").write_bytes(bytes(header) + bytes(512))

    assert refusal(tmp_path / "a.xls")[0] in ("file-damaged", "file-not-workbook")


@pytest.mark.parametrize("size", [600, 1100, 1800, 4000])
def test_nasty_15_an_xls_that_was_cut_short_is_named(tmp_path: Path, size: int) -> None:
    (tmp_path / "a.xls").write_bytes(compound(b"".join(xls_records()))[:size])

    assert refusal(tmp_path / "a.xls")[0] == "file-damaged"


@pytest.mark.parametrize(
    "options",
    [{"workbook": "xl/workbook2.xml"}, {"workbook": "workbook.xml"}, {"styles": None}],
    ids=["other_name", "at_the_root", "no_styles"],
)
def test_nasty_16_odd_parts_are_found(tmp_path: Path, options: dict[str, Any]) -> None:
    assert rows(xlsx(tmp_path / "a.xlsx", sheet(TABLE), **options)) == ROWS


def test_nasty_16_content_types_and_shared_strings_may_be_missing(tmp_path: Path) -> None:
    whole, bare = io.BytesIO(xlsx(tmp_path / "b.xlsx", sheet(TABLE)).read_bytes()), tmp_path / "a.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            if name != "[Content_Types].xml":
                target.writestr(name, source.read(name))

    assert rows(bare) == ROWS


def test_nasty_16_texts_that_are_nowhere_are_refused_and_never_empty(tmp_path: Path) -> None:
    text = '<c r="A3" t="s"><v>0</v></c>'

    assert refusal(xlsx(tmp_path / "a.xlsx", sheet(TABLE + row(3, text, "z")))) == ("file-damaged", None)


def test_nasty_17_filters_and_styles_that_are_not_needed_do_no_harm(tmp_path: Path) -> None:
    odd = '<autoFilter ref="A1:B2"><filterColumn colId="x"><customFilters/></filterColumn></autoFilter>'
    odd_styles = f'<styleSheet xmlns="{MAIN}"><fonts><b/></fonts><cellXfs><xf/></cellXfs></styleSheet>'
    path = xlsx(tmp_path / "a.xlsx", sheet(TABLE, after=odd), styles=odd_styles)

    assert rows(path) == ROWS


def test_nasty_18_a_strict_workbook_is_never_empty(tmp_path: Path) -> None:
    strict = {
        MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
        RELATIONSHIPS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    usual, path = (
        xlsx(tmp_path / "b.xlsx", sheet(TABLE + row(3, '<c r="A3" t="e"><v>#N/A</v></c>'))),
        tmp_path / "a.xlsx",
    )
    with zipfile.ZipFile(usual) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            for old, new in strict.items():
                content = content.replace(old, new)
            target.writestr(name, content)

    assert rows(path)[:2] == ROWS
    assert book(path).sheets[0].facts.trouble == {(3, 1): "#N/A"}


def test_nasty_19_sheets_of_the_first_macro_language_do_not_hide_the_others(tmp_path: Path) -> None:
    kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    relation = f'<Relationship Id="rId9" Type="{kind}" Target="macrosheets/sheet1.xml"/>'
    made = xlsx(tmp_path / "b.xlsx", sheet(TABLE + row(3, '<c r="A3"><v>7</v></c>')))
    path = tmp_path / "a.xlsm"
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name).decode()
            content = content.replace("</sheets>", '<sheet name="Macro" sheetId="2" r:id="rId9"/></sheets>')
            if name == "xl/_rels/workbook.xml.rels":
                content = content.replace("</Relationships>", f"{relation}</Relationships>")
            if name == "xl/styles.xml":
                content = f'<styleSheet xmlns="{MAIN}"/>'
            target.writestr(name, content)
        target.writestr("xl/macrosheets/sheet1.xml", sheet(""))

    data = next(item for item in book(path).sheets if item.name == "Data")

    assert [list(item)[:2] for item in data.rows()] == [*ROWS, [7.0, ""]]


def test_nasty_19_parts_in_utf_16_are_read(tmp_path: Path) -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?>' + sheet(TABLE)
    path = xlsx(tmp_path / "a.xlsx", xml.encode("utf-16"))

    assert [list(item) for item in rows(path)] == ROWS


def test_a_workbook_of_charts_alone_is_named(tmp_path: Path) -> None:
    charts = f'<chartsheet xmlns="{MAIN}"/>'

    assert refusal(xlsx(tmp_path / "a.xlsx", charts, kind="chartsheet")) == ("file-no-sheets", None)
