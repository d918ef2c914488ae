"""The window is there before what is behind it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.database.presence import Presence
from desktop_uploader.gui.app import Program
from desktop_uploader.gui.desktop import Desktop
from desktop_uploader.gui.ending import LOOK, Ending
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.errors import UploaderError
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.settings import find_folders, load_settings

from .conftest import close
from .test_window import PATIENCE, shown

NONE = Qt.KeyboardModifier.NoModifier
FRAME = {"PySide6", "shiboken6", "shibokensupport", "signature_bootstrap", "desktop_uploader", "platformdirs"}
"""The packages that are needed to show the window's frame: every other one makes each start of the program slower."""

WINDOW = FRAME | {"annotated_types", "dotenv", "pydantic", "pydantic_core", "pydantic_settings", "tomlkit"}
WINDOW |= {"typing_extensions", "typing_inspection"}
"""Those that are needed for all of the window, before the application behind it is opened."""

BEHIND = ("database", "doctor", "intake", "metrics", "parts", "processing", "queue", "watching")
"""Of the program itself, what is loaded behind the window."""

TELL = """
import json, os, sys
from desktop_uploader import __main__
from desktop_uploader.gui.{module} import {kind}

def tell(*given, **how):
    print(json.dumps([name for name, module in sys.modules.items() if module is not None]), flush=True)
    os._exit(0)

{kind}.{step} = tell
sys.argv = ["desktop-uploader", "--data-dir", sys.argv[1]]
__main__.main()
"""


def loaded_at(module: str, kind: str, step: str, data: Path) -> set[str]:
    """The modules that the program has loaded when it comes to a step."""
    code = TELL.format(module=module, kind=kind, step=step)
    told = subprocess.run(
        [sys.executable, "-c", code, str(data)], capture_output=True, text=True, timeout=60, check=True
    )
    return set(json.loads(told.stdout))


def foreign(names: set[str]) -> set[str]:
    """The packages that are neither Python's nor built in."""
    packages = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    return {name for name in packages if not name.startswith("_")}


@pytest.fixture
def unopened(data_dir: Path) -> Iterator[Application]:
    folders = find_folders(data_dir)
    made = Application(load_settings(folders), folders)
    yield made
    made.close()


@pytest.fixture
def desktop(qtbot: QtBot, unopened: Application, theme: Theme) -> Iterator[Desktop]:
    made = Desktop(unopened, theme, Icons(resource_folder("icons")))
    yield made
    close(made.window)


def held_back(application: Application, monkeypatch: pytest.MonkeyPatch) -> Event:
    """Have it opened no sooner than the event is set."""
    go_on, put_together = Event(), application._put_together

    def slowly(kind: str, warm: bool) -> object:
        go_on.wait(20)
        return put_together(kind, warm)

    monkeypatch.setattr(application, "_put_together", slowly)
    return go_on


