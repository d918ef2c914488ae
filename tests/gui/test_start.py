"""The window is there before what is behind it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.database.presence import Presence
from desktop_uploader.gui.desktop import Desktop
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.errors import UploaderError
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.settings import find_folders, load_settings

from .conftest import close
from .test_window import PATIENCE, shown

LOADED = {"PySide6", "shiboken6", "shibokensupport", "desktop_uploader", "annotated_types", "dotenv", "platformdirs"}
LOADED |= {
    "signature_bootstrap",
    "pydantic",
    "pydantic_core",
    "pydantic_settings",
    "tomlkit",
    "typing_extensions",
    "typing_inspection",
}
"""The packages that the first window needs: every other one makes each start of the program slower."""

PARTS = ("database", "doctor", "intake", "metrics", "parts", "processing", "queue", "watching")
"""Of the program itself, what is loaded behind the window."""

TELL = """
import json, os, sys
from desktop_uploader import __main__
from desktop_uploader.gui.main_window import MainWindow

def tell(window, **how):
    print(json.dumps([name for name, module in sys.modules.items() if module is not None]), flush=True)
    os._exit(0)

MainWindow.start = tell
sys.argv = ["desktop-uploader", "--data-dir", sys.argv[1]]
__main__.main()
"""


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


def test_a_window_takes_files_while_its_application_is_still_being_opened(
    qtbot: QtBot, desktop: Desktop, unopened: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, put_together = Event(), unopened._put_together

    def slowly(kind: str, warm: bool) -> object:
        go_on.wait(20)
        return put_together(kind, warm)

    monkeypatch.setattr(unopened, "_put_together", slowly)
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

    with Presence(unopened.folders.data, alone=True):
        pass


def test_a_shown_window_has_loaded_nothing_that_can_wait(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", TELL, str(tmp_path / "data")], capture_output=True, text=True, timeout=60, check=True
    )
    names = set(json.loads(told.stdout))
    foreign = {name.partition(".")[0] for name in names} - sys.stdlib_module_names

    assert {name for name in foreign if name not in LOADED and not name.startswith("_")} == set()
    assert {name for name in names if name.startswith(tuple(f"desktop_uploader.{part}" for part in PARTS))} == set()
