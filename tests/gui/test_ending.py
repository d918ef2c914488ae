"""An installer has the program end: with real processes, as it finds them."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop_uploader.folders import find_folders
from desktop_uploader.gui.single_instance import SingleInstance, have_it_end, server_name

PATIENCE = 60


def start(data_dir: Path, *arguments: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), *map(str, arguments)]
    return subprocess.Popen(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def uploads(data_dir: Path) -> list[tuple[str, int]]:
    """Status and number of attempts, in the order of adding."""
    with closing(sqlite3.connect(find_folders(data_dir).history)) as connection:
        return connection.execute("SELECT status, attempts FROM upload_tasks ORDER BY id").fetchall()


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_file_in_work_is_finished_and_no_other_is_begun(data_dir: Path, large: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("Item,Price\nPen,1\n", encoding="utf-8")
    assert start(data_dir, "add", large).wait(PATIENCE) == 0
    assert start(data_dir, "add", other).wait(PATIENCE) == 0
    program = start(data_dir, "window", "--hidden")
    until(lambda: uploads(data_dir)[0][0] == "PROCESSING")

    asked = start(data_dir, "window", "--quit")

    assert asked.wait(PATIENCE) == 0
    assert program.wait(PATIENCE) == 0
    assert uploads(data_dir) == [("DONE", 1), ("PENDING", 0)]


def test_where_no_window_is_open_there_is_nothing_to_wait_for(data_dir: Path) -> None:
    assert start(data_dir, "window", "--quit").wait(PATIENCE) == 0
    assert not find_folders(data_dir).history.exists()


def test_a_window_that_stays_is_told_of(data_dir: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication as A;"
        "from desktop_uploader.gui.single_instance import SingleInstance; a = A([]);"
        f"s = SingleInstance(Path({str(data_dir)!r})); print('there', flush=True); a.exec()"
    )
    stubborn = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert stubborn.stdout is not None
    stubborn.stdout.readline()

    assert not have_it_end(data_dir, seconds=0.2)

    stubborn.kill()
    stubborn.communicate()


def test_a_window_that_is_too_busy_to_answer_is_waited_for(data_dir: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from PySide6.QtCore import QCoreApplication as A;"
        "from desktop_uploader.gui.single_instance import SingleInstance; a = A([]);"
        f"s = SingleInstance(Path({str(data_dir)!r})); print('there', flush=True); time.sleep(60)"
    )
    busy = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert busy.stdout is not None
    busy.stdout.readline()

    assert not have_it_end(data_dir, seconds=0.2)

    busy.kill()
    busy.communicate()


def test_what_is_no_message_opens_no_file_and_ends_nothing(qtbot: QtBot, data_dir: Path) -> None:
    data_dir.mkdir()
    instance = SingleInstance(data_dir)
    ends, handed = [], []
    instance.end_wanted.connect(lambda: ends.append(True))
    instance.files_handed.connect(handed.append)
    socket = QLocalSocket()
    socket.connectToServer(server_name(data_dir))
    for nonsense in (b"5\n", b"null\n"):
        socket.write(nonsense)
        socket.flush()
        qtbot.waitUntil(lambda: bool(socket.bytesAvailable()), timeout=5000)
        socket.readAll()

    assert ends == []
    assert handed == [[], []]
    instance.close()
