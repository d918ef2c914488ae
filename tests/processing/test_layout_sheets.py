"""Which sheets are used, and what is said of the others."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import FileRefused
from desktop_uploader.model.jobs import CheckResult
from desktop_uploader.words import Catalogue

from .conftest import RunCheck, RunImport
from .files import Cells, saved, schema, workbook

DATA: Cells = [["Name", "Amount"], ["x", 1]]
DEFINITION = schema({"name": "Name", "constraints": {"required": True}}, {"name": "Amount", "type": "integer"})


def reasons(result: CheckResult) -> dict[str, str | None]:
    return {sheet.name: sheet.reason for sheet in result.sheets}


def in_words(result: CheckResult) -> list[str]:
    return [Catalogue().event(code, params) for sheet in result.sheets for code, params in sheet.timeline()]


def with_hidden(path: Path, *hidden: str, **sheets: Cells) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(row)
        if name in hidden:
            made.sheet_state = "hidden"
    book.save(path)
    return path


def test_all_sheets_of_the_dataset_are_taken_together_and_counted(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        [["Prices of November"], [], [None, "by hand"]],
        North=[*DATA, ["y", 2], ["Total", 3]],
        South=[["Amount", "Fax", "Name"], [3, "f", "z"]],
        Empty=[],
        Numbers=[[1, 2], [3, 4]],
        Lists=[["Name"], ["x"], ["y"]],
    )

    result = load(path, DEFINITION)

    assert saved(records, "a")[1:] == [["x", 1], ["y", 2], ["z", 3]]
    assert {sheet.name: (sheet.used, sheet.rows) for sheet in result.sheets if sheet.used} == {
        "North": (True, 2),
        "South": (True, 1),
    }
    assert {sheet.name: sheet.reason for sheet in result.sheets if not sheet.used} == {
        "Data": "other-dataset",
        "Empty": "empty",
        "Numbers": "no-headings",
        "Lists": "other-dataset",
    }


def test_a_sheet_of_another_known_dataset_is_named(load: RunImport, look: RunCheck, tmp_path: Path) -> None:
    load(workbook(tmp_path / "customers.xlsx", [["Number", "City"], ["1", "x"]]))

    result = look(workbook(tmp_path / "a.xlsx", DATA, More=[["City", "Number"], ["y", "2"]]), DEFINITION)

    assert result.sheets[1].dataset == "customers"
    assert in_words(result)[1] == (
        'Sheet "More" was left out: its headings are those of customers. Add the file again as customers for it.'
    )


def test_an_unknown_file_begins_with_the_first_table_and_not_with_a_page_of_text(
    look: RunCheck, tmp_path: Path
) -> None:
    result = look(workbook(tmp_path / "a.xlsx", [["Read me"], ["All prices are net."]], Prices=DATA))

    assert reasons(result) == {"Data": "other-dataset", "Prices": None}


def test_where_no_sheet_fits_the_nearest_one_is_explained(look: RunCheck, tmp_path: Path) -> None:
    definition = schema(*({"name": f"F{number}", "constraints": {"required": True}} for number in range(6)))

    result = look(workbook(tmp_path / "a.xlsx", [["x", "y"], [1, 2]], Near=[["F1", "F2", "z"], [1, 2, 3]]), definition)

    assert reasons(result) == {"Data": "other-dataset", "Near": None}
    assert {problem.sheet for problem in result.problems} == {"Near"}


def test_hidden_sheets_are_left_out_and_named(look: RunCheck, tmp_path: Path) -> None:
    path = with_hidden(tmp_path / "a.xlsx", "Old", Data=DATA, Old=DATA)

    result = look(path)

    assert result.counts.total == 1
    assert in_words(result) == [
        'Sheet "Data": headings taken from row 1, 1 row.',
        'Sheet "Old" was left out: it is hidden.',
    ]


def test_a_chart_is_left_out_and_named(look: RunCheck, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet, chart = book.add_worksheet("Data"), book.add_chart({"type": "line"})
    for number, row in enumerate(DATA):
        sheet.write_row(number, 0, row)
    chart.add_series({"values": "=Data!$B$2:$B$2"})
    book.add_chartsheet("Curve").set_chart(chart)
    book.close()

    result = look(tmp_path / "a.xlsx")

    assert in_words(result)[1:] == ['Sheet "Curve" was left out: it is a chart.']


def test_a_file_of_hidden_sheets_only(look: RunCheck, tmp_path: Path) -> None:
    path = with_hidden(tmp_path / "a.xlsx", "Old", Front=[], Old=DATA)

    with pytest.raises(FileRefused) as refused:
        look(path)

    assert refused.value.code == "sheets-hidden"


@pytest.mark.parametrize("count", [1, 4990, 12_000])
def test_counts_leave_blank_rows_out(look: RunCheck, tmp_path: Path, count: int) -> None:
    rows: list[Any] = [["Name", "Amount"]]
    for number in range(count):
        rows += [[], [f"n{number}", number]]

    result = look(workbook(tmp_path / "a.xlsx", rows))

    assert result.sheets[0].rows == result.counts.total == count
