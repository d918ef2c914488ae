"""The page Records in the real window."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.records.connecting import read_only_uri
from desktop_uploader.gui.records.page import RecordsPage
from desktop_uploader.gui.records.values import as_tabbed
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.export import TableFormat
from desktop_uploader.model.rowquery import RowQuery
from desktop_uploader.settings import Settings, find_folders

PATIENCE = 20_000


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the orders among the samples, imported."""
    folder = tmp_path_factory.mktemp("imported")
    parts = build(Settings(), find_folders(folder))
    path = next(path for path in parts.intake.sample_files() if path.name == "orders.xlsx")
    task = parts.intake.register(path)
    parts.uploader.drain()
    parts.workers[0].drain([task.id])
    parts.close()
    return folder


@pytest.fixture
def data_dir(imported: Path, tmp_path: Path) -> Path:
    """A copy of it for each test."""
    return shutil.copytree(imported, tmp_path / "data")


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, application: Application) -> RecordsPage:
    """The page with the orders."""
    assert application.records.row_count("orders") == 2000
    window.open_page(PageName.RECORDS)
    qtbot.waitUntil(lambda: window.records.model.rowCount() == 2000, timeout=PATIENCE)
    return window.records


@pytest.fixture
def clipboard(qapp: QGuiApplication) -> Iterator[QClipboard]:
    """Emptied in the end: without a screen, Qt would let go of what Python has put there once Python is gone."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def first(page: RecordsPage) -> str:
    return str(page.model.index(0, 0).data())


def test_what_is_typed_is_found_and_escape_shows_all_again(qtbot: QtBot, page: RecordsPage) -> None:
    qtbot.keyClicks(page.search, "A-100777")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and first(page) == "A-100777", timeout=PATIENCE)
    assert page._count.text() == "1 row found"
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    page._on_escape()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2000, timeout=PATIENCE)
    assert page.search.text() == ""


def test_a_heading_sorts_up_then_down_then_not(qtbot: QtBot, page: RecordsPage) -> None:
    for expected in ("A-100001", "A-102000", "A-100001"):
        page.table.horizontalHeader().sectionClicked.emit(0)
        qtbot.waitUntil(lambda expected=expected: first(page) == expected, timeout=PATIENCE)
    assert page.model.query.sort is None


def test_the_origin_of_a_row_leads_to_its_upload(qtbot: QtBot, window: MainWindow, page: RecordsPage) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.waitUntil(page.origin.show_upload.isVisible, timeout=PATIENCE)
    assert "From orders.xlsx" in page.origin.words.text()
    page.origin.show_upload.click()
    assert window.pages.in_sight() is window.uploads


def test_selected_rows_are_copied_exactly_as_a_table(qtbot: QtBot, page: RecordsPage, clipboard: QClipboard) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    page.table.selectRow(0)
    with qtbot.waitSignal(page.said, timeout=PATIENCE):
        page.table.copy_selection()
    data = clipboard.mimeData()
    heading, row = data.text().split("\n")
    assert heading.split("\t")[0] == "Order no." and row.split("\t")[0] == "A-100001"
    assert "<td" in data.html()


def test_rows_out_of_sight_are_copied_too_in_the_columns_in_sight(
    qtbot: QtBot, page: RecordsPage, clipboard: QClipboard
) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    page.table.show_column(1, False)
    page.table.selectAll()
    with qtbot.waitSignal(page.said, timeout=PATIENCE) as said:
        page.table.copy_selection()
    lines = clipboard.text().split("\n")
    assert said.args == ["2,000 rows are copied."]
    assert lines[0].split("\t") == page.table.fields_in_sight()
    assert [line.split("\t")[0] for line in lines[1:]] == [f"A-{100_000 + number}" for number in range(1, 2001)]


def test_the_newest_rows_come_first_at_a_click(qtbot: QtBot, page: RecordsPage) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    page.newest.click()
    qtbot.waitUntil(lambda: first(page) == "A-102000", timeout=PATIENCE)
    page.table.horizontalHeader().sectionClicked.emit(0)
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    assert not page.newest.isChecked()


def test_a_column_to_filter_by_is_chosen_without_its_heading(qtbot: QtBot, page: RecordsPage) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    asked: list[int] = []
    page.filtering.menus.filter_wanted.connect(asked.append)
    page.filtering.menus.of_columns().actions()[2].trigger()
    assert asked == [2]
    QApplication.activePopupWidget().close()


def test_where_nothing_is_found_all_rows_are_a_click_away(qtbot: QtBot, page: RecordsPage) -> None:
    page._show(RowQuery(search="nowhere", descending=True))
    qtbot.waitUntil(page._stack.all_rows.isVisible, timeout=PATIENCE)
    assert page._stack.sentence.text() == "No row is like that."
    page._stack.all_rows.click()
    qtbot.waitUntil(lambda: page.table.isVisible() and first(page) == "A-102000", timeout=PATIENCE)
    assert page.newest.isChecked()


def test_columns_are_at_first_as_wide_as_what_is_in_them(qtbot: QtBot, page: RecordsPage) -> None:
    with qtbot.waitSignal(page.model.shown_anew, timeout=PATIENCE):
        page._show(RowQuery(search="A"))
    page._show(RowQuery())
    qtbot.waitUntil(lambda: page.model.rowCount() == 2000 and first(page) == "A-100001", timeout=PATIENCE)
    widths = [page.table.columnWidth(column) for column in range(page.model.columnCount())]
    assert len(set(widths)) > 3
    assert all(width >= page.table.sizeHintForColumn(column) for column, width in enumerate(widths))


def test_widths_that_a_person_has_set_stay_after_a_look_at_a_dataset_without_rows(
    qtbot: QtBot, page: RecordsPage, application: Application
) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    page.table.setColumnWidth(0, 333)
    application.records.save_dataset(Dataset("stock", {"fields": [{"name": "Article"}]}, confirmed=True))
    page.show_dataset("stock")
    qtbot.waitUntil(lambda: page.model.columnCount() == 1, timeout=PATIENCE)

    page.show_dataset("orders")
    qtbot.waitUntil(lambda: page.model.rowCount() == 2000 and first(page) == "A-100001", timeout=PATIENCE)

    assert page.table.columnWidth(0) == 333


def test_rows_are_saved_to_a_file(qtbot: QtBot, page: RecordsPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(page.file_made, timeout=PATIENCE) as made:
        page.saving.make(page.outputs.export(TableFormat.CSV, False), tmp_path / "orders.csv")
    assert made.args == ["orders.csv has 2,000 rows.", tmp_path / "orders.csv"]
    assert len((tmp_path / "orders.csv").read_bytes().splitlines()) == 2001


def test_rows_that_are_read_anew_stay_under_the_eye(qtbot: QtBot, page: RecordsPage) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    page.table.setCurrentIndex(page.model.index(900, 0))
    before = page.table.verticalScrollBar().value()
    with qtbot.waitSignal(page.model.shown_anew, timeout=PATIENCE):
        page.refresh()
    assert before > 0 and page.table.verticalScrollBar().value() == before
    assert page.table.currentIndex().row() == 900
    qtbot.waitUntil(page.origin.show_upload.isVisible, timeout=PATIENCE)


def test_other_rows_begin_at_the_top_and_none_of_them_is_chosen(qtbot: QtBot, page: RecordsPage) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    page.table.setCurrentIndex(page.model.index(900, 0))
    with qtbot.waitSignal(page.model.shown_anew, timeout=PATIENCE):
        page._show(RowQuery(sort="Order no.", descending=True))
    assert page.table.verticalScrollBar().value() == 0
    assert not page.table.currentIndex().isValid()


def test_rows_that_cannot_be_saved_are_told_until_it_is_read(
    qtbot: QtBot, window: MainWindow, page: RecordsPage, tmp_path: Path
) -> None:
    (tmp_path / "orders.csv").mkdir()

    page.saving.make(page.outputs.export(TableFormat.CSV, False), tmp_path / "orders.csv")

    qtbot.waitUntil(lambda: not page.saving.busy, timeout=PATIENCE)
    assert window.toast.isVisible() and not window.toast._timer.isActive()
    assert page.strip.isHidden() and not page._again.isActive()


def test_the_count_is_that_of_the_rows_shown_also_while_rows_are_saved(qtbot: QtBot, page: RecordsPage) -> None:
    page.saving.busy = True
    page._show(RowQuery(search="A-100777"))
    qtbot.waitUntil(lambda: page._count.text() == "1 row found", timeout=PATIENCE)
    page.saving.busy = False


def test_nothing_is_handed_out_until_rows_are_shown(qtbot: QtBot, window: MainWindow, application: Application) -> None:
    application.records.save_dataset(Dataset("stock", {"fields": [{"name": "Article"}]}, confirmed=True))
    page = window.records

    page._on_read(application.records.datasets())

    assert page.model.dataset is None
    assert not any(made.isHidden() or made.isEnabled() for made in page.outputs.buttons)
    qtbot.waitUntil(lambda: all(made.isEnabled() for made in page.outputs.buttons), timeout=PATIENCE)
    assert page.model.dataset is not None


def test_cells_with_tabs_and_quotes_stay_one_cell() -> None:
    assert as_tabbed(["A"], [['x\t"y"'], [0.1], [None]]) == 'A\n"x\t""y"""\n0.1\n'


