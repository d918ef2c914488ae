"""Typed-in keys, kept in the operating system's keyring and nowhere else."""

import json
import logging
from dataclasses import dataclass, field

from ...model.errors import StorageError
from ...model.places import S3Place

logger = logging.getLogger(__name__)

SERVICE = "Desktop Uploader"


@dataclass(frozen=True, slots=True)
class Keys:
    """What a request is signed with."""

    access_key: str
    secret_key: str = field(repr=False)
    session_token: str | None = field(default=None, repr=False)


def save_keys(place: S3Place, keys: Keys) -> None:
    """Put the keys into the keyring. Raises `storage-keyring` where this computer has none that can be used.

    May wait for a person who has to unlock it: never on the GUI thread.
    """
    import keyring
    from keyring.errors import KeyringError

    content = {"access_key": keys.access_key, "secret_key": keys.secret_key, "session_token": keys.session_token}
    try:
        keyring.set_password(SERVICE, entry(place), json.dumps(content))
    except (KeyringError, RuntimeError) as error:
        raise StorageError("storage-keyring", reason=type(error).__name__) from None


def find_keys(place: S3Place) -> Keys | None:
    """The keys for a place; None where none were typed in, or there is no keyring to look into."""
    import keyring
    from keyring.errors import KeyringError

    try:
        content = keyring.get_password(SERVICE, entry(place))
    except (KeyringError, RuntimeError) as error:
        logger.info("no keyring can be used: %s", type(error).__name__)
        return None
    if content is None:
        return None
    try:
        return Keys(**json.loads(content))
    except (ValueError, TypeError):
        logger.warning("what the keyring holds for this storage cannot be read")
        return None


def forget_keys(place: S3Place) -> None:
    """Take the keys out of the keyring; nothing happens where there are none."""
    import keyring
    from keyring.errors import KeyringError, PasswordDeleteError

    try:
        keyring.delete_password(SERVICE, entry(place))
    except PasswordDeleteError:
        return
    except (KeyringError, RuntimeError) as error:
        raise StorageError("storage-keyring", reason=type(error).__name__) from None


def entry(place: S3Place) -> str:
    """The name of the keys of a place: the same server and bucket have the same keys."""
    where = place.endpoint.partition("://")[2] or f"{place.provider}{place.account}"
    return f"{where}/{place.bucket}"
