"""The person's own workbook, marked: what is added, and that all else stays."""

import re
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.processing.marks import marks_of
from desktop_uploader.processing.output import marked_copy
from desktop_uploader.processing.reading import open_file

from ..conftest import RunImport
from .conftest import IMPORT, Check, Mark

LIMIT = 50_000_000
PRICES = {
    "fields": [
        {"name": "SKU", "constraints": {"required": True}},
        {"name": "Amount", "type": "number", "constraints": {"required": True}},
        {"name": "Day", "type": "date"},
        {"name": "Twice"},
    ],
    "primaryKey": "SKU",
}


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    """Three wrong cells: B3 is text, B4 is empty, A5 repeats A2; formulas, formats, a comment, rich text."""
    book = xlsxwriter.Workbook(tmp_path / "prices.xlsx")
    sheet, day, money = book.add_worksheet("Prices"), book.add_format({"num_format": "d mmm yy"}), book.add_format()
    money.set_num_format('#,##0.00 "EUR"')
    sheet.write_row("A1", ["SKU", "Amount", "Day", "Twice"])
    for row, (sku, amount) in enumerate([("s1", 1.1), ("s2", "abc"), ("s3", None), ("s1", 0.3)], 2):
        sheet.write(f"A{row}", sku)
        sheet.write(f"B{row}", amount, money)
        sheet.write_datetime(f"C{row}", date(2026, 11, row), day)
        sheet.write_formula(f"D{row}", f'=A{row}&"="&B{row}', None, f"{sku}={amount}")
    sheet.write_comment("B3", "ask Eva", {"author": "Jo"})
    sheet.write_rich_string("A6", "s", book.add_format({"bold": True}), "4", " x")
    sheet.write_number("B6", 5)
    sheet.freeze_panes(1, 0)
    sheet.set_column("B:B", 33)
    book.close()
    return tmp_path / "prices.xlsx"


def test_wrong_cells_are_coloured_and_noted_and_no_others(mark: Mark, prices: Path) -> None:
    result, made = mark(prices, PRICES)
    sheet = openpyxl.load_workbook(made)["Prices"]

    assert (result.cells, result.rows, result.suffix) == (3, None, ".xlsx")
    noted = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    coloured = {c.coordinate for row in sheet.iter_rows() for c in row if c.fill.fgColor.rgb == "FFFFC7CE"}
    assert coloured == noted.keys() == {"B3", "B4", "A5"}
    assert noted["B3"] == 'ask Eva\n\nDesktop Uploader: "abc" is not a number. Type a number such as 1234.50.'
    assert noted["B4"].startswith("Desktop Uploader: this cell is empty")


def test_everything_else_stays(mark: Mark, prices: Path) -> None:
    _, made = mark(prices, PRICES)
    old, new = openpyxl.load_workbook(prices, rich_text=True), openpyxl.load_workbook(made, rich_text=True)

    assert new.sheetnames == ["Problems", "Prices"]
    before, after = old["Prices"], new["Prices"]
    for row in before.iter_rows():
        for cell in row:
            twin = after[cell.coordinate]
            assert (cell.value, cell.number_format, cell.font.b) == (twin.value, twin.number_format, twin.font.b)
    assert after.freeze_panes == before.freeze_panes
    assert after.column_dimensions["B"].width == before.column_dimensions["B"].width


def test_results_of_formulas_and_exact_numbers_stay(mark: Mark, prices: Path) -> None:
    _, made = mark(prices, PRICES)
    results = openpyxl.load_workbook(made, data_only=True)["Prices"]

    assert [results[f"D{row}"].value for row in (2, 3)] == ["s1=1.1", "s2=abc"]
    assert marked_copy.same_content(open_file(prices, "", LIMIT), open_file(made, "", LIMIT))


def test_the_first_sheet_lists_the_problems_with_links(mark: Mark, prices: Path) -> None:
    _, made = mark(prices, PRICES)
    book = openpyxl.load_workbook(made)
    links = {cell.value: cell.hyperlink.location for cell in book["Problems"]["A"] if cell.hyperlink}

    assert links == {"Prices!B3": "'Prices'!B3", "Prices!B4": "'Prices'!B4", "Prices!A5": "'Prices'!A5"}
    assert book["Problems"]["A1"].value == "What to correct in prices.xlsx"
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False]
    assert marks_of(made).import_id == IMPORT


