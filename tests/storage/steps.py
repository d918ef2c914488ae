"""One fault at one step: what comes of it at once, and what comes of it when the fault is over."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

from desktop_uploader.model.errors import StorageError
from desktop_uploader.words import Catalogue

from .backends import PART_SIZE, Place, new_key, original_of, raw_client, s3_place
from .faultproxy import Fault, breaking
from .servers import Server

OF_SMALL = ("head", "put", "range", "list", "delete")
STEPS = ("head", "put", "create", "part 1", "part 2", "part 3", "complete", "range", "range on", "list", "delete")
LARGE_CONTENT = os.urandom(2 * PART_SIZE + 12_345)
LEFT = "all there, whole, once; an upload without parts is left, which goes after a day"
"""Where the answer that names a new upload is lost, nobody knows its name."""
SMALL_CONTENT = LARGE_CONTENT[:1000]


@dataclass
class Meeting:
    """What was seen."""

    ALL_WELL: ClassVar[str] = "all there, whole, once"

    happened: int
    error: StorageError | None
    advice: str
    well: str

    @property
    def told(self) -> str:
        """For the table: what came of it at once."""
        if self.error is None:
            return "goes on by itself"
        kind = "waits" if self.error.transient or self.error.about_place else "fails"
        return f"{kind}: {self.error.code}"


def meet(server: Server, bucket: str, folder: Path, step: str, kind: str, *, lasting: bool) -> Meeting:
    """Do what has the step, with the fault and then without it."""
    direct = s3_place(server, bucket, folder)
    fault = Fault(kind, step, lasting)
    with breaking(server, fault) as broken:
        # Seldom enough that a fault that lasts is not waited for, often enough that one that passes is got over.
        place = s3_place(
            broken,
            bucket,
            folder,
            tries=1 if lasting else 3,
            read_seconds=0.5 if kind == "silent" else 10.0,
            concurrency=1,
        )
        work = _Work(server, bucket, direct, place, small=step in OF_SMALL)
        act: Callable[[], str] = getattr(work, _operation(step))
        error = None
        try:
            act()
        except StorageError as caught:
            error = caught
        half = work.half()
        fault.over.set()
        well = half or act()
    advice = Catalogue().exception(error).advice if error is not None else ""
    return Meeting(fault.happened, error, advice, well)


def _operation(step: str) -> str:
    return {"range": "fetch", "range on": "fetch", "list": "list", "delete": "delete"}.get(step, "put")


class _Work:
    """What a test does through the proxy, and what it sees past it."""

    def __init__(self, server: Server, bucket: str, direct: Place, place: Place, *, small: bool) -> None:
        self.content = SMALL_CONTENT if small else LARGE_CONTENT
        self.digest = sha256(self.content).hexdigest()
        self._client, self._bucket = raw_client(server), bucket
        self._direct, self._place = direct, place
        self._source = direct.source(self.content)
        self._original = original_of(self._source)
        self._key = new_key()
        self._fetched = direct.folder / "fetched"
        self._fetched.mkdir()
        self._uri = ""

    def put(self) -> str:
        self._uri = self._place.storage.put(self._source, self._key, self._original)
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=f"desk/{self._key}")
        unfinished = self._client.list_multipart_uploads(Bucket=self._bucket, Prefix=f"desk/{self._key}")
        if found["KeyCount"] != 1:
            return "stored more than once"
        return LEFT if unfinished.get("Uploads") and self._whole() == Meeting.ALL_WELL else self._whole()

    def fetch(self) -> str:
        uri = self._stored()
        path = self._place.storage.fetch(uri, self._fetched, self.digest)
        return Meeting.ALL_WELL if path.read_bytes() == self.content else "other content"

    def list(self) -> str:
        uri = self._stored()
        files = self._place.storage.list(self._key).files
        return Meeting.ALL_WELL if [file.uri for file in files] == [uri] else "another list"

    def delete(self) -> str:
        uri = self._stored()
        self._place.storage.delete(uri)
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=f"desk/{self._key}")
        return Meeting.ALL_WELL if found["KeyCount"] == 0 else "still there"

    def half(self) -> str:
        """What is half there and must not be; empty where there is nothing of the kind."""
        if [path for path in self._fetched.iterdir() if sha256(path.read_bytes()).hexdigest() != self.digest]:
            return "half a file was left"
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=f"desk/{self._key}")
        return "half an object" if found["KeyCount"] and self._whole() != Meeting.ALL_WELL else ""

    def _stored(self) -> str:
        if not self._uri:
            self._uri = self._direct.storage.put(self._source, self._key, self._original)
        return self._uri

    def _whole(self) -> str:
        body = self._client.get_object(Bucket=self._bucket, Key=f"desk/{self._key}")["Body"].read()
        return Meeting.ALL_WELL if body == self.content else "other content"
