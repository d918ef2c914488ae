"""`s3://bucket/quoted-key?versionId=…`: names one version of one object; with `etag=…`, one content.

`server=…` says on which server, by its host and port.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

from ...model.errors import StorageError

SCHEME = "s3"


@dataclass(frozen=True, slots=True)
class Address:
    """An object; without a version, the newest; with an ETag, only while it has this content."""

    bucket: str
    key: str
    version: str | None = None
    etag: str | None = None
    server: str | None = None
    """Host and port; None: the server that the settings name."""

    @property
    def name(self) -> str:
        """The last part of the key."""
        return self.key.rpartition("/")[2]

    @property
    def arguments(self) -> dict[str, str]:
        """For boto3's calls."""
        version = {"VersionId": self.version} if self.version else {}
        return {"Bucket": self.bucket, "Key": self.key, **version}

    def __str__(self) -> str:
        named = {"versionId": self.version, "etag": self.etag, "server": self.server}
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in named.items() if value)
        return f"{SCHEME}://{self.bucket}/{quote(self.key, safe='/')}{'?' if query else ''}{query}"


def parse(uri: str) -> Address:
    """The object that a URI names. Raises `storage-unknown` where it names none."""
    parts = urlsplit(uri)
    if parts.scheme != SCHEME or not parts.netloc or len(parts.path) < 2:
        raise StorageError("storage-unknown", scheme=parts.scheme)
    named = parse_qs(parts.query)
    version, etag, server = (named.get(name, [None])[0] for name in ("versionId", "etag", "server"))
    return Address(parts.netloc, unquote(parts.path[1:]), version, etag, server)


def version_of(response: dict[str, object]) -> str | None:
    """The version that a response names; None where the bucket keeps none."""
    version = response.get("VersionId")
    return str(version) if version and version != "null" else None


def etag_of(response: Mapping[str, object]) -> str:
    """The ETag that a response names, without its quotation marks."""
    return str(response.get("ETag", "")).strip('"')
