"""A proxy between the computer and the storage, which offices have."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desktop_uploader.model.errors import StorageError

from .backends import make_bucket, s3_place
from .connectproxy import OfficeProxy, office_proxy
from .servers import Server
from .tcpproxy import Faults, between


@pytest.fixture(scope="module")
def bucket(seaweedfs: Server, keys_of_tests: None) -> str:
    return make_bucket(seaweedfs)


@pytest.fixture
def server(
    seaweedfs: Server, certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """Over TLS, as it is reached through proxies."""
    for name in ("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    with between(seaweedfs, Faults(), certificate[1]) as secured:
        yield secured


@pytest.fixture
def proxy() -> Iterator[OfficeProxy]:
    with office_proxy() as running:
        yield running


def stored(server: Server, bucket: str, folder: Path, ca_file: Path, proxy: str = "") -> int:
    """Puts a small file; gives the size that the storage has for it."""
    place = s3_place(server, bucket, folder, ca_file=str(ca_file), proxy=proxy, tries=1)
    return place.storage.stat(place.put(b"small")).size


def test_the_proxy_of_the_settings_is_used(
    server: Server, bucket: str, proxy: OfficeProxy, certificate: tuple[Path, ssl.SSLContext], tmp_path: Path
) -> None:
    assert stored(server, bucket, tmp_path, certificate[0], proxy.address) == 5
    assert set(proxy.targets) == {urlsplit(server.endpoint).netloc}


def test_the_proxy_of_the_environment_is_used_but_for_what_it_excepts(
    server: Server,
    bucket: str,
    proxy: OfficeProxy,
    certificate: tuple[Path, ssl.SSLContext],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.address)
    assert stored(server, bucket, tmp_path, certificate[0]) == 5
    asked = len(proxy.targets)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert stored(server, bucket, tmp_path, certificate[0]) == 5

    assert asked > 0 and len(proxy.targets) == asked


def test_a_proxy_that_lets_nobody_through_is_named(
    server: Server, bucket: str, proxy: OfficeProxy, certificate: tuple[Path, ssl.SSLContext], tmp_path: Path
) -> None:
    proxy.refuses = True
    with pytest.raises(StorageError) as caught:
        stored(server, bucket, tmp_path, certificate[0], proxy.address)

    assert (caught.value.code, caught.value.params["host"]) == ("storage-proxy", "127.0.0.1")
    assert caught.value.about_place and caught.value.transient


def test_a_proxy_that_goes_away_is_named_and_the_file_can_be_put_when_it_is_back(
    server: Server, bucket: str, certificate: tuple[Path, ssl.SSLContext], tmp_path: Path
) -> None:
    with office_proxy() as proxy:
        place = s3_place(server, bucket, tmp_path, ca_file=str(certificate[0]), proxy=proxy.address, tries=1)
        place.put(b"first")
    with pytest.raises(StorageError) as caught:
        place.put(b"second")

    assert caught.value.code in ("storage-proxy", "storage-unavailable") and caught.value.transient
    with office_proxy() as back:
        assert stored(server, bucket, tmp_path, certificate[0], back.address) == 5
