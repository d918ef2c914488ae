"""What a server is able to, found out by trying."""

from base64 import b64encode
from hashlib import md5, sha256
from typing import Any

from botocore.exceptions import ClientError

from ...model.places import Checksums
from .errors import clock_difference
from .uri import Address

OTHER = b"another content"
WRONG = b"not what is sent"


def abilities(client: Any, stored: Address, kind: Checksums) -> dict[str, Any]:
    """What the server does beside an object that is stored there: each name in the result is one ability.

    `conditional_writes`: it keeps objects from being overwritten; `checksums`: it refuses what was damaged on the way;
    `versions`; `clock_difference`: seconds between its clock and ours.
    """
    head = client.head_object(**stored.arguments)
    beside = Address(stored.bucket, f"{stored.key}.probe")
    found = {
        "conditional_writes": _refuses(client, beside, {"IfNoneMatch": "*"}, first=True),
        "checksums": _refuses(client, beside, _wrong(kind)),
        "versions": stored.version is not None,
        "clock_difference": _seconds(clock_difference(head["ResponseMetadata"]["HTTPHeaders"])),
    }
    client.delete_object(**beside.arguments)
    return found


def _seconds(difference: float) -> int:
    """Whole seconds; 0 for what is an answer's own way and the header's precision."""
    return round(abs(difference)) if abs(difference) > 5 else 0


def _wrong(kind: Checksums) -> dict[str, str]:
    if kind is Checksums.SHA256:
        return {"ChecksumSHA256": b64encode(sha256(WRONG).digest()).decode()}
    return {"ContentMD5": b64encode(md5(WRONG, usedforsecurity=False).digest()).decode()}


def _refuses(client: Any, target: Address, how: dict[str, str], *, first: bool = False) -> bool:
    """True where the server refuses a put that it must refuse, and takes the one that it must take."""
    try:
        if first:
            client.put_object(**target.arguments, Body=OTHER, **how)
        client.put_object(**target.arguments, Body=OTHER, **how)
    except ClientError as error:
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        return status in (400, 409, 412)
    return False
