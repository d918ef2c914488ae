"""The place of the files goes away and comes back while the window is open: a real server, ended and started again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.model.places import StorageKind
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.storage import outages

from ..storage.backends import make_bucket, s3_settings
from ..storage.servers import ACCESS_KEY, SECRET_KEY, free_ports, rclone
from .test_window import PATIENCE, sample, shown


class Place:
    """A server that can be ended and started again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_ports(1)[0]
        self._running = contextmanager(rclone)(folder, self._port)
        self.server = self._running.__enter__()

    def end(self) -> None:
        self._running.__exit__(None, None, None)

    def begin_again(self) -> None:
        self._running = contextmanager(rclone)(self._folder, self._port)
        self._running.__enter__()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    monkeypatch.setattr(outages, "FIRST", 0.5)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    (tmp_path / "server").mkdir()
    made = Place(tmp_path / "server")
    yield made
    made.end()


@pytest.fixture
def application(place: Place, data_dir: Path) -> Iterator[Application]:
    bucket = make_bucket(place.server)
    made = build(
        Settings(storage=StorageKind.S3, s3=s3_settings(place.server, bucket, tries=1)), find_folders(data_dir)
    )
    yield made
    made.close()


def test_files_wait_for_their_place_which_is_said_once_and_go_on_by_themselves(
    qtbot: QtBot, window: MainWindow, application: Application, place: Place
) -> None:
    place.end()
    window.add_files([sample(application, "customers.csv")], {})
    qtbot.waitUntil(lambda: "127.0.0.1" in window.status.troubles(), timeout=PATIENCE)
    assert shown(window)["customers.csv"].startswith("Uploading") and not window.toast.isVisible()

    place.begin_again()

    qtbot.waitUntil(lambda: shown(window)["customers.csv"] == "Done", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.status.troubles(), timeout=PATIENCE)


def test_a_stored_file_that_is_cancelled_while_it_cannot_be_fetched_leaves_none_behind_either(
    qtbot: QtBot, window: MainWindow, application: Application, place: Place
) -> None:
    window.uploads.pause.click()
    window.add_files([sample(application, "customers.csv")], {})
    qtbot.waitUntil(lambda: shown(window).get("customers.csv") == "Waiting", timeout=PATIENCE)
    place.end()
    window.uploads.pause.click()
    qtbot.waitUntil(lambda: "127.0.0.1" in window.status.troubles(), timeout=PATIENCE)

    application.cancel(1)

    qtbot.waitUntil(lambda: shown(window)["customers.csv"] == "Cancelled", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.status.troubles(), timeout=PATIENCE)
    place.begin_again()


def test_a_file_that_is_cancelled_while_its_place_is_away_leaves_no_trouble_behind(
    qtbot: QtBot, window: MainWindow, application: Application, place: Place
) -> None:
    place.end()
    window.add_files([sample(application, "customers.csv")], {})
    qtbot.waitUntil(lambda: bool(window.status.troubles()), timeout=PATIENCE)

    application.cancel(1)

    qtbot.waitUntil(lambda: shown(window)["customers.csv"] == "Cancelled", timeout=PATIENCE)
    qtbot.waitUntil(lambda: not window.status.troubles(), timeout=PATIENCE)
    place.begin_again()