def test_an_address_with_odd_letters_is_still_one() -> None:
    assert read_only_uri(Path("/tmp/a b?#%/ü.db")) == "file:/tmp/a%20b%3F%23%25/%C3%BC.db?mode=ro"


def test_a_sort_at_once_after_a_search_keeps_the_search(qtbot: QtBot, page: RecordsPage) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    qtbot.keyClicks(page.search, "A-1007")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    for _ in range(2):
        page.table.horizontalHeader().sectionClicked.emit(0)
    qtbot.waitUntil(lambda: page.model.rowCount() == 100 and first(page) == "A-100799", timeout=PATIENCE)


def test_a_column_is_filtered_by_its_popup_and_shown_again_by_the_chip(qtbot: QtBot, page: RecordsPage) -> None:
    popup = page.filtering.ask(0)
    assert popup is not None
    qtbot.keyClicks(popup.low, "a-1007")
    popup.apply.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 100, timeout=PATIENCE)
    chip = page.filtering.chips.findChildren(QPushButton)[0]
    assert chip.text() == "Order no. contains a-1007"
    chip.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2000, timeout=PATIENCE)
    assert page.filtering.chips.isHidden()


def test_a_cell_filters_by_its_value(qtbot: QtBot, page: RecordsPage) -> None:
    qtbot.waitUntil(lambda: first(page) == "A-100001", timeout=PATIENCE)
    menu = page.filtering.menus.of_cell(page.model.index(4, 0))
    next(action for action in menu.actions() if action.text() == "Filter by this value").trigger()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and first(page) == "A-100005", timeout=PATIENCE)


def test_a_hidden_column_stays_hidden_and_is_not_saved_to_files(qtbot: QtBot, page: RecordsPage) -> None:
    menu = page.filtering.menus.of_column(1)
    name = page.model.dataset.field_names[1] if page.model.dataset is not None else ""
    next(action for action in menu.actions() if action.text() == f"Hide column {name}").trigger()
    with qtbot.waitSignal(page.model.shown_anew, timeout=PATIENCE):
        page.refresh()
    assert page.table.isColumnHidden(1)
    assert name not in page.outputs.export(TableFormat.CSV, False).fields
