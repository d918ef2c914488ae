"""What the history's model tells the table, so that no more is painted than has changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.background import Background
from desktop_uploader.gui.uploads.model import COL_STATUS, FEW, HistoryModel
from desktop_uploader.model.progress import Progress, Stage


@pytest.fixture
def model(qtbot: QtBot, application: Application, tmp_path: Path) -> Iterator[HistoryModel]:
    """A model of six waiting files; nothing works on them."""
    for number in range(6):
        path = tmp_path / f"file-{number}.csv"
        path.write_text("A,B\n1,2\n", encoding="utf-8")
        application.intake.register(path)
    parent = QObject()
    background = Background(parent)
    made = HistoryModel(application, background, parent)
    refresh(qtbot, made)
    yield made
    made.close()
    background.close()


def refresh(qtbot: QtBot, model: HistoryModel) -> list[tuple[int, int]]:
    """The spans of rows that the model says have changed."""
    spans: list[tuple[int, int]] = []
    told = model.dataChanged.connect(lambda first, last: spans.append((first.row(), last.row())))
    with qtbot.waitSignal(model.refreshed):
        model.refresh()
    model.disconnect(told)
    return spans


def test_nothing_is_told_where_nothing_changed(qtbot: QtBot, model: HistoryModel) -> None:
    assert model.rowCount() == 6
    assert refresh(qtbot, model) == []


def test_only_the_changed_row_is_told(qtbot: QtBot, model: HistoryModel, application: Application) -> None:
    task = model.task_at(4)
    assert task is not None
    application.queue.cancel(task.id)

    assert refresh(qtbot, model) == [(4, 4)]


def test_a_new_file_moves_the_others_and_is_told_alone(
    qtbot: QtBot, model: HistoryModel, application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "new.csv"
    path.write_text("A,B\n1,2\n", encoding="utf-8")
    application.intake.register(path)

    assert refresh(qtbot, model) == [(0, 0)]
    assert model.rowCount() == 7


def test_many_changes_are_told_as_one_span(qtbot: QtBot, model: HistoryModel, application: Application) -> None:
    for row in range(1, FEW + 2):
        task = model.task_at(row)
        assert task is not None
        application.queue.cancel(task.id)

    assert refresh(qtbot, model) == [(1, FEW + 1)]


def test_a_running_file_says_its_rows_where_its_state_is_pointed_at(model: HistoryModel) -> None:
    task = model.task_at(2)
    assert task is not None

    model.on_progressed(Progress(task.id, Stage.CHECKING, 61_840, 100_000))

    told = model.index(2, COL_STATUS).data(Qt.ItemDataRole.ToolTipRole)
    assert told.endswith(": 61,840 of 100,000 rows")
    assert not model.index(3, COL_STATUS).data(Qt.ItemDataRole.ToolTipRole)
