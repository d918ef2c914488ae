"""The databases cannot be read for a while: that is said in one place, and every page comes back by itself."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.database import engine
from desktop_uploader.gui.datasets.page import DatasetsPage
from desktop_uploader.gui.insights.page import InsightsPage
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.settings_page import SECTIONS

from .test_window import PATIENCE, sample, shown

HOLD = """
import sqlite3, sys
held = [sqlite3.connect(path, isolation_level=None) for path in sys.argv[1:]]
for connection in held:
    connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is locked is given up sooner than in real life."""
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 0.2)
    monkeypatch.setitem(engine.write.__kwdefaults__, "patience", 0.5)


@pytest.fixture
def application(soon: None, application: Application) -> Application:
    """With an upload and its rows."""
    application.intake.register(sample(application, "customers.csv"))
    application.uploader.drain()
    application.workers[0].drain()
    return application


@contextmanager
def unplugged(application: Application) -> Iterator[None]:
    """The drive of the data folder is pulled out: nothing is found there, and what was open is open no more."""
    folder = application.folders.data
    away = folder.with_name("away")
    folder.rename(away)
    drop_connections(application)
    yield
    away.rename(folder)


@contextmanager
def held(application: Application) -> Iterator[None]:
    """Another program writes into both databases, and does not come to an end."""
    arguments = [sys.executable, "-c", HOLD, str(application.folders.history), str(application.folders.records)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"
        yield
        holder.communicate("")


def drop_connections(application: Application) -> None:
    application.history._engine.dispose()
    application.records._engine.dispose()


def look_at_all(window: MainWindow) -> None:
    for name in (PageName.RECORDS, PageName.DATASETS, PageName.INSIGHTS, PageName.SETTINGS):
        window.open_page(name)
    for number in range(len(SECTIONS)):
        window.settings.choose(number)


def is_whole(window: MainWindow) -> bool:
    """Whether every page shows what is in the databases."""
    datasets, insights = window.pages.page(PageName.DATASETS), window.pages.page(PageName.INSIGHTS)
    assert isinstance(datasets, DatasetsPage) and isinstance(insights, InsightsPage)
    return (
        shown(window) == {"customers.csv": "Done"}
        and window.records.model.rowCount() > 0
        and datasets.datasets.rowCount() == 1
        and insights._found is not None
        and insights._found.totals.count == 1
    )


def test_every_page_waits_quietly_for_its_drive_and_shows_its_own_once_that_is_back(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    qtbot.waitUntil(lambda: shown(window) == {"customers.csv": "Done"}, timeout=PATIENCE)
    window.uploads.select_task(1)

    with unplugged(application):
        look_at_all(window)
        qtbot.waitUntil(lambda: "is not there any more" in window.status.troubles(), timeout=PATIENCE)
        assert not is_whole(window)
        assert "\n" not in window.status.troubles(), "one trouble is told once"

    qtbot.waitUntil(lambda: is_whole(window), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.status.troubles(), timeout=PATIENCE)
    assert not window.toast.isVisible()


def test_while_another_program_writes_all_can_be_read_and_files_go_on_afterwards(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    with held(application):
        window.add_files([sample(application, "orders.xlsx")], {})
        look_at_all(window)
        qtbot.waitUntil(lambda: "Another program" in window.status.troubles(), timeout=PATIENCE)
        qtbot.waitUntil(lambda: is_whole(window), timeout=PATIENCE)

    qtbot.waitUntil(lambda: shown(window).get("orders.xlsx") == "Done", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.status.troubles(), timeout=PATIENCE)
    assert not window.toast.isVisible()
