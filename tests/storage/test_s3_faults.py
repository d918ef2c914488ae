"""Lines that break, servers that do not answer, programs that are killed: nothing is lost, nothing half is stored."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_uploader.model.errors import StorageError
from desktop_uploader.storage.files import sha256_of
from desktop_uploader.storage.s3.storage import S3Storage

from .backends import PART_SIZE, Place, make_bucket, new_key, original_of, s3_place
from .servers import Server
from .tcpproxy import Faults, between


@pytest.fixture(scope="package")
def bucket(seaweedfs: Server, keys_of_tests: None) -> str:
    return make_bucket(seaweedfs)


@pytest.fixture
def direct(seaweedfs: Server, bucket: str, tmp_path: Path) -> Place:
    return s3_place(seaweedfs, bucket, tmp_path)


@pytest.fixture
def large(direct: Place) -> Path:
    return direct.source(os.urandom(2 * PART_SIZE + 12_345))


def test_a_part_whose_connection_is_reset_is_sent_again(
    seaweedfs: Server, bucket: str, direct: Place, large: Path, tmp_path: Path
) -> None:
    faults = Faults(resets=2, after=2_000_000)
    with between(seaweedfs, faults) as server:
        uri = s3_place(server, bucket, tmp_path).storage.put(large, new_key(), original_of(large))

    assert faults.resets == 0
    assert sha256_of(direct.storage.fetch(uri, tmp_path)) == sha256_of(large)


def test_a_download_that_ends_early_goes_on_where_it_ended(
    seaweedfs: Server, bucket: str, direct: Place, large: Path, tmp_path: Path
) -> None:
    digest = sha256_of(large)
    uri = direct.storage.put(large, new_key(), original_of(large))
    faults = Faults(truncations=2, after=2_000_000)
    with between(seaweedfs, faults) as server:
        path = s3_place(server, bucket, tmp_path).storage.fetch(uri, tmp_path, digest)

    assert faults.truncations == 0 and sha256_of(path) == digest


def test_a_server_that_asks_to_slow_down_is_asked_again(
    seaweedfs: Server, bucket: str, direct: Place, tmp_path: Path
) -> None:
    faults = Faults(slow_downs=1)
    with between(seaweedfs, faults) as server:
        uri = s3_place(server, bucket, tmp_path).put(b"small")

    assert faults.slow_downs == 0 and direct.storage.fetch(uri, tmp_path).read_bytes() == b"small"


def test_a_server_that_keeps_asking_to_slow_down_is_named(seaweedfs: Server, bucket: str, tmp_path: Path) -> None:
    with (
        between(seaweedfs, Faults(slow_downs=99)) as server,
        pytest.raises(StorageError, match="storage-throttled") as caught,
    ):
        s3_place(server, bucket, tmp_path, tries=1).put(b"small")
    assert caught.value.transient


def test_a_line_that_goes_silent_ends_in_a_time_out_and_the_rest_is_sent_later(
    seaweedfs: Server, bucket: str, direct: Place, large: Path, tmp_path: Path
) -> None:
    key, faults = new_key(), Faults()

    def go_silent(done: int) -> None:
        faults.black_hole = faults.black_hole or done > PART_SIZE + 100_000

    with between(seaweedfs, faults) as server:
        place = s3_place(server, bucket, tmp_path, tries=1, read_seconds=1.0, concurrency=1, bandwidth=20.0)
        with pytest.raises(StorageError, match="storage-timeout") as caught:
            place.storage.put(large, key, original_of(large), go_silent)
        assert caught.value.transient
        note = next(large.parent.glob("*.upload"))
        assert len(note.read_text().splitlines()) >= 2
    note.write_text(note.read_text().replace(server.endpoint, seaweedfs.endpoint))

    uri = direct.storage.put(large, key, original_of(large))

    assert sha256_of(direct.storage.fetch(uri, tmp_path)) == sha256_of(large)


KILLED = """
import sys
from pathlib import Path
from tests.storage.backends import original_of, s3_place
from tests.storage.servers import Server

endpoint, bucket, source, key = sys.argv[1:]
path = Path(source)
place = s3_place(Server("seaweedfs", endpoint), bucket, path.parent, concurrency=1, bandwidth=6.0)
place.storage.put(path, key, original_of(path))
"""


def test_a_program_that_is_killed_sends_only_the_rest_at_the_next_start(
    seaweedfs: Server, bucket: str, direct: Place, large: Path, tmp_path: Path
) -> None:
    key, note = new_key(), large.with_name(large.name + ".upload")
    process = subprocess.Popen([sys.executable, "-c", KILLED, seaweedfs.endpoint, bucket, str(large), key])
    deadline = time.monotonic() + 60
    while not (note.exists() and len(note.read_text().splitlines()) > 1) and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    storage, numbers = direct.storage, list[int]()
    assert isinstance(storage, S3Storage)
    storage._client.meta.events.register(
        "provide-client-params.s3.UploadPart", lambda params, **_more: numbers.append(params["PartNumber"])
    )

    uri = storage.put(large, key, original_of(large))

    assert sorted(numbers) == [2, 3]
    assert sha256_of(storage.fetch(uri, tmp_path)) == sha256_of(large)
