"""Of what the window tells through the system's messages."""

from enum import StrEnum


class Notice(StrEnum):
    """A kind of message; a batch that is of several kinds makes one."""

    ENDED = "ended"
    FAILED = "failed"
    ASKS = "asks"
