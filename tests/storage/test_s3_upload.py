"""Uploads in parts: sent by several threads, taken up again, verified at both ends."""

import json
import os
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from desktop_uploader.model.errors import StorageError
from desktop_uploader.model.places import S3Place
from desktop_uploader.storage.files import sha256_of
from desktop_uploader.storage.s3 import storage as module
from desktop_uploader.storage.s3.providers import ways_of
from desktop_uploader.storage.s3.storage import S3Storage

from .backends import PART_SIZE, Place, make_bucket, new_key, original_of, raw_client, s3_place, s3_settings
from .servers import Server

MIB = 1024 * 1024


class PersonCancels(Exception):
    """What a progress call raises to stop a transfer."""


@pytest.fixture(scope="package")
def bucket(server: Server, keys_of_tests: None) -> str:
    return make_bucket(server)


@pytest.fixture
def s3(server: Server, bucket: str, tmp_path: Path) -> Place:
    return s3_place(server, bucket, tmp_path)


@pytest.fixture
def large(s3: Place) -> Path:
    """Two parts, the last one short."""
    return s3.source(os.urandom(PART_SIZE + 12_345))


def sent_parts(s3: Place) -> list[int]:
    """The numbers of the parts that are sent from now on."""
    storage, numbers = s3.storage, list[int]()
    assert isinstance(storage, S3Storage)
    storage._client.meta.events.register(
        "provide-client-params.s3.UploadPart", lambda params, **_more: numbers.append(params["PartNumber"])
    )
    return numbers


def cut_short(server: Server, bucket: str, source: Path, key: str, at: int) -> None:
    """Send one part after the other, and stop before the part with the number `at`."""
    place = s3_place(server, bucket, source.parent, concurrency=1)

    def stop(params: dict[str, int], **_more: object) -> None:
        if params["PartNumber"] == at:
            raise PersonCancels

    assert isinstance(place.storage, S3Storage)
    place.storage._client.meta.events.register("provide-client-params.s3.UploadPart", stop)
    with pytest.raises(PersonCancels):
        place.storage.put(source, key, original_of(source))


def test_a_file_of_many_parts_arrives_whole(s3: Place, large: Path, tmp_path: Path) -> None:
    seen: list[int] = []
    digest = sha256_of(large)

    uri = s3.storage.put(large, new_key(), original_of(large), seen.append)

    assert seen[-1] == large.stat().st_size and seen == sorted(seen)
    assert s3.storage.stat(uri).size == large.stat().st_size
    assert sha256_of(s3.storage.fetch(uri, tmp_path, digest)) == digest
    assert not list(large.parent.glob("*.upload"))


def test_an_upload_cut_short_sends_only_the_rest(
    server: Server, bucket: str, s3: Place, large: Path, tmp_path: Path
) -> None:
    key = new_key()
    cut_short(server, bucket, large, key, at=2)
    again = s3_place(server, bucket, tmp_path)
    numbers = sent_parts(again)
    first: list[int] = []

    uri = again.storage.put(large, key, original_of(large), first.append)

    assert numbers == [2] and first[0] >= PART_SIZE
    assert sha256_of(s3.storage.fetch(uri, tmp_path)) == sha256_of(large)


def test_an_upload_cut_at_60_percent_sends_at_most_45_percent_again(
    seaweedfs: Server, keys_of_tests: None, tmp_path: Path
) -> None:
    bucket, key = make_bucket(seaweedfs), new_key()
    place = s3_place(seaweedfs, bucket, tmp_path)
    source = place.source(os.urandom(5 * PART_SIZE))
    cut_short(seaweedfs, bucket, source, key, at=4)
    numbers = sent_parts(place)

    place.storage.put(source, key, original_of(source))

    assert sorted(numbers) == [4, 5] and len(numbers) * PART_SIZE <= 0.45 * 5 * PART_SIZE


def test_an_upload_that_the_server_has_forgotten_begins_anew(
    server: Server, bucket: str, s3: Place, large: Path, tmp_path: Path
) -> None:
    key = new_key()
    cut_short(server, bucket, large, key, at=2)
    noted = json.loads(next(large.parent.glob("*.upload")).read_text().splitlines()[0])
    raw_client(server).abort_multipart_upload(Bucket=bucket, Key=noted["key"], UploadId=noted["upload_id"])
    numbers = sent_parts(s3)

    uri = s3.storage.put(large, key, original_of(large))

    assert sorted(numbers) == [1, 2]
    assert sha256_of(s3.storage.fetch(uri, tmp_path)) == sha256_of(large)


def test_a_note_that_a_power_cut_left_half_is_not_believed(
    server: Server, bucket: str, s3: Place, large: Path, tmp_path: Path
) -> None:
    key = new_key()
    cut_short(server, bucket, large, key, at=2)
    note = next(large.parent.glob("*.upload"))
    note.write_bytes(note.read_bytes()[:-20])
    numbers = sent_parts(s3)

    uri = s3.storage.put(large, key, original_of(large))

    assert sorted(numbers) == [1, 2]
    assert sha256_of(s3.storage.fetch(uri, tmp_path)) == sha256_of(large)


def test_a_snapshot_that_was_damaged_in_the_outbox_is_not_stored(s3: Place, large: Path) -> None:
    original = original_of(large)
    with large.open("r+b") as file:
        file.seek(PART_SIZE)
        file.write(b"damage")

    with pytest.raises(StorageError, match="storage-damaged"):
        s3.storage.put(large, key := new_key(), original)
    assert s3.storage.list(key).files == ()


def test_what_was_stored_without_hearing_of_it_is_adopted(s3: Place, large: Path) -> None:
    key, original = new_key(), original_of(large)
    first = s3.storage.put(large, key, original)

    assert s3.storage.put(large, key, original) == first


