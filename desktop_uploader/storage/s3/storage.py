"""Files in a bucket."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from ...model.errors import StorageError
from ...model.places import S3Place
from ..base import ByteProgress, Original, Page, Stat, Step
from ..trial import try_out
from . import progressfile
from .client import make_client
from .download import Receiver
from .errors import code_of, naming
from .head import head_of
from .keys import HeldKeys
from .probe import abilities
from .providers import ways_of
from .transfer import Bandwidth
from .upload import CANNOT_TELL, GONE, MIB, Sender, Taken, UploadGone
from .uri import SCHEME, Address, etag_of, parse, version_of

logger = logging.getLogger(__name__)

PART_SIZE = 8 * MIB
ABANDONED = timedelta(days=1)
MISSING = ("404", "NoSuchKey", "NotFound", "NoSuchVersion")


class S3Storage:
    """New files go to one bucket below one prefix; URIs may name other buckets of the same server.

    Memory: what is sent is read as it goes, what is fetched is written as it comes.
    """

    scheme = SCHEME

    def __init__(self, place: S3Place, outbox: Path, part_size: int = PART_SIZE, held: HeldKeys | None = None) -> None:
        """`outbox` is where the files to be put lie; `held` are keys that were typed in at this start.

        Raises `StorageError` where settings or keys cannot be used.
        """
        if not place.bucket:
            raise StorageError("storage-not-set-up", setting="bucket")
        ways = ways_of(place)
        self._place = place
        self._outbox = outbox
        self._part_size = part_size
        self._checksums = ways.checksums
        self._looks_before = not ways.conditional
        self._ways = ways
        self._held = held or HeldKeys()
        self._made = make_client(place, ways, self._held)
        self._bandwidth = Bandwidth(place.bandwidth * 1_000_000)

    @property
    def _client(self) -> Any:
        made = self._made or make_client(self._place, self._ways, self._held)
        self._made = made
        return made

    @contextmanager
    def _naming(self, name: str, stored: Address | None = None) -> Iterator[None]:
        """Errors in our own words; keys that were not taken are looked for again at the next call.

        What is wrong with one object that is `stored` need not be wrong with others.
        """
        bucket = stored.bucket if stored is not None else self._place.bucket
        try:
            with naming(name, bucket):
                yield
        except StorageError as error:
            error.alone = bucket != self._place.bucket or (stored is not None and error.code == "storage-denied")
            if error.code.startswith("storage-keys"):
                self._made = None
            raise

    def put(self, source: Path, key: str, original: Original, progress: ByteProgress | None = None) -> str:
        """See `Storage.put`. A file of more than one part that was cut short is taken up where it was."""
        target = Address(self._place.bucket, self._place.prefix + key)
        with self._naming(target.name):
            if (self._looks_before or not source.exists()) and (found := self._ours(target, original)):
                return found
            if not source.exists():
                raise StorageError("storage-missing", name=target.name)
            return self._send(source, target, original, progress)

    def fetch(self, uri: str, folder: Path, sha256: str | None = None, progress: ByteProgress | None = None) -> Path:
        """See `Storage.fetch`: a copy, of the version that the URI names."""
        address = parse(uri)
        with self._naming(address.name, address):
            receiver = Receiver(self._client, self._place, self._part_size, self._bandwidth, address)
            return receiver.receive(folder, sha256, progress)

    def stat(self, uri: str) -> Stat:
        """See `Storage.stat`."""
        address = parse(uri)
        return _stat(address, self._head(address))

    def pin(self, uri: str) -> Stat:
        """See `Storage.pin`: by its version, or where none are kept by its ETag."""
        address = parse(uri)
        head = self._head(address)
        if address.etag is not None and address.etag != etag_of(head):
            raise StorageError("storage-replaced", name=address.name)
        found = _stat(address, head)
        pinned = parse(found.uri)
        return found if pinned.version else replace(found, uri=str(replace(pinned, etag=etag_of(head) or None)))

    def list(self, prefix: str = "", after: str | None = None) -> Page:
        """See `Storage.list`; a thousand at a time."""
        bucket, more = self._place.bucket, {"ContinuationToken": after} if after else {}
        with self._naming(prefix):
            answer = self._client.list_objects_v2(Bucket=bucket, Prefix=self._place.prefix + prefix, **more)
        found = [(Address(bucket, item["Key"]), item) for item in answer.get("Contents", [])]
        files = (Stat(str(at), at.name, int(item["Size"]), item["LastModified"]) for at, item in found)
        return Page(tuple(files), answer.get("NextContinuationToken") if answer.get("IsTruncated") else None)

    def delete(self, uri: str) -> None:
        """See `Storage.delete`."""
        address = parse(uri)
        with self._naming(address.name, address):
            try:
                self._client.delete_object(**address.arguments)
            except ClientError as error:
                if code_of(error) not in MISSING:
                    raise

    def sweep(self, prefix: str) -> int:
        """See `Storage.sweep`: aborts uploads that no file in the outbox will take up again."""
        where, old = {"Bucket": self._place.bucket}, datetime.now(UTC) - ABANDONED
        ours, count = progressfile.uploads_in(self._outbox), 0
        with self._naming(prefix):
            for upload in self._unfinished(self._place.prefix + prefix):
                if upload["Initiated"] < old and upload["UploadId"] not in ours:
                    self._client.abort_multipart_upload(**where, Key=upload["Key"], UploadId=upload["UploadId"])
                    count += 1
        return count

    def test(self) -> Iterator[Step]:
        """See `Storage.test`; the first step tells what the server is able to."""
        return try_out(self, lambda uri, original: abilities(self._client, parse(uri), self._checksums))

    def _head(self, address: Address) -> dict[str, Any]:
        with self._naming(address.name, address):
            return head_of(self._client, address)

    def _send(self, source: Path, target: Address, original: Original, progress: ByteProgress | None) -> str:
        for _again in range(2):
            sender = Sender(
                self._client,
                self._place,
                self._checksums,
                self._part_size,
                self._bandwidth,
                source,
                target,
                original,
            )
            try:
                return str(Address(target.bucket, target.key, version_of(sender.send(progress))))
            except Taken:
                # Another try of ours may have come to its end without hearing of it.
                return self._ours(target, original) or self._refuse(target)
            except UploadGone:
                logger.info("the server knows nothing of the upload any more")
                if found := self._ours(target, original):
                    return found
        raise StorageError("storage-unavailable", reason="UploadGone")

    def _ours(self, target: Address, original: Original) -> str | None:
        """The URI of the object where it is this very file; None where there is none. Another's is refused."""
        try:
            head = head_of(self._client, target)
        except ClientError as error:
            if code_of(error) in MISSING:
                return None
            raise
        noted = head.get("Metadata", {})
        # Some servers keep no metadata: there the content decides.
        known = (noted["sha256"], noted.get("import-id")) if "sha256" in noted else (self._hash(target), None)
        if known not in ((original.sha256, original.import_id), (original.sha256, None)):
            return self._refuse(target)
        return str(Address(target.bucket, target.key, version_of(head)))

    def _hash(self, target: Address) -> str:
        digest = hashlib.sha256()
        with closing(self._client.get_object(**target.arguments)["Body"]) as body:
            for chunk in body.iter_chunks(MIB):
                digest.update(chunk)
        return digest.hexdigest()

    def _refuse(self, target: Address) -> str:
        raise StorageError("storage-key-taken", name=target.name)

    def _unfinished(self, prefix: str) -> Iterator[dict[str, Any]]:
        more: dict[str, str] = {}
        while True:
            try:
                answer = self._client.list_multipart_uploads(Bucket=self._place.bucket, Prefix=prefix, **more)
            except ClientError as error:
                if code_of(error) in (*CANNOT_TELL, *GONE):
                    return
                raise
            yield from answer.get("Uploads", [])
            if not answer.get("IsTruncated"):
                return
            more = {"KeyMarker": answer["NextKeyMarker"], "UploadIdMarker": answer.get("NextUploadIdMarker", "")}


def _stat(address: Address, head: dict[str, Any]) -> Stat:
    noted = head.get("Metadata", {})
    known = Original(noted["import-id"], noted["sha256"]) if {"import-id", "sha256"} <= noted.keys() else None
    pinned = Address(address.bucket, address.key, address.version or version_of(head))
    return Stat(str(pinned), address.name, int(head["ContentLength"]), head["LastModified"], known)
