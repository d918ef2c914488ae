"""The watched folders on the page Settings."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.settings.watch_dialog import WatchDialog
from desktop_uploader.gui.settings.watched import WatchedSection
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.watch import Afterwards, Polling, Watch
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


def test_what_is_watched_already_is_said_in_the_dialog(
    qtbot: QtBot, window: MainWindow, section: WatchedSection, folder: Path
) -> None:
    (folder / "inner").mkdir()
    add(qtbot, section, folder / "inner")
    qtbot.waitUntil(lambda: len(section.rows) == 1)

    dialog = ask(qtbot, section)
    dialog.folder.setText(f"{folder}/inner/")
    assert "is watched already" in dialog.said() and not dialog.ok.isEnabled()
    dialog.folder.setText(str(folder))
    assert not dialog.said() and dialog.ok.isEnabled()
    dialog.recursive.click()
    assert "which is watched with all that is in it" in dialog.said() and not dialog.ok.isEnabled()
    dialog.reject()


def ask(qtbot: QtBot, section: WatchedSection) -> WatchDialog:
    section.add.click()
    qtbot.waitUntil(lambda: section.dialog is not None)
    assert section.dialog is not None
    return section.dialog


def test_names_quiet_time_and_polling_are_behind_more_and_kept(
    qtbot: QtBot, window: MainWindow, section: WatchedSection, folder: Path
) -> None:
    dialog = ask(qtbot, section)
    assert dialog.more.isHidden()
    dialog.folder.setText(str(folder))
    dialog.open_more.click()
    qtbot.keyClicks(dialog.more.patterns, "orders*.xlsx, *.csv")
    dialog.more.quiet.line.selectAll()
    qtbot.keyClicks(dialog.more.quiet.line, "2.5")
    qtbot.mouseClick(dialog.more.polling, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    dialog.ok.click()
    qtbot.waitUntil(lambda: len(section.rows) == 1)

    (watch,) = load_settings(find_folders(window._application.folders.data)).watch
    assert (watch.patterns, watch.quiet_seconds, watch.polling) == (("orders*.xlsx", "*.csv"), 2.5, "always")

    section.rows[0].change_wanted.emit(section.rows[0].watch)
    qtbot.waitUntil(lambda: section.dialog is not None)
    again = section.dialog
    assert again is not None and not again.more.isHidden() and again.more.patterns.text() == "orders*.xlsx, *.csv"
    again.reject()


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("folder", "in/orders", "A whole path from the top"),
        ("patterns", "in/orders.xlsx", "without folders"),
        ("quiet", "0", "A number above 0"),
        ("quiet", "soon", "A number above 0"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field_as_it_is_typed(
    qtbot: QtBot, section: WatchedSection, folder: Path, field: str, text: str, said: str
) -> None:
    dialog = ask(qtbot, section)
    dialog.folder.setText(str(folder))
    dialog.open_more.click()
    line = {"folder": dialog.folder, "patterns": dialog.more.patterns, "quiet": dialog.more.quiet.line}[field]
    line.selectAll()
    qtbot.keyClicks(line, text)

    around = {"folder": dialog._folder, "patterns": dialog.more._patterns, "quiet": dialog.more._quiet}[field]
    assert said in around.said and not dialog.ok.isEnabled()

    line.selectAll()
    qtbot.keyClicks(line, {"folder": str(folder), "patterns": "*.csv", "quiet": "3"}[field])
    assert said not in around.said and dialog.ok.isEnabled()
    dialog.reject()


@pytest.mark.parametrize("patterns", [(), ("orders*.xlsx", "*.csv"), ("Orders, final*.xlsx",)])
def test_what_nobody_changes_in_the_dialog_stays_as_it_is(
    qtbot: QtBot, window: MainWindow, section: WatchedSection, tmp_path: Path, patterns: tuple[str, ...]
) -> None:
    before = Watch(folder=str(tmp_path / "in"), patterns=patterns, quiet_seconds=0.25, polling=Polling.ALWAYS)
    kit = section.kit
    dialog = WatchDialog(before, [], [], kit.application.words, kit.theme, kit.icons, section)
    chosen: list[tuple[Watch, Watch]] = []
    dialog.chosen.connect(lambda *both: chosen.append(both))

    dialog.ok.click()

    assert chosen == [(before, before)]
