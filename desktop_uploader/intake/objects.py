"""An object that a person picked in S3: looked at, and read where it is or copied as it is at one moment."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..database.history.uploads import Uploads
from ..durable import sync_folder
from ..model.errors import StorageError
from ..model.places import S3_SCHEME
from ..model.task import Claim
from ..storage.base import ByteProgress, Stat
from ..storage.files import PART, sha256_of
from ..storage.picked import about_object
from ..storage.router import Storages
from ..storage.s3.uri import parse
from .source import DEFINITION_SUFFIX, LARGEST_DEFINITION, Snapshot, read_definition, snapshot_path


def is_address(source: str | None) -> bool:
    """True where what a person picked is an object, not a file."""
    return source is not None and source.startswith(S3_SCHEME)


class Objects:
    """Every call asks a server and may take long. Raises `SourceError`, `DefinitionError` and `StorageError`."""

    def __init__(self, uploads: Uploads, storages: Storages, outbox: Path) -> None:
        self._uploads = uploads
        self._storages = storages
        self._outbox = outbox

    def look_at(self, claim: Claim, lost: Callable[[], Exception]) -> tuple[Claim, Stat]:
        """The claim with all that is known of its object by now, and the object under a URI that pins its content.

        Raises what `lost` gives where the claim was lost.
        """
        task = claim.task
        address = task.source_path or ""
        found = self._pinned(address)
        definition = task.definition if task.definition is not None else self._definition_beside(address)
        # What this program stored is the original of another task, with which it may go: that is never shared.
        owned = task.file_owned or found.original is not None
        changed = claim.lease_token > 1 and found.modified_at > task.created_at and "?" not in address
        if not self._uploads.looked_at(claim, found.size, definition=definition, owned=owned, changed=changed):
            raise lost()
        return replace(claim, task=replace(task, size=found.size, definition=definition, file_owned=owned)), found

    def snapshot(self, found: Stat, import_id: str, progress: ByteProgress) -> Snapshot:
        """A durable copy of a pinned object in the outbox."""
        # What a death leaves of it is swept with other parts.
        folder = Path(tempfile.mkdtemp(prefix=f"{import_id}.", suffix=PART, dir=self._outbox))
        try:
            try:
                copy = self._storages.fetch(found.uri, folder, None, progress)
            except StorageError as error:
                raise about_object(error, found.name) from error
            digest = sha256_of(copy)
            with open(copy, "rb+") as file:
                os.fsync(file.fileno())
            target = snapshot_path(self._outbox, import_id, digest)
            os.replace(copy, target)
            sync_folder(self._outbox)
            return Snapshot(target, found.size, digest, found.modified_at)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _pinned(self, address: str) -> Stat:
        try:
            return self._storages.pin(address)
        except StorageError as error:
            raise about_object(error, parse(address).name) from error

    def _definition_beside(self, address: str) -> Mapping[str, Any] | None:
        """As for a file: `price-list.schema.json` beside `price-list.xlsx`."""
        at = parse(address)
        folder, _, name = at.key.rpartition("/")
        key = f"{folder}/{Path(name).stem}{DEFINITION_SUFFIX}".lstrip("/" if not folder else "")
        with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as scratch:
            try:
                there = self._storages.stat(str(replace(at, key=key, version=None, etag=None)))
                if there.size > LARGEST_DEFINITION:
                    return None
                copy = self._storages.fetch(there.uri, Path(scratch))
            except StorageError as error:
                # Who may not list a bucket is not told that there is none, but that it is not allowed.
                if error.code in ("storage-missing", "storage-denied"):
                    return None
                raise
            return read_definition(copy.replace(copy.with_name(Path(key).name)))
