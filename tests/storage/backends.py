"""The places that the contract holds for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from desktop_uploader.storage.base import Original, Storage
from desktop_uploader.storage.files import sha256_of
from desktop_uploader.storage.local import LocalStorage


@dataclass(frozen=True)
class Place:
    """A storage of one kind, and what tests do with it."""

    storage: Storage
    folder: Path

    def source(self, content: bytes, name: str = "orders.xlsx") -> Path:
        """A new file with a content."""
        path = self.folder / uuid4().hex / name
        path.parent.mkdir()
        path.write_bytes(content)
        return path

    def put(self, content: bytes, key: str | None = None) -> str:
        """Store a content; gives the URI."""
        source = self.source(content)
        return self.storage.put(source, key or new_key(), original_of(source))


def new_key(name: str = "orders.xlsx") -> str:
    return f"h/2026/11/25/{uuid4()}/{name}"


def original_of(path: Path) -> Original:
    return Original("import", sha256_of(path))


def local_place(folder: Path) -> Iterator[Place]:
    yield Place(LocalStorage(folder / "files"), folder)
