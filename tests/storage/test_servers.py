"""Files on more than one S3 server, after the settings have changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.database.history.places import StoredPlaces
from desktop_uploader.model.places import StorageKind
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.storage.s3.uri import parse

from .backends import make_bucket, s3_settings
from .servers import Server


def settings_for(server: Server, bucket: str) -> Settings:
    return Settings(storage=StorageKind.S3, s3=s3_settings(server, bucket, tries=1))


@pytest.fixture
def application(seaweedfs: Server, keys_of_tests: None, data_dir: Path) -> Iterator[Application]:
    made = build(settings_for(seaweedfs, make_bucket(seaweedfs)), find_folders(data_dir), "test")
    yield made
    made.close()


def add(application: Application, folder: Path, name: str) -> UploadTask:
    path = folder / f"{name}.csv"
    path.write_text(f"Order,Amount\n{name},10\n", encoding="utf-8")
    task_id = application.intake.register(path).id
    application.uploader.drain()
    return again(application, task_id)


def again(application: Application, task_id: int) -> UploadTask:
    found = application.history.task(task_id)
    assert found is not None
    return found


def test_files_of_an_earlier_server_are_read_after_the_settings_name_another(
    application: Application, ministack: Server, tmp_path: Path
) -> None:
    first = add(application, tmp_path, "A-1")

    application.apply(settings_for(ministack, make_bucket(ministack)))
    second = add(application, tmp_path, "B-1")
    application.workers[0].drain()

    assert [again(application, task.id).status for task in (first, second)] == [TaskStatus.DONE, TaskStatus.DONE]
    servers = [parse(task.file_path or "").server for task in (first, second)]
    assert len(set(servers)) == 2 and servers[1] == ministack.endpoint.removeprefix("http://")


def test_an_earlier_server_is_known_after_a_restart(
    application: Application, ministack: Server, data_dir: Path, tmp_path: Path
) -> None:
    first = add(application, tmp_path, "A-1")
    application.close()

    other = build(settings_for(ministack, make_bucket(ministack)), find_folders(data_dir), "test")
    try:
        other.workers[0].drain()
        assert again(other, first.id).status is TaskStatus.DONE
    finally:
        other.close()


def test_a_server_that_nobody_knows_any_more_is_named(
    application: Application, ministack: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = add(application, tmp_path, "A-1")
    monkeypatch.setattr(StoredPlaces, "find", lambda self, server, bucket: None)

    application.apply(settings_for(ministack, make_bucket(ministack)))
    application.workers[0].drain()

    failed = again(application, task.id)
    assert failed.error_code == "storage-other-server"
    assert (failed.error_params or {})["server"] == parse(task.file_path or "").server


def test_two_buckets_of_one_server_keep_their_own_settings(
    application: Application, seaweedfs: Server, tmp_path: Path
) -> None:
    first = add(application, tmp_path, "A-1")
    application.apply(settings_for(seaweedfs, make_bucket(seaweedfs)))
    second = add(application, tmp_path, "B-1")

    assert parse(first.file_path or "").bucket != parse(second.file_path or "").bucket
    assert application.storage.stat(first.file_path or "").size == first.size
