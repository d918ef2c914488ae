"""The section Updates, and what is said of a newer version by itself; asked of a server on the loopback."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.gui.desktop import Desktop
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.settings.updates import UpdatesSection
from desktop_uploader.gui.theme import Theme
from desktop_uploader.settings import find_folders, load_settings

from ..updates.server import Told, updates_server
from .conftest import close

PATIENCE = 10_000


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    with updates_server() as told:
        monkeypatch.setenv("DESKTOP_UPLOADER_UPDATES_ADDRESS", told.address)
        yield told


def section_of(window: MainWindow) -> UpdatesSection:
    window.open_page(PageName.SETTINGS)
    return window.settings.show_section(UpdatesSection)


def test_nobody_is_asked_before_a_person_wishes_it(qtbot: QtBot, server: Told, window: MainWindow) -> None:
    section = section_of(window)
    qtbot.wait(300)

    assert server.asked == 0
    assert not section.entries["check_for_updates"].isChecked()
    assert section.told.isHidden()


def test_a_newer_version_is_told_with_its_notes_and_opens_its_page(
    qtbot: QtBot, server: Told, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    section = section_of(window)

    section.check.click()
    assert section.told.title.text() == "Asking…"
    qtbot.waitUntil(lambda: section.release is not None, timeout=PATIENCE)

    assert section.told.title.text() == "Version 99.1.0 can be had."
    # As it was written: nothing in it is markup.
    assert section.notes.text() == "* Faster\n* <b>Safer</b>"
    section.open_page.click()
    assert opened == ["https://x.example/99"]


def test_what_goes_wrong_is_said_and_can_be_tried_again(qtbot: QtBot, server: Told, window: MainWindow) -> None:
    server.answer = {"version": "?"}
    section = section_of(window)
    section.check.click()
    qtbot.waitUntil(section.check.isEnabled, timeout=PATIENCE)
    assert section.told.title.text() == "127.0.0.1 did not say which version is the newest."

    server.answer = {"version": "0.0.1", "link": "https://x.example"}
    section.check.click()
    qtbot.waitUntil(section.check.isEnabled, timeout=PATIENCE)
    assert section.told.title.text() == "This is the newest version."
    assert section.open_page.isHidden()


def test_where_it_is_set_it_is_said_once_a_day_by_itself(
    qtbot: QtBot, server: Told, data_dir: Path, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESKTOP_UPLOADER_CHECK_FOR_UPDATES", "true")
    folders = find_folders(data_dir)
    for asked in (1, 1):
        application = Application(load_settings(folders), folders)
        desktop = Desktop(application, theme, Icons(resource_folder("icons")))
        desktop.show()
        qtbot.waitUntil(lambda: application.opened, timeout=PATIENCE)  # noqa: B023
        qtbot.waitUntil(lambda: server.asked == asked, timeout=PATIENCE)  # noqa: B023
        if "found" not in json.loads((folders.data / "updates.json").read_text(encoding="utf-8")):
            qtbot.waitUntil(lambda: "99.1.0" in desktop.window.toast.text(), timeout=PATIENCE)  # noqa: B023
        qtbot.wait(200)
        desktop.leave()
        close(desktop.window)
        application.close()

    assert server.asked == 1


def test_its_words_lead_to_what_is_new(
    qtbot: QtBot, server: Told, window: MainWindow, application: Application
) -> None:
    section = section_of(window)
    section.check.click()
    qtbot.waitUntil(lambda: section.release is not None, timeout=PATIENCE)
    release = section.release
    window.open_page(PageName.UPLOADS)

    assert release is not None
    window.go.show_update(release)

    assert window.pages.name_in_sight() is PageName.SETTINGS
    assert section.open_page.isVisible()
    assert application.updates.remembered() == release