def test_a_large_file_of_another_is_never_overwritten(s3: Place, large: Path, tmp_path: Path) -> None:
    key = new_key()
    uri = s3.put(b"another content", key)

    with pytest.raises(StorageError, match="storage-key-taken"):
        s3.storage.put(large, key, original_of(large))
    assert s3.storage.fetch(uri, tmp_path).read_bytes() == b"another content"


@pytest.mark.parametrize("size", [1000, PART_SIZE + 12_345])
def test_a_server_that_checks_everything_takes_what_aws_is_sent(
    seaweedfs: Server, keys_of_tests: None, tmp_path: Path, size: int
) -> None:
    place = s3_place(seaweedfs, make_bucket(seaweedfs), tmp_path, provider="minio")
    source, key = place.source(os.urandom(size)), new_key()
    digest, original = sha256_of(source), original_of(source)

    uri = place.storage.put(source, key, original)

    assert place.storage.put(source, key, original) == uri
    assert sha256_of(place.storage.fetch(uri, tmp_path, digest)) == digest
    with pytest.raises(StorageError, match="storage-key-taken"):
        place.put(os.urandom(size), key)


def test_a_person_who_cancels_is_not_kept_waiting(ministack: Server, keys_of_tests: None, tmp_path: Path) -> None:
    place = s3_place(ministack, make_bucket(ministack), tmp_path, bandwidth=4.0)
    source, started = place.source(os.urandom(2 * PART_SIZE)), monotonic()

    def stop(done: int) -> None:
        if done > MIB:
            raise PersonCancels

    with pytest.raises(PersonCancels):
        place.storage.put(source, new_key(), original_of(source), stop)
    assert monotonic() - started < 2


def test_an_old_upload_is_swept_unless_a_file_waits_to_take_it_up(
    ministack: Server, keys_of_tests: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = make_bucket(ministack)
    place = s3_place(ministack, own, tmp_path)
    outbox = tmp_path / "import.1234"
    outbox.write_bytes(os.urandom(2 * PART_SIZE))
    cut_short(ministack, own, outbox, "h/ours.xlsx", at=2)
    raw_client(ministack).create_multipart_upload(Bucket=own, Key="desk/h/stale.xlsx")
    raw_client(ministack).create_multipart_upload(Bucket=own, Key="of-others.xlsx")

    assert place.storage.sweep("h/") == 0
    monkeypatch.setattr(module, "ABANDONED", timedelta(seconds=-60))
    assert place.storage.sweep("h/") == 1

    left = raw_client(ministack).list_multipart_uploads(Bucket=own)["Uploads"]
    assert sorted(upload["Key"] for upload in left) == ["desk/h/ours.xlsx", "of-others.xlsx"]


def test_the_version_that_was_put_is_the_one_that_is_read(
    ministack: Server, keys_of_tests: None, tmp_path: Path
) -> None:
    own, key = make_bucket(ministack), new_key()
    raw = raw_client(ministack)
    raw.put_bucket_versioning(Bucket=own, VersioningConfiguration={"Status": "Enabled"})
    place = s3_place(ministack, own, tmp_path)

    uri = place.put(b"as added", key)
    (listed,) = place.storage.list(key).files
    assert place.storage.stat(listed.uri).uri == uri
    raw.put_object(Bucket=own, Key=f"desk/{key}", Body=b"as replaced")

    assert "?versionId=" in uri
    assert place.storage.fetch(uri, tmp_path).read_bytes() == b"as added"


def test_an_object_replaced_since_is_refused(s3: Place, server: Server, bucket: str, tmp_path: Path) -> None:
    key = new_key()
    uri, digest = s3.put(b"as added", key), sha256_of(s3.source(b"as added"))
    raw_client(server).put_object(Bucket=bucket, Key=f"desk/{key}", Body=b"replaced")

    with pytest.raises(StorageError, match="storage-replaced"):
        s3.storage.fetch(uri, tmp_path, digest)
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_no_more_than_the_bandwidth_is_used(ministack: Server, keys_of_tests: None, tmp_path: Path) -> None:
    place = s3_place(ministack, make_bucket(ministack), tmp_path, bandwidth=2.0)
    source = place.source(os.urandom(2 * MIB))
    started = monotonic()

    place.storage.put(source, new_key(), original_of(source))

    assert monotonic() - started >= 0.9


def test_what_the_server_is_able_to_is_found_out(s3: Place, server: Server) -> None:
    put, *_others = s3.storage.test()

    # MiniStack compares MD5 alone, and is told SHA-256 here.
    expected = {"conditional_writes": server.name != "rclone", "checksums": server.name != "ministack"}
    assert {name: put.facts[name] for name in expected} == expected
    assert abs(put.facts["clock_difference"]) <= 2


def test_the_settings_find_the_address_of_a_known_provider() -> None:
    def endpoint(**settings: str) -> str | None:
        return ways_of(S3Place.model_validate(settings)).endpoint

    assert endpoint(provider="aws") is None
    assert endpoint(provider="r2", account="abc123") == "https://abc123.r2.cloudflarestorage.com"
    assert endpoint(provider="wasabi", region="eu-central-1") == "https://s3.eu-central-1.wasabisys.com"
    assert endpoint(provider="digitalocean", region="fra1") == "https://fra1.digitaloceanspaces.com"
    for missing in ({"provider": "minio"}, {"provider": "r2"}, {"provider": "b2"}):
        with pytest.raises(StorageError, match="storage-not-set-up"):
            endpoint(**missing)


def test_a_bucket_must_be_set(ministack: Server, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="storage-not-set-up"):
        S3Storage(s3_settings(ministack, ""), tmp_path)
