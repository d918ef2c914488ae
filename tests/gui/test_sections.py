"""The sections of the page Settings: looked at as one types, changed with Save, taken over while the program runs."""

import os
from pathlib import Path
from typing import Never

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from desktop_uploader.autostart import autostart
from desktop_uploader.bootstrap import Application
from desktop_uploader.database.backup import backups_in
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.settings import diagnostics
from desktop_uploader.gui.settings.diagnostics import DiagnosticsSection
from desktop_uploader.gui.settings.keeping import KeepingSection
from desktop_uploader.gui.settings.notifications import NotificationsSection
from desktop_uploader.gui.settings.records import RecordsSection
from desktop_uploader.gui.settings.start import StartSection
from desktop_uploader.gui.settings.worker import WorkerSection
from desktop_uploader.gui.settings_page import SECTIONS
from desktop_uploader.model.errors import StorageError
from desktop_uploader.model.notices import Notice
from desktop_uploader.settings import load_settings

from ..worker.test_readiness import closed

PATIENCE = 30_000


def test_every_section_opens_and_has_words(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    for number in range(len(SECTIONS)):
        window.settings.choose(number)
        assert window.settings.in_sight is SECTIONS[number].section


def test_the_focus_moves_with_the_section_that_is_chosen(window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    first, third = (window.settings._group.button(number) for number in (0, 2))
    first.setFocus()
    window.settings.show_section(WorkerSection)
    assert window.focusWidget() is third

    elsewhere = window.sidebar._buttons[0]
    elsewhere.setFocus()
    window.settings.choose(0)
    assert window.focusWidget() is elsewhere


def test_what_is_wrong_is_said_while_one_types_and_cannot_be_saved(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page(PageName.SETTINGS)
    section = window.settings.show_section(WorkerSection)
    slots = section.entries["slots"].line
    slots.clear()
    qtbot.keyClicks(slots, "40")

    assert section.fields["slots"].said == "A whole number from 1 to 16."
    assert not section.save.isEnabled()
    slots.clear()
    qtbot.keyClicks(slots, "2")
    assert "Holds from the next start." in section.fields["slots"].said
    assert section.save.isEnabled()


def test_hours_of_work_hold_at_once_and_can_be_overruled(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    window.open_page(PageName.SETTINGS)
    section = window.settings.show_section(WorkerSection)
    hours = section.entries["working_hours"]
    hours.limited.click()
    hours.start.setText("25:00")
    hours.start.textEdited.emit("25:00")
    assert not section.save.isEnabled()
    hours.show_value(None)
    hours.show_value(closed())
    hours.changed.emit()
    section.save.click()

    qtbot.waitUntil(lambda: load_settings(application.folders).working_hours == closed(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.status.state().startswith("Works from"), timeout=PATIENCE)
    assert window.status.work_now.isVisible()
    window.status.work_now.click()
    qtbot.waitUntil(lambda: window.status.state() == "Ready", timeout=PATIENCE)


def test_pausing_in_the_settings_is_seen_everywhere(window: MainWindow, application: Application) -> None:
    window.open_page(PageName.SETTINGS)
    window.settings.show_section(WorkerSection).pause.click()

    assert application.paused
    assert window.status.state() == "Paused"


def test_what_would_go_is_said_before_it_is_saved(qtbot: QtBot, window: MainWindow, application: Application) -> None:
    window.open_page(PageName.SETTINGS)
    section = window.settings.show_section(KeepingSection)
    qtbot.keyClicks(section.entries["keep_history_days"].line, "30")

    qtbot.waitUntil(lambda: section.said_of_going() == "Nothing would go now.", timeout=PATIENCE)
    section.save.click()
    qtbot.waitUntil(lambda: application.settings.keep_history_days == 30, timeout=PATIENCE)


def test_the_records_are_copied_when_a_person_wants_it(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    window.open_page(PageName.SETTINGS)
    section = window.settings.show_section(RecordsSection)
    section.back_up.click()

    qtbot.waitUntil(lambda: bool(backups_in(application.folders.backups, "records")), timeout=PATIENCE)
    qtbot.waitUntil(lambda: section.lines["copy"].text() == "just now", timeout=PATIENCE)


def test_it_starts_with_the_system_where_that_is_wished(
    qtbot: QtBot, window: MainWindow, application: Application, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    window.open_page(PageName.SETTINGS)
    section = window.settings.show_section(StartSection)
    section.with_system.click()
    section.save.click()

    qtbot.waitUntil(lambda: autostart().enabled(), timeout=PATIENCE)
    entry = tmp_path / "config" / "autostart" / "desktop-uploader.desktop"
    assert str(application.folders.data) in entry.read_text(encoding="utf-8")
    qtbot.waitUntil(lambda: window.toast.text() == "Saved." and section._with_system, timeout=PATIENCE)
    section.with_system.click()
    section.save.click()
    qtbot.waitUntil(lambda: not autostart().enabled(), timeout=PATIENCE)


def test_messages_are_chosen_by_their_kind(qtbot: QtBot, window: MainWindow, application: Application) -> None:
    window.open_page(PageName.SETTINGS)
    section = window.settings.show_section(NotificationsSection)
    section.entries["notify"].boxes[Notice.ENDED].click()
    section.save.click()

    qtbot.waitUntil(lambda: application.settings.notify == (Notice.FAILED, Notice.ASKS), timeout=PATIENCE)


def _refuse(*_: object) -> Never:
    raise StorageError("disk-full")


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind")
def test_what_is_found_is_said_and_put_right(
    qtbot: QtBot, window: MainWindow, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    application.folders.outbox.chmod(0o755)
    window.open_page(PageName.SETTINGS)
    section = window.settings.show_section(DiagnosticsSection)
    qtbot.waitUntil(lambda: any("may read" in said for said in section.said_of_findings()), timeout=PATIENCE)

    with monkeypatch.context() as broken:
        broken.setattr(diagnostics, "tidy", _refuse)
        section.put_right.click()
        qtbot.waitUntil(lambda: "disk is full" in window.toast.text(), timeout=PATIENCE)
    assert section.put_right.isEnabled()
    section.put_right.click()

    gone = lambda: not any("may read" in said for said in section.said_of_findings())  # noqa: E731
    qtbot.waitUntil(lambda: bool(section.found) and gone(), timeout=PATIENCE)
    assert application.folders.outbox.stat().st_mode & 0o777 == 0o700


def test_the_log_folder_is_one_click_away(
    window: MainWindow, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    window.open_page(PageName.SETTINGS)
    window.settings.show_section(DiagnosticsSection).logs.click()

    assert opened == [str(application.folders.logs)]
