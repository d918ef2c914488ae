from collections.abc import Iterator
from pathlib import Path

import pytest

from .backends import Place, local_place


@pytest.fixture(params=["local"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Every kind of storage, one after the other."""
    yield from local_place(tmp_path)
