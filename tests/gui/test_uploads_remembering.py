"""The page looks as a person left it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.theme import Theme
from desktop_uploader.gui.uploads.filter_bar import FilterBar
from desktop_uploader.gui.uploads.model import COL_DATASET, COL_FINISHED, COL_ROWS
from desktop_uploader.gui.uploads.remembering import KEY
from desktop_uploader.model.queries import TaskQuery, TaskSort
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.words import Catalogue

from .filled import filled

PATIENCE = 15_000


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    yield from filled(data_dir, 60)


def anew(window: MainWindow, theme: Theme) -> MainWindow:
    """The next window, as after another start."""
    window.step_aside()
    made = MainWindow(window._application, window._running, theme, Icons(resource_folder("icons")))
    made.resize(1800, 900)
    made.show()
    made.start()
    return made


def test_columns_order_and_filter_are_as_they_were_left(qtbot: QtBot, window: MainWindow, theme: Theme) -> None:
    page = window.uploads
    qtbot.waitUntil(lambda: page.model.rowCount() == 60, timeout=PATIENCE)
    page.table.show_column(COL_FINISHED, True)
    page.table.show_column(COL_ROWS, False)
    page.table.set_widths({COL_DATASET: 171})
    page.table.horizontalHeader().sectionClicked.emit(COL_FINISHED)
    page.show_failed()
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 60, timeout=PATIENCE)
    failed = page.model.rowCount()

    again = anew(window, theme).uploads

    qtbot.waitUntil(lambda: again.model.rowCount() == failed, timeout=PATIENCE)
    assert again.filters.chip("Failed").isChecked()
    assert (again.model.query.sort, again.model.query.descending) == (TaskSort.FINISHED, True)
    assert again.model.query.statuses == {TaskStatus.FAILED}
    assert not again.table.isColumnHidden(COL_FINISHED) and again.table.isColumnHidden(COL_ROWS)
    assert again.table.columnWidth(COL_DATASET) == 171
    again.window().close()


def test_what_is_chosen_for_a_person_is_said_once_or_not_at_all(qtbot: QtBot, theme: Theme) -> None:
    filters, said = FilterBar(theme, Icons(resource_folder("icons")), Catalogue()), []
    qtbot.addWidget(filters)
    filters.changed.connect(lambda: said.append(filters.chosen()["state"]))

    filters.take_up({"state": "Done", "dataset": "orders"})
    assert not said and filters.chip("Done").isChecked() and filters.dataset.currentData() == "orders"

    filters.show_query(TaskQuery(statuses=frozenset({TaskStatus.FAILED}), asking=False, dataset="prices"), "May")
    assert said == ["Failed"]
    assert (filters.dataset.currentData(), filters.period.currentText()) == ("prices", "May")


@pytest.mark.parametrize("kept", ["{", '{"widths": 3}', '{"sort": "none"}'])
def test_what_cannot_be_understood_is_as_at_first(qtbot: QtBot, window: MainWindow, theme: Theme, kept: str) -> None:
    window.uploads._remembered.setValue(KEY, kept)
    window.uploads.close_down = lambda: None

    again = anew(window, theme).uploads

    qtbot.waitUntil(lambda: again.model.rowCount() == 60, timeout=PATIENCE)
    assert again.model.query.sort is TaskSort.ADDED
    again.window().close()
