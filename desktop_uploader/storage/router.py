"""All places of files at once: a file is read where its URI says, a new one goes where it is meant to go."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Lock

from ..model.errors import StorageError
from .base import ByteProgress, Original, Page, Stat, Step, Storage

Makers = Mapping[str, Callable[[], Storage]]
"""How each place is made, by the scheme of its URIs."""


class Storages:
    """A `Storage` over several, each made when it is first used: what nobody uses costs nothing at the start."""

    def __init__(self, makers: Makers, chosen: str) -> None:
        """New files go to `chosen` unless another place is asked for."""
        self.change(makers, chosen)

    def change(self, makers: Makers, chosen: str) -> None:
        """Go on with other settings; what is under way ends in the place where it has begun."""
        self._chosen = chosen
        self._places = {scheme: _Place(make) for scheme, make in makers.items()}

    @property
    def scheme(self) -> str:
        """Where new files go."""
        return self._chosen

    @property
    def schemes(self) -> tuple[str, ...]:
        """All places that there are."""
        return tuple(self._places)

    def place(self, scheme: str | None = None) -> Storage:
        """The storage of a scheme; without one, that of new files."""
        wanted = scheme or self._chosen
        place = self._places.get(wanted)
        if place is None:
            raise StorageError("storage-unknown", scheme=wanted)
        return place.storage()

    def put(self, source: Path, key: str, original: Original, progress: ByteProgress | None = None) -> str:
        """See `Storage.put`."""
        return self.place().put(source, key, original, progress)

    def fetch(self, uri: str, folder: Path, sha256: str | None = None, progress: ByteProgress | None = None) -> Path:
        """See `Storage.fetch`."""
        return self._of(uri).fetch(uri, folder, sha256, progress)

    def stat(self, uri: str) -> Stat:
        """See `Storage.stat`."""
        return self._of(uri).stat(uri)

    def pin(self, uri: str) -> Stat:
        """See `Storage.pin`."""
        return self._of(uri).pin(uri)

    def list(self, prefix: str = "", after: str | None = None) -> Page:
        """See `Storage.list`."""
        return self.place().list(prefix, after)

    def delete(self, uri: str) -> None:
        """See `Storage.delete`."""
        self._of(uri).delete(uri)

    def sweep(self, prefix: str) -> int:
        """See `Storage.sweep`."""
        return self.place().sweep(prefix)

    def test(self) -> Iterator[Step]:
        """See `Storage.test`."""
        return self.place().test()

    def _of(self, uri: str) -> Storage:
        return self.place(uri.partition(":")[0])


class _Place:
    """One storage, made once."""

    def __init__(self, make: Callable[[], Storage]) -> None:
        self._make = make
        self._made: Storage | None = None
        # One lock for each: making one may wait for a person who unlocks the keyring.
        self._lock = Lock()

    def storage(self) -> Storage:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made
