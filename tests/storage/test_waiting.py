"""Where not the files are at fault but their place, they wait for it together, and go on by themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.errors import StorageError
from desktop_uploader.model.events import Happening, Trouble
from desktop_uploader.model.places import StorageKind
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.storage import outages
from desktop_uploader.storage.s3.uri import parse

from .adding import add_some, statuses
from .backends import make_bucket, raw_client, s3_settings
from .servers import ACCESS_KEY, READER, SECRET_KEY, Server


@pytest.fixture(scope="module")
def bucket(seaweedfs: Server, keys_of_tests: None) -> str:
    return make_bucket(seaweedfs)


@pytest.fixture
def application(
    seaweedfs: Server, bucket: str, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    monkeypatch.setattr(outages, "FIRST", 0.2)
    settings = Settings(storage=StorageKind.S3, s3=s3_settings(seaweedfs, bucket, tries=1))
    made = build(settings, find_folders(data_dir), "test")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("variable", "wrong", "right", "code"),
    [
        ("AWS_SECRET_ACCESS_KEY", "wrong", SECRET_KEY, "storage-keys-refused"),
        ("AWS_ACCESS_KEY_ID", READER, ACCESS_KEY, "storage-denied"),
    ],
    ids=["wrong keys", "somebody who may only read"],
)
def test_files_whose_place_refuses_the_person_are_not_uploaded_and_do_not_fail(
    application: Application,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    wrong: str,
    right: str,
    code: str,
) -> None:
    monkeypatch.setenv(variable, wrong)
    ids = add_some(application, tmp_path / "a", 3)
    with pytest.raises(StorageError, match=code):
        application.uploader.drain()
    waiting = statuses(application, ids)

    monkeypatch.setenv(variable, right)
    application.apply(application.settings)
    application.uploader.drain()
    application.workers[0].drain(ids)

    assert waiting == [TaskStatus.UPLOADING] * 3
    assert statuses(application, ids) == [TaskStatus.DONE] * 3


def test_stored_files_whose_place_refuses_the_keys_wait_while_others_are_processed(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, seen = add_some(application, tmp_path / "b", 3), list[Happening]()
    application.uploader.drain()
    # Other keys in mid-life.
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    application.apply(application.settings)
    here = add_some(application, tmp_path / "c", 1, "local")
    application.uploader.drain()
    application.subscribe(seen.append)
    with pytest.raises(StorageError, match="storage-keys-refused"):
        application.workers[0].drain()
    waiting = statuses(application, ids)

    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
    application.wake()
    application.workers[0].drain()

    assert waiting == [TaskStatus.PENDING] * 3 and statuses(application, here) == [TaskStatus.DONE]
    ended = application.history.tasks_by_id(ids)
    assert [(task.status, task.attempts, task.error_code) for task in ended] == [(TaskStatus.DONE, 1, None)] * 3
    codes = [event.code for event in seen if isinstance(event, Trouble)]
    assert codes[0] == "storage-keys-refused" and codes[-1] is None


def test_files_wait_for_a_bucket_that_was_deleted_meanwhile_and_go_on_when_it_is_back(
    application: Application, seaweedfs: Server, bucket: str, tmp_path: Path
) -> None:
    client = raw_client(seaweedfs)
    for item in client.list_objects_v2(Bucket=bucket).get("Contents", []):
        client.delete_object(Bucket=bucket, Key=item["Key"])
    client.delete_bucket(Bucket=bucket)
    ids = add_some(application, tmp_path / "e", 2)
    with pytest.raises(StorageError, match="storage-no-bucket"):
        application.uploader.drain()
    waiting = statuses(application, ids)

    client.create_bucket(Bucket=bucket)
    application.uploader.drain()

    assert waiting == [TaskStatus.UPLOADING] * 2 and statuses(application, ids) == [TaskStatus.PENDING] * 2


def test_an_object_that_is_deleted_before_it_is_processed_is_missed_alone(
    application: Application, seaweedfs: Server, bucket: str, tmp_path: Path
) -> None:
    ids = add_some(application, tmp_path / "f", 2)
    application.uploader.drain()
    client = raw_client(seaweedfs)
    (first, _) = application.history.tasks_by_id(ids)
    client.delete_object(Bucket=bucket, Key=parse(first.file_path or "").key)
    application.workers[0].drain(ids)

    assert [task.error_code for task in application.history.tasks_by_id(ids)] == ["storage-missing", None]


def test_a_person_can_cancel_a_file_that_waits_for_its_place(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    ids = add_some(application, tmp_path / "d", 1)
    with pytest.raises(StorageError):
        application.uploader.drain()

    application.cancel(ids[0])

    assert statuses(application, ids) == [TaskStatus.CANCELLED]
