"""Opens the places where files are kept, as the settings say."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .model.places import StorageKind
from .settings import Folders, Settings
from .storage.base import Step, Storage
from .storage.local import LocalStorage
from .storage.router import Makers, Storages
from .storage.s3.keys import HeldKeys

if TYPE_CHECKING:
    from .storage.s3.servers import KnownPlaces

TEST_TRIES = 2
"""A person waits for a test: what does not answer is not asked as often as for an upload."""


def open_storages(settings: Settings, folders: Folders, held: HeldKeys, known: "KnownPlaces") -> Storages:
    """Every place of files; each is made, and its libraries loaded, when it is first used."""
    return Storages(makers(settings, folders, held, known), settings.storage)


def makers(settings: Settings, folders: Folders, held: HeldKeys, known: "KnownPlaces") -> Makers:
    """How each place is made, by the scheme of its URIs."""

    def s3() -> Storage:
        from .storage.s3.servers import S3Servers
        from .storage.s3.storage import S3Storage

        return S3Servers(settings.s3, lambda place: S3Storage(place, folders.outbox, held=held), known)

    def local() -> Storage:
        return LocalStorage(*folders.keeping(settings).stored)

    return {str(StorageKind.LOCAL): local, str(StorageKind.S3): s3}


def try_place(settings: Settings, folders: Folders, held: HeldKeys) -> Iterator[Step]:
    """The steps of a test of the place for new files, each as it ends.

    Raises `StorageError` where the place is not set up, or its keys cannot be used. May take long.
    """
    if settings.storage is StorageKind.LOCAL:
        yield from LocalStorage(*folders.keeping(settings).stored).test()
        return
    from .storage.s3.storage import S3Storage

    place = settings.s3.model_copy(update={"tries": min(settings.s3.tries, TEST_TRIES)})
    yield from S3Storage(place, folders.outbox, held=held).test()
