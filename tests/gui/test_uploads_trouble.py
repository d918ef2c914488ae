"""The history is held by another program: the list goes on, and what was asked for is done by itself afterwards."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.uploads.actions import Action
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus

from .filled import filled

PATIENCE = 15_000
HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    yield from filled(data_dir, 60)


def test_a_locked_history_is_read_on_and_a_wish_is_done_when_it_is_free(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    page = window.uploads
    page.pause.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 60, timeout=PATIENCE)
    failed = frozenset({TaskStatus.FAILED})
    task = application.history.tasks(TaskQuery(statuses=failed, asking=False), limit=1)[0]
    arguments = [sys.executable, "-c", HOLD, str(application.folders.history)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "held\n"

        page.act(Action.RETRY, task)
        page.show_failed()
        qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 60, timeout=PATIENCE)
        qtbot.wait(500)
        assert application.history.tasks_by_id([task.id])[0].status is TaskStatus.FAILED
        holder.communicate("")

    qtbot.waitUntil(
        lambda: application.history.tasks_by_id([task.id])[0].status is TaskStatus.PENDING, timeout=PATIENCE
    )
    assert not window.toast.isVisible()
