"""`s3://bucket/quoted-key?versionId=…`: names one version of one object."""

from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlsplit

from ...model.errors import StorageError

SCHEME = "s3"


@dataclass(frozen=True, slots=True)
class Address:
    """An object; without a version, the newest."""

    bucket: str
    key: str
    version: str | None = None

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
        version = f"?versionId={quote(self.version, safe='')}" if self.version else ""
        return f"{SCHEME}://{self.bucket}/{quote(self.key, safe='/')}{version}"


def parse(uri: str) -> Address:
    """The object that a URI names. Raises `storage-unknown` where it names none."""
    parts = urlsplit(uri)
    if parts.scheme != SCHEME or not parts.netloc or len(parts.path) < 2:
        raise StorageError("storage-unknown", scheme=parts.scheme)
    version = parse_qs(parts.query).get("versionId", [None])[0]
    return Address(parts.netloc, unquote(parts.path[1:]), version)


def version_of(response: dict[str, object]) -> str | None:
    """The version that a response names; None where the bucket keeps none."""
    version = response.get("VersionId")
    return str(version) if version and version != "null" else None
