"""A computer without a keyring: the window asks for the keys at each start, and keeps them in memory alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.settings.keys_dialog import KeysDialog
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus

from ..storage.backends import make_bucket
from ..storage.servers import ACCESS_KEY, SECRET_KEY, Server, ministack

PATIENCE = 30_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from ministack(tmp_path_factory.mktemp("ministack"))


@pytest.fixture
def data_dir(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Set to a bucket whose keys are nowhere."""
    import keyring.core

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    with monkeypatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        keyring.core.init_backend()
        folder = tmp_path / "data"
        folder.mkdir()
        (folder / "settings.toml").write_text(
            f'storage = "s3"\n[s3]\nprovider = "other"\nbucket = "{make_bucket(server)}"\n'
            f'endpoint = "{server.endpoint}"\n',
            encoding="utf-8",
        )
        yield folder
    keyring.core.init_backend()


def open_dialog() -> KeysDialog | None:
    shown = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, KeysDialog)]
    return next((dialog for dialog in shown if dialog.isVisible()), None)


def test_the_keys_are_asked_for_and_the_waiting_file_goes_on(
    qtbot: QtBot, window: MainWindow, application: Application, data_dir: Path, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: open_dialog() is not None, timeout=PATIENCE)
    file = tmp_path / "orders.csv"
    file.write_text("Order,Amount\nA-1,10\n", encoding="utf-8")
    window.add_files([file], {})
    dialog = open_dialog()
    assert dialog is not None
    dialog.access.setText(ACCESS_KEY)
    dialog.secret.setText(SECRET_KEY)
    dialog.save.click()

    def statuses() -> list[TaskStatus]:
        return [task.status for task in application.history.tasks(TaskQuery(), limit=5)]

    qtbot.waitUntil(lambda: statuses() == [TaskStatus.DONE], timeout=PATIENCE)
    assert not [path for path in data_dir.rglob("*") if path.is_file() and SECRET_KEY.encode() in path.read_bytes()]
    assert open_dialog() is None


def test_who_answers_later_is_not_asked_again_before_the_next_start(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: open_dialog() is not None, timeout=PATIENCE)
    dialog = open_dialog()
    assert dialog is not None
    dialog.reject()

    window.keys_at_start.look()

    qtbot.wait(300)
    assert open_dialog() is None