def test_a_window_takes_files_while_its_application_is_still_being_opened(
    qtbot: QtBot, desktop: Desktop, unopened: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = held_back(unopened, monkeypatch)
    path = tmp_path / "orders.csv"
    path.write_text("Item,Price\nPen,1\n", encoding="utf-8")
    desktop.show()
    qtbot.wait(50)
    window = desktop.window
    window.add_files([path], {})
    window.open_page(PageName.RECORDS)
    window.uploads.pause.click()
    window.uploads.pause.click()
    qtbot.wait(200)

    assert not unopened.opened
    assert window.adding.busy
    assert window.pages.currentWidget() is window.uploads

    go_on.set()
    qtbot.waitUntil(lambda: window.pages.name_in_sight() is PageName.RECORDS, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "orders.csv" in shown(window), timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: all(task.status.final for task in unopened.history.tasks(TaskQuery(), limit=9)), timeout=PATIENCE
    )


def test_files_that_wait_for_the_application_are_added_before_the_program_ends(
    qtbot: QtBot, desktop: Desktop, unopened: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("Item,Price\nPen,1\n", encoding="utf-8")
    go_on = held_back(unopened, monkeypatch)
    desktop.show()
    desktop.window.add_files([path], {})
    ends: list[bool] = []
    desktop.closed.connect(lambda: ends.append(True))
    Ending(unopened, desktop).begin()
    QTimer.singleShot(4 * LOOK, go_on.set)
    qtbot.waitUntil(lambda: bool(ends), timeout=PATIENCE)

    assert [task.file_name for task in unopened.history.tasks(TaskQuery(), limit=9)] == ["orders.csv"]


def test_an_application_that_cannot_be_opened_is_told_and_left(
    qtbot: QtBot, desktop: Desktop, unopened: Application
) -> None:
    unopened.folders.prepare()

    with Presence(unopened.folders.data, alone=True), qtbot.waitSignal(desktop.refused, timeout=PATIENCE) as told:
        desktop.show()

    assert told.args is not None
    assert isinstance(told.args[0], UploaderError)
    assert told.args[0].code == "folder-being-repaired"
    with Presence(unopened.folders.data, alone=True):
        pass


@pytest.mark.parametrize("milliseconds", [0, 20])
def test_a_window_closed_before_its_application_is_open_ends_in_good_order(
    qtbot: QtBot, desktop: Desktop, unopened: Application, milliseconds: int
) -> None:
    unopened.folders.prepare()
    desktop.show()
    if milliseconds:
        qtbot.wait(milliseconds)
    desktop.leave()
    unopened.close()
    begun = desktop._running._opening.isFinished()
    qtbot.wait(50)

    assert desktop._running._opening.isFinished() is begun is bool(milliseconds)
    with Presence(unopened.folders.data, alone=True):
        pass


def test_a_frame_is_shown_before_anything_else_is_loaded(tmp_path: Path) -> None:
    names = loaded_at("app", "Program", "_load", tmp_path / "data")

    assert foreign(names) <= FRAME
    assert not {name for name in names if name.startswith(("desktop_uploader.settings", "desktop_uploader.words"))}
    assert not {name for name in names if name.startswith("desktop_uploader.gui.uploads")}


def test_all_of_the_window_is_shown_before_what_is_behind_it_is_loaded(tmp_path: Path) -> None:
    names = loaded_at("main_window", "MainWindow", "start", tmp_path / "data")

    assert foreign(names) <= WINDOW
    assert not {name for name in names if name.startswith(tuple(f"desktop_uploader.{part}" for part in BEHIND))}


def test_files_that_a_frame_was_given_are_added_once_it_is_furnished(
    qtbot: QtBot, application: Application, theme: Theme, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("Item,Price\nPen,1\n", encoding="utf-8")
    frame = MainWindow(None, None, theme, Icons(resource_folder("icons")), application.folders.data)
    frame.show()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    canvas = frame.centralWidget()
    where, copy, left, none = QPointF(300, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, NONE
    QApplication.sendEvent(canvas, QDragEnterEvent(where.toPoint(), copy, mime, left, none))
    QApplication.sendEvent(canvas, QDropEvent(where, copy, mime, left, none))

    frame.furnish(application, Running(application))
    frame.start()

    qtbot.waitUntil(lambda: "orders.csv" in shown(frame), timeout=PATIENCE)
    close(frame)


def test_a_frame_that_is_closed_says_so(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    frame = MainWindow(None, None, theme, Icons(resource_folder("icons")), tmp_path)
    frame.show()

    with qtbot.waitSignal(frame.closed, timeout=PATIENCE):
        frame.close()


@pytest.mark.parametrize("settings", ["slots = 1", "slots = 'many'"])
def test_the_program_ends_with_its_window_or_where_it_cannot_be_opened(
    qtbot: QtBot, theme: Theme, data_dir: Path, monkeypatch: pytest.MonkeyPatch, settings: str
) -> None:
    folders = find_folders(data_dir)
    folders.settings_file.parent.mkdir(parents=True, exist_ok=True)
    folders.settings_file.write_text(settings, encoding="utf-8")
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    program = Program(folders, theme, Icons(resource_folder("icons")))
    with qtbot.waitSignal(program.ended, timeout=PATIENCE) as ended:
        program.start()
        if "many" not in settings:
            qtbot.waitUntil(lambda: program.window.furnished, timeout=PATIENCE)
            program.window.close()
    program.close()

    assert ended.args == [1 if "many" in settings else 0]
    assert bool(told) is ("many" in settings)


@pytest.fixture
def program(qtbot: QtBot, theme: Theme, data_dir: Path) -> Iterator[Program]:
    made = Program(find_folders(data_dir), theme, Icons(resource_folder("icons")), hidden=True)
    yield made
    made.close()
    close(made.window)


def test_a_frame_that_was_closed_is_not_furnished_any_more(program: Program) -> None:
    frame = program.window
    loaded = program._load()
    frame.show()
    frame.close()

    program._on_loaded(loaded)

    assert program.window is frame
    assert not frame.furnished
    assert not frame.isVisible()


def test_a_frame_that_cannot_be_furnished_is_told_of_and_left(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: told.append(box.text()))
    monkeypatch.setattr("desktop_uploader.gui.furniture._lay_out", lambda *_: 1 / 0)

    with qtbot.waitSignal(program.ended, timeout=PATIENCE) as ended:
        program.start()

    assert ended.args == [1]
    assert len(told) == 1


@pytest.mark.parametrize("again", [False, True])
def test_a_hidden_start_stays_hidden_unless_the_program_is_started_again_meanwhile(
    qtbot: QtBot, program: Program, again: bool
) -> None:
    program.start()
    if again:
        program.window.raise_window()
    qtbot.waitUntil(lambda: program.window.furnished, timeout=PATIENCE)
    qtbot.waitUntil(lambda: program.window.behind.tray._needed is not again, timeout=PATIENCE)

    assert program.window.isVisible() is again
