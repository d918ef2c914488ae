"""Files on several S3 servers: new ones go to the place that is set, earlier ones stay readable where they are."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Protocol
from urllib.parse import urlsplit

from ...model.errors import StorageError
from ...model.places import S3Place
from ..base import ByteProgress, Original, Page, Stat, Step, Storage
from .providers import ways_of
from .uri import SCHEME, Address, parse

AMAZON = "aws"
"""Names the server that needs no address."""


class KnownPlaces(Protocol):
    """Remembers the places where files were put. Raises `DatabaseTrouble`."""

    def remember(self, server: str, place: S3Place) -> None:
        """Files go to this place from now on."""

    def find(self, server: str, bucket: str) -> S3Place | None:
        """The place of a bucket; where it is not known, another one on the same server, else None."""


class S3Servers:
    """A `Storage`: its URIs name the server, so that a change of the settings leaves no file behind.

    A URI without a server, as people write it, means the place that is set.
    """

    scheme = SCHEME

    def __init__(self, current: S3Place, make: Callable[[S3Place], Storage], known: KnownPlaces) -> None:
        """Raises `StorageError` where the place is not set up, or its keys cannot be used."""
        self._current = current
        self._server = server_of(current)
        self._make = make
        self._known = known
        self._made: dict[S3Place, Storage] = {current: make(current)}
        self._lock = Lock()
        self._remembered = False

    def put(self, source: Path, key: str, original: Original, progress: ByteProgress | None = None) -> str:
        """See `Storage.put`."""
        if not self._remembered:
            # First: a file must never be in a place that nobody finds again.
            self._known.remember(self._server, self._current)
            self._remembered = True
        uri = self._made[self._current].put(source, key, original, progress)
        return str(self._named(parse(uri)))

    def fetch(self, uri: str, folder: Path, sha256: str | None = None, progress: ByteProgress | None = None) -> Path:
        """See `Storage.fetch`."""
        return self._of(uri).fetch(uri, folder, sha256, progress)

    def stat(self, uri: str) -> Stat:
        """See `Storage.stat`."""
        return self._there(uri, self._of(uri).stat(uri))

    def pin(self, uri: str) -> Stat:
        """See `Storage.pin`."""
        return self._there(uri, self._of(uri).pin(uri))

    def list(self, prefix: str = "", after: str | None = None) -> Page:
        """See `Storage.list`."""
        page = self._made[self._current].list(prefix, after)
        return replace(page, files=tuple(self._there("", file) for file in page.files))

    def delete(self, uri: str) -> None:
        """See `Storage.delete`."""
        self._of(uri).delete(uri)

    def sweep(self, prefix: str) -> int:
        """See `Storage.sweep`."""
        return self._made[self._current].sweep(prefix)

    def test(self) -> Iterator[Step]:
        """See `Storage.test`."""
        return self._made[self._current].test()

    def _there(self, asked: str, found: Stat) -> Stat:
        server = parse(asked).server if asked else ""
        return replace(found, uri=str(self._named(parse(found.uri), server)))

    def _named(self, address: Address, server: str | None = None) -> Address:
        return replace(address, server=server or self._server)

    def _of(self, uri: str) -> Storage:
        place = self._place_of(parse(uri))
        with self._lock:
            if place not in self._made:
                self._made[place] = self._make(place)
            return self._made[place]

    def _place_of(self, address: Address) -> S3Place:
        here = address.server in (None, self._server)
        if here and address.bucket == self._current.bucket:
            return self._current
        found = self._known.find(address.server or self._server, address.bucket)
        if found is not None and (not here or found.bucket == address.bucket):
            return found
        if here:
            return self._current
        raise StorageError("storage-other-server", server=address.server, name=address.name)


def server_of(place: S3Place) -> str:
    """What URIs call the server of a place. Raises `storage-not-set-up` where its address is not known."""
    return urlsplit(ways_of(place).endpoint or "").netloc or AMAZON
