"""Choosing where files are kept, in the window, against a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.settings.keys_dialog import KeysDialog
from desktop_uploader.gui.settings.storage import StorageSection
from desktop_uploader.model.places import StorageKind
from desktop_uploader.model.queries import TaskQuery
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import load_settings
from desktop_uploader.storage.s3.keys import Keys

from ..storage.backends import make_bucket
from ..storage.servers import ACCESS_KEY, SECRET_KEY, Server, ministack

PATIENCE = 30_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from ministack(tmp_path_factory.mktemp("ministack"))


@pytest.fixture(autouse=True)
def keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A keyring of the test's own."""
    monkeypatch.setenv("TEST_KEYRING_FILE", str(tmp_path / "keyring.json"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.storage.filekeyring.FileKeyring")
    import keyring.core

    keyring.core.init_backend()


def storage(window: MainWindow) -> StorageSection:
    return window.settings.section(StorageSection)


def fill_in(window: MainWindow, endpoint: str, bucket: str) -> None:
    window.open_page(PageName.SETTINGS)
    section = storage(window)
    section.kind_button(StorageKind.S3).click()
    section.s3.provider.setCurrentIndex(section.s3.provider.findData("minio"))
    section.s3.provider.activated.emit(0)
    section.s3.texts["endpoint"].setText(endpoint)
    section.s3.texts["bucket"].setText(bucket)


def test_a_new_place_is_tested_saved_and_used_without_a_restart(
    qtbot: QtBot, window: MainWindow, application: Application, server: Server, tmp_path: Path
) -> None:
    bucket = make_bucket(server)
    fill_in(window, server.endpoint, bucket)
    section = storage(window)
    section.keys.change.click()
    dialog = section.findChild(KeysDialog)
    dialog.access.setText(ACCESS_KEY)
    dialog.secret.setText(SECRET_KEY)
    dialog.save.click()
    qtbot.waitUntil(lambda: "test…ey" in section.keys.said.text(), timeout=PATIENCE)

    section.test.start.click()
    qtbot.waitUntil(lambda: section.test.state == "Files can be kept in this place.", timeout=PATIENCE)
    assert [name for name, _ in section.test.lines] == [
        "Storing a small file",
        "Reading it back",
        "Listing it",
        "Deleting it",
    ]
    section.save.click()
    qtbot.waitUntil(lambda: f"S3, bucket {bucket}" in window.toast.text(), timeout=PATIENCE)
    assert SECRET_KEY not in application.folders.settings_file.read_text(encoding="utf-8")

    orders = tmp_path / "orders.csv"
    orders.write_text("Order,Pieces\nA-1,3\n", encoding="utf-8")
    window.add_files([orders], {})
    qtbot.waitUntil(
        lambda: application.history.count(TaskQuery(statuses=frozenset({TaskStatus.DONE}))) == 1, timeout=PATIENCE
    )
    (task,) = application.history.tasks(TaskQuery(), limit=2)
    assert (task.file_path or "").startswith(f"s3://{bucket}/")


def test_a_test_that_fails_says_which_step_and_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    fill_in(window, "http://127.0.0.1:9", "intake")
    place = storage(window).s3.place()
    assert place is not None
    storage(window).keys.keep(place, Keys(ACCESS_KEY, SECRET_KEY))
    qtbot.waitUntil(lambda: "test…ey" in storage(window).keys.said.text(), timeout=PATIENCE)

    storage(window).test.start.click()

    qtbot.waitUntil(lambda: storage(window).test.state == "Files cannot be kept in this place.", timeout=PATIENCE)
    assert "127.0.0.1:9" in storage(window).test.lines[0][1]
    assert storage(window).test.lines[1][1] == "not tried"


def test_keys_that_no_keyring_keeps_are_said_to_be_in_memory(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    import keyring.core

    keyring.core.init_backend()
    fill_in(window, "http://127.0.0.1:9", "intake")
    section = storage(window)
    qtbot.waitUntil(lambda: section.keys.said.text() != "", timeout=PATIENCE)
    section.keys.change.click()
    dialog = section.findChild(KeysDialog)
    assert dialog is not None
    assert any("asked for at each start" in line.text().replace("\n", " ") for line in dialog.findChildren(QLabel))

    dialog.access.setText(ACCESS_KEY)
    dialog.secret.setText(SECRET_KEY)
    dialog.save.click()

    qtbot.waitUntil(lambda: "in memory" in section.keys.said.text(), timeout=PATIENCE)


def test_what_is_wrong_or_missing_is_said_as_one_types(window: MainWindow, application: Application) -> None:
    fill_in(window, "nas.example", "intake")
    section = storage(window)
    assert "https://" in section.s3.fields["endpoint"].said
    assert not section.save.isEnabled() and not section.test.start.isEnabled()

    section.s3.texts["endpoint"].setText("https://nas.example")
    section.s3.texts["bucket"].setText("")
    assert not section.save.isEnabled() and section.missing == "Give the bucket."

    section.revert.click()
    assert section.kind is StorageKind.LOCAL
    assert load_settings(application.folders).storage is StorageKind.LOCAL


def test_what_an_administrator_wrote_beside_the_place_stays(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    file = application.folders.settings_file
    file.write_text('# ours\nslots = 1\n\n[s3]\n# the old one\nbucket = "old"\ntries = 7\n', encoding="utf-8")
    fill_in(window, "https://nas.example", "intake")

    storage(window).save.click()

    qtbot.waitUntil(lambda: "Saved" in window.toast.text(), timeout=PATIENCE)
    text = file.read_text(encoding="utf-8")
    assert "# ours" in text and "# the old one" in text and 'bucket = "intake"' in text
    assert "tries" not in text


def test_another_folder_is_used_at_once_and_files_in_those_before_it_stay_readable(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    def keep_one_in(number: int) -> UploadTask:
        folder, file = tmp_path / f"drive {number}", tmp_path / f"orders {number}.csv"
        folder.mkdir()
        file.write_text(f"Order,Pieces\nA-{number},3\n", encoding="utf-8")
        window.open_page(PageName.SETTINGS)
        storage(window).choose_folder(folder)
        storage(window).save.click()
        qtbot.waitUntil(lambda: application.settings.files_folder == folder, timeout=PATIENCE)
        window.add_files([file], {})
        done = TaskQuery(statuses=frozenset({TaskStatus.DONE}))
        qtbot.waitUntil(lambda: application.history.count(done) == number + 1, timeout=PATIENCE)
        return application.history.tasks(TaskQuery(), limit=1)[0]

    stored = [keep_one_in(number) for number in range(3)]

    found = [application.storage.fetch(task.file_path or "", tmp_path, task.sha256) for task in stored]
    assert [path.relative_to(tmp_path).parts[0] for path in found] == ["drive 0", "drive 1", "drive 2"]
    assert load_settings(application.folders).earlier_files_folders == (tmp_path / "drive 0", tmp_path / "drive 1")


def test_settings_that_have_no_field_stay_as_they_are(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    file = application.folders.settings_file
    file.write_text("[s3]\nread_seconds = 90.0\nconnect_seconds = 3.0\n", encoding="utf-8")
    application.apply(load_settings(application.folders))
    fill_in(window, "https://nas.example", "intake")

    storage(window).save.click()

    qtbot.waitUntil(lambda: application.settings.s3.bucket == "intake", timeout=PATIENCE)
    place = load_settings(application.folders).s3
    assert (place.read_seconds, place.connect_seconds) == (90.0, 3.0)
