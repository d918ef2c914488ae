"""What every storage does, whatever it is."""

from pathlib import Path

import pytest

from desktop_uploader.model.errors import StorageError
from desktop_uploader.storage.files import sha256_of

from .backends import Place, new_key, original_of

SMALL = b"a small workbook"


class PersonCancels(Exception):
    """What a progress call raises to stop a transfer."""


def test_what_is_put_is_fetched(place: Place, tmp_path: Path) -> None:
    uri = place.put(SMALL)

    assert place.storage.fetch(uri, tmp_path).read_bytes() == SMALL
    assert place.storage.stat(uri).size == len(SMALL)


def test_an_empty_file_is_kept_too(place: Place, tmp_path: Path) -> None:
    assert place.storage.fetch(place.put(b""), tmp_path).read_bytes() == b""


@pytest.mark.parametrize("name", ["Preise März 2026.xlsx", "50 % + more & less?.csv", "価格 #1.xlsx", "a'b(c)~.xlsx"])
def test_any_name_is_kept(place: Place, tmp_path: Path, name: str) -> None:
    uri = place.put(SMALL, new_key(name))

    assert place.storage.fetch(uri, tmp_path).read_bytes() == SMALL


def test_putting_again_the_same_is_no_error(place: Place) -> None:
    key = new_key()

    assert place.put(SMALL, key) == place.put(SMALL, key)


def test_putting_again_after_the_source_was_moved_is_no_error(place: Place) -> None:
    source, key = place.source(SMALL), new_key()
    original = original_of(source)
    first = place.storage.put(source, key, original)
    source.unlink(missing_ok=True)

    assert place.storage.put(source, key, original) == first


def test_another_content_is_never_overwritten(place: Place, tmp_path: Path) -> None:
    key = new_key()
    uri = place.put(SMALL, key)

    with pytest.raises(StorageError, match="storage-key-taken"):
        place.put(b"another content", key)
    assert place.storage.fetch(uri, tmp_path).read_bytes() == SMALL


def test_a_source_that_is_gone_is_named(place: Place, tmp_path: Path) -> None:
    source = place.source(SMALL)
    original = original_of(source)
    source.unlink()

    with pytest.raises(StorageError, match="storage-missing"):
        place.storage.put(source, new_key(), original)


def test_a_file_that_is_gone_is_named(place: Place, tmp_path: Path) -> None:
    uri = place.put(SMALL)
    place.storage.delete(uri)
    place.storage.delete(uri)

    with pytest.raises(StorageError, match="storage-missing"):
        place.storage.fetch(uri, tmp_path)
    with pytest.raises(StorageError, match="storage-missing"):
        place.storage.stat(uri)


def test_the_content_is_verified_when_it_is_fetched(place: Place, tmp_path: Path) -> None:
    uri = place.put(SMALL)

    assert sha256_of(place.storage.fetch(uri, tmp_path, sha256_of(place.source(SMALL))))
    with pytest.raises(StorageError, match=r"storage-(damaged|replaced)"):
        place.storage.fetch(uri, tmp_path, "0" * 64)


def test_a_fetch_can_be_stopped(place: Place, tmp_path: Path) -> None:
    content = b"x" * 3_000_000
    uri, digest = place.put(content), sha256_of(place.source(content))

    def stop(_done: int) -> None:
        raise PersonCancels

    with pytest.raises(PersonCancels):
        place.storage.fetch(uri, tmp_path, digest, stop)


def test_only_keys_with_the_prefix_are_listed(place: Place) -> None:
    prefix = new_key("")
    uris = [place.put(SMALL, prefix + name) for name in ("a.xlsx", "b/c.xlsx", "b.xlsx")]
    place.put(SMALL)

    listed = place.storage.list(prefix)

    assert sorted(file.uri.partition("?")[0] for file in listed.files) == sorted(uri.partition("?")[0] for uri in uris)
    assert {file.size for file in listed.files} == {len(SMALL)} and listed.next is None


def test_its_test_passes_and_leaves_nothing(place: Place) -> None:
    steps = list(place.storage.test())

    assert [(step.name, step.error) for step in steps] == [(name, None) for name in ("put", "read", "list", "delete")]
    assert place.storage.list("connection-test/").files == ()


def test_a_sweep_leaves_what_is_whole(place: Place, tmp_path: Path) -> None:
    uri = place.put(SMALL, "swept/file.xlsx")

    assert place.storage.sweep("swept/") == 0
    assert place.storage.fetch(uri, tmp_path).read_bytes() == SMALL