def test_corrected_and_added_back_it_is_saved(
    mark: Mark, load: RunImport, records: RecordsDatabase, prices: Path
) -> None:
    _, made = mark(prices, PRICES)
    book = openpyxl.load_workbook(made)
    book["Prices"]["B3"], book["Prices"]["B4"], book["Prices"]["A5"] = 2, 3, "s5"
    for row in range(2, 6):
        book["Prices"][f"D{row}"] = "typed"
    book.save(made)

    result = load(made, PRICES)

    assert result.saved and [sheet.name for sheet in result.sheets] == ["Prices"]
    rows = [row[:2] for row in records.rows(str(result.dataset))[1]]
    assert rows == [("s1", 1.1), ("s2", 2.0), ("s3", 3.0), ("s5", 0.3), ("s4 x", 5.0)]


def test_marking_a_marked_copy_again_leaves_only_what_is_still_wrong(mark: Mark, prices: Path) -> None:
    _, made = mark(prices, PRICES)
    book = openpyxl.load_workbook(made)
    book["Prices"]["B3"], book["Prices"]["B4"] = 2, 3
    for row in range(2, 6):
        book["Prices"][f"D{row}"] = "typed"
    book.save(made)

    _, again = mark(made, PRICES)

    book = openpyxl.load_workbook(again)
    cells = [cell for row in book["Prices"].iter_rows() for cell in row]
    assert book.sheetnames == ["Problems", "Prices"]
    notes = {cell.coordinate: cell.comment.text.splitlines()[0] for cell in cells if cell.comment}
    assert notes.keys() == {"A5", "B3"} and notes["B3"] == "ask Eva"
    assert {cell.coordinate for cell in cells if cell.fill.fgColor.rgb == "FFFFC7CE"} == {"A5"}


def test_a_sheet_called_problems_is_the_persons_own(mark: Mark, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Problems"
    book.active.append(["SKU", "Amount"])
    book.active.append(["s1", "abc"])
    book.save(tmp_path / "a.xlsx")

    result, made = mark(tmp_path / "a.xlsx", PRICES)

    assert (result.cells, openpyxl.load_workbook(made).sheetnames) == (1, ["Problems 2", "Problems"])
    assert [sheet.name for sheet in open_file(made, "", LIMIT).sheets] == ["Problems"]


def test_a_cell_within_a_merged_area_is_marked_where_it_shows(mark: Mark, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["SKU", "Amount"], ["s1", 1], ["s2", None]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "a.xlsx")

    _, made = mark(tmp_path / "a.xlsx", PRICES)

    assert "empty" in openpyxl.load_workbook(made)["Sheet"]["B2"].comment.text


def test_macros_stay(mark: Mark, tmp_path: Path) -> None:
    (tmp_path / "vba.bin").write_bytes(b"macros" * 100)
    book = xlsxwriter.Workbook(tmp_path / "a.xlsm")
    book.add_vba_project(str(tmp_path / "vba.bin"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["SKU", "Amount"])
    sheet.write_row(1, 0, ["s1", "abc"])
    book.close()

    result, made = mark(tmp_path / "a.xlsm", PRICES)

    with zipfile.ZipFile(made) as archive:
        assert archive.read("xl/vbaProject.bin") == b"macros" * 100
        assert b"macroEnabled" in archive.read("[Content_Types].xml")
    assert (result.suffix, result.cells) == (".xlsm", 1)


MOMENT = datetime(2026, 11, 24, 13, 14, 15, 123456)


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (MOMENT, "yyyy-mm-dd hh:mm:ss"),
        (45000.123456789, "yyyy-mm-dd hh:mm"),
        (timedelta(hours=255, minutes=10), "[h]:mm"),
        (0.1 + 0.2, "0.00%"),
        (1e300, "General"),
        (123456789012345.0, "0"),
        (60.0, "yyyy-mm-dd"),
        (True, "General"),
        ("  two\nlines ", "@"),
        (" ", "@"),
    ],
)
@pytest.mark.parametrize("date_1904", [False, True])
def test_a_value_of_any_kind_is_not_changed(
    mark: Mark, tmp_path: Path, value: Any, number_format: str, date_1904: bool
) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": date_1904})
    sheet, shape = book.add_worksheet(), book.add_format({"num_format": number_format})
    sheet.write_row(0, 0, ["SKU", "Amount", "Other"])
    sheet.write_row(1, 0, ["s1", "abc"])
    sheet.write(1, 2, value, shape)
    book.close()

    result, made = mark(tmp_path / "a.xlsx", PRICES)

    assert (result.cells, result.lost) == (1, None)
    old, new = (list(open_file(path, "", LIMIT).sheets[0].rows()) for path in (tmp_path / "a.xlsx", made))
    assert old == new
    assert _numbers(tmp_path / "a.xlsx") == _numbers(made)


