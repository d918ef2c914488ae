"""A dropped file of a kind that nobody has seen is shown before anything of it is saved."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.new_dataset import LEFT_OUT, NewDatasetEntry

from .test_window import drop, shown

PATIENCE = 30_000
ROWS = (("Article", "Pieces", "Note"), ("007", 12, "x"), ("008", 3, "y"))

Shown = Callable[[Path], NewDatasetEntry]


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    """A little list with two lines above its headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Stock of the north branch",), (), *ROWS):
        sheet.append(row)
    book.save(tmp_path / "stock.xlsx")
    return tmp_path / "stock.xlsx"


def asked(qtbot: QtBot, window: MainWindow, path: Path) -> NewDatasetEntry:
    """Drop a file and look at what is proposed."""
    drop(window, path)
    qtbot.waitUntil(lambda: shown(window).get(path.name) == "Needs an answer", timeout=PATIENCE)
    window.uploads.select_task(1)
    return entry(window)


def entry(window: MainWindow) -> NewDatasetEntry:
    found = window.uploads.detail.questions.entries[0]
    assert isinstance(found, NewDatasetEntry)
    return found


def test_what_was_understood_is_shown(qtbot: QtBot, window: MainWindow, application: Application, stock: Path) -> None:
    proposed = asked(qtbot, window, stock)

    assert proposed.name.text() == "stock"
    assert proposed.heading_row.text() == "3"
    assert [column.kind.currentText() for column in proposed.columns] == ["Text", "Whole number", "Text"]
    assert application.records.dataset("stock") is None


def test_confirmed_it_is_saved_and_the_next_one_needs_no_click(
    qtbot: QtBot, window: MainWindow, application: Application, stock: Path
) -> None:
    asked(qtbot, window, stock)
    window.uploads.detail.questions.go_on.click()
    qtbot.waitUntil(lambda: shown(window) == {"stock.xlsx": "Done"}, timeout=PATIENCE)

    book = openpyxl.load_workbook(stock)
    book.worksheets[0]["A4"] = "009"
    later = stock.with_name("stock-2.xlsx")
    book.save(later)
    drop(window, later)

    qtbot.waitUntil(lambda: shown(window).get("stock-2.xlsx") == "Done", timeout=PATIENCE)
    assert application.records.row_count("stock") == 4


def test_name_kind_and_columns_can_be_put_right(
    qtbot: QtBot, window: MainWindow, application: Application, stock: Path
) -> None:
    proposed = asked(qtbot, window, stock)
    proposed.name.setText("articles")
    pieces, note = proposed.columns[1].kind, proposed.columns[2].kind
    pieces.setCurrentIndex(pieces.findData("number"))
    note.setCurrentIndex(note.findData(LEFT_OUT))

    window.uploads.detail.questions.go_on.click()

    qtbot.waitUntil(lambda: shown(window) == {"stock.xlsx": "Done"}, timeout=PATIENCE)
    dataset = application.records.dataset("articles")
    assert dataset is not None
    assert [(field["name"], field["type"]) for field in dataset.schema["fields"]] == [
        ("Article", "string"),
        ("Pieces", "number"),
    ]


def test_another_heading_row_is_looked_at_before_it_counts(
    qtbot: QtBot, window: MainWindow, application: Application, stock: Path
) -> None:
    proposed = asked(qtbot, window, stock)
    proposed.heading_row.setText("4")
    questions = window.uploads.detail.questions
    assert questions.go_on.text() == "Read again"

    questions.go_on.click()

    qtbot.waitUntil(lambda: entry(window).heading_row.text() == "4", timeout=PATIENCE)
    assert len(entry(window).columns) == 3
    assert application.records.dataset("stock") is None


def test_nothing_can_be_saved_without_a_name_or_a_column(qtbot: QtBot, window: MainWindow, stock: Path) -> None:
    proposed = asked(qtbot, window, stock)
    go_on = window.uploads.detail.questions.go_on

    proposed.name.clear()
    assert not go_on.isEnabled()
    proposed.name.setText("stock")
    assert go_on.isEnabled()
    for column in proposed.columns:
        column.kind.setCurrentIndex(column.kind.findData(LEFT_OUT))
        column.changed.emit()
    assert not go_on.isEnabled()


@pytest.mark.parametrize(("left_out", "values"), [(0, ["1", "2"]), (1, ["x", "y"])])
def test_one_of_two_columns_with_the_same_heading_can_be_left_out(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path, left_out: int, values: list[str]
) -> None:
    path = tmp_path / "nicks.csv"
    path.write_text("Nick,Nick,Town\nx,1,a\ny,2,b\n", encoding="utf-8")
    columns = asked(qtbot, window, path).columns
    columns[left_out].kind.setCurrentIndex(columns[left_out].kind.findData(LEFT_OUT))
    columns[1 - left_out].kind.setCurrentIndex(columns[1 - left_out].kind.findData("string"))

    window.uploads.detail.questions.go_on.click()

    qtbot.waitUntil(lambda: shown(window) == {"nicks.csv": "Done"}, timeout=PATIENCE)
    _, rows = application.records.rows("nicks")
    assert [row[0] for row in rows] == values
