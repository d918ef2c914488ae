"""What a person who is stuck, or new, finds."""

import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_uploader import __version__
from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.gui.help.page import HelpPage, View
from desktop_uploader.gui.help.parts import parts
from desktop_uploader.gui.help.tour import FirstTour
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PAGES, PageName
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.settings_page import SECTIONS
from desktop_uploader.gui.theme import DARK, Theme

from .conftest import close
from .test_window import shown

PATIENCE = 30_000
TOPICS = {
    PageName.RECORDS: "records",
    PageName.DATASETS: "datasets",
    PageName.INSIGHTS: "insights",
    PageName.SETTINGS: "storage",
    PageName.HELP: "start",
}


@pytest.fixture
def guide(qtbot: QtBot, window: MainWindow) -> HelpPage:
    """The page Help in sight, with the first page of the guide."""
    window.resize(1280, 800)
    window.open_page(PageName.HELP)
    page = window.pages.help
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "Start here" in page.browser.toPlainText(), timeout=PATIENCE)
    return page


def read(qtbot: QtBot, page: HelpPage, words: str) -> None:
    qtbot.waitUntil(lambda: words in page.browser.toPlainText(), timeout=PATIENCE)


def tour_of(qtbot: QtBot, window: MainWindow) -> FirstTour:
    qtbot.waitUntil(lambda: window.empty.tour is not None, timeout=PATIENCE)
    assert window.empty.tour is not None
    return window.empty.tour


def press_f1(qtbot: QtBot, window: MainWindow) -> HelpPage:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    QTest.keyClick(window, Qt.Key.Key_F1)
    return window.pages.help


def test_f1_opens_the_guide_at_the_page_for_where_one_is(qtbot: QtBot, window: MainWindow) -> None:
    found = {}
    for kind in PAGES[1:]:
        window.open_page(kind.name)
        found[kind.name] = press_f1(qtbot, window).shown

    assert found == TOPICS
    qtbot.waitUntil(lambda: window.pages.help.browser.accessibleName() == "Start here", timeout=PATIENCE)


def test_f1_opens_the_guide_for_the_section_of_the_settings(qtbot: QtBot, window: MainWindow) -> None:
    found = []
    for number in range(len(SECTIONS)):
        window.open_page(PageName.SETTINGS)
        window.settings.choose(number)
        found.append(press_f1(qtbot, window).shown)

    assert found == [kind.topic for kind in SECTIONS]
    assert len(set(found)) == len(SECTIONS)


