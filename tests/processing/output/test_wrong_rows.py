"""The workbook of wrong rows, where a copy of the person's own would lose something."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.jobs import MarkedCopyJob
from desktop_uploader.processing.output import fidelity, run_marked_copy
from desktop_uploader.processing.output.typed import CellWriter, sheet_name
from desktop_uploader.processing.reading import open_file

from ..conftest import RunImport
from .conftest import Check, Mark

SCHEMA = {"fields": [{"name": "Key"}, {"name": "Amount", "type": "number", "decimalChar": ","}], "primaryKey": "Key"}
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Rows 3 and 5 are wrong."""
    path = tmp_path / "list.csv"
    path.write_text("Key;Amount\n001;1,5\n=2;abc\n003;2,5\n003;7,5\n", encoding="utf-8")
    return path


def cells(path: Path, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


def test_the_wrong_rows_stand_with_their_row_and_what_to_fix(mark: Mark, text: Path) -> None:
    result, made = mark(text, SCHEMA)

    assert (result.rows, result.cells, result.lost, result.suffix) == (2, None, "kind", ".xlsx")
    assert cells(made, "list") == [
        ["Row", "Key", "Amount", "What to fix"],
        [3, "=2", "abc", '"abc" is not a number. Type a number such as 1234.50.'],
        [
            5,
            "003",
            "7,5",
            '"003" appears already in A4, and must appear once. Correct it, or delete one of the two rows.',
        ],
    ]
    sheet = openpyxl.load_workbook(made)["list"]
    assert {cell.coordinate for row in sheet for cell in row if cell.fill.fgColor.rgb == "FFFFC7CE"} == {"C2", "B3"}


def test_links_lead_to_the_cells_in_the_new_workbook(mark: Mark, text: Path) -> None:
    _, made = mark(text, SCHEMA)
    problems = openpyxl.load_workbook(made)["Problems"]

    assert {c.value: c.hyperlink.location for c in problems["A"] if c.hyperlink} == {
        "list!B3": "'list'!C2",
        "list!A5": "'list'!B3",
    }


def test_corrected_and_added_back_the_rows_are_saved_without_our_columns(
    mark: Mark, load: RunImport, records: RecordsDatabase, text: Path
) -> None:
    _, made = mark(text, SCHEMA)
    book = openpyxl.load_workbook(made)
    book["list"]["C2"], book["list"]["B3"] = "9,25", "005"
    book.save(made)

    result = load(made, SCHEMA, "list")

    assert result.saved and result.notes == {}
    assert list(records.rows("list")[1]) == [("=2", 9.25), ("005", 7.5)]


def test_a_proposed_dataset_gets_no_columns_of_ours(
    mark: Mark, load: RunImport, records: RecordsDatabase, text: Path
) -> None:
    _, made = mark(text, SCHEMA)

    assert load(made).saved
    assert records.datasets()[0].field_names == ["Key", "Amount"]


def test_what_the_person_adds_to_the_right_is_read(mark: Mark, text: Path) -> None:
    _, made = mark(text, SCHEMA)
    book = openpyxl.load_workbook(made)
    book["list"]["E1"], book["list"]["E2"] = "Note", "later"
    book.save(made)

    (sheet,) = open_file(made, "", 10**8).sheets

    assert [list(row) for row in sheet.rows()][:2] == [["Key", "Amount", "", "Note"], ["=2", "abc", "", "later"]]
    assert sheet.first_column == 2


def chart(book: xlsxwriter.Workbook, sheet: Any) -> None:
    made = book.add_chart({"type": "line"})
    made.add_series({"values": "=Data!$B$2:$B$3"})
    sheet.insert_chart("F2", made)


def chart_sheet(book: xlsxwriter.Workbook, _sheet: Any) -> None:
    made = book.add_chart({"type": "line"})
    made.add_series({"values": "=Data!$B$2:$B$3"})
    book.add_chartsheet().set_chart(made)


def picture(_book: xlsxwriter.Workbook, sheet: Any) -> None:
    sheet.insert_image("F2", "x.png", {"image_data": io.BytesIO(PICTURE)})


def sparkline(_book: xlsxwriter.Workbook, sheet: Any) -> None:
    sheet.add_sparkline("F2", {"range": "Data!B2:B3"})


@pytest.mark.parametrize(
    ("add", "lost"),
    [
        (chart, "charts"),
        (picture, "drawings"),
        (sparkline, "extensions"),
        (lambda _, sheet: sheet.insert_textbox("F2", "look"), "drawings"),
        (lambda _, sheet: sheet.insert_button("F2", {"caption": "press"}), "controls"),
        (lambda _, sheet: sheet.insert_checkbox("F2", True), "extensions"),
        (lambda _, sheet: sheet.write_dynamic_array_formula("F2", "=SORT(B2:B3)"), "extensions"),
        (chart_sheet, "charts"),
    ],
)
def test_what_openpyxl_would_lose_is_seen_before(
    mark: Mark, tmp_path: Path, add: Callable[[Any, Any], None], lost: str
) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Data")
    for row, values in enumerate([["Key", "Amount"], ["a", 1.5], ["b", "abc"]]):
        sheet.write_row(row, 0, values)
    add(book, sheet)
    book.close()

    result, made = mark(tmp_path / "a.xlsx", SCHEMA)

    assert (result.lost, result.rows) == (lost, 1)
    assert "would lose" in str(cells(made, "Problems"))


@pytest.mark.parametrize(
    ("part", "content", "lost"),
    [
        ("xl/pivotTables/pivotTable1.xml", "<x/>", "pivots"),
        ("xl/slicers/slicer1.xml", "<x/>", "pivots"),
        ("xl/externalLinks/externalLink1.xml", "<x/>", "links"),
        ("xl/connections.xml", "<x/>", "connections"),
        ("xl/threadedComments/threadedComment1.xml", "<x/>", "comments"),
        ("xl/metadata.xml", "<x/>", "extensions"),
        ("xl/activeX/activeX1.bin", "", "controls"),
        ("xl/sharedStrings.xml", "<si><rPh sb='0'/></si>", "phonetic"),
        ("xl/workbook.xml", '<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>', "strict"),
        ("xl/worksheets/sheet1.xml", "<worksheet><customSheetViews/></worksheet>", "views"),
        ("xl/worksheets/sheet1.xml", '<x:worksheet><x:c r="A1"/></x:worksheet>', None),
        ("xl/worksheets/sheet1.xml", "<mergeCell " * 2001, "large"),
        ("customXml/item1.xml", "<x/>", None),
        ("xl/printerSettings/printerSettings1.bin", "", None),
    ],
)
def test_the_parts_of_a_workbook_tell_what_would_be_lost(
    tmp_path: Path, part: str, content: str, lost: str | None
) -> None:
    parts = {"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": "<worksheet/>", part: content}
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)

    assert fidelity.what_is_lost(tmp_path / "a.xlsx") == lost


