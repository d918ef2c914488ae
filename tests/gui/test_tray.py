"""The icon that stands for the program, and one message for all files that were added together."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.tray import batches
from desktop_uploader.gui.tray.state import Tone, WorkState
from desktop_uploader.settings import WhenClosing

PATIENCE = 30_000


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "LOOK", 100)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)


@pytest.fixture
def told(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is said; the window is not in front."""
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(window.behind.tray, "say", lambda title, text, bad=False: said.append((title, text)))
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    return said


def files(folder: Path, **contents: str) -> list[Path]:
    made = []
    for name, text in contents.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        made.append(path)
    return made


def test_many_files_make_one_message(
    qtbot: QtBot, window: MainWindow, told: list[tuple[str, str]], tmp_path: Path
) -> None:
    good = {f"orders{number}": f"No.,Amount\nA-{number},5\n" for number in range(4)}
    window.add_files(files(tmp_path, **good, broken=""), {})

    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    qtbot.wait(500)
    assert told == [("Some files need you", "4 files are saved.\n1 file failed.")]
    assert window.behind.tray.tone is Tone.BAD


def test_a_click_on_the_message_opens_the_file_that_failed(
    qtbot: QtBot, window: MainWindow, application: Application, told: list[tuple[str, str]], tmp_path: Path
) -> None:
    window.open_page(PageName.SETTINGS)
    window.add_files(files(tmp_path, orders="No.,Amount\nA-1,5\n", broken=""), {})
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)

    window.behind.tray.icon.messageClicked.emit()

    assert window.pages.name_in_sight() is PageName.UPLOADS
    qtbot.waitUntil(
        lambda: window.uploads.detail.task is not None and window.uploads.detail.task.file_name == "broken.csv",
        timeout=PATIENCE,
    )


def test_nothing_is_said_while_the_window_is_in_front(
    qtbot: QtBot,
    window: MainWindow,
    told: list[tuple[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(window, "isActiveWindow", lambda: True)
    with qtbot.waitSignal(window.behind.batches.ended, timeout=PATIENCE):
        window.add_files(files(tmp_path, orders="No.,Amount\nA-1,5\n"), {})

    assert told == []


def test_closing_stays_behind_the_icon_where_that_is_set(window: MainWindow, application: Application) -> None:
    application.apply(application.settings.model_copy(update={"when_closing": WhenClosing.STAY}))

    window.close()

    assert not window.isVisible() and window.behind.tray.icon.isVisible()
    window.behind.tray.open_wanted.emit()
    assert window.isVisible()


def test_the_icon_of_a_state_is_painted_once(window: MainWindow) -> None:
    tray, keys = window.behind.tray, []
    for busy in (True, False, True):
        tray.show_state(WorkState(Tone.OK, "Working" if busy else "Ready", busy))
        keys.append(tray.icon.icon().cacheKey())

    assert keys[0] == keys[2] != keys[1]


def test_the_icon_says_what_the_program_does(window: MainWindow, application: Application) -> None:
    assert window.behind.tray.icon.toolTip() == "Desktop Uploader\nReady"
    application.switch_pause()
    window.activity.show_state()

    assert window.behind.tray.icon.toolTip() == "Desktop Uploader\nPaused"
    assert window.behind.tray.tone is Tone.WARN
