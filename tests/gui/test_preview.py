"""A file of a new kind is looked at in whole, with a real worker and real children, before anything is saved."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.preview.decisions import LEFT_OUT
from desktop_uploader.gui.preview.menu import ColumnMenu
from desktop_uploader.gui.preview.page import PreviewPage
from desktop_uploader.model.dataset import Dataset

from .test_window import drop, shown

PATIENCE = 40_000
HEAD = "Order No,Tanggal,Qty,Harga,Catatan\n"
ROWS = '10231,03/04/2026,12,"1.234",lekas\n10232,05/04/2026,3,"760,96",\n10235,11/04/2026,many,"88,10",\n'
FIELDS = {"order_id": "integer", "order_date": "date", "quantity": "integer", "unit_price": "number"}


@pytest.fixture
def medan(tmp_path: Path) -> Path:
    path = tmp_path / "branch-medan.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


@pytest.fixture
def stock(tmp_path: Path) -> Path:
    path = tmp_path / "stock.csv"
    path.write_text("Article,Pieces\n007,12\n008,3\n", encoding="utf-8")
    return path


@pytest.fixture
def orders(application: Application) -> Dataset:
    aliases = dict(zip(FIELDS, HEAD.split(","), strict=False))
    fields = [{"name": name, "type": kind, "x-aliases": [aliases[name]]} for name, kind in FIELDS.items()]
    return application.records.save_dataset(Dataset("Orders", {"fields": fields}, confirmed=True))


def asked(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """Drop a file, and select it where it asks."""
    drop(window, path)
    qtbot.waitUntil(lambda: shown(window).get(path.name) == "Needs an answer", timeout=PATIENCE)
    window.uploads.select_task(1)


def opened(window: MainWindow) -> PreviewPage:
    """Press F2."""
    window.uploads.detail.look()
    page = window.previewing.page
    assert page is not None
    return page


def looked_at(qtbot: QtBot, window: MainWindow, path: Path) -> PreviewPage:
    asked(qtbot, window, path)
    page = opened(window)
    settled(qtbot, page)
    return page


def fields(page: PreviewPage) -> list[str | None]:
    """The fields to which the file's columns go."""
    assert page.result is not None
    return [column.field for column in page.result.columns]


def settled(qtbot: QtBot, page: PreviewPage) -> None:
    qtbot.waitUntil(lambda: not page.looking.busy and page.result is not None, timeout=PATIENCE)


def test_rows_dataset_questions_and_wrong_rows_are_shown(
    qtbot: QtBot, window: MainWindow, orders: Dataset, medan: Path
) -> None:
    page = looked_at(qtbot, window, medan)

    assert page.dataset.currentText() == "Orders (4 of 5 columns match)"
    assert page.model.index(0, 1).data() == "10231"
    assert [card.title.text() for card in page.cards.cards] == [
        "Which date is 03/04/2026?",
        "“1.234” in “Harga” is 1,234",
        "1 row would be refused",
        "“Catatan” is new for Orders",
    ]
    assert not page.go_on.isEnabled()


def test_answered_it_is_imported_and_the_next_one_needs_no_click(
    qtbot: QtBot, window: MainWindow, application: Application, orders: Dataset, medan: Path
) -> None:
    page = looked_at(qtbot, window, medan)
    page.cards.cards[0].options[0].click()
    settled(qtbot, page)
    page.cards.cards[2].options[1].click()
    settled(qtbot, page)
    assert (page.go_on.text(), page.go_on.isEnabled()) == ("Import 2 rows", True)

    page.go_on.click()
    qtbot.waitUntil(lambda: application.records.row_count("Orders") == 2, timeout=PATIENCE)
    later = medan.with_name("branch-jakarta.csv")
    later.write_text(HEAD + '10300,04/05/2026,1,"1.100",\n', encoding="utf-8")
    drop(window, later)

    qtbot.waitUntil(lambda: application.records.row_count("Orders") == 3, timeout=PATIENCE)


def test_left_with_escape_the_file_goes_on_asking_and_nothing_decided_is_lost(
    qtbot: QtBot, window: MainWindow, orders: Dataset, medan: Path
) -> None:
    page = looked_at(qtbot, window, medan)
    page.cards.cards[0].options[0].click()
    settled(qtbot, page)

    page.later.click()

    assert window.previewing.page is None
    assert shown(window) == {medan.name: "Needs an answer"}
    again = opened(window)
    settled(qtbot, again)
    assert again.cards.cards[0].title.text() == "“03/04/2026” in “Tanggal” is 03 April 2026"


def test_columns_exchange_their_fields_by_the_keyboard(
    qtbot: QtBot, window: MainWindow, orders: Dataset, medan: Path
) -> None:
    page = looked_at(qtbot, window, medan)
    page.grid.setCurrentIndex(page.model.index(0, 1))

    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.grid, Qt.Key.Key_Right, keys)
    settled(qtbot, page)

    assert fields(page)[:2] == ["order_date", "order_id"]


def test_a_new_dataset_gets_another_name_and_type(
    qtbot: QtBot, window: MainWindow, application: Application, stock: Path
) -> None:
    page = looked_at(qtbot, window, stock)
    page.decisions.set_type("Pieces", "number")
    page.decisions.choose_new("articles")
    page.looking.look()
    settled(qtbot, page)

    page.go_on.click()

    qtbot.waitUntil(lambda: application.records.row_count("articles") == 2, timeout=PATIENCE)
    dataset = application.records.dataset("articles")
    assert dataset is not None
    assert [field["type"] for field in dataset.schema["fields"]] == ["string", "number"]


