"""A person's objects in S3 become tasks: read where they are, or copied."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.database.engine import open_engine, sqlite_url
from desktop_uploader.database.history.removals import Removals
from desktop_uploader.model.clock import SystemClock
from desktop_uploader.model.errors import SourceError, StorageError
from desktop_uploader.model.places import StorageKind
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.storage.picked import about_object

from .backends import make_bucket, raw_client, s3_settings
from .servers import Server

CONTENT = b"Order,Amount\nA-1,10\nA-2,20\n"
OTHER = b"Order,Amount\nA-1,99\nA-2,20\n"
SCHEMA = (
    b'{"fields": [{"name": "Order", "type": "string"}, {"name": "Amount", "type": "string"}], "primaryKey": "Order"}'
)


@pytest.fixture(params=["versions", "none"])
def bucket(request: pytest.FixtureRequest, ministack: Server) -> str:
    """With and without versions."""
    name = make_bucket(ministack)
    if request.param == "versions":
        versioning = {"Status": "Enabled"}
        raw_client(ministack).put_bucket_versioning(Bucket=name, VersioningConfiguration=versioning)
    return name


@pytest.fixture
def application(ministack: Server, bucket: str, data_dir: Path) -> Iterator[Application]:
    made = opened(ministack, bucket, data_dir)
    yield made
    made.close()


def opened(server: Server, bucket: str, data_dir: Path, **more: object) -> Application:
    place = s3_settings(server, bucket, tries=1, **more)
    return build(Settings(storage=StorageKind.LOCAL, s3=place), find_folders(data_dir), "test")


def put(server: Server, bucket: str, content: bytes = CONTENT, key: str = "in/März 2026/orders.csv") -> str:
    raw_client(server).put_object(Bucket=bucket, Key=key, Body=content)
    return f"s3://{bucket}/{key}"


def objects(server: Server, bucket: str) -> list[str]:
    return [item["Key"] for item in raw_client(server).list_objects_v2(Bucket=bucket).get("Contents", [])]


def add(application: Application, address: str, copy: bool = False) -> int:
    task_id = application.intake.register_object(address, copy=copy).id
    application.uploader.drain()
    return task_id


def task(application: Application, task_id: int) -> UploadTask:
    found = application.history.task(task_id)
    assert found is not None
    return found


def ended(application: Application, task_id: int) -> tuple[TaskStatus, str | None]:
    application.workers[0].drain([task_id])
    found = task(application, task_id)
    return found.status, found.error_code


def test_an_object_is_processed_where_it_is(application: Application, ministack: Server, bucket: str) -> None:
    task_id = add(application, put(ministack, bucket))

    assert ended(application, task_id) == (TaskStatus.DONE, None)
    found = task(application, task_id)
    assert (found.rows_saved, found.file_name, found.file_owned) == (2, "orders.csv", False)
    assert found.size == len(CONTENT) and found.sha256 is not None
    assert [event.code for event in application.history.events(task_id)][:2] == ["added", "left-in-place"]
    assert (found.file_path or "").startswith(f"s3://{bucket}/in/M%C3%A4rz%202026/orders.csv?")
    assert not [path for path in application.folders.files.rglob("*") if path.is_file()]


def test_an_object_is_copied_and_needed_no_more(application: Application, ministack: Server, bucket: str) -> None:
    task_id = add(application, put(ministack, bucket), copy=True)
    raw_client(ministack).delete_object(Bucket=bucket, Key="in/März 2026/orders.csv")

    assert ended(application, task_id) == (TaskStatus.DONE, None)
    found = task(application, task_id)
    assert found.file_owned and (found.file_path or "").startswith("local:")
    assert list(application.folders.outbox.iterdir()) == []


def test_what_takes_the_place_of_an_object_is_never_taken_for_it(
    application: Application, ministack: Server, bucket: str
) -> None:
    task_id = add(application, put(ministack, bucket))
    put(ministack, bucket, OTHER)

    end = ended(application, task_id)

    if "versionId" in (task(application, task_id).file_path or ""):
        assert end == (TaskStatus.DONE, None)
        headings, rows = application.records.rows("orders")
        amount = list(headings).index("Amount")
        assert [row[amount] for row in rows] == [10, 20]
    else:
        assert end == (TaskStatus.FAILED, "storage-replaced") and application.records.datasets() == []


def test_an_object_that_was_processed_is_refused_with_another_content(
    application: Application, ministack: Server, bucket: str
) -> None:
    task_id = add(application, put(ministack, bucket))
    ended(application, task_id)
    application.undo(task_id)
    put(ministack, bucket, OTHER)
    application.queue.retry(task_id)

    versioned = "versionId" in (task(application, task_id).file_path or "")
    assert ended(application, task_id)[1] == (None if versioned else "storage-replaced")


def test_the_content_that_was_shown_when_it_was_picked_is_the_one_that_is_taken(
    application: Application, ministack: Server, bucket: str
) -> None:
    etag = raw_client(ministack).put_object(Bucket=bucket, Key="a.csv", Body=CONTENT)["ETag"].strip('"')
    put(ministack, bucket, OTHER, "a.csv")

    for copy in (False, True):
        found = task(application, add(application, f"s3://{bucket}/a.csv?etag={etag}", copy))
        assert (found.status, found.error_code) == (TaskStatus.FAILED, "storage-replaced")


def test_an_object_deleted_meanwhile_fails_in_words(application: Application, ministack: Server, bucket: str) -> None:
    before = add(application, f"s3://{bucket}/nothing.csv")
    found = task(application, before)
    assert (found.status, found.error_code) == (TaskStatus.FAILED, "source-gone")
    assert "nothing.csv" in (found.error_message or "")

    later = add(application, put(ministack, bucket))
    client = raw_client(ministack)
    for version in client.list_object_versions(Bucket=bucket).get("Versions", []):
        client.delete_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
    assert ended(application, later) == (TaskStatus.FAILED, "source-gone")


def test_a_bucket_that_is_not_there_is_named(application: Application) -> None:
    found = task(application, add(application, "s3://there-is-none-of-this-name/a.csv"))

    assert found.status is TaskStatus.FAILED
    assert found.error_code in ("storage-no-bucket", "source-gone")


def test_a_persons_object_outlives_everything_that_is_done_to_its_task(
    application: Application, ministack: Server, bucket: str
) -> None:
    task_id = add(application, put(ministack, bucket))
    ended(application, task_id)
    application.undo(task_id)
    application.storage.sweep("")
    later = datetime.now(UTC) + timedelta(days=900)
    engine = open_engine(sqlite_url(application.folders.history))
    assert Removals(engine, SystemClock()).remove_ended(later) == 1
    application.originals.finish(lambda: False)
    engine.dispose()

    assert application.history.task(task_id) is None
    assert objects(ministack, bucket) == ["in/März 2026/orders.csv"]


def test_a_definition_beside_the_object_is_taken(application: Application, ministack: Server, bucket: str) -> None:
    put(ministack, bucket, SCHEMA, "in/orders.schema.json")
    task_id = add(application, put(ministack, bucket, key="in/orders.csv"))

    assert ended(application, task_id) == (TaskStatus.DONE, None)
    assert [field["type"] for field in (task(application, task_id).definition or {})["fields"]] == ["string"] * 2


def test_a_definition_that_cannot_be_used_is_said(application: Application, ministack: Server, bucket: str) -> None:
    put(ministack, bucket, b"{", "orders.schema.json")
    found = task(application, add(application, put(ministack, bucket, key="orders.csv")))

    assert (found.status, found.error_code) == (TaskStatus.FAILED, "definition-invalid")
    assert "orders.schema.json" in (found.error_message or "")


def test_what_this_program_has_stored_is_copied_not_shared(
    application: Application, ministack: Server, bucket: str, tmp_path: Path
) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(CONTENT)
    first = application.intake.register(path, storage="s3").id
    application.uploader.drain()

    second = task(application, add(application, task(application, first).file_path or ""))

    assert second.file_owned and (second.file_path or "").startswith("local:")


def test_registering_asks_no_server(data_dir: Path) -> None:
    away = opened(Server("ministack", "http://127.0.0.1:9"), "some-bucket", data_dir)
    begun = time.monotonic()

    entered = away.intake.register_object("s3://some-bucket/Preise März.xlsx", copy=False)

    assert (entered.status, entered.file_name) == (TaskStatus.UPLOADING, "Preise März.xlsx")
    assert time.monotonic() - begun < 1
    away.close()


def test_a_copy_cut_by_a_kill_is_made_anew(ministack: Server, data_dir: Path) -> None:
    bucket = make_bucket(ministack)
    content = CONTENT + b"".join(b"B-%d,%d\n" % (n, n) for n in range(400_000))
    address = put(ministack, bucket, content)
    first = opened(ministack, bucket, data_dir)
    task_id = first.intake.register_object(address, copy=True).id
    first.close()
    code = (
        "from pathlib import Path; from tests.storage.test_s3_adding import Server, opened;"
        f"server = Server('ministack', {ministack.endpoint!r});"
        f"opened(server, {bucket!r}, Path({str(data_dir)!r}), bandwidth=1).uploader.drain()"
    )
    root = Path(__file__).parents[2]
    process = subprocess.Popen([sys.executable, "-c", code], cwd=root, env={**os.environ, "PYTHONPATH": str(root)})
    deadline = time.monotonic() + 30
    while not list((data_dir / "outbox").glob("*.part/*.part")) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert list((data_dir / "outbox").glob("*.part"))

    second = opened(ministack, bucket, data_dir)
    second.uploader.drain()
    stored = task(second, task_id)
    kept = (second.folders.files / (stored.file_path or "").removeprefix("local:")).read_bytes()
    second.close()

    assert stored.status is TaskStatus.PENDING and kept == content


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("orders.csv", "address-unknown"),
        ("ftp://bucket/a.csv", "address-unknown"),
        ("s3://bucket", "address-no-file"),
        ("s3://bucket/folder/", "address-no-file"),
        ("s3://a bucket/a.csv", "address-bucket"),
        ("s3:///a.csv", "address-bucket"),
        ("s3://bucket/~$orders.xlsx", "source-owner-file"),
        ("s3://bucket/in/..", "source-is-folder"),
    ],
)
def test_an_address_that_names_no_file_is_refused(data_dir: Path, address: str, code: str) -> None:
    program = build(Settings(), find_folders(data_dir), "test")
    try:
        with pytest.raises(SourceError, match=code):
            program.intake.register_object(address, copy=False)
        assert program.history.last_event_id() == 0
    finally:
        program.close()


def test_an_object_that_does_not_fit_on_the_drive_fails_in_words(
    application: Application, ministack: Server, bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = put(ministack, bucket)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=10))

    found = task(application, add(application, address, copy=True))

    assert (found.status, found.error_code) == (TaskStatus.FAILED, "disk-full")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("storage-missing", "source-gone"),
        ("storage-denied", "source-denied"),
        ("storage-no-bucket", "source-no-bucket"),
        ("storage-wrong-region", "storage-wrong-region"),
        ("storage-replaced", "storage-replaced"),
    ],
)
def test_what_is_wrong_with_one_object_holds_up_no_other_file(code: str, told: str) -> None:
    error = about_object(StorageError(code, bucket="b", action="s3:GetObject"), "orders.csv")

    assert error.code == told and not getattr(error, "about_place", False) and not error.transient


def test_what_hits_the_whole_server_is_waited_for(data_dir: Path) -> None:
    away = opened(Server("ministack", "http://127.0.0.1:9"), "some-bucket", data_dir)
    task_id = away.intake.register_object("s3://some-bucket/a.csv", copy=True).id

    with contextlib.suppress(StorageError):
        away.uploader.drain()

    assert task(away, task_id).status is TaskStatus.UPLOADING
    away.close()
