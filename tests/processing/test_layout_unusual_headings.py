"""Headings that are numbers, or that only two rows together hold: told apart from data by what stands below."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from desktop_uploader.model.errors import NeedsAnswer
from desktop_uploader.words import Catalogue

from .conftest import RunCheck, RunImport
from .files import Cells, text, workbook

HEADINGS: dict[str, tuple[Cells, list[str]]] = {
    "a running number above a running number": (
        [[0, "Name", "Age", "Weight"], [1, "x", 32, 60.5], [2, "y", 41, 71]],
        ["0", "Name", "Age", "Weight"],
    ),
    "the day of a report in the corner": (
        [[date(2026, 11, 2), "Open", "High", "Close"], ["x", 1.5, 2, 2.5], ["y", 2, 4, 3]],
        ["2026-11-02", "Open", "High", "Close"],
    ),
    "hours from 0": (
        [["Server", *range(24)], ["a", *[5.0] * 24], ["b", *[7.5] * 24]],
        ["Server", *map(str, range(24))],
    ),
    "article numbers over texts": (
        [["Shop", 100022, 100025, 10011], ["North", "yes", "no", "no"], ["South", "no", "no", "yes"]],
        ["Shop", "100022", "100025", "10011"],
    ),
}


@pytest.mark.parametrize("case", HEADINGS)
def test_numbers_are_headings_where_what_stands_below_is_something_else(
    look: RunCheck, tmp_path: Path, case: str
) -> None:
    rows, labels = HEADINGS[case]

    result = look(workbook(tmp_path / "a.xlsx", rows))

    assert result.sheets[0].header_rows == (1,) and result.dataset.field_names == labels
    assert result.counts.total == 2


def test_article_numbers_are_headings_of_a_text_file_too(look: RunCheck, tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "id,100022,100025,10011\nid1,TRUE,FALSE,TRUE\nid2,FALSE,FALSE,TRUE\n")

    assert look(path).dataset.field_names == ["id", "100022", "100025", "10011"]


@pytest.mark.parametrize(
    "rows",
    [
        [[1, "a", "b", "c"], [2, "d", "e", "f"], [3, "g", "h", "i"]],
        [[1, "n/a", "n/a", "x"], [2, 5, 6, "y"], [3, 7, 8, "z"]],
        [["x", 100, 200, 300], ["y", 8, 5, "n/a"], ["z", 7, "n/a", 3]],
        [["a", 3, 4, 5, 6, 7], ["b", 1, 2, 3, 4, 5]],
    ],
)
def test_numbers_of_a_first_row_of_data_are_no_headings(look: RunCheck, tmp_path: Path, rows: Cells) -> None:
    with pytest.raises(NeedsAnswer, match="heading-row"):
        look(workbook(tmp_path / "a.xlsx", rows))


def test_two_rows_of_headings_that_are_too_narrow_alone_belong_together(look: RunCheck, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet("Data")
    for column, label in enumerate(("Line", "Cycle", "Rate")):
        sheet.merge_range(0, column, 1, column, label)
    sheet.write(0, 3, "Growth")
    sheet.write_row(1, 3, ["Measured", "Predicted", "Difference", "Count", "Share"])
    for row in (2, 3):
        sheet.write_row(row, 0, ["x", 4, 46.4, 0.7, 0.8, 0.1, 1, 0.5])
    book.close()

    result = look(tmp_path / "a.xlsx")

    assert result.sheets[0].header_rows == (1, 2)
    assert result.dataset.field_names[2:5] == ["Rate", "Growth Measured", "Growth Predicted"]


def test_a_note_and_a_line_of_text_above_data_are_no_headings(look: RunCheck, tmp_path: Path) -> None:
    rows: Cells = [["Remark:", "Simple"], [None, None, "a", "b"], [1, 2, 3, 4, 5], [2, 3, 4, 5, 6]]

    with pytest.raises(NeedsAnswer, match="heading-row"):
        look(workbook(tmp_path / "a.xlsx", rows))


def test_notes_directly_above_a_table_of_two_columns_are_asked_about(look: RunCheck, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["By", "Smith"], ["For", "Sales"], ["Item", "Price"], ["x", 1.5], ["y", 2]])

    with pytest.raises(NeedsAnswer) as asked:
        look(path)

    (question,) = asked.value.params["questions"]
    assert (question["about"], question["choices"]) == ("Data", ("1", "2", "3", "0"))
    assert "(rows 1, 2, 3)" in str(Catalogue().exception(asked.value))
    assert look(path, answers={"heading-row:Data": "3"}).dataset.field_names == ["Item", "Price"]


def test_notes_with_a_colon_are_no_headings(look: RunCheck, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["By:", "Smith"], ["For:", "Sales"], ["Item", "Price"], ["x", 1.5]])

    assert look(path).sheets[0].header_row == 3


def test_a_known_dataset_of_two_columns_is_not_asked_about(load: RunImport, look: RunCheck, tmp_path: Path) -> None:
    load(workbook(tmp_path / "a.xlsx", [["Item", "Price"], ["x", 1.5]]))

    assert (
        look(workbook(tmp_path / "b.xlsx", [["By", "Smith"], ["Item", "Price"], ["x", 1.5]])).sheets[0].header_row == 2
    )


@pytest.mark.parametrize(
    "rows",
    [
        [["Item", "Price"], ["bolt", 1.5], ["nut", "on request"], ["saw", 2]],
        [["Item", "Price"], ["bolt", "on request"], ["nut", 1.5], ["saw", "on request"]],
        [["Item", "Kind"], ["bolt", "metal"], ["nut", "metal"]],
        [["Item", "Price", "Day"], ["bolt", "on request", "soon"], ["nut", 1.5, date(2026, 1, 2)]],
        [["Item", "Price"], [None, "EUR"], ["nut", 1.5]],
    ],
)
def test_texts_among_the_data_raise_no_question(look: RunCheck, tmp_path: Path, rows: Cells) -> None:
    assert look(workbook(tmp_path / "a.xlsx", rows)).sheets[0].header_row == 1
