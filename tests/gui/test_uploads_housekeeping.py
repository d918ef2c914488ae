"""Deleting an upload and saving its original, in the real window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.uploads.actions import Action, actions_for

from .test_window import PATIENCE, sample, shown, tasks


def test_an_upload_is_deleted_by_its_key_after_a_plain_question(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    window.add_files([sample(application, "orders.xlsx")], {})
    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Done"}, timeout=PATIENCE)
    window.uploads.select_task(1)
    window.house.save(tasks(application)[0], tmp_path / "back.xlsx")
    qtbot.waitUntil(lambda: window.toast.text() == "The file is back.xlsx, as it was added.", timeout=PATIENCE)
    assert (tmp_path / "back.xlsx").read_bytes() == sample(application, "orders.xlsx").read_bytes()

    window.activateWindow()
    window.uploads.table.setFocus()
    qtbot.keyClick(window.uploads.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: window.house.question is not None, timeout=PATIENCE)
    question = window.house.question
    assert question is not None
    assert question.text() == "Delete orders.xlsx from the history?"
    assert "Its saved rows stay in orders. To take them back, undo it first" in question.informativeText()
    next(made for made in question.findChildren(QPushButton) if made.text() == "Delete").click()

    qtbot.waitUntil(lambda: not tasks(application) and shown(window) == {}, timeout=PATIENCE)
    assert window.toast.text() == "orders.xlsx is deleted. Its saved rows stay in orders."
    assert application.records.row_count("orders") == 2000
    assert not [path for path in application.folders.files.rglob("*") if path.is_file()]


def test_what_needs_an_original_is_not_offered_without_it(application: Application, tmp_path: Path) -> None:
    task_id = application.intake.register(sample(application, "orders.xlsx")).id
    application.uploader.drain()
    application.workers[0].drain([task_id])
    application.undo(task_id)
    assert {Action.RETRY, Action.SAVE_ORIGINAL} < set(actions_for(tasks(application)[0]))
    with application.parts.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE upload_tasks SET finished_at = '2020-01-01 00:00:00.000000'")

    assert application.originals.let_go(30) == 1

    assert not {Action.RETRY, Action.SAVE_ORIGINAL, Action.MARKED_COPY} & set(actions_for(tasks(application)[0]))