def _numbers(path: Path) -> list[bytes]:
    """The numbers of the last sheet, letter by letter."""
    with zipfile.ZipFile(path) as archive:
        part = max(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        cells = re.findall(rb"<c ([^>]*)>(.*?)</c>", archive.read(part))
    return [content for attributes, content in cells if b't="s"' not in attributes and b"inline" not in attributes]


def test_a_copy_that_is_not_the_same_is_not_handed_out(
    mark: Mark, prices: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def put_back_badly(original: Path, copy: Path, target: Path) -> None:
        book = openpyxl.load_workbook(copy)
        book["Prices"]["A2"] = "changed"
        book.save(target)

    monkeypatch.setattr(marked_copy, "put_back", put_back_badly)

    result, _ = mark(prices, PRICES)

    assert (result.cells, result.rows, result.lost) == (None, 3, "exactness")


def test_a_note_of_another_program_is_kept(mark: Mark, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["SKU", "Amount"], ["s1", "abc"]):
        book.active.append(row)
    book.active["A2"].comment = Comment("mine", "me")
    book.save(tmp_path / "a.xlsx")

    _, made = mark(tmp_path / "a.xlsx", PRICES)

    assert openpyxl.load_workbook(made)["Sheet"]["A2"].comment.text == "mine"


def test_what_is_not_listed_is_counted(mark: Mark, tmp_path: Path, check: Check) -> None:
    book = openpyxl.Workbook()
    book.active.append(["SKU", "Amount"])
    for row in range(1800):
        book.active.append([f"s{row}", "abc"])
        book.active.append([f"t{row}", row])
    book.save(tmp_path / "a.xlsx")

    result, made = mark(tmp_path / "a.xlsx", PRICES)

    texts = [cell.value for cell in openpyxl.load_workbook(made)["Problems"]["A"]]
    assert result.cells == 1000
    assert any(str(text).startswith("Problems of these kinds that are not listed: 800.") for text in texts)
    many = '"Amount": 1,800 values are not numbers, such as Sheet!B2, B4, B6.'
    assert any(str(text).startswith(many) for text in texts)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_what_is_no_workbook_has_no_marks(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    assert marks_of(path).import_id is None
    assert marks_of(tmp_path / "gone.xlsx").sheets == ()


def test_cells_of_empty_text_around_the_others_are_no_difference(mark: Mark, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for row, cells in enumerate([["SKU", "Amount"], ["s1", "abc"], ["", ""]]):
        sheet.write_formula(row, 0, '=""', None, "")
        sheet.write_row(row, 1, cells)
    book.close()
    content = tmp_path / "b.xlsx"
    with zipfile.ZipFile(tmp_path / "a.xlsx") as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<f>[^<]*</f>", b"", old.read(name)))

    result, _ = mark(content, PRICES)

    assert (result.cells, result.lost) == (1, None)


def test_a_cells_own_colour_comes_back_when_its_mark_is_taken_off(mark: Mark, tmp_path: Path) -> None:
    book, path = openpyxl.Workbook(), tmp_path / "prices.xlsx"
    sheet = book.active
    sheet.title = "Prices"
    for row in (["SKU", "Amount"], ["s1", "abc"], ["s2", "abc"], ["s3", "abc"], ["s4", 1], ["s5", "abc"]):
        sheet.append(row)
    sheet["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["B3"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.4))
    sheet["B6"].fill = PatternFill("solid", fgColor="FF0000FF")
    book.save(path)
    definition = {"fields": [{"name": "SKU"}, {"name": "Amount", "type": "number"}]}
    _, made = mark(path, definition)
    book = openpyxl.load_workbook(made)
    # A row above moves the marks with their cells.
    book["Prices"].insert_rows(2)
    for column, cell in enumerate(("s0", 0), 1):
        book["Prices"].cell(2, column, cell)
    for row in range(3, 6):
        book["Prices"].cell(row, 2, row)
    book.save(made)

    _, again = mark(made, definition)

    found = [openpyxl.load_workbook(again)["Prices"][f"B{row}"].fill for row in range(3, 8)]
    assert (found[0].fill_type, found[0].fgColor.rgb) == ("solid", "FF00FF00")
    assert (found[1].fgColor.theme, found[1].fgColor.tint) == (4, 0.4)
    assert found[2].fill_type is None and found[3].fill_type is None
    assert (found[4].fgColor.rgb, found[4].bgColor.rgb) == ("FFFFC7CE", "FF0000FF")
