"""What every place for files can do."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from ..model.errors import StorageError

ByteProgress = Callable[[int], None]
"""Called on the caller's thread with the number of bytes done so far; may raise to stop the transfer."""


@dataclass(frozen=True, slots=True)
class Original:
    """What is known of a file before it is stored; tells our own file from another's under the same key."""

    import_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Stat:
    """A stored file."""

    uri: str
    """From `stat`, it names this very version, where versions are kept."""
    name: str
    """The last part of its key."""
    size: int
    modified_at: datetime
    original: Original | None = None
    """What was noted when it was put; None where the place notes nothing."""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a listing; `next` asks for the part after it and is None at the end."""

    files: tuple[Stat, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a test of the place: `put`, `read`, `list`, `delete`; a skipped one could not be tried."""

    name: str
    error: StorageError | None = None
    skipped: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)
    """What the step has shown the place to be able to."""

    @property
    def passed(self) -> bool:
        """True where the step was tried and did what it should."""
        return self.error is None and not self.skipped


class Storage(Protocol):
    """A place for files, named by URI. Every method raises `StorageError`, else only what `progress` raises.

    Calls may take long: never on the GUI thread. One storage may be used by several threads.
    """

    @property
    def scheme(self) -> str:
        """The URI scheme of its files: `local`, `s3`."""

    def put(self, source: Path, key: str, original: Original, progress: ByteProgress | None = None) -> str:
        """Take over the local file `source` under `key`; it may be moved away. Gives the URI. Durable on return.

        Putting the same key again with the same content is no error, so that a put cut short can be repeated; under a
        key with another content it is `storage-key-taken`, and nothing is overwritten.
        """

    def fetch(self, uri: str, folder: Path, sha256: str | None = None, progress: ByteProgress | None = None) -> Path:
        """A local path with the file's content: the file itself where it is on this computer, else a copy in `folder`.

        The caller only reads it. A content that does not have the given SHA-256 is refused: `storage-damaged`, or
        `storage-replaced` where another file has taken its place.
        """

    def stat(self, uri: str) -> Stat:
        """Size and time of a stored file; `storage-missing` where there is none."""

    def pin(self, uri: str) -> Stat:
        """As `stat`, with a URI that names this very content: what takes its place is `storage-replaced`."""

    def list(self, prefix: str = "", after: str | None = None) -> Page:
        """The files whose keys begin with `prefix`, in the order of their keys, some at a time."""

    def delete(self, uri: str) -> None:
        """Remove the file; nothing happens where it is gone already."""

    def sweep(self, prefix: str) -> int:
        """Remove what puts below `prefix` have left unfinished for more than a day; gives how many there were."""

    def test(self) -> Iterator[Step]:
        """Put, read, list and delete a small file, each step as it ends. A failed step raises nothing."""
