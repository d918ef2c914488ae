"""What the window knows of the slots that are at work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_uploader.gui.main_window import MainWindow

from .test_window import PATIENCE, shown


@pytest.fixture(autouse=True)
def two_slots(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("DESKTOP_UPLOADER_SLOTS", "2")
    yield


def test_a_slot_that_ends_does_not_hide_the_other_one(
    qtbot: QtBot, window: MainWindow, large: Path, tmp_path: Path
) -> None:
    small = tmp_path / "small.csv"
    small.write_text("A,B\n1,2\n", encoding="utf-8")
    window.add_files([large], {})
    qtbot.waitUntil(lambda: window.activity.processing, timeout=PATIENCE)
    ended = []
    window.activity.ended.connect(lambda: ended.append((window.activity.processing, window.status.state())))

    window.add_files([small], {})

    qtbot.waitUntil(lambda: len(ended) == 2, timeout=PATIENCE)
    assert ended[0][0], "the small file ended while the large one was still being processed"
    assert ended[1] == (False, "Working · 1 of 2 slots busy")
    assert set(shown(window)) == {"large.xlsx", "small.csv"}
