"""What a server is given to compare a body with: SHA-256 where it can, else MD5, which all can."""

from base64 import b64encode
from typing import Any

from ...model.places import Checksums
from .transfer import PartReader


def of_part(body: PartReader, kind: Checksums, sha256: bytes | None = None) -> tuple[str, dict[str, str]]:
    """A body's checksum in Base64, and boto3's argument for it; `sha256` where it is known already."""
    if kind is Checksums.SHA256:
        value = b64encode(sha256 or body.digest("sha256")).decode()
        return value, {"ChecksumSHA256": value}
    value = b64encode(body.digest("md5")).decode()
    return value, {"ContentMD5": value}


def of_upload(kind: Checksums) -> dict[str, Any]:
    """boto3's arguments for beginning an upload of parts with such checksums."""
    return {"ChecksumAlgorithm": "SHA256"} if kind is Checksums.SHA256 else {}


def of_completed(number: int, etag: str, value: str, kind: Checksums) -> dict[str, Any]:
    """A part as it is named when the upload is completed."""
    checksum = {"ChecksumSHA256": value} if kind is Checksums.SHA256 else {}
    return {"PartNumber": number, "ETag": etag, **checksum}
