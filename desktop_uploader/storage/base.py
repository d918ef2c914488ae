"""What every place for files can do."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

ByteProgress = Callable[[int], None]
"""Called with the number of bytes done so far; may raise to stop the transfer."""


class Storage(Protocol):
    """A place for files, named by URI. Every method raises `StorageError`, and only that."""

    scheme: str
    """The URI scheme of its files: `local`, `s3`."""

    def put(self, source: Path, key: str, progress: ByteProgress | None = None) -> str:
        """Take over the local file `source` under `key`; it may be moved away. Gives the URI. Durable on return.

        Putting the same key again with the same content is no error, so that a put cut short can be repeated.
        """

    def fetch(self, uri: str, folder: Path) -> Path:
        """A local path with the file's content: the file itself where it is on this computer, else a copy in `folder`.

        The caller only reads it.
        """

    def delete(self, uri: str) -> None:
        """Remove the file; nothing happens where it is gone already."""