def test_a_very_large_workbook_is_not_copied(mark: Mark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    for row in (["Key", "Amount"], ["a", 1], ["b", "abc"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    monkeypatch.setattr(fidelity, "MOST_CELLS", 5)

    assert mark(tmp_path / "a.xlsx", SCHEMA)[0].lost == "large"


def test_where_the_others_are_saved_only_the_wrong_rows_are_handed_out(mark: Mark, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Key", "Amount"], ["a", 1], ["b", "abc"]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")

    result, made = mark(tmp_path / "a.xlsx", SCHEMA, others_saved=True)

    assert (result.rows, result.lost) == (1, "saved")
    assert "The other rows of a.xlsx are saved." in str(cells(made, "Problems"))


def test_headings_of_two_lines_become_one(mark: Mark, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Data")
    sheet.merge_range("B1:C1", "2026")
    sheet.merge_range("D1:E1", "2027")
    sheet.write_row(1, 0, ["Key", "Q1", "Q2", "Q1", "Q2"])
    sheet.write_row(2, 0, ["a", 1, 2, 3, "abc"])
    sheet.insert_textbox("H2", "look")
    book.close()
    fields = [{"name": "Key"}, *({"name": f"{y} {q}", "type": "number"} for y in (2026, 2027) for q in ("Q1", "Q2"))]

    _, made = mark(tmp_path / "a.xlsx", {"fields": fields})

    assert cells(made, "Data")[0] == ["Row", "Key", "2026 Q1", "2026 Q2", "2027 Q1", "2027 Q2", "What to fix"]
    assert cells(made, "Data")[1][:6] == [3, "a", 1, 2, 3, "abc"]


def test_a_value_that_stands_only_in_a_row_above_is_filled_in(mark: Mark, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Region,Amount\nNorth,1\n,2\n,abc\nSouth,1\n,def\n", encoding="utf-8")
    fields = [{"name": "Area", "x-aliases": ["Region"], "x-fillDown": True}, {"name": "Amount", "type": "number"}]

    _, made = mark(path, {"fields": fields}, filled_down=("Area", "Region"))

    assert [row[:3] for row in cells(made, "a")[1:]] == [[4, "North", "abc"], [6, "South", "def"]]


def test_an_error_stays_visible(mark: Mark, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, ["Key", "Amount"])
    sheet.write_string(1, 0, "a")
    sheet.write_formula(1, 1, "=NA()", None, "#N/A")
    sheet.insert_textbox("F2", "look")
    book.close()

    _, made = mark(tmp_path / "a.xlsx", SCHEMA)

    assert cells(made, "Data")[1][:3] == [2, "a", "#N/A"]


def test_without_a_heading_row_columns_are_called_by_their_letters(mark: Mark, text: Path, check: Check) -> None:
    found = check(text, SCHEMA)
    target = text.with_name("made.xlsx")
    run_marked_copy(
        MarkedCopyJob(str(text), text.name, str(target), "id", found.problems, found.totals, {}), lambda *_: None
    )

    assert cells(target, "list")[0] == ["Row", "A", "B", "What to fix"]


VALUES = [
    "=1+1",
    "007",
    " x ",
    1.5,
    12,
    True,
    date(2026, 11, 24),
    datetime(2026, 11, 24, 13, 14, 15),
    time(23, 59, 59),
    timedelta(hours=255, minutes=10),
    date(1899, 1, 1),
    "http://example.com",
]


def test_each_value_is_written_as_what_it_is(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet, writer = book.add_worksheet(), CellWriter(book, "#FFC7CE")
        for row, value in enumerate(VALUES):
            assert writer.write(sheet, row, 0, value)
        assert not writer.write(sheet, len(VALUES), 0, "x" * 40_000)

    (read,) = open_file(tmp_path / "a.xlsx", "", 10**8).sheets
    found = [row[0] for row in read.rows()]
    assert found[: len(VALUES)] == [*VALUES[:10], "1899-01-01", "http://example.com"]
    assert found[-1] == "x" * 32_767


def test_names_of_sheets_are_such_that_excel_takes_them() -> None:
    taken: set[str] = set()

    assert [sheet_name(text, taken) for text in ("a/b:c", "A_B_C", "", "x" * 40, "x" * 50, "History")] == [
        "a_b_c",
        "A_B_C 2",
        "Sheet",
        "x" * 31,
        "x" * 29 + " 2",
        "History 2",
    ]
