"""What can be said of the application for macOS without a Mac."""

import plistlib
from importlib import import_module
from pathlib import Path

from desktop_uploader.autostart import macos
from desktop_uploader.words.languages import NAMES

ROOT = Path(__file__).resolve().parents[2]


def test_the_application_tells_who_it_is_and_what_it_opens() -> None:
    info = import_module("info")
    told = plistlib.loads(plistlib.dumps(info.info_plist("1.2.3")))

    assert told["CFBundleShortVersionString"] == "1.2.3"
    assert told["CFBundleIdentifier"] == macos.LABEL
    assert set(told["CFBundleLocalizations"]) == set(NAMES)
    assert {kind["LSHandlerRank"] for kind in told["CFBundleDocumentTypes"]} == {"Alternate"}


def test_the_entitlements_can_be_read() -> None:
    entitlements = plistlib.loads((ROOT / "packaging" / "macos" / "entitlements.plist").read_bytes())

    assert set(entitlements) == {"com.apple.security.cs.allow-unsigned-executable-memory"}
