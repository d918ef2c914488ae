"""What a server says of an object, and why it says nothing."""

from typing import Any

from botocore.exceptions import ClientError

from .errors import code_of
from .uri import Address

WITHOUT_REASON = ("400", "403")
INVALID_RANGE = "InvalidRange"


def head_of(client: Any, address: Address) -> dict[str, Any]:
    """The answer to HEAD. Raises `ClientError` with the server's reason.

    A refused HEAD has no body that tells keys that are wrong or have expired from a missing permission: then the first
    byte is asked for, whose refusal has one.
    """
    try:
        return dict(client.head_object(**address.arguments))
    except ClientError as error:
        if code_of(error) in WITHOUT_REASON:
            _ask_for_the_reason(client, address)
        raise


def _ask_for_the_reason(client: Any, address: Address) -> None:
    try:
        client.get_object(**address.arguments, Range="bytes=0-0")["Body"].close()
    except ClientError as error:
        if code_of(error) not in (*WITHOUT_REASON, INVALID_RANGE):
            raise
