"""From a problem to its cell."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.uploads.cells import MACOS, WINDOWS, command_for, show_cell

from .test_window import PATIENCE, drop, sample, shown

EVIL = Path('/tmp/it\'s "$(calc)" `calc` $HOME; & calc.xlsx')


def test_names_reach_the_script_as_values_and_never_as_text() -> None:
    windows, macos = (command_for(platform, EVIL, "a'; calc #", "D17") for platform in ("win32", "darwin"))

    assert windows is not None and windows.script == WINDOWS
    assert windows.values == {"DU_FILE": str(EVIL), "DU_SHEET": "a'; calc #", "DU_CELL": "D17"}
    assert not any("calc" in argument for argument in windows.arguments)
    assert macos is not None and macos.script == MACOS
    assert macos.arguments[1:] == ("-", str(EVIL), "a'; calc #", "D17")


def test_powershell_is_given_one_block_that_it_runs_as_a_whole() -> None:
    lines = WINDOWS.split("\n")

    assert lines[0] == "& {" and lines[-3:] == ["}", "", ""]
    assert all(line.startswith("    ") for line in lines[1:-3])


@pytest.mark.skipif("sys.platform != 'linux'")
def test_where_the_program_is_missing_the_cell_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")

    assert not show_cell(EVIL, None, "D17")


@pytest.mark.skipif("sys.platform != 'linux'")
def test_where_no_program_can_be_told_the_file_opens_and_the_address_is_ready(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    drop(window, sample(application, "price-list.xlsx"))
    qtbot.waitUntil(lambda: shown(window) == {"price-list.xlsx": "Failed"}, timeout=PATIENCE)
    window.uploads.select_task(1)
    detail = window.uploads.detail
    qtbot.waitUntil(lambda: len(detail.problem_lines()) == 3, timeout=PATIENCE)
    assert not detail.problems.show_cell.isVisible()
    opened: list[str] = []
    window.uploads.open_wanted.disconnect()
    window.uploads.open_wanted.connect(lambda task: opened.append(task.file_name))

    detail.problems.table.selectRow(0)
    assert detail.problems.show_cell.text() == "Open at cell D17"
    detail.problems.show_cell.click()

    qtbot.waitUntil(lambda: opened == ["price-list.xlsx"], timeout=PATIENCE)
    assert QGuiApplication.clipboard().text() == "D17"
    assert window.toast.text().startswith("Go to Prices!D17: D17 is copied")
