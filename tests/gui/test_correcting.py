"""From a wrong file to a correct import, and back, in the real window."""

from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.heading_row import HeadingRowDialog
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.uploads.actions import Action, actions_for
from desktop_uploader.model.status import TaskStatus

from .test_window import PATIENCE, drop, press, sample, shown, tasks


def test_a_marked_copy_is_corrected_and_added_again(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    drop(window, sample(application, "price-list.xlsx"))
    qtbot.waitUntil(lambda: shown(window) == {"price-list.xlsx": "Failed"}, timeout=PATIENCE)
    task = tasks(application)[0]
    assert actions_for(task)[0] is Action.MARKED_COPY
    target = tmp_path / "price-list (marked).xlsx"

    window.marked_copies.make(task, target)
    qtbot.waitUntil(target.exists, timeout=PATIENCE)
    qtbot.waitUntil(lambda: "marked" in window.toast.text(), timeout=PATIENCE)

    book = openpyxl.load_workbook(target)
    for address, value in (("D17", 12.5), ("B48", "28/02/2026"), ("A902", "SKU-99999")):
        book["Prices"][address] = value
    book.save(target)
    drop(window, target)
    qtbot.waitUntil(lambda: shown(window).get(target.name) == "Done", timeout=PATIENCE)
    assert application.records.row_count("price-list") == 1204


def test_a_question_is_asked_and_its_answer_has_the_file_go_on(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "deliveries.csv"
    path.write_text("No.;Day\nx;03/04/2026\ny;05/06/2026\n", encoding="utf-8")
    window.add_files([path], {})
    qtbot.waitUntil(lambda: shown(window) == {"deliveries.csv": "Needs an answer"}, timeout=PATIENCE)
    window.uploads.select_task(1)
    questions = window.uploads.detail.questions
    assert not questions.go_on.isEnabled()
    chip = window.uploads.filters.chip("Needs an answer")
    assert chip.text() == "Needs an answer 1" and chip.isVisible()

    questions.choices()[0].click()
    questions.go_on.click()

    qtbot.waitUntil(lambda: shown(window) == {"deliveries.csv": "Done"}, timeout=PATIENCE)
    _, rows = application.records.rows("deliveries")
    assert [str(row[1]) for row in rows] == ["2026-04-03", "2026-06-05"]


def test_an_import_is_undone_and_imported_again(qtbot: QtBot, window: MainWindow, application: Application) -> None:
    window.add_files([sample(application, "orders.xlsx")], {})
    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Done"}, timeout=PATIENCE)
    window.uploads.select_task(1)

    press(window, Action.UNDO)
    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Undone"}, timeout=PATIENCE)
    assert application.records.row_count("orders") == 0
    qtbot.waitUntil(lambda: window.toast.text().startswith("Undone. Rows removed: 2,000"), timeout=PATIENCE)
    next(made for made in window.toast.findChildren(QPushButton) if made.text() == "Import again").click()

    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Done"}, timeout=PATIENCE)
    assert application.records.row_count("orders") == 2000
    assert tasks(application)[0].status is TaskStatus.DONE


def test_many_problems_are_told_by_what_they_have_in_common(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("Article;Price\n" + "".join(f"a{row};abc\n" for row in range(8)) + "b;1\n" * 30, encoding="utf-8")
    (tmp_path / "prices.schema.json").write_text(
        '{"fields": [{"name": "Article"}, {"name": "Price", "type": "number"}]}', encoding="utf-8"
    )
    drop(window, path)
    qtbot.waitUntil(lambda: shown(window) == {"prices.csv": "Failed"}, timeout=PATIENCE)
    window.uploads.select_task(1)
    groups = window.uploads.detail._groups

    qtbot.waitUntil(groups.isVisible, timeout=PATIENCE)

    assert groups.text().startswith('"Price": 8 values are not numbers')
    assert len(window.uploads.detail.problem_lines()) == 8


def test_a_template_is_saved_from_the_records(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    window.add_files([sample(application, "orders.xlsx")], {})
    qtbot.waitUntil(lambda: shown(window) == {"orders.xlsx": "Done"}, timeout=PATIENCE)
    window.open_page(PageName.RECORDS)
    qtbot.waitUntil(lambda: window.records.outputs.template.isVisible(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.records.model.rowCount() == 2000, timeout=PATIENCE)

    with qtbot.waitSignal(window.records.making_wanted) as wanted:
        window.records.outputs.template.click()
    window.save_as.make(wanted.args[0], tmp_path / "orders")

    qtbot.waitUntil(lambda: "orders.xlsx is saved" in window.toast.text(), timeout=PATIENCE)
    sheet = openpyxl.load_workbook(tmp_path / "orders.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]][:2] == ["Order no.", "Date"]


def test_the_headings_of_a_known_kind_of_file_are_taken_from_another_row(
    qtbot: QtBot, window: MainWindow, application: Application, tmp_path: Path
) -> None:
    window.add_files([write(tmp_path / "stock.csv", "Article,Pieces\n007,3\n")], {})
    qtbot.waitUntil(lambda: shown(window) == {"stock.csv": "Done"}, timeout=PATIENCE)
    path = write(tmp_path / "stock-2.csv", "Article,Pieces\nold,list\nArticle,Pieces\n008,4\n")
    window.add_files([path], {})
    qtbot.waitUntil(lambda: shown(window).get("stock-2.csv") in ("Failed", "Needs an answer"), timeout=PATIENCE)
    task = tasks(application)[0]

    window.uploads.act(Action.HEADING_ROW, task)
    dialog = window.findChild(HeadingRowDialog)
    assert dialog is not None
    dialog.field.setText("3")
    dialog.again.click()

    qtbot.waitUntil(lambda: shown(window).get("stock-2.csv") == "Done", timeout=PATIENCE)
    assert [str(row[0]) for row in application.records.rows("stock")[1]] == ["007", "008"]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path
