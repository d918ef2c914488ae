import os
import stat
from pathlib import Path

import pytest

from desktop_uploader.model.errors import StorageError
from desktop_uploader.storage.files import copy_durably, sha256_of
from desktop_uploader.storage.local import LocalStorage


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "files")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "orders.xlsx"
    path.write_bytes(b"content" * 100_000)
    return path


def test_what_is_put_is_fetched(storage: LocalStorage, source: Path, tmp_path: Path) -> None:
    digest = sha256_of(source)

    uri = storage.put(source, "h/2026/11/24/id/orders.xlsx")

    assert uri == "local:h/2026/11/24/id/orders.xlsx"
    assert sha256_of(storage.fetch(uri, tmp_path)) == digest


def test_putting_again_after_the_move_is_no_error(storage: LocalStorage, source: Path) -> None:
    assert storage.put(source, "h/id/a.xlsx") == storage.put(source, "h/id/a.xlsx")


def test_a_file_on_another_drive_is_copied(
    storage: LocalStorage, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, digest = os.replace, sha256_of(source)

    def across_drives(old: Path, new: Path) -> None:
        if old == source:
            raise OSError(18, "Invalid cross-device link")
        real(old, new)

    monkeypatch.setattr(os, "replace", across_drives)
    uri = storage.put(source, "h/id/a.xlsx")

    assert sha256_of(storage.fetch(uri, tmp_path)) == digest
    assert not source.exists()


def test_a_file_that_is_gone_is_named(storage: LocalStorage, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="storage-missing"):
        storage.fetch("local:h/id/a.xlsx", tmp_path)


def test_a_key_cannot_lead_outside(storage: LocalStorage, source: Path) -> None:
    with pytest.raises(StorageError):
        storage.put(source, "../../outside.xlsx")


def test_deleting_twice_is_no_error(storage: LocalStorage, source: Path, tmp_path: Path) -> None:
    uri = storage.put(source, "h/id/a.xlsx")
    storage.delete(uri)
    storage.delete(uri)

    with pytest.raises(StorageError):
        storage.fetch(uri, tmp_path)


def test_a_copy_is_readable_by_its_owner_alone(source: Path, tmp_path: Path) -> None:
    size, digest = copy_durably(source, tmp_path / "copy" / "orders.xlsx")

    copy = tmp_path / "copy" / "orders.xlsx"
    assert (size, digest) == (source.stat().st_size, sha256_of(copy))
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir()] == ["orders.xlsx"]


def test_an_interrupted_copy_leaves_nothing(source: Path, tmp_path: Path) -> None:
    def stop(_done: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        copy_durably(source, tmp_path / "copy" / "orders.xlsx", stop)
    assert list((tmp_path / "copy").iterdir()) == []
