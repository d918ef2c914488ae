"""What lies in a bucket, folder by folder and page by page, for a person to pick from."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from ...model.places import S3Place
from .client import make_client
from .errors import code_of, naming
from .keys import HeldKeys
from .providers import ways_of
from .uri import Address, etag_of

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
"""A person waits: what does not answer is said soon, and asked again when she wants it."""

NOT_TOLD = ("AccessDenied", "403", "NotImplemented", "MethodNotAllowed", "405", "501")


Row = tuple[str, int | None, datetime | None, str]
"""Key, size, time of the last change, ETag; a folder has neither. Plain tuples, of which the garbage collector is soon
done with a hundred thousand."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a folder; `next` asks for the part after it and is None at the end."""

    rows: tuple[Row, ...]
    next: str | None


def uri_of(bucket: str, row: Row) -> str:
    """Names a file with the content that it had when it was listed."""
    key, _size, _changed_at, etag = row
    return str(Address(bucket, key, etag=etag or None))


class Browser:
    """Reads from one server. Every call may take long and raises `StorageError`; any thread may call."""

    def __init__(self, place: S3Place, held: HeldKeys) -> None:
        """Raises `StorageError` where settings or keys cannot be used."""
        quick = {"tries": 1, "connect_seconds": CONNECT_SECONDS, "read_seconds": READ_SECONDS}
        self._place = place.model_copy(update=quick)
        self._client: Any = make_client(self._place, ways_of(place), held)

    def buckets(self) -> tuple[str, ...]:
        """The buckets that the keys may see; the settings' own where they may not list any."""
        own = (self._place.bucket,) if self._place.bucket else ()
        with naming("", self._place.bucket):
            try:
                answer = self._client.list_buckets()
            except ClientError as error:
                if code_of(error) in NOT_TOLD:
                    return own
                raise
        found = [str(bucket["Name"]) for bucket in answer.get("Buckets", [])]
        return tuple(dict.fromkeys((*own, *sorted(found))))

    def list(self, bucket: str, folder: str = "", begins: str = "", after: str | None = None) -> Listing:
        """Up to a thousand entries of a folder (`""` or ending with a slash) whose names begin so."""
        more = {"ContinuationToken": after} if after else {}
        with naming(folder, bucket):
            answer = self._client.list_objects_v2(Bucket=bucket, Prefix=folder + begins, Delimiter="/", **more)
        folders = [(str(item["Prefix"]), None, None, "") for item in answer.get("CommonPrefixes", [])]
        # Consoles keep a folder that is empty as an object with the folder's own name.
        files = [_row(item) for item in answer.get("Contents", []) if not item["Key"].endswith("/")]
        following = answer.get("NextContinuationToken") if answer.get("IsTruncated") else None
        return Listing((*folders, *files), following)


def _row(item: dict[str, Any]) -> Row:
    return str(item["Key"]), int(item["Size"]), item["LastModified"], etag_of(item)
