"""Addresses of objects as people have them: typed, or copied from a console."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from ...model.errors import SourceError
from ...model.places import S3Place
from .uri import SCHEME, Address

_BUCKET = re.compile(r"[a-zA-Z0-9.\-_]{3,255}")
_NAMED = r"(?:versionId|etag|server)=[^&#\s]+"
_PINNED = re.compile(rf"\?({_NAMED}(?:&{_NAMED})*)$")
_AMAZON = re.compile(r"(?:(?P<bucket>.+)\.)?s3[.-](?:[a-z0-9-]+\.)*amazonaws\.com(?:\.cn)?")


def is_remote(text: str) -> bool:
    """True for what can only be meant as an address: `s3://…`, `https://…`."""
    return re.match(r"\W*(s3|https?)://", text, re.IGNORECASE) is not None


def read_address(text: str) -> Address:
    """The object that `s3://bucket/key` names. Raises `SourceError` where it names none.

    The key may be written with %20 and the like, as URIs are, or with spaces and letters as they are.
    """
    text = text.strip().strip("\"'<>").strip()
    scheme, mark, rest = text.partition("://")
    if not mark or scheme.lower() != SCHEME:
        raise SourceError("address-unknown", address=text)
    pinned = _PINNED.search(rest)
    bucket, _, path = (rest[: pinned.start()] if pinned else rest).partition("/")
    if not _BUCKET.fullmatch(bucket):
        raise SourceError("address-bucket", bucket=bucket)
    key = _plain(path)
    if not key or key.endswith("/"):
        raise SourceError("address-no-file", address=text)
    named = dict(parse_qsl(pinned[1].replace("+", "%2B"))) if pinned else {}
    return Address(bucket, key, named.get("versionId"), named.get("etag"), named.get("server"))


def as_s3(text: str, place: S3Place) -> str:
    """An address in the web (`https://server/bucket/key`) as `s3://…`; others as they are.

    Raises `SourceError` where it is on another server than the place's.
    """
    text = text.strip().strip("\"'<>").strip()
    parts = urlsplit(text)
    if parts.scheme.lower() not in ("http", "https"):
        return text
    host, ours = parts.netloc.lower(), urlsplit(place.endpoint).netloc.lower()
    amazon = _AMAZON.fullmatch(host) if not ours else None
    version = re.search(r"(?:^|&)versionId=([^&]+)", parts.query)
    query = f"?versionId={version[1]}" if version else ""
    if (ours and host == ours) or (amazon and not amazon["bucket"]):
        return f"{SCHEME}://{parts.path.lstrip('/')}{query}"
    bucket = amazon["bucket"] if amazon else host.removesuffix(f".{ours}") if ours and host.endswith(f".{ours}") else ""
    if not bucket:
        raise SourceError("address-other-server", host=parts.hostname or "")
    return f"{SCHEME}://{bucket}{parts.path}{query}"


def _plain(path: str) -> str:
    """The key: decoded where all of it is written as URIs are; else it stands as it is."""
    decoded = unquote(path)
    return decoded if quote(decoded, safe="/") == path or quote(decoded, safe="/!*'()+,;=@$&:") == path else path
