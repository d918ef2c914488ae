"""Keys for the storage, asked for in the terminal; where no keyring keeps them, at each start."""

import getpass
import sys

from ..model.places import S3Place, StorageKind
from ..settings import Settings
from ..storage.s3.keys import HeldKeys, Keys, find_keys, keys_wanted
from ..words import Catalogue
from ..words import storage as texts


def ask_at_start(settings: Settings, held: HeldKeys, words: Catalogue, kind: str | None = None) -> None:
    """Have a person at a terminal type in the keys that nothing else can give; `held` has them until the end.

    `kind` is the storage that files shall go to where it is not that of the settings. Without a terminal nobody is
    asked: what needs the keys then says that they are missing.
    """
    if (kind or settings.storage) != StorageKind.S3 or not sys.stdin.isatty():
        return
    if not keys_wanted(settings.s3, held):
        return
    print(words.tr(texts.NO_KEYRING, bucket=settings.s3.bucket), file=sys.stderr, flush=True)
    keys = ask(words)
    if keys is not None:
        held.hold(settings.s3, keys)


def ask(words: Catalogue) -> Keys | None:
    """The keys: asked for without showing the secret one, or the first two lines where the input is not a person's.

    None where one of them is empty.
    """
    if sys.stdin.isatty():
        # The question goes where it does not get into what the command prints.
        print(words.tr(texts.ASK_ACCESS_KEY), end="", file=sys.stderr, flush=True)
        access, secret = sys.stdin.readline().strip(), getpass.getpass(words.tr(texts.ASK_SECRET_KEY)).strip()
    else:
        access, secret = sys.stdin.readline().strip(), sys.stdin.readline().strip()
    return Keys(access, secret) if access and secret else None


def origin(place: S3Place) -> str:
    """Where the keys come from: `profile`, `keyring`, or what boto3 finds."""
    if place.profile:
        return "profile"
    return "keyring" if find_keys(place) is not None else "environment"