def test_nothing_is_saved_before_it_is_wanted_and_what_is_left_out_is_said(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "stock.csv"
    path.write_text("Stock of the north branch,,\n,,\nArticle,Pieces,Note\n007,12,x\n008,3,y\n", encoding="utf-8")

    page = looked_at(qtbot, window, path)

    assert page.headings.currentData() == 3
    assert page.left_out.text() == "1 row above the headings is left out."
    assert page.name.text() == "stock"
    assert application.records.dataset("stock") is None


def test_another_heading_row_is_looked_at_before_it_counts(
    qtbot: QtBot, window: MainWindow, application: Application, stock: Path
) -> None:
    page = looked_at(qtbot, window, stock)

    page.headings.setCurrentIndex(page.headings.findData(2))
    page.headings.activated.emit(page.headings.currentIndex())
    settled(qtbot, page)

    assert page.result is not None
    assert [column.heading for column in page.result.columns] == ["007", "12"]
    assert application.records.dataset("stock") is None


@pytest.mark.parametrize(("left_out", "values"), [(0, ["1", "2"]), (1, ["x", "y"])])
def test_one_of_two_columns_with_the_same_heading_can_be_left_out(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path, left_out: int, values: list[str]
) -> None:
    path = tmp_path / "nicks.csv"
    path.write_text("Nick,Nick,Town\nx,1,a\ny,2,b\n", encoding="utf-8")
    page = looked_at(qtbot, window, path)
    assert page.result is not None
    page.decisions.send_to(page.result.columns[left_out], LEFT_OUT, page.result)
    page.looking.look()
    settled(qtbot, page)

    page.go_on.click()

    qtbot.waitUntil(lambda: application.records.dataset("nicks") is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: application.records.row_count("nicks") == 2, timeout=PATIENCE)
    _, rows = application.records.rows("nicks")
    assert [str(row[0]) for row in rows] == values


def test_a_heading_dragged_onto_another_exchanges_their_fields(
    qtbot: QtBot, window: MainWindow, orders: Dataset, medan: Path
) -> None:
    page = looked_at(qtbot, window, medan)
    header = page.grid.column_header()
    first, second = (QPoint(header.sectionViewportPosition(section) + 40, 20) for section in (1, 2))

    qtbot.mousePress(header.viewport(), Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(header.viewport(), second - QPoint(10, 0))
    qtbot.mouseMove(header.viewport(), second)
    qtbot.mouseRelease(header.viewport(), Qt.MouseButton.LeftButton, pos=second)
    settled(qtbot, page)

    assert fields(page)[:2] == ["order_date", "order_id"]


def test_a_file_that_is_gone_is_said_and_can_be_left(
    qtbot: QtBot, window: MainWindow, application: Application, medan: Path
) -> None:
    asked(qtbot, window, medan)
    for kept in application.folders.files.rglob("*"):
        if kept.is_file():
            kept.unlink()

    page = opened(window)

    qtbot.waitUntil(lambda: not page.looking.busy, timeout=PATIENCE)
    assert len(page.cards.cards) == 1 and page.cards.cards[0].title.text()
    assert not page.go_on.isEnabled()
    page.later.click()
    assert shown(window) == {medan.name: "Needs an answer"}


def test_a_column_that_is_new_is_added_to_the_known_dataset(
    qtbot: QtBot, window: MainWindow, application: Application, orders: Dataset, medan: Path
) -> None:
    page = looked_at(qtbot, window, medan)
    page.cards.cards[0].options[0].click()
    settled(qtbot, page)
    page.cards.cards[2].options[1].click()
    settled(qtbot, page)
    new = page.cards.cards[3]
    assert new.text.text() == "It has values such as lekas."
    assert [made.text() for made in new.options] == ["Add to the dataset: Text", "Leave out"]
    assert new.options[1].isChecked() and application.records.dataset("Orders") == orders

    qtbot.keyClick(new.options[0], Qt.Key.Key_Space)
    settled(qtbot, page)
    assert fields(page)[4] == "Catatan" and page.cards.cards[3].options[0].isChecked()
    page.go_on.click()

    qtbot.waitUntil(lambda: application.records.row_count("Orders") == 2, timeout=PATIENCE)
    headings, rows = application.records.rows("Orders")
    assert headings[4] == "Catatan" and [row[4] for row in rows] == ["lekas", None]


def test_a_new_column_gets_another_type_and_name_in_its_menu_and_is_left_out_again(
    qtbot: QtBot, window: MainWindow, orders: Dataset, medan: Path
) -> None:
    page = looked_at(qtbot, window, medan)
    assert page.result is not None
    column = page.result.columns[4]
    menu = ColumnMenu(column, page.result, page.decisions, page._words, page)
    more = next(action.menu() for action in menu.actions() if action.text() == "Add to the dataset as")
    assert isinstance(more, QMenu)
    next(action for action in more.actions() if action.text() == "Number").trigger()
    page.looking.look()
    settled(qtbot, page)
    assert page.result.columns[4].type == "number"
    page.decisions.rename(page.result.columns[4], "Note")
    page.looking.look()
    settled(qtbot, page)
    assert fields(page)[4] == "Note"

    page.cards.cards[-1].options[1].click()
    settled(qtbot, page)

    assert fields(page)[4] is None and not [key for key in page.decisions.answers if key.startswith("new-field")]
    menu.deleteLater()
