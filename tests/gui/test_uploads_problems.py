"""Many problems are narrowed to those of a column, or with a text."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import resource_folder
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.theme import Theme
from desktop_uploader.gui.uploads.problem_list import ProblemList
from desktop_uploader.model.problem import HANDFUL, Problem
from desktop_uploader.words import Catalogue


def problem(row: int, field: str = "Amount", value: str = "abc") -> Problem:
    return Problem("type-error", "Prices", row, 4, field, value, {"kind": "number"})


def cells(shown: ProblemList) -> list[str]:
    model = shown.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_problems_are_narrowed_by_column_and_text(qtbot: QtBot, theme: Theme) -> None:
    shown = ProblemList(Catalogue(), theme, Icons(resource_folder("icons")))
    qtbot.addWidget(shown)
    shown.show_problems([*(problem(row) for row in range(2, 8)), problem(8, "Price", "x"), problem(9, "Price", "yes")])
    shown.show()
    assert [shown.column.itemText(number) for number in range(3)] == ["All columns", "Amount (6)", "Price (2)"]

    shown.column.setCurrentIndex(2)
    shown.column.activated.emit(2)
    assert cells(shown) == ["D8", "D9"]

    qtbot.keyClicks(shown.text, "YES")
    qtbot.waitUntil(lambda: cells(shown) == ["D9"])
    shown.table.selectRow(0)
    with qtbot.waitSignal(shown.cell_wanted) as told:
        qtbot.mouseClick(shown.show_cell, Qt.MouseButton.LeftButton)
    assert told.args == [problem(9, "Price", "yes")]
    assert len(shown.lines()) == 8


def test_of_a_handful_nothing_is_narrowed(qtbot: QtBot, theme: Theme) -> None:
    shown = ProblemList(Catalogue(), theme, Icons(resource_folder("icons")))
    qtbot.addWidget(shown)
    shown.show()
    shown.show_problems([problem(row) for row in range(HANDFUL)])

    assert not shown.text.isVisible() and len(cells(shown)) == HANDFUL
