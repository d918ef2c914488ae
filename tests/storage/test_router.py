from pathlib import Path

import pytest

from desktop_uploader.model.errors import StorageError
from desktop_uploader.storage.base import Storage
from desktop_uploader.storage.local import LocalStorage
from desktop_uploader.storage.router import Storages

from .backends import original_of


def refuse() -> Storage:
    raise StorageError("storage-not-set-up", setting="bucket")


def test_a_file_is_read_where_its_uri_says_and_not_where_new_ones_go(tmp_path: Path) -> None:
    source = tmp_path / "orders.xlsx"
    source.write_bytes(b"content")
    local = LocalStorage(tmp_path / "files")
    uri = local.put(source, "h/id/orders.xlsx", original_of(source))
    storages = Storages({"local": lambda: local, "s3": refuse}, "s3")

    assert storages.fetch(uri, tmp_path).read_bytes() == b"content"
    with pytest.raises(StorageError, match="storage-not-set-up"):
        storages.list()


def test_a_place_is_made_once_and_only_when_it_is_used(tmp_path: Path) -> None:
    made: list[str] = []

    def local() -> Storage:
        made.append("local")
        return LocalStorage(tmp_path)

    storages = Storages({"local": local}, "local")
    assert made == []
    assert storages.place() is storages.place("local") and made == ["local"]


def test_a_place_that_this_program_does_not_know_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"storage-unknown\(scheme='ftp'\)"):
        Storages({}, "local").fetch("ftp:a.xlsx", tmp_path)
