"""The empty workbook of a dataset: how it looks, and that what is filled in is taken as the dataset."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import FileRefused
from desktop_uploader.model.jobs import TemplateJob
from desktop_uploader.processing.output import run_template
from desktop_uploader.processing.output.template import headings_of
from desktop_uploader.processing.reading import open_file

from ..conftest import RunImport

SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "no", "title": "Order no.", "type": "string", "constraints": {"pattern": "A-[0-9]{6}"}},
        {"name": "count", "type": "integer", "constraints": {"required": True, "minimum": 1}},
        {"name": "price", "type": "number", "constraints": {"exclusiveMinimum": 0, "maximum": 1000}},
        {"name": "day", "type": "date", "format": "%d/%m/%Y", "constraints": {"minimum": "01/01/2026"}},
        {"name": "moment", "type": "datetime"},
        {"name": "at", "type": "time"},
        {"name": "state", "description": "How far it is.", "constraints": {"enum": ["new", "open", "done"]}},
        {"name": "country", "constraints": {"enum": [f"Country, number {number}" for number in range(60)]}},
        {"name": "paid", "type": "boolean"},
        {"name": "code", "type": "string", "constraints": {"minLength": 2, "maxLength": 4}},
    ],
    "primaryKey": "no",
}
DATASET = Dataset("orders", SCHEMA, confirmed=True, title="Orders 2026/27")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    run_template(TemplateJob(DATASET, str(tmp_path / "template.xlsx")))
    return tmp_path / "template.xlsx"


def test_the_headings_are_titles_where_there_are_any(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    names = [field["name"] for field in SCHEMA["fields"]]

    assert book.sheetnames == ["Orders 2026_27", "How to fill in", "Lists"]
    assert [cell.value for cell in sheet[1]] == ["Order no.", *names[1:]]
    assert all(cell.font.b for cell in sheet[1]) and sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:J1"
    assert sheet.max_row == 1 and book["Lists"].sheet_state == "hidden"


def test_needed_columns_look_different_and_every_heading_has_a_note(template: Path) -> None:
    sheet = openpyxl.load_workbook(template).worksheets[0]

    colours = [cell.fill.fgColor.rgb for cell in sheet[1]]
    assert [colour == "FF1F4E79" for colour in colours] == [True, True, *[False] * 8]
    assert sheet["B1"].comment.text.strip() == "a whole number, needed, at least 1"
    assert sheet["G1"].comment.text.strip().splitlines() == ["How far it is.", "one of: new, open, done"]


def test_excel_checks_what_it_can(template: Path) -> None:
    sheet = openpyxl.load_workbook(template).worksheets[0]
    rules = {str(rule.sqref).partition("2:")[0]: rule for rule in sheet.data_validations.dataValidation}

    found = {letter: (rule.type, rule.operator, rule.formula1, rule.formula2) for letter, rule in rules.items()}
    assert found["B"] == ("whole", None, "1", "1000000000000000")
    assert found["C"] == ("custom", None, "AND(ISNUMBER(C2),C2>0.0,C2<=1000.0)", None)
    assert found["D"][:3] == ("date", None, "46023")
    assert found["G"] == ("list", None, '"new,open,done"', None)
    assert found["H"] == ("list", None, "'Lists'!$A$1:$A$60", None)
    assert found["I"] == ("list", None, '"TRUE,FALSE"', None)
    assert found["J"][0::2] == ("textLength", "2")
    assert rules["B"].prompt == "a whole number, needed, at least 1"
    assert str(rules["B"].sqref) == "B2:B1048576"


def test_formats_keep_text_as_text_and_show_dates_as_the_dataset_writes_them(template: Path) -> None:
    sheet = openpyxl.load_workbook(template).worksheets[0]
    formats = [sheet.column_dimensions[letter].number_format for letter in "ABCDEFG"]

    assert formats == ["@", "0", "General", "dd/mm/yyyy", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "@"]


def test_the_second_sheet_tells_the_rules(template: Path) -> None:
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(template)["How to fill in"].iter_rows()]

    assert rows[0][0] == "How to fill in: Orders 2026/27"
    assert ["Column", "What to write", "Meaning"] in rows
    assert ["Order no.", "text, needed, different in each row, written like A-000000", ""] in rows


def test_filled_in_it_is_recognised_and_saved(template: Path, load: RunImport, records: RecordsDatabase) -> None:
    records.save_dataset(DATASET)
    day, moment = date(2026, 11, 24), datetime(2026, 11, 24, 13, 14, 15)
    row = ["A-000001", 3, 9.5, day, moment, time(8, 30), "open", "Country, number 7", True, "ab"]
    book = openpyxl.load_workbook(template)
    for column, value in enumerate(row, 1):
        book.worksheets[0].cell(2, column, value)
    book.save(template)

    result = load(template)

    assert result.saved and result.dataset == "orders"
    assert [sheet.name for sheet in result.sheets] == ["Orders 2026_27"]
    assert list(records.rows("orders")[1]) == [tuple(row)]


def test_left_empty_it_is_refused_in_words(template: Path, load: RunImport, records: RecordsDatabase) -> None:
    records.save_dataset(DATASET)

    with pytest.raises(FileRefused, match="no-rows"):
        load(template)


def test_the_guide_and_the_lists_are_no_sheets_of_the_persons(template: Path) -> None:
    assert [sheet.name for sheet in open_file(template, "", 10**8).sheets] == ["Orders 2026_27"]


def test_a_title_that_two_columns_share_is_not_used() -> None:
    fields = [{"name": "a", "title": "X"}, {"name": "b", "title": "X"}, {"name": "c", "title": "C"}]

    assert headings_of({"fields": fields}) == ["a", "b", "C"]
