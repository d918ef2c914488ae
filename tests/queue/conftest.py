from collections.abc import Iterator
from pathlib import Path

import pytest

from ..history_parts import Parts, open_parts


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    opened = open_parts(tmp_path / "history.sqlite3")
    yield opened
    opened.engine.dispose()
