"""Files that break importers by their layout. The numbers are those of the cases that the project keeps a list of."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import NeedsAnswer
from desktop_uploader.model.jobs import CheckResult, ImportResult
from desktop_uploader.words import Catalogue

from ..conftest import RunCheck, RunImport
from ..files import Cells, saved, schema, text, workbook

Draw = Callable[[xlsxwriter.Workbook, Any], None]


def drawn(path: Path, rows: Cells, draw: Draw) -> Path:
    """A workbook with one sheet, and whatever else `draw` does to it."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Data")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, cell)
    draw(book, sheet)
    book.close()
    return path


def in_words(result: CheckResult | ImportResult) -> list[str]:
    return [Catalogue().event(code, params) for sheet in result.sheets for code, params in sheet.timeline()]


def test_nasty_06_a_million_empty_rows_are_no_rows(load: RunImport, tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.write_blank(1_048_575, 1, None, book.add_format({"bold": True}))

    path = drawn(tmp_path / "a.xlsx", [["A", "B"], ["x", 1], ["y", 2], ["Total", 3]], draw)

    result = load(path, schema({"name": "A", "constraints": {"required": True}}, {"name": "B", "type": "integer"}))

    assert result.saved and result.counts.total == result.sheets[0].rows == 2
    assert result.sheets[0].totals_rows == (4,)


def test_nasty_06_a_million_lines_of_delimiters_are_no_rows(load: RunImport, tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "A;B\nx;1\ny;2\n" + ";\n" * 1_048_573)

    began = time.process_time()
    result = load(path)

    assert result.saved and result.counts.total == 2 and not result.problems
    assert time.process_time() - began < 10


def test_nasty_44_invisible_characters_in_headings(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    rows: Cells = [["\ufeffName\u00a0", "E\u200b-mail\u2060", "\uff23\uff49\uff54\uff59"], ["x", "y", "z"]]
    definition = schema({"name": "Name"}, {"name": "E-mail"}, {"name": "City"}, primaryKey=["Name"])

    result = load(workbook(tmp_path / "a.xlsx", rows), definition)

    assert saved(records, "a") == [["Name", "E-mail", "City"], ["x", "y", "z"]]
    assert not result.notes


def test_nasty_44_invisible_characters_are_no_part_of_a_new_column_s_name(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "a.xlsx", [["\ufeffName\u00a0", "E\u200b-mail"], ["x", "y"]]))

    assert saved(records, "a")[0] == ["Name", "E-mail"]


MERGED: Cells = [["Region", "City"], ["North", "a"], [None, "b"], [None, "c"], ["South", "d"]]


def merge_region(book: xlsxwriter.Workbook, sheet: Any) -> None:
    sheet.merge_range(1, 0, 3, 0, "North")


def test_nasty_45_merged_cells_are_told(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    result = load(drawn(tmp_path / "a.xlsx", MERGED, merge_region))

    assert [row[0] for row in saved(records, "a")[1:]] == ["North", None, None, "South"]
    assert in_words(result)[1] == (
        'Sheet "Data": rows 2-4 of "Region" are one merged cell. Only row 2 has its value; the others are empty.'
    )


def test_nasty_45_merged_cells_are_filled_where_the_dataset_says_so(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    definition = schema(
        {"name": "Region", "x-fillDown": True, "constraints": {"required": True}}, {"name": "City"}, primaryKey=["City"]
    )

    result = load(drawn(tmp_path / "a.xlsx", MERGED, merge_region), definition)

    assert [row[0] for row in saved(records, "a")[1:]] == ["North", "North", "North", "South"]
    assert in_words(result)[1:] == ['Sheet "Data": 2 empty cells were given the value above them.']


def test_nasty_47_titles_and_notes_above_the_headings(look: RunCheck, tmp_path: Path) -> None:
    rows: Cells = [["Price list"], ["valid from", "2026-11-01"], [], ["Part", "Price"], ["p1", "9.99"]]

    result = look(workbook(tmp_path / "a.xlsx", rows), schema({"name": "Part"}, {"name": "Price", "type": "number"}))

    assert in_words(result)[0] == 'Sheet "Data": headings taken from row 4, 1 row.'
    assert not result.problems


def test_nasty_48_merged_headings_of_two_lines(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.merge_range(0, 0, 1, 0, "Name")
        sheet.merge_range(0, 1, 0, 2, "Address")
        sheet.merge_range(0, 3, 0, 4, "Contact")

    rows: Cells = [[], [None, "Street", "City", "Mail", "Phone"], ["x", "s", "c", "m", "p"]]

    result = load(drawn(tmp_path / "a.xlsx", rows, draw))

    labels = ["Name", "Address Street", "Address City", "Contact Mail", "Contact Phone"]
    assert saved(records, "a") == [labels, ["x", "s", "c", "m", "p"]]
    assert in_words(result)[0] == 'Sheet "Data": headings taken from rows 1, 2, 1 row.'


def test_nasty_49_empty_columns_are_nothing_and_values_without_a_heading_are_named(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    rows: Cells = [
        ["A", None, "B", None, "", ""],
        ["x", None, "y", 7, "", " "],
        ["z", None, "w", None],
        ["u", None, 1, 8],
    ]

    result = load(workbook(tmp_path / "a.xlsx", rows))

    assert saved(records, "a")[0] == ["A", "B"]
    assert in_words(result)[1:] == ['Sheet "Data": column D has 2 values but no heading and was left out (rows 2, 4).']


def test_nasty_49_a_repeated_heading_must_be_chosen(look: RunCheck, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["A", "B", "b "], ["x", 1, 2]])
    definition = schema({"name": "A"}, {"name": "Count", "x-aliases": ["B"], "type": "integer"})
    assert look(path, definition).columns["Data"]["Count"] == 2

    with pytest.raises(NeedsAnswer):
        look(workbook(tmp_path / "b.xlsx", [["A", "B", "B"], ["x", 1, 2]]), definition)


def test_nasty_50_no_heading_row_is_said(look: RunCheck, tmp_path: Path) -> None:
    with pytest.raises(NeedsAnswer) as asked:
        look(workbook(tmp_path / "a.xlsx", [["x", 1], ["y", 2]]))

    assert str(Catalogue().exception(asked.value)).startswith(
        'No row of the sheet "Data" looks like headings: row 1 holds data (x, 1). Which row holds the headings?'
    )


def test_nasty_51_ragged_rows(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "A,B\nx,y\nz\nu,v,extra,more\n,,,\nw,1,\n")

    result = load(path)

    assert saved(records, "a")[1:] == [["x", "y"], ["z", None], ["u", "v"], ["w", "1"]]
    assert in_words(result)[1:] == [
        'Sheet "a": column C has 1 value but no heading and was left out (row 4).',
        'Sheet "a": column D has 1 value but no heading and was left out (row 4).',
    ]


def test_nasty_52_totals_and_footnotes_are_left_out_and_told(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    rows: Cells = [["Part", "Price"], ["p", 1], ["q", 2], ["Gesamtsumme", 3], [], ["Alle Preise ohne Steuer"]]
    definition = schema({"name": "Part"}, {"name": "Price", "type": "number"}, primaryKey=["Part"])

    result = load(workbook(tmp_path / "a.xlsx", rows), definition)

    assert saved(records, "a")[1:] == [["p", 1.0], ["q", 2.0]]
    assert in_words(result)[1:] == [
        'Sheet "Data": totals below the data were left out (row 4).',
        'Sheet "Data": remarks below the data were left out (row 6).',
    ]


def test_nasty_52_an_excel_table_says_itself_where_its_totals_are(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any) -> None:
        columns = [{"header": "Part"}, {"header": "Kind", "total_string": "x"}, {"header": "Price"}]
        sheet.add_table("B3:D6", {"columns": columns, "total_row": True})
        for row, cells in enumerate([["p", "k", 1], ["q", "k", 2]], 3):
            sheet.write_row(row, 1, cells)
        sheet.write_row(5, 1, ["altogether", "x", 3])
        sheet.write_row(7, 1, ["p", "left over", 4])

    result = load(drawn(tmp_path / "a.xlsx", [["Part", "List", "of", "Prices"]], draw))

    assert saved(records, "a") == [["Part", "Kind", "Price"], ["p", "k", 1], ["q", "k", 2]]
    assert (result.sheets[0].header_row, result.sheets[0].totals_rows) == (3, (6,))
    assert in_words(result)[2] == 'Sheet "Data": 1 row below the table was left out (row 8).'


def test_nasty_52_rows_typed_below_a_table_are_data(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.add_table("A1:B2", {"columns": [{"header": "Part"}, {"header": "Price"}]})
        sheet.write_row(1, 0, ["p", 1])
        sheet.write_row(2, 0, ["q", 2])

    load(drawn(tmp_path / "a.xlsx", [], draw))

    assert saved(records, "a")[1:] == [["p", 1], ["q", 2]]


def test_nasty_53_hidden_rows_are_read_and_counted(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.autofilter("A1:B4")
        for row in (1, 2):
            sheet.set_row(row, None, None, {"hidden": True})

    result = load(drawn(tmp_path / "a.xlsx", [["A", "B"], ["x", 1], ["y", 2], ["z", 3]], draw))

    assert records.row_count("a") == 3
    assert in_words(result)[1:] == ['Sheet "Data" has 2 hidden rows. They were read like the others.']


def test_nasty_53_hidden_columns_are_read_and_told(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any) -> None:
        sheet.set_column(1, 2, None, None, {"hidden": True})
        sheet.set_column(6, 9, None, None, {"hidden": True})
        sheet.set_column(3, 3, 30)

    result = load(drawn(tmp_path / "a.xlsx", [["A", "B", "C", "D"], ["x", 1, 2, 3]], draw))

    assert saved(records, "a") == [["A", "B", "C", "D"], ["x", 1, 2, 3]]
    assert in_words(result)[1:] == ['Sheet "Data" has 2 hidden columns (B, C). They were read like the others.']


def test_nasty_53_a_hidden_sheet_is_left_out_and_named(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    def draw(book: xlsxwriter.Workbook, sheet: Any) -> None:
        other = book.add_worksheet("Old")
        other.write_row(0, 0, ["A", "B"])
        other.write_row(1, 0, ["y", 2])
        other.hide()

    result = load(drawn(tmp_path / "a.xlsx", [["A", "B"], ["x", 1]], draw))

    assert records.row_count("a") == 1
    assert in_words(result)[1:] == ['Sheet "Old" was left out: it is hidden.']
