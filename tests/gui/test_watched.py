"""The watched folders on the page Settings."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.settings.watched import WatchedSection
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.watch import Afterwards
from desktop_uploader.settings import find_folders, load_settings


@pytest.fixture
def section(window: MainWindow) -> WatchedSection:
    window.open_page(PageName.SETTINGS)
    found = window.settings.show_section(WatchedSection)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "orders.csv").write_text("Order,Amount\nA-1,10\n", encoding="utf-8")
    return tmp_path / "in"


def add(qtbot: QtBot, section: WatchedSection, folder: Path, afterwards: Afterwards = Afterwards.LEAVE) -> None:
    section.add.click()
    qtbot.waitUntil(lambda: section.dialog is not None)
    assert section.dialog is not None
    section.dialog.folder.setText(str(folder))
    section.dialog.afterwards.setCurrentIndex(section.dialog.afterwards.findData(afterwards))
    section.dialog.ok.click()


def test_a_folder_is_watched_from_the_window_and_brings_its_files(
    qtbot: QtBot, window: MainWindow, section: WatchedSection, folder: Path
) -> None:
    add(qtbot, section, folder, Afterwards.MOVE)
    qtbot.waitUntil(lambda: len(section.rows) == 1)
    (watch,) = load_settings(find_folders(window._application.folders.data)).watch
    assert (watch.root, watch.afterwards, watch.dataset) == (folder, "move", None)

    window._application.watching.change([watch.model_copy(update={"quiet_seconds": 0.2})])
    qtbot.waitUntil(lambda: "1 file added" in section.rows[0].text(), timeout=15_000)
    qtbot.waitUntil(lambda: (folder / "Added" / "orders.csv").exists(), timeout=15_000)

    assert [task.file_name for task in window._application.history.tasks(TaskQuery(), limit=9)] == ["orders.csv"]


def test_a_watched_folder_is_changed_and_removed(
    qtbot: QtBot, window: MainWindow, section: WatchedSection, tmp_path: Path
) -> None:
    add(qtbot, section, tmp_path / "gone")
    qtbot.waitUntil(lambda: len(section.rows) == 1 and "is not there" in section.rows[0].trouble(), timeout=15_000)
    assert "is not there" in window.status.state()
    section.rows[0].change_wanted.emit(section.rows[0].watch)
    qtbot.waitUntil(lambda: section.dialog is not None)
    assert section.dialog is not None and section.dialog.folder.isReadOnly()
    section.dialog.recursive.setChecked(True)
    section.dialog.ok.click()
    qtbot.waitUntil(lambda: "with the folders in it" in section.rows[0].text())
    assert load_settings(window._application.folders).watch[0].recursive

    section.rows[0].remove_wanted.emit(section.rows[0].watch)
    qtbot.waitUntil(lambda: section.rows == [])
    assert load_settings(window._application.folders).watch == ()
    qtbot.waitUntil(lambda: "is not there" not in window.status.state(), timeout=10_000)


def test_what_cannot_be_watched_is_said_in_the_dialog(qtbot: QtBot, section: WatchedSection) -> None:
    add(qtbot, section, Path("relative"))

    assert section.dialog is not None and section.dialog.isVisible()
    assert "must be a whole path" in section.dialog.said()
    section.dialog.reject()
