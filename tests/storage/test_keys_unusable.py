"""Keyrings that cannot even be loaded."""

import pytest

from desktop_uploader.model.places import S3Place
from desktop_uploader.storage.s3.keys import HeldKeys, Keys, keep_keys

PLACE = S3Place(bucket="acme")


def test_keys_are_held_in_memory_where_the_keyring_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring.core

    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "")
    held = HeldKeys()
    assert not keep_keys(PLACE, Keys("access", "secret"), held)
    assert held.find(PLACE) == Keys("access", "secret")
