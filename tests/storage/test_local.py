import errno
import os
import stat
from pathlib import Path

import pytest

from desktop_uploader.model.errors import StorageError
from desktop_uploader.storage.files import copy_durably, sha256_of
from desktop_uploader.storage.local import LocalStorage

from .backends import original_of


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path / "files")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "orders.xlsx"
    path.write_bytes(b"content" * 100_000)
    return path


def test_a_file_on_another_drive_is_copied(
    storage: LocalStorage, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, digest = os.replace, sha256_of(source)

    def across_drives(old: Path, new: Path) -> None:
        if old == source:
            raise OSError(18, "Invalid cross-device link")
        real(old, new)

    monkeypatch.setattr(os, "replace", across_drives)
    uri = storage.put(source, "h/id/a.xlsx", original_of(source))

    assert sha256_of(storage.fetch(uri, tmp_path)) == digest
    assert not source.exists()


def test_a_key_cannot_lead_outside(storage: LocalStorage, source: Path) -> None:
    with pytest.raises(StorageError):
        storage.put(source, "../../outside.xlsx", original_of(source))


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


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EACCES, "storage-no-permission"),
        (errno.ESTALE, "storage-folder-gone"),
        (errno.ENAMETOOLONG, "storage-path-too-long"),
        (errno.EIO, "storage-unavailable"),
    ],
)
def test_what_the_drive_says_is_named(
    storage: LocalStorage, source: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", refuse)

    with pytest.raises(StorageError, match=code):
        storage.put(source, "h/id/a.xlsx", original_of(source))


def test_a_sweep_removes_what_was_begun_long_ago(storage: LocalStorage, tmp_path: Path) -> None:
    folder = tmp_path / "files" / "h" / "id"
    folder.mkdir(parents=True)
    for name in ("old.part", "new.part"):
        (folder / name).touch()
    os.utime(folder / "old.part", (0, 0))

    assert storage.sweep("h/") == 1
    assert [path.name for path in folder.iterdir()] == ["new.part"]
