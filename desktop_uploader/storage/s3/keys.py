"""Typed-in keys: kept in the operating system's keyring, or in memory until the program ends, and nowhere else."""

import json
import logging
from dataclasses import dataclass, field
from enum import StrEnum
from threading import Lock

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


class KeyringState(StrEnum):
    """What can be done with the keyring of this computer."""

    USABLE = "usable"
    LOCKED = "locked"
    """It is there, but nobody has unlocked it."""
    NONE = "none"


class HeldKeys:
    """Keys that were typed in at this start, where there is no keyring to keep them. Any thread may use it."""

    def __init__(self) -> None:
        self._keys: dict[str, Keys] = {}
        self._lock = Lock()

    def hold(self, place: S3Place, keys: Keys) -> None:
        """Have the keys used for this place until the program ends."""
        with self._lock:
            self._keys[entry(place)] = keys

    def find(self, place: S3Place) -> Keys | None:
        """The keys for a place; None where none were typed in."""
        with self._lock:
            return self._keys.get(entry(place))

    def forget(self, place: S3Place) -> None:
        """Use them no more; nothing happens where there are none."""
        with self._lock:
            self._keys.pop(entry(place), None)


def save_keys(place: S3Place, keys: Keys) -> None:
    """Put the keys into the keyring. Raises `StorageError` where this computer has none that can be used.

    May wait for a person who has to unlock it: never on the GUI thread.
    """
    import keyring
    from keyring.backends import null

    content = {"access_key": keys.access_key, "secret_key": keys.secret_key, "session_token": keys.session_token}
    try:
        nowhere = isinstance(keyring.get_keyring(), null.Keyring)
        if not nowhere:
            keyring.set_password(SERVICE, entry(place), json.dumps(content))
    except Exception as error:
        raise _trouble(error) from None
    if nowhere:
        raise StorageError("storage-keyring", reason="null")


def keep_keys(place: S3Place, keys: Keys, held: HeldKeys) -> bool:
    """Put the keys into the keyring, else hold them until the program ends; True where the keyring has them."""
    try:
        save_keys(place, keys)
    except StorageError:
        held.hold(place, keys)
        return False
    held.forget(place)
    return True


def find_keys(place: S3Place) -> Keys | None:
    """The keys in the keyring for a place; None where there are none, or no keyring that can be looked into."""
    try:
        return look_up_keys(place)
    except StorageError as error:
        logger.info("the keyring cannot be used: %s", error)
        return None


def look_up_keys(place: S3Place) -> Keys | None:
    """As `find_keys`; raises `StorageError("storage-keyring-locked")` where the keyring stays locked."""
    import keyring

    try:
        content = keyring.get_password(SERVICE, entry(place))
    except Exception as error:
        trouble = _trouble(error)
        if trouble.code == LOCKED:
            raise trouble from None
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
    from keyring.errors import PasswordDeleteError

    try:
        keyring.delete_password(SERVICE, entry(place))
    except PasswordDeleteError:
        return
    except Exception as error:
        raise _trouble(error) from None


def keyring_state() -> KeyringState:
    """Whether keys can be kept in the keyring. May wait for a person who has to unlock it."""
    import keyring

    try:
        if keyring.get_keyring().priority <= 0:
            return KeyringState.NONE
        keyring.get_password(SERVICE, "")
    except Exception as error:
        return KeyringState.LOCKED if _trouble(error).code == LOCKED else KeyringState.NONE
    return KeyringState.USABLE


def keys_wanted(place: S3Place, held: HeldKeys) -> bool:
    """True where only a person can give the keys, at each start: none are found, and no keyring could keep them.

    May wait for the network, where keys of the machine's own are looked for.
    """
    if not place.bucket or place.profile or held.find(place) is not None or find_keys(place) is not None:
        return False
    if keyring_state() is KeyringState.USABLE:
        return False
    import boto3

    return boto3.Session().get_credentials() is None


def entry(place: S3Place) -> str:
    """The name of the keys of a place: the same server and bucket have the same keys."""
    where = place.endpoint.partition("://")[2] or f"{place.provider}{place.account}"
    return f"{where}/{place.bucket}"


LOCKED = "storage-keyring-locked"


def _trouble(error: Exception) -> StorageError:
    """What a keyring says; each kind of keyring has errors of its own beside those of the library."""
    from keyring.errors import KeyringLocked

    if isinstance(error, KeyringLocked):
        return StorageError(LOCKED)
    return StorageError("storage-keyring", reason=type(error).__name__)
