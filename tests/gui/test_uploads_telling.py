"""What is said of one upload: how far it is, and which files a period means."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_uploader.gui.theme import Theme
from desktop_uploader.gui.uploads.filter_bar import PERIODS
from desktop_uploader.gui.uploads.problem_table import ProblemModel, ProblemTable
from desktop_uploader.gui.uploads.telling import left, progress_text
from desktop_uploader.model.problem import Problem
from desktop_uploader.model.progress import Progress, Stage
from desktop_uploader.words import Catalogue

HALF = Progress(1, Stage.CHECKING, 61_840, 100_000)


@pytest.mark.parametrize(
    ("progress", "seconds", "text"),
    [
        (HALF, 2.2, "61,840 of 100,000 rows, about 2 s left"),
        (HALF, 150.0, "61,840 of 100,000 rows, about 2 min left"),
        (HALF, None, "61,840 of 100,000 rows"),
        (Progress(1, Stage.READING, 7_000), None, "7,000 rows"),
        (Progress(1, Stage.COPYING, 1_000_000_000, 4_000_000_000), 61.0, "1.0 GB of 4.0 GB, about 1 min left"),
    ],
)
def test_progress_is_said_with_its_stage_its_rows_and_the_time_left(
    progress: Progress, seconds: float | None, text: str
) -> None:
    words = Catalogue()

    assert progress_text(progress, seconds, words) == f"{words.stage(progress.stage)}: {text}"


def test_the_time_left_is_said_once_enough_is_done_to_know_it() -> None:
    assert left(Progress(1, Stage.SAVING, 50, 100), 100.0, 108.5) == pytest.approx(1.5)
    assert left(Progress(1, Stage.READING, 1, 100), 100.0, 108.5) is None
    assert left(Progress(1, Stage.SAVING, 50, 100), 100.0, 100.5) is None


def test_last_month_is_that_of_the_calendar_also_in_january() -> None:
    since, until = PERIODS["Last month"](datetime(2026, 1, 15, 12, tzinfo=UTC))

    assert since is not None and until is not None
    assert (since.astimezone().date().isoformat(), until.astimezone().date().isoformat()) == (
        "2025-12-01",
        "2026-01-01",
    )


def test_problems_are_copied_as_a_table(qtbot: QtBot, theme: Theme) -> None:
    model = ProblemModel(Catalogue())
    table = ProblemTable(model, theme)
    qtbot.addWidget(table)
    problem = Problem("type-error", "Prices", 17, 4, "Amount", "a\tb\nc", {"kind": "number"})
    model.show_problems([problem, problem])
    table.show()
    table.selectRow(0)

    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    heading, *rows = QGuiApplication.clipboard().text().split("\n")
    assert heading.split("\t") == ["Cell", "Value", "What to do"]
    assert [row.split("\t")[:2] for row in rows] == [["D17", "a b c"]]
