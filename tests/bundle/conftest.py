"""Tests of the bundle, as `python3 packaging/dev.py bundle` has made it; without one there are none here."""

import os
from pathlib import Path

import pytest

FOLDER = os.environ.get("BUNDLE_FOLDER", "")
collect_ignore_glob = [] if FOLDER else ["test_*.py"]


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder with both programs."""
    return Path(FOLDER)


@pytest.fixture(scope="session")
def program(bundle: Path) -> str:
    """The one with a console."""
    return str(bundle / ("desktop-uploader.exe" if os.name == "nt" else "desktop-uploader"))
