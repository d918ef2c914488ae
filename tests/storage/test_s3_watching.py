"""Objects that are put under a watched prefix are added once each, and left as they are."""

import time
from pathlib import Path

import pytest

from desktop_uploader.model.status import TaskStatus
from desktop_uploader.storage.s3.uri import parse

from ..watching.conftest import Office, office, until  # noqa: F401
from .backends import make_bucket, raw_client, s3_settings
from .servers import Server, free_ports

ROWS = b"Order,Amount\nA-1,10\n"


@pytest.fixture(scope="package")
def watched_bucket(seaweedfs: Server, keys_of_tests: None) -> str:
    return make_bucket(seaweedfs)


@pytest.fixture
def given(seaweedfs: Server, watched_bucket: str, tmp_path: Path) -> dict[str, object]:
    prefix = tmp_path.name
    place = s3_settings(seaweedfs, watched_bucket, tries=1, prefix="originals")
    return {"folder": f"s3://{watched_bucket}/{prefix}/", "s3": place.model_dump()}


def put(server: Server, given: dict[str, object], name: str, body: bytes = ROWS) -> None:
    at = parse(f"{given['folder']}{name}")
    raw_client(server).put_object(Bucket=at.bucket, Key=at.key, Body=body)


def listed(server: Server, given: dict[str, object]) -> list[str]:
    at = parse(f"{given['folder']}x")
    found = raw_client(server).list_objects_v2(Bucket=at.bucket, Prefix=at.key[:-1])
    return [item["Key"].removeprefix(at.key[:-1]) for item in found.get("Contents", [])]


def test_an_object_is_added_once_and_again_with_another_content(
    office: Office,  # noqa: F811
    seaweedfs: Server,
    given: dict[str, object],
) -> None:
    for name in ("one.csv", "~$one.csv", "notes.docx", "inner/deep.csv", "empty.csv"):
        put(seaweedfs, given, name, b"" if name == "empty.csv" else ROWS)
    with office.watching(**given, dataset="orders"):
        until(lambda: [task.status for task in office.tasks()] == [TaskStatus.PENDING])
    with office.watching(**given), office.watching(**given):
        put(seaweedfs, given, "two.csv")
        until(lambda: len(office.tasks()) == 2)
        put(seaweedfs, given, "one.csv", b"Order,Amount\nA-1,11\n")
        until(lambda: len(office.tasks()) == 3)
        time.sleep(0.5)
        until(lambda: {task.status for task in office.tasks()} == {TaskStatus.PENDING})

    assert office.names() == ["one.csv", "two.csv", "one.csv"]
    assert office.tasks()[0].dataset == "orders"
    assert office.content_of(office.tasks()[2]).endswith("11\n")
    assert sorted(listed(seaweedfs, given)) == [
        "empty.csv",
        "inner/deep.csv",
        "notes.docx",
        "one.csv",
        "two.csv",
        "~$one.csv",
    ]


def test_prefixes_in_a_watched_one_are_looked_into_where_that_is_set(
    office: Office,  # noqa: F811
    seaweedfs: Server,
    given: dict[str, object],
) -> None:
    put(seaweedfs, given, "inner/deep.csv")
    put(seaweedfs, given, "Added/old.csv")
    with office.watching(**given, recursive=True):
        until(lambda: office.names() == ["deep.csv"])


def test_a_server_that_does_not_answer_is_said_and_tried_again(office: Office, given: dict[str, object]) -> None:  # noqa: F811
    (port,) = free_ports(1)
    away = {**given, "s3": {**given["s3"], "endpoint": f"http://127.0.0.1:{port}"}}  # type: ignore[dict-item]
    with office.watching(**away) as watching:
        until(lambda: watching.states()[0].trouble is not None)

    assert office.troubles() == ["storage-refused", None]


def test_the_place_of_the_programs_own_files_is_not_watched(
    office: Office,  # noqa: F811
    watched_bucket: str,
    given: dict[str, object],
) -> None:
    with office.watching(**{**given, "folder": f"s3://{watched_bucket}/", "recursive": True}) as watching:
        until(lambda: watching.states()[0].trouble is not None)

    assert office.troubles()[0] == "watch-own-folder"
