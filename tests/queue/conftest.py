from collections.abc import Iterator
from pathlib import Path

import pytest

from ..history_parts import Parts
from .backends import BACKENDS, Open


@pytest.fixture(scope="session", params=BACKENDS.values(), ids=BACKENDS.keys())
def backend(request: pytest.FixtureRequest) -> Open:
    opener: Open = request.param
    return opener


@pytest.fixture
def parts(backend: Open, tmp_path: Path) -> Iterator[Parts]:
    opened = backend(tmp_path, None)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def others(backend: Open, tmp_path: Path, parts: Parts) -> Iterator[Parts]:
    """Another program on the same history, with connections of its own and the same clock."""
    opened = backend(tmp_path, parts.clock)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="module")
def shared(backend: Open, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """One history for many small tests, each with a task of its own."""
    opened = backend(tmp_path_factory.mktemp("shared"), None)
    yield opened
    opened.engine.dispose()
