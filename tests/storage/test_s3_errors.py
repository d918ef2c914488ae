"""Each failure has its own code, words and a next step."""

import datetime
import socket
import ssl
import sys
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from desktop_uploader.model.errors import StorageError
from desktop_uploader.storage.s3.errors import translate
from desktop_uploader.words import Catalogue

from .authority import ISSUER
from .backends import Place, make_bucket, s3_place
from .servers import ACCESS_KEY, SECRET_KEY, Server, free_ports
from .tcpproxy import Faults, between


def refusal(code: str, status: int, operation: str = "PutObject", **more: Any) -> ClientError:
    headers = more.pop("headers", {})
    answer = {"HTTPStatusCode": status, "HTTPHeaders": headers}
    return ClientError({"Error": {"Code": code, **more}, "ResponseMetadata": answer}, operation)


def failure(place: Place) -> StorageError:
    with pytest.raises(StorageError) as caught:
        place.put(b"small")
    assert Catalogue().exception(caught.value).advice
    return caught.value


@pytest.mark.parametrize(
    ("error", "code", "params"),
    [
        (refusal("InvalidAccessKeyId", 403), "storage-keys-refused", {}),
        (refusal("SignatureDoesNotMatch", 403), "storage-keys-refused", {}),
        (refusal("ExpiredToken", 400), "storage-keys-expired", {}),
        (refusal("NoSuchBucket", 404), "storage-no-bucket", {"bucket": "b"}),
        (refusal("AccessDenied", 403), "storage-denied", {"action": "s3:PutObject"}),
        (refusal("403", 403, "HeadObject"), "storage-denied", {"action": "s3:GetObject"}),
        (refusal("AccessDenied", 403, "ListObjectsV2"), "storage-denied", {"action": "s3:ListBucket"}),
        (refusal("SlowDown", 503), "storage-throttled", {}),
        (refusal("QuotaExceeded", 403), "storage-full", {}),
        (refusal("InsufficientStorage", 507), "storage-full", {}),
        (refusal("BadDigest", 400), "storage-garbled", {}),
        (refusal("PreconditionFailed", 412, "GetObject"), "storage-replaced", {"name": "a.xlsx"}),
        (refusal("404", 404, "HeadObject"), "storage-missing", {"name": "a.xlsx"}),
        (refusal("InternalError", 500), "storage-unavailable", {}),
        (refusal("SomethingNew", 502), "storage-unavailable", {}),
        (refusal("SomethingNew", 400), "storage-unexpected", {"reason": "SomethingNew"}),
        (
            refusal("AuthorizationHeaderMalformed", 400, Region="eu-central-1"),
            "storage-wrong-region",
            {"region": "eu-central-1"},
        ),
        (
            refusal("301", 301, "HeadObject", headers={"x-amz-bucket-region": "eu-west-3"}),
            "storage-wrong-region",
            {"region": "eu-west-3"},
        ),
    ],
)
def test_what_a_server_refuses_is_named(error: ClientError, code: str, params: dict[str, str]) -> None:
    found = translate(error, "a.xlsx", "b")

    assert found.code == code and {name: found.params.get(name) for name in params} == params
    assert Catalogue().exception(found).advice


def test_a_clock_that_is_wrong_is_named_with_the_difference() -> None:
    there = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=2)
    headers = {"date": format_datetime(there, usegmt=True)}

    for error in (refusal("RequestTimeTooSkewed", 403, headers=headers), refusal("403", 403, headers=headers)):
        found = translate(error, "a.xlsx", "b")
        assert found.code == "storage-clock" and abs(found.params["seconds"] - 7200) <= 5


def test_a_computer_that_nobody_knows_is_named(tmp_path: Path) -> None:
    error = failure(s3_place(Server("other", "http://storage.invalid:9000"), "bucket", tmp_path, tries=1))

    assert (error.code, error.params) == ("storage-no-host", {"host": "storage.invalid:9000"})


def test_a_connection_that_is_refused_is_named(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    error = failure(s3_place(Server("other", f"http://127.0.0.1:{port}"), "bucket", tmp_path, tries=1))

    assert (error.code, error.params) == ("storage-refused", {"host": f"127.0.0.1:{port}"})


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = Server("other", f"http://127.0.0.1:{silent.getsockname()[1]}")
        error = failure(s3_place(server, "bucket", tmp_path, tries=1, read_seconds=0.3))

    assert error.code == "storage-timeout" and error.transient


def test_a_proxy_that_is_not_there_is_named(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    server = Server("other", "https://storage.example:443")
    error = failure(s3_place(server, "bucket", tmp_path, tries=1, proxy=f"http://127.0.0.1:{port}"))

    assert (error.code, error.params) == ("storage-proxy", {"host": "127.0.0.1"})


def test_keys_that_the_server_does_not_know_are_named(
    seaweedfs: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = make_bucket(seaweedfs)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    assert failure(s3_place(seaweedfs, bucket, tmp_path)).code in ("storage-keys-refused", "storage-denied")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "unknown")
    assert failure(s3_place(seaweedfs, bucket, tmp_path)).code in ("storage-keys-refused", "storage-denied")


def test_keys_that_are_nowhere_are_missed_and_found_when_they_are_there(
    seaweedfs: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")

    place = s3_place(seaweedfs, make_bucket(seaweedfs), tmp_path)
    assert failure(place).code == "storage-keys-missing"

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCESS_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET_KEY)
    assert place.storage.stat(place.put(b"small")).size == 5


def test_a_profile_that_is_not_there_is_named(seaweedfs: Server, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="storage-no-profile"):
        s3_place(seaweedfs, "bucket", tmp_path, profile="office")


def test_a_bucket_that_is_not_there_is_named(server: Server, tmp_path: Path) -> None:
    error = failure(s3_place(server, "no-such-bucket", tmp_path))

    assert (error.code, error.params["bucket"]) == ("storage-no-bucket", "no-such-bucket")


def test_a_certificate_that_is_not_trusted_is_named_with_its_issuer(
    seaweedfs: Server, tmp_path: Path, certificate: tuple[Path, ssl.SSLContext]
) -> None:
    with between(seaweedfs, Faults(), certificate[1]) as server:
        error = failure(s3_place(server, "bucket", tmp_path, tries=1))

    assert (error.code, error.params["issuer"]) == ("storage-certificate", ISSUER)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's own store would have to be changed")
def test_a_certificate_that_the_system_trusts_needs_no_setting(
    seaweedfs: Server, tmp_path: Path, certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    bucket = make_bucket(seaweedfs)
    with between(seaweedfs, Faults(), certificate[1]) as server:
        place = s3_place(server, bucket, tmp_path)
        assert place.storage.stat(place.put(b"small")).size == 5


def test_a_certificate_of_the_offices_own_authority_can_be_trusted(
    seaweedfs: Server, tmp_path: Path, certificate: tuple[Path, ssl.SSLContext]
) -> None:
    bucket = make_bucket(seaweedfs)
    with between(seaweedfs, Faults(), certificate[1]) as server:
        place = s3_place(server, bucket, tmp_path, ca_file=str(certificate[0]))
        uri = place.put(b"small")
        assert place.storage.fetch(uri, tmp_path).read_bytes() == b"small"
