"""Fetches one object by ranges to a temporary name, verifies it, and only then gives it its name."""

import os
import re
import secrets
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

from botocore.exceptions import (
    ClientError,
    ConnectionError,
    HTTPClientError,
    IncompleteReadError,
    ResponseStreamingError,
)
from urllib3.exceptions import HTTPError

from ...durable import OWNER_ONLY
from ...model.errors import StorageError
from ...model.places import S3Place
from ..base import ByteProgress
from ..files import PART, sha256_of
from .head import head_of
from .transfer import Bandwidth, Halted, Transfer
from .uri import Address, etag_of

CHUNK = 256 * 1024
BROKEN = (ConnectionError, HTTPClientError, IncompleteReadError, ResponseStreamingError, HTTPError)
"""The connection broke; what the drive says is no reason to ask again."""


class Receiver:
    """Fetches one object. Used once, on one thread."""

    def __init__(self, client: Any, place: S3Place, range_size: int, bandwidth: Bandwidth, source: Address) -> None:
        self._client = client
        self._place = place
        self._range_size = range_size
        self._source = source
        self._transfer = Transfer(bandwidth)

    def receive(self, folder: Path, sha256: str | None, progress: ByteProgress | None) -> Path:
        """The path of the verified file in `folder`. Raises `StorageError` and botocore's errors."""
        head = head_of(self._client, self._source)
        if self._source.etag is not None and self._source.etag != etag_of(head):
            raise StorageError("storage-replaced", name=self._source.name)
        said = head.get("Metadata", {})
        # Only what this program has noted: elsewhere the word may mean anything.
        noted = said.get("sha256") if "import-id" in said else None
        if shutil.disk_usage(folder).free < int(head["ContentLength"]):
            raise StorageError("disk-full", folder=str(folder))
        if sha256 is not None and noted is not None and noted != sha256:
            raise StorageError("storage-replaced", name=self._source.name)
        part = folder / f"{secrets.token_hex(8)}{PART}"
        try:
            self._write(part, int(head["ContentLength"]), head["ETag"], progress)
            wanted = sha256 or noted
            if wanted is not None and sha256_of(part) != wanted:
                raise StorageError("storage-damaged" if noted else "storage-replaced", name=self._source.name)
            target = part.with_name(f"{secrets.token_hex(8)}{_suffix(self._source.name)}")
            os.replace(part, target)
            return target
        finally:
            part.unlink(missing_ok=True)

    def _write(self, target: Path, size: int, etag: str, progress: ByteProgress | None) -> None:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT, OWNER_ONLY)
        os.ftruncate(descriptor, size)
        os.close(descriptor)
        starts = range(0, size, self._range_size)
        jobs = [lambda start=start: self._range(target, start, size, etag) for start in starts]
        self._transfer.run(jobs, self._place.concurrency, progress)

    def _range(self, target: Path, start: int, size: int, etag: str) -> None:
        """One range; where the connection breaks, the rest of it is asked for, as often as the settings say."""
        end = min(size, start + self._range_size)
        with open(target, "r+b", buffering=0) as file:
            file.seek(start)
            tries = 0
            while file.tell() < end:
                before = file.tell()
                try:
                    self._stream(file, end, etag)
                except BROKEN:
                    tries = 1 if file.tell() > before else tries + 1
                    if tries >= self._place.tries:
                        raise
                    if self._transfer.halt.wait(min(10.0, 0.25 * 2**tries)):
                        raise Halted from None

    def _stream(self, file: Any, end: int, etag: str) -> None:
        wanted = f"bytes={file.tell()}-{end - 1}"
        try:
            # All ranges are of one content, also where the object has no version and is replaced meanwhile.
            answer = self._client.get_object(**self._source.arguments, Range=wanted, IfMatch=etag)
        except ClientError as error:
            if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 412:
                raise StorageError("storage-replaced", name=self._source.name) from error
            raise
        if file.tell() > 0 and "ContentRange" not in answer:
            raise StorageError("storage-unexpected", reason="ranges")
        with closing(answer["Body"]) as body:
            while data := body.read(min(CHUNK, end - file.tell())):
                file.write(data)
                self._transfer.passed(len(data))
        if file.tell() < end:
            raise ResponseStreamingError(error="the answer ended early")


def _suffix(name: str) -> str:
    """The ending of the name, as far as any file system takes it."""
    return re.sub(r"[^A-Za-z0-9.]", "", Path(name).suffix)[:16]
