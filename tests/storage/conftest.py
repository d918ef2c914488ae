import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import servers
from .authority import make_authority
from .backends import Place, local_place, make_bucket, s3_place
from .servers import ACCESS_KEY, SECRET_KEY, Server

KINDS = {"ministack": servers.ministack, "seaweedfs": servers.seaweedfs, "rclone": servers.rclone}


@pytest.fixture(autouse=True, scope="package")
def keys_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The tests' keys, and none of whoever runs them."""
    nowhere = tmp_path_factory.mktemp("aws") / "none"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ACCESS_KEY_ID": ACCESS_KEY,
            "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": str(nowhere),
            "AWS_SHARED_CREDENTIALS_FILE": str(nowhere),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }.items():
            patch.setenv(name, value)
        for name in ("AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_CA_BUNDLE"):
            patch.delenv(name, raising=False)
        yield


def _serve(kind: str, factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from KINDS[kind](factory.mktemp(kind))


@pytest.fixture(scope="package")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Started once for all tests."""
    yield from _serve("ministack", tmp_path_factory)


@pytest.fixture(scope="package")
def seaweedfs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Started once for all tests."""
    yield from _serve("seaweedfs", tmp_path_factory)


@pytest.fixture(scope="package")
def rclone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Started once for all tests."""
    yield from _serve("rclone", tmp_path_factory)


@pytest.fixture(scope="package", params=sorted(KINDS))
def server(request: pytest.FixtureRequest) -> Server:
    """Every S3 server, one after the other."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Server)
    return found


@pytest.fixture(scope="package", params=["local", *sorted(KINDS)])
def kind_of_place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, keys_of_tests: None
) -> Place:
    """Every kind of storage, made once."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "local":
        return local_place(folder)
    found = request.getfixturevalue(request.param)
    return s3_place(found, make_bucket(found), folder)


@pytest.fixture
def place(kind_of_place: Place, tmp_path: Path) -> Place:
    """Every kind of storage, one after the other."""
    return kind_of_place.in_folder(tmp_path)


@pytest.fixture(scope="package")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    """The file of an authority that nobody knows, and a server's context with a certificate of it."""
    return make_authority(tmp_path_factory.mktemp("tls"))
