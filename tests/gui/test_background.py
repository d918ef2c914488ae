"""Calls off the main thread."""

import gc
import weakref
from functools import partial

from pytestqt.qtbot import QtBot

from desktop_uploader.gui.background import Background

CALLS = 300


class Work:
    def run(self) -> int:
        return 1


def test_nothing_of_a_call_stays_in_memory_once_it_was_answered(qtbot: QtBot) -> None:
    background, answers = Background(), []
    works = [Work() for _ in range(CALLS)]
    left = weakref.WeakSet(works)
    for work in works:
        background.run(partial(work.run), answers.append)
    works.clear()
    del work
    qtbot.waitUntil(lambda: len(answers) == CALLS, timeout=10_000)
    # The threads hold their last calls until they have another.
    for _ in range(4):
        background.run(lambda: 2, answers.append)
    qtbot.waitUntil(lambda: len(answers) == CALLS + 4, timeout=10_000)
    gc.collect()

    assert len(left) == 0
    background.close()
