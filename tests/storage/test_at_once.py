"""Several files on their way at once, and places that do not hold each other up."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.model.places import StorageKind
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.settings import Settings, find_folders

from .adding import add_some, statuses
from .backends import make_bucket, raw_client, s3_settings
from .servers import Server
from .tcpproxy import Faults, between

PATIENCE = 30.0


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def bucket(ministack: Server, keys_of_tests: None) -> str:
    return make_bucket(ministack)


@pytest.fixture
def application(ministack: Server, bucket: str, faults: Faults, data_dir: Path) -> Iterator[Application]:
    with between(ministack, faults) as seen:
        place = s3_settings(seen, bucket, tries=1, files_at_once=4, connect_seconds=2, read_seconds=2)
        made = build(Settings(storage=StorageKind.S3, s3=place), find_folders(data_dir), "test")
        yield made
        made.close()


def wait_for(application: Application, ids: list[int], status: TaskStatus) -> float:
    began = time.monotonic()
    while set(statuses(application, ids)) != {status}:
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.02)
    return time.monotonic() - began


def test_a_place_that_swallows_everything_holds_up_no_file_for_another(
    application: Application, faults: Faults, tmp_path: Path
) -> None:
    faults.black_hole = True
    there = add_some(application, tmp_path / "there", 6)
    thread = threading.Thread(target=application.uploader.run)
    thread.start()
    try:
        time.sleep(0.5)
        here = add_some(application, tmp_path / "here", 3, "local")
        application.wake()
        assert wait_for(application, here, TaskStatus.PENDING) < 1.5
        assert set(statuses(application, there)) == {TaskStatus.UPLOADING}

        faults.black_hole = False
        application.wake()
        wait_for(application, there, TaskStatus.PENDING)
    finally:
        application.uploader.stop()
        thread.join()


def test_files_are_sent_at_the_same_time_and_each_once(
    application: Application, ministack: Server, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids, together, most = add_some(application, tmp_path / "many", 24), [0], [0]
    place, lock = application.storage.place(), threading.Lock()
    put = place.put

    def counted(*given: object) -> str:
        with lock:
            together[0] += 1
            most[0] = max(most[0], together[0])
        time.sleep(0.1)  # as over a line; on the loopback a file is there before the next one is ready
        try:
            return put(*given)  # type: ignore[arg-type]
        finally:
            with lock:
                together[0] -= 1

    monkeypatch.setattr(place, "put", counted)
    application.uploader.drain()

    assert set(statuses(application, ids)) == {TaskStatus.PENDING}
    assert most[0] == 4
    assert raw_client(ministack).list_objects_v2(Bucket=bucket)["KeyCount"] == 24


def test_stopping_ends_all_that_is_on_its_way_and_the_next_start_goes_on(
    application: Application, faults: Faults, tmp_path: Path
) -> None:
    faults.black_hole = True
    ids = add_some(application, tmp_path / "stopped", 6)
    thread = threading.Thread(target=application.uploader.run)
    thread.start()
    time.sleep(0.5)
    application.uploader.stop()
    thread.join(10)

    assert not thread.is_alive()
    assert {task.worker_id for task in application.history.tasks_by_id(ids)} == {None}
