"""What can be said of the application for macOS without a Mac."""

import plistlib
import sys
from importlib import import_module
from pathlib import Path

import pytest

from desktop_uploader.autostart import macos
from desktop_uploader.gui.help.parts import parts
from desktop_uploader.words.languages import NAMES

ROOT = Path(__file__).resolve().parents[2]


def test_the_application_tells_who_it_is_and_what_it_opens() -> None:
    info = import_module("info")
    told = plistlib.loads(plistlib.dumps(info.info_plist("1.2.3")))

    assert told["CFBundleShortVersionString"] == "1.2.3"
    assert told["CFBundleIdentifier"] == macos.LABEL
    assert set(told["CFBundleLocalizations"]) == set(NAMES)
    assert {kind["LSHandlerRank"] for kind in told["CFBundleDocumentTypes"]} == {"Alternate"}


def test_the_application_brings_the_licences_and_finds_its_parts_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    licences, application = tmp_path / "licences", tmp_path / "Desktop Uploader.app"
    (licences / "openpyxl-3.1.5").mkdir(parents=True)
    (licences / "openpyxl-3.1.5" / "LICENCE.rst").write_text("MIT", encoding="utf-8")
    (licences / "README.txt").write_text("Contains:\n\nopenpyxl 3.1.5: MIT\n", encoding="utf-8")
    (application / "Contents" / "Resources").mkdir(parents=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(application / "Contents" / "MacOS" / "desktop-uploader-gui"))

    import_module("make_dmg").add_licences(licences, application)

    assert [(part.name, part.licence) for part in parts()[3:]] == [("openpyxl", "MIT")]
    assert len(list(application.rglob("LICENCE.rst"))) == 1


def test_the_entitlements_can_be_read() -> None:
    entitlements = plistlib.loads((ROOT / "packaging" / "macos" / "entitlements.plist").read_bytes())

    assert set(entitlements) == {"com.apple.security.cs.allow-unsigned-executable-memory"}
