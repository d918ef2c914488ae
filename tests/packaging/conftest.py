from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture(autouse=True)
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The scripts find each other as they do when they are run."""
    for folder in ("windows", "release", "macos"):
        monkeypatch.syspath_prepend(str(PACKAGING / folder))
    yield