def test_f1_beside_a_file_with_wrong_cells_tells_how_to_correct_it(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(window.empty.isVisible, timeout=PATIENCE)
    assert press_f1(qtbot, window).shown == "start"
    window.add_files([resource_folder("samples") / "price-list.xlsx"])
    qtbot.waitUntil(lambda: "Failed" in shown(window).values(), timeout=PATIENCE)
    window.open_page(PageName.UPLOADS)
    window.uploads.chosen.clear()
    assert press_f1(qtbot, window).shown == "uploads"
    window.open_page(PageName.UPLOADS)
    window.uploads.table.selectRow(0)
    qtbot.waitUntil(lambda: window.uploads.detail.task is not None, timeout=PATIENCE)

    assert press_f1(qtbot, window).shown == "correcting"


def test_escape_leads_back_to_where_one_was(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page(PageName.DATASETS)
    page = press_f1(qtbot, window)
    QTest.keyClick(page.browser, Qt.Key.Key_Escape)

    assert window.pages.name_in_sight() is PageName.DATASETS
    assert window.sidebar._buttons[2].isChecked()


def test_f1_in_a_preview_tells_of_it_and_escape_leads_back_to_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    file = tmp_path / "stock.csv"
    file.write_text("Article;Pieces\nA;1\n", encoding="utf-8")
    window.add_files([file])
    qtbot.waitUntil(lambda: "Needs an answer" in shown(window).values(), timeout=PATIENCE)
    task = window.uploads.model.task_at(0)
    assert task is not None
    window.previewing.open(task)

    page = press_f1(qtbot, window)
    assert page.shown == "first-import"
    QTest.keyClick(page.browser, Qt.Key.Key_Escape)

    assert window.previewing.page is not None
    assert window.previewing.page.task.id == task.id


def test_a_link_leads_to_its_page_and_back_leads_to_where_one_was(qtbot: QtBot, guide: HelpPage) -> None:
    guide.browser.anchorClicked.emit(QUrl("trouble.md#report"))
    read(qtbot, guide, "Is everything in order?")
    assert guide.shown == "trouble#report"
    assert guide.browser.verticalScrollBar().value() > 0

    QTest.keyClick(guide.browser, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    read(qtbot, guide, "Your first import")
    assert guide.on.isEnabled() and not guide.back.isEnabled()

    QTest.keyClick(guide.browser, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    read(qtbot, guide, "Is everything in order?")


def test_a_link_is_followed_with_the_keyboard(qtbot: QtBot, guide: HelpPage) -> None:
    guide.browser.setFocus()
    QTest.keyClick(guide.browser, Qt.Key.Key_Tab)
    QTest.keyClick(guide.browser, Qt.Key.Key_Return)

    read(qtbot, guide, "What the states mean")


def test_a_link_to_another_site_opens_in_the_systems_browser(guide: HelpPage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toString())) or True)

    for address in ("https://datapackage.org/", "file:///etc/passwd", "javascript:alert(1)"):
        guide.browser.anchorClicked.emit(QUrl(address))

    assert opened == ["https://datapackage.org/"]
    assert guide.shown == "start"


def test_what_is_searched_for_is_listed_and_marked_on_the_page(qtbot: QtBot, guide: HelpPage) -> None:
    QTest.keyClick(guide, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert guide.search.hasFocus()
    qtbot.keyClicks(guide.search, "sparklines")
    assert [guide.contents.pages.page(row).name for row in range(guide.contents.pages.rowCount())] == ["correcting"]

    QTest.keyClick(guide.search, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: len(guide.browser.extraSelections()) == 1, timeout=PATIENCE)
    assert guide.browser.verticalScrollBar().value() > 0
    QTest.keyClick(guide.contents, Qt.Key.Key_Escape)
    assert guide.search.text() == ""
    assert guide.contents.pages.rowCount() > 10


def test_a_search_without_a_find_says_so(qtbot: QtBot, guide: HelpPage) -> None:
    qtbot.keyClicks(guide.search, "giraffe")

    assert guide.nothing.isVisible()
    assert guide.contents.pages.rowCount() == 0


def test_the_arrow_keys_go_through_the_guide(qtbot: QtBot, guide: HelpPage) -> None:
    guide.contents.setFocus()
    QTest.keyClick(guide.contents, Qt.Key.Key_Down)

    read(qtbot, guide, "What the states mean")
    assert guide.contents.hasFocus()


def test_pictures_are_as_wide_as_there_is_room_and_lines_too(qtbot: QtBot, window: MainWindow, guide: HelpPage) -> None:
    def width() -> int:
        picture = guide.browser.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("images/uploads.png"))
        return round(picture.deviceIndependentSize().width())

    wide = width()
    window.resize(QSize(900, 600))
    qtbot.waitUntil(lambda: width() < wide, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not guide.browser._resized.isActive(), timeout=PATIENCE)

    assert guide.browser.document().size().width() <= guide.browser.viewport().width()


def test_the_guide_takes_the_colours_of_the_theme(qtbot: QtBot, guide: HelpPage, theme: Theme) -> None:
    theme.choose(True)
    try:
        cursor = guide.browser.document().find("report a problem")
        assert cursor.charFormat().foreground().color().name() == DARK.accent
    finally:
        theme.choose(None)


def test_the_tour_is_shown_at_the_first_start_and_not_again_once_it_is_put_away(
    application: Application, theme: Theme, qtbot: QtBot
) -> None:
    icons = Icons(resource_folder("icons"))
    first = MainWindow(application, Running(application), theme, icons)
    first.show()
    first.start()
    tour_of(qtbot, first).done.click()
    assert not tour_of(qtbot, first).isVisible()
    close(first)

    second = MainWindow(application, Running(application), theme, icons)
    second.show()
    second.start()
    qtbot.waitUntil(second.empty.isVisible, timeout=PATIENCE)
    assert second.empty.tour is None
    second.open_page(PageName.HELP)
    second.pages.help.tour_button.click()
    assert second.pages.help.tour.isVisible()
    close(second)


def test_the_tour_leads_to_the_guide(qtbot: QtBot, window: MainWindow) -> None:
    tour_of(qtbot, window).guide.click()

    assert window.pages.name_in_sight() is PageName.HELP
    assert window.pages.help.shown == "start"


def test_about_lists_the_versions_and_licences_and_copies_them_without_a_folder(
    qtbot: QtBot, guide: HelpPage, application: Application
) -> None:
    guide.about_button.click()
    assert guide.view is View.ABOUT
    about = guide.about
    qtbot.waitUntil(lambda: len(about.model.parts) > 10, timeout=PATIENCE)
    licences = {part.name: part.licence for part in about.model.parts}
    assert licences["SQLAlchemy"] == "MIT"
    assert {"Python", "Qt", "SQLite", "openpyxl"} <= licences.keys()
    assert [name for name, licence in licences.items() if not licence] == []

    about.copy.click()

    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"Desktop Uploader {__version__}\nPython 3.")
    assert str(application.folders.data) not in copied


def test_a_bundle_tells_the_parts_that_are_listed_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "licences").mkdir()
    lines = ("It contains the parts below; see there", "", "Python 3.11.7: PSF-2.0", "openpyxl 3.1.5: MIT")
    text = "\n".join((*lines, "libx11 2:1.8: MIT, X11", ""))
    (tmp_path / "licences" / "README.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "desktop-uploader"))

    found = parts()

    assert [part.name for part in found] == ["Python", "Qt", "SQLite", "libx11", "openpyxl"]
    assert (found[3].version, found[3].licence) == ("2:1.8", "MIT, X11")


def test_the_folders_are_one_click_away(
    guide: HelpPage, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    guide.about_button.click()

    guide.about.open_data.click()
    guide.about.open_logs.click()

    assert opened == [str(application.folders.data), str(application.folders.logs)]


def test_a_report_for_support_is_saved(qtbot: QtBot, window: MainWindow, guide: HelpPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(guide.making_wanted) as wanted:
        guide.making_wanted.disconnect(window.save_as.ask)
        guide.report.click()
    window.save_as.make(wanted.args[0], tmp_path / "report.zip")

    qtbot.waitUntil(lambda: "report.zip is saved" in window.toast.text(), timeout=PATIENCE)
    assert "manifest.json" in zipfile.ZipFile(tmp_path / "report.zip").namelist()
