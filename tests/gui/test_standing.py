"""Questions that stand until they are answered."""

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.background import Background
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.standing import StandingQuery
from desktop_uploader.model.errors import DatabaseTrouble, UsageError


@pytest.fixture
def background(qapp: QObject) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def told(background: Background) -> list[str]:
    said: list[str] = []
    background.troubled.connect(lambda _query, trouble: said.append(trouble.code if trouble else "over"))
    background.failed.connect(lambda error: said.append(f"failed: {error.code}"))
    return said


def test_it_is_asked_until_there_is_an_answer_and_says_when_trouble_is_over(
    qtbot: QtBot, background: Background, told: list[str]
) -> None:
    answers: list[object] = []
    fails = iter([DatabaseTrouble("database-busy"), DatabaseTrouble("data-folder-gone"), None])

    def read() -> str:
        if (trouble := next(fails)) is not None:
            raise trouble
        return "here"

    StandingQuery(background, background).put(read, answers.append)

    qtbot.waitUntil(lambda: answers == ["here"])
    assert told == ["database-busy", "data-folder-gone", "over"]


def test_what_asking_again_does_not_end_is_said_once(qtbot: QtBot, background: Background, told: list[str]) -> None:
    def read() -> None:
        raise UsageError("task-unknown")

    StandingQuery(background, background).put(read, lambda _answer: None)

    qtbot.waitUntil(lambda: bool(told))
    qtbot.wait(50)
    assert told == ["failed: task-unknown"]


def test_one_is_under_way_and_of_those_that_wait_the_newest_is_asked(qtbot: QtBot, background: Background) -> None:
    go, query, asked, answers = Event(), StandingQuery(background, background), [], []

    def read(number: int) -> int:
        asked.append(number)
        go.wait(5)
        return number

    for number in range(4):
        query.put(lambda number=number: read(number), answers.append)
    qtbot.waitUntil(lambda: asked == [0])
    go.set()

    qtbot.waitUntil(lambda: not query.waits)
    assert asked == answers == [0, 3]


def test_a_drive_that_hangs_is_not_asked_again_and_again(
    qtbot: QtBot, window: MainWindow, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, asked = Event(), []

    def hanging(last: int) -> tuple[int, list[int]]:
        asked.append(last)
        go.wait(5)
        return last, []

    monkeypatch.setattr(application.history, "changed_after", hanging)
    for _ in range(5):
        window.uploads.model._on_follow()
    qtbot.waitUntil(lambda: bool(asked))
    go.set()

    qtbot.waitUntil(lambda: not window.uploads.model._following.waits)
    assert len(asked) == 1


def test_a_question_that_was_withdrawn_while_it_was_asked_is_not_put_again(
    qtbot: QtBot, background: Background, told: list[str]
) -> None:
    go, query, asked = Event(), StandingQuery(background, background), []

    def read() -> None:
        asked.append(1)
        go.wait(5)
        raise DatabaseTrouble("database-busy")

    query.put(read, lambda _answer: None)
    qtbot.waitUntil(lambda: asked == [1])
    query.withdraw()
    go.set()
    qtbot.waitUntil(lambda: not query.waits)
    qtbot.wait(50)
    assert told == []
