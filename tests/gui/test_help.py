"""What a person who is stuck finds."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow

PATIENCE = 30_000


def test_a_report_for_support_is_saved(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.help.save_wanted) as wanted:
        window.help.diagnostics.trigger()
    window.save_as.make(wanted.args[0], tmp_path / "report.zip")

    qtbot.waitUntil(lambda: "report.zip is saved" in window.toast.text(), timeout=PATIENCE)
    assert "manifest.json" in zipfile.ZipFile(tmp_path / "report.zip").namelist()


def test_the_logs_are_one_click_away(
    qtbot: QtBot, window: MainWindow, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)

    window.help.logs.trigger()

    assert opened == [str(application.folders.logs)]
