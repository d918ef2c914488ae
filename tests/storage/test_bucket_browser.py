"""The window's browser of a bucket, on a real server."""

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import build, resource_folder
from desktop_uploader.gui.bucket_browser import BucketBrowser
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.places import StorageKind
from desktop_uploader.settings import Settings, find_folders

from ..gui.conftest import close
from .backends import make_bucket, raw_client, s3_settings
from .servers import Server, free_ports

COUNT = 1_050
PATIENCE = 20_000


@pytest.fixture(scope="module")
def bucket(seaweedfs: Server, keys_of_tests: None) -> str:
    name = make_bucket(seaweedfs)
    client = raw_client(seaweedfs)
    content = b"Order,Amount\nA-1,10\n"

    def put(key: str) -> None:
        client.put_object(Bucket=name, Key=key, Body=content)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(put, [f"many/file-{number:05}.csv" for number in range(COUNT)]))
        list(pool.map(put, ["prices.csv", "in/2026/März.csv", "in/2026/April.csv", "in/notes.csv"]))
    return name


Open = Callable[[Server, str], MainWindow]


@pytest.fixture
def opening(qtbot: QtBot, qapp: QApplication, data_dir: Path) -> Iterator[Open]:
    made: list[MainWindow] = []
    garbage = GarbageCollection()

    def opened(server: Server, bucket: str) -> MainWindow:
        place = s3_settings(server, bucket)
        application = build(Settings(storage=StorageKind.LOCAL, s3=place, poll_seconds=0.2), find_folders(data_dir))
        window = MainWindow(application, Running(application), Theme(qapp), Icons(resource_folder("icons")))
        made.append(window)
        window.show()
        window.start()
        return window

    yield opened
    for window in made:
        application = window._application
        close(window)
        application.close()
    garbage.close()
    gc.collect()


def browser_of(window: MainWindow, qtbot: QtBot) -> BucketBrowser:
    qtbot.mouseClick(window.empty.add_objects, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(BucketBrowser)
    qtbot.waitUntil(lambda: not dialog.model.loading, timeout=PATIENCE)
    return dialog


def names(dialog: BucketBrowser) -> list[str]:
    model = dialog.model
    return [str(model.data(model.index(row, 0))) for row in range(model.rowCount())]


def enter(dialog: BucketBrowser, name: str, qtbot: QtBot) -> None:
    dialog.table.selectRow(names(dialog).index(name))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.model.loading, timeout=PATIENCE)


def test_files_are_picked_in_folders_and_processed(opening: Open, seaweedfs: Server, bucket: str, qtbot: QtBot) -> None:
    window = opening(seaweedfs, bucket)
    dialog = browser_of(window, qtbot)
    assert names(dialog) == ["in/", "many/", "prices.csv"] and not dialog.add.isEnabled()

    dialog.table.selectRow(2)
    assert dialog.add.text() == "Add file"
    enter(dialog, "in/", qtbot)
    assert not dialog.add.isEnabled()
    enter(dialog, "2026/", qtbot)
    assert names(dialog) == ["April.csv", "März.csv"] and dialog.state.text() == "2 in all."
    dialog.table.selectAll()
    assert dialog.add.text() == "Add 2 files"
    dialog.pasted.setText(f"s3://{bucket}/prices.csv s3://{bucket}/in/notes.csv")
    assert dialog.add.text() == "Add 4 files"
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)

    history = window._application.history
    qtbot.waitUntil(lambda: len(history.tasks_by_id([1, 2, 3, 4])) == 4, timeout=PATIENCE)
    qtbot.waitUntil(lambda: all(task.status.final for task in history.tasks_by_id([1, 2, 3, 4])), timeout=PATIENCE)
    assert sorted((task.file_name, task.file_owned) for task in history.tasks_by_id([1, 2, 3, 4])) == [
        ("April.csv", False),
        ("März.csv", False),
        ("notes.csv", False),
        ("prices.csv", False),
    ]


def test_pages_come_as_they_are_scrolled_to(opening: Open, seaweedfs: Server, bucket: str, qtbot: QtBot) -> None:
    dialog = browser_of(opening(seaweedfs, bucket), qtbot)
    enter(dialog, "many/", qtbot)
    assert dialog.model.rowCount() == 1000 and "Scroll down for more" in dialog.state.text()

    dialog.table.scrollToBottom()

    qtbot.waitUntil(lambda: dialog.model.rowCount() == COUNT, timeout=PATIENCE)
    assert len(set(names(dialog))) == COUNT and dialog.state.text() == "1,050 in all."


def test_names_are_searched_by_their_beginning(opening: Open, seaweedfs: Server, bucket: str, qtbot: QtBot) -> None:
    dialog = browser_of(opening(seaweedfs, bucket), qtbot)
    enter(dialog, "many/", qtbot)

    dialog.search.setText("file-0103")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 10, timeout=PATIENCE)
    dialog.search.setText("nothing like it")
    qtbot.waitUntil(lambda: dialog.state.text() == 'No name begins with "nothing like it".', timeout=PATIENCE)


def test_an_answer_about_a_folder_that_was_left_is_dropped(
    opening: Open, seaweedfs: Server, bucket: str, qtbot: QtBot
) -> None:
    dialog = browser_of(opening(seaweedfs, bucket), qtbot)
    dialog.table.selectRow(names(dialog).index("many/"))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Backspace)

    qtbot.waitUntil(lambda: not dialog.model.loading, timeout=PATIENCE)
    qtbot.wait(300)
    assert names(dialog) == ["in/", "many/", "prices.csv"]


def test_an_answer_after_closing_is_dropped(opening: Open, seaweedfs: Server, bucket: str, qtbot: QtBot) -> None:
    window = opening(seaweedfs, bucket)
    window.objects.ask()
    window.findChildren(BucketBrowser)[0].reject()
    qtbot.wait(500)

    assert not window.findChildren(BucketBrowser) and not window.toast.isVisible()


def test_a_server_that_does_not_answer_is_said_and_asked_again(opening: Open, bucket: str, qtbot: QtBot) -> None:
    (port,) = free_ports(1)
    dialog = browser_of(opening(Server("other", f"http://127.0.0.1:{port}"), bucket), qtbot)

    assert dialog.model.error is not None and dialog.model.error.code == "storage-refused"
    assert dialog.again.isVisible() and dialog.state.text()
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert dialog.state.text() == "Looking…"
    qtbot.waitUntil(lambda: dialog.model.error is not None, timeout=PATIENCE)


def test_an_address_that_is_none_is_said(opening: Open, seaweedfs: Server, bucket: str, qtbot: QtBot) -> None:
    window = opening(seaweedfs, bucket)
    dialog = browser_of(window, qtbot)
    dialog.pasted.setText("s3://some-bucket/folder/")
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: "names a bucket or a folder" in window.toast.text(), timeout=PATIENCE)
    assert window._application.history.last_event_id() == 0


def test_it_is_offered_only_where_s3_is_set_up(opening: Open, seaweedfs: Server) -> None:
    window = opening(seaweedfs, "")

    assert window.uploads.add_objects.isHidden() and window.empty.add_objects.isHidden()
