"""The page Datasets: a dataset is looked at, changed, and deleted."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.gui.background import Background
from desktop_uploader.gui.datasets.draft_file import FILE, read
from desktop_uploader.gui.datasets.page import DatasetsPage
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.page import Kit
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.editing import with_option
from tests.database.records.shop import Shop

SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "Order", "type": "integer", "x-aliases": ["No"], "constraints": {"minimum": 1}},
        {"name": "Day", "type": "date", "x-dateOrder": "dmy"},
    ],
    "primaryKey": ["Order"],
}
PATIENCE = 30_000


@pytest.fixture
def kit(application: Application, theme: Theme, tmp_path: Path) -> Iterator[Kit]:
    """What the window gives its pages."""
    background, garbage = Background(), GarbageCollection()
    remembered = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    yield Kit(application, background, theme, Icons(resource_folder("icons")), remembered)
    background.close()
    garbage.close()


@pytest.fixture
def page(qtbot: QtBot, kit: Kit) -> Iterator[DatasetsPage]:
    """The page alone, with one row of the orders saved."""
    shop = Shop(kit.application.folders.records)
    shop.save("orders.csv", [(7, date(2026, 11, 24))], name="orders", schema=SCHEMA)
    shop.close()
    shown = DatasetsPage(kit)
    shown.resize(1000, 700)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.editor.model.rowCount() == 2 and bool(cells(shown)[0][6]))
    yield shown
    shown.close_down()
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def cells(page: DatasetsPage) -> list[list[str]]:
    model = page.editor.model
    return [[model.index(row, column).data() for column in range(7)] for row in range(model.rowCount())]


def orders(application: Application) -> Dataset:
    found = application.records.dataset("orders")
    assert found is not None
    return found


def choose(page: DatasetsPage, value: str) -> None:
    box = page.editor.options.repeated
    row = box.findData(value)
    box.setCurrentIndex(row)
    box.activated.emit(row)


def test_each_column_is_told_in_few_words(page: DatasetsPage) -> None:
    assert cells(page) == [
        ["Order", "No", "whole number", "yes", "yes", "1 or more", "7"],
        ["Day", "", "date, day first", "", "", "", "2026-11-24"],
    ]
    assert page.datasets.index(0, 1).data() == "1"


def test_what_a_key_does_is_changed_as_a_new_version(
    qtbot: QtBot, page: DatasetsPage, application: Application
) -> None:
    assert not page.editor.save.isEnabled()
    choose(page, "update")
    qtbot.waitUntil(page.editor.save.isEnabled)

    page.editor.save.click()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 2")
    assert orders(application).schema["x-repeatedKey"] == "update"
    page.editor.options.wrong.setCurrentIndex(1)
    page.editor.options.wrong.activated.emit(1)
    page.editor.revert.click()
    assert page.editor.options.wrong.currentIndex() == 0 and not page.editor.save.isEnabled()


def test_a_dataset_is_deleted_after_a_question(qtbot: QtBot, page: DatasetsPage, application: Application) -> None:
    page.editor.delete.click()
    assert page.question is not None and "with its 1 saved row?" in page.question.text()
    next(made for made in page.question.buttons() if made.text() == "Delete").click()

    qtbot.waitUntil(lambda: application.records.dataset("orders") is None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.datasets.rowCount() == 0)


def test_only_files_that_are_there_are_asked_for(page: DatasetsPage) -> None:
    for asked in (page.open, page.new.ask, page.editor.trying.file):
        asked.click()

    dialogs = page.findChildren(QFileDialog)
    assert [dialog.fileMode() for dialog in dialogs] == [QFileDialog.FileMode.ExistingFile] * 3
    for dialog in dialogs:
        dialog.close()


def test_a_definition_from_a_file_is_shown_with_what_it_would_do_before_it_is_saved(
    qtbot: QtBot, page: DatasetsPage, application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "orders.schema.json"
    path.write_text(json.dumps({"fields": [*SCHEMA["fields"], {"name": "Note"}]}), encoding="utf-8")

    page.open_definition(str(path))
    qtbot.waitUntil(lambda: '"Note" is new: it stays empty in the 1 saved row' in page.editor.effects.text())
    assert "not told apart by Order any more" in page.editor.effects.text()
    page.editor.save.click()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 2")
    assert list(application.records.rows("orders")[0]) == ["Order", "Day", "Note"]


def test_a_definition_of_a_new_dataset_makes_it(
    qtbot: QtBot, page: DatasetsPage, application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "stock.schema.json"
    path.write_text(json.dumps({"fields": [{"name": "Article"}]}), encoding="utf-8")

    page.open_definition(str(path))
    qtbot.waitUntil(lambda: page.editor.version.text() == "not saved yet" and page.editor.save.isEnabled())
    page.editor.save.click()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 1")
    assert application.records.dataset("stock") is not None


def test_a_change_that_is_not_saved_outlives_an_import_that_changes_the_dataset(
    qtbot: QtBot, page: DatasetsPage, application: Application
) -> None:
    choose(page, "update")
    known = orders(application)
    widened = {**known.schema, "fields": [*known.schema["fields"], {"name": "Note", "type": "string"}]}
    application.records.save_dataset(replace(known, schema=widened))

    page.on_ended()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 2")
    assert page.editor.model.rowCount() == 3
    assert page.editor.options.repeated.currentData() == "update"
    qtbot.waitUntil(page.editor.save.isEnabled)


def test_a_change_is_not_saved_over_another_one_of_the_same_part(
    qtbot: QtBot, page: DatasetsPage, application: Application
) -> None:
    choose(page, "update")
    known = orders(application)
    application.records.save_dataset(replace(known, schema={**known.schema, "x-repeatedKey": "ignore"}))

    page.on_ended()

    qtbot.waitUntil(lambda: "does not fit yours" in page.editor.effects.text())
    assert page.editor.options.repeated.currentData() == "update" and not page.editor.save.isEnabled()
    page.editor.revert.click()
    assert page.editor.options.repeated.currentData() == "ignore" and page.editor.version.text() == "version 2"


def test_a_change_waits_while_another_dataset_is_looked_at(
    qtbot: QtBot, page: DatasetsPage, application: Application
) -> None:
    application.records.save_dataset(Dataset("stock", {"fields": [{"name": "Article"}]}, confirmed=True))
    page.refresh()
    qtbot.waitUntil(lambda: page.datasets.rowCount() == 2)
    choose(page, "update")

    page.list.selectRow(1)
    assert page.editor.title.text() == "stock"
    assert page.datasets.index(0, 0).data() == "orders (changed)"
    page.list.selectRow(0)

    assert page.editor.options.repeated.currentData() == "update"


def test_a_change_that_is_not_saved_is_there_again_in_the_next_window(
    qtbot: QtBot, page: DatasetsPage, kit: Kit, application: Application, tmp_path: Path
) -> None:
    type_into(page.editor.form.name, "Number, new")
    choose(page, "update")
    path = tmp_path / "stock.schema.json"
    path.write_text(json.dumps({"fields": [{"name": "Stück"}]}), encoding="utf-8")
    page.open_definition(str(path))
    qtbot.waitUntil(lambda: page.editor.title.text() == "stock")
    page.close_down()

    again = DatasetsPage(kit)
    qtbot.addWidget(again)
    again.refresh()

    qtbot.waitUntil(lambda: again.datasets.rowCount() == 2)
    assert [again.datasets.index(row, 0).data() for row in range(2)] == ["stock", "orders (changed)"]
    assert cells(again)[0][0] == "Stück"
    again.list.selectRow(1)
    assert cells(again)[0][0] == "Number, new"
    qtbot.waitUntil(again.editor.save.isEnabled)
    assert '"Order" is called "Number, new"' in again.editor.effects.text()
    again.editor.save.click()
    qtbot.waitUntil(lambda: again.editor.version.text() == "version 2")
    assert orders(application).schema["x-repeatedKey"] == "update"
    again.close_down()


def test_a_change_is_on_the_drive_before_it_is_saved_and_gone_after(
    qtbot: QtBot, page: DatasetsPage, application: Application
) -> None:
    file = application.folders.data / FILE
    assert not file.exists()
    choose(page, "update")
    # What a program that is killed now has left.
    qtbot.waitUntil(lambda: [draft.name for draft in read(file)] == ["orders"])
    assert read(file)[0].schema["x-repeatedKey"] == "update"

    page.editor.revert.click()
    qtbot.waitUntil(lambda: not file.exists())
    choose(page, "ignore")
    qtbot.waitUntil(file.exists)
    qtbot.waitUntil(page.editor.save.isEnabled)
    page.editor.save.click()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 2" and not file.exists())


def test_the_dataset_that_was_looked_at_is_shown_in_the_next_window(
    qtbot: QtBot, page: DatasetsPage, kit: Kit, application: Application
) -> None:
    for name in ("another", "stock"):
        application.records.save_dataset(Dataset(name, {"fields": [{"name": "Article"}]}, confirmed=True))
    page.refresh()
    qtbot.waitUntil(lambda: page.datasets.rowCount() == 3)
    page.list.selectRow(1)
    page.list.selectRow(2)
    page.close_down()

    again = DatasetsPage(kit)
    qtbot.addWidget(again)
    again.refresh()

    qtbot.waitUntil(lambda: again.editor.title.text() == "stock")
    again.close_down()


def test_changes_that_cannot_be_read_keep_no_page_from_opening(tmp_path: Path) -> None:
    file = tmp_path / FILE
    for text in ("{", "[1]", '[{"name": "a"}]', '[{"saved": {}}]', "7", "\0"):
        file.write_text(text, encoding="utf-8")
        assert read(file) == []


def type_into(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_a_column_is_renamed_and_given_rules_as_one_types(
    qtbot: QtBot, page: DatasetsPage, application: Application
) -> None:
    form = page.editor.form
    type_into(form.name, "Number")
    type_into(form.also, "No; Nr.")
    type_into(form.limits["maximum"], "900")
    form.needed.click()
    qtbot.waitUntil(page.editor.save.isEnabled)
    assert '"Order" is called "Number"' in page.editor.effects.text()

    page.editor.save.click()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 2")
    assert orders(application).schema["fields"][0] == {
        "name": "Number",
        "type": "integer",
        "x-aliases": ["No", "Nr."],
        "constraints": {"minimum": 1, "maximum": 900, "required": True},
    }
    headings, rows = application.records.rows("orders")
    assert headings[0] == "Number" and next(rows)[0] == 7


def test_a_rule_that_cannot_be_used_is_told_and_not_saved(qtbot: QtBot, page: DatasetsPage) -> None:
    type_into(page.editor.form.limits["minimum"], "ten")

    qtbot.waitUntil(lambda: "a rule that cannot be used" in page.editor.effects.text())
    assert not page.editor.save.isEnabled()
    type_into(page.editor.form.limits["minimum"], "10")
    qtbot.waitUntil(page.editor.save.isEnabled)


def test_a_name_that_another_column_has_is_not_taken(qtbot: QtBot, page: DatasetsPage) -> None:
    type_into(page.editor.form.name, "Day")

    assert page.editor.form.hint.text() == "Another column has this name."
    assert cells(page)[0][0] == "Da"


def test_columns_are_added_and_removed(qtbot: QtBot, page: DatasetsPage, application: Application) -> None:
    page.editor.views.add.click()
    type_into(page.editor.form.name, "Note")
    page.editor.table.selectRow(1)
    page.editor.form.remove.click()
    qtbot.waitUntil(page.editor.save.isEnabled)
    assert 'The column "Day" is not shown any more' in page.editor.effects.text()

    page.editor.save.click()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 2")
    assert orders(application).field_names == ["Order", "Note"]


def test_what_a_column_holds_is_chosen_and_how_it_is_written(qtbot: QtBot, page: DatasetsPage) -> None:
    form = page.editor.form
    page.editor.table.selectRow(1)
    assert form.style_box.currentText() == "day first"
    form.style_box.setCurrentIndex(2)
    form.style_box.activated.emit(2)
    assert cells(page)[1][2] == "date, month first"

    form.kind.setCurrentIndex(form.kind.findData("number"))
    form.kind.activated.emit(form.kind.currentIndex())

    qtbot.waitUntil(lambda: "cannot become number" in page.editor.effects.text())
    assert not page.editor.save.isEnabled()


def test_a_change_is_tried_on_a_file_and_on_the_saved_rows_before_it_is_saved(
    qtbot: QtBot, page: DatasetsPage, tmp_path: Path
) -> None:
    trying = page.editor.trying
    trying.saved.click()
    qtbot.waitUntil(lambda: trying.answer.title.text() == "Tried on the 1 saved row: it fits.", timeout=PATIENCE)
    assert trying.answer.property("kind") == "ok"
    type_into(page.editor.form.limits["minimum"], "8")
    assert trying.answer.isHidden()
    trying.saved.click()
    qtbot.waitUntil(lambda: trying.answer.title.text().endswith("saved rows: 1 of 1 does not fit."), timeout=PATIENCE)

    path = tmp_path / "more.csv"
    path.write_text("Order,Day\n7,24/11/2026\n9,24/11/2026\n", encoding="utf-8")
    trying.try_on_file(str(path))

    told = "Tried on more.csv: 1 thing does not fit."
    qtbot.waitUntil(lambda: trying.answer.title.text() == told, timeout=PATIENCE)
    assert trying.answer.property("kind") == "bad" and "Order:" in page.editor.unfit.model.index(0, 2).data()


def test_a_trial_is_given_up(qtbot: QtBot, page: DatasetsPage, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("Order,Day\n" + "".join(f"{number},24/11/2026\n" for number in range(1, 300_001)), encoding="utf-8")
    trying = page.editor.trying
    for _ in range(2):
        trying.try_on_file(str(path))
    qtbot.waitUntil(trying.cancel.isVisible, timeout=PATIENCE)

    trying.cancel.click()

    assert not trying.trial.busy and not trying.cancel.isVisible() and trying.answer.isHidden()


def test_an_older_version_is_brought_back_as_a_new_one(
    qtbot: QtBot, page: DatasetsPage, application: Application
) -> None:
    known = orders(application)
    changed = with_option({**SCHEMA, "fields": [*SCHEMA["fields"], {"name": "Note"}]}, "x-repeatedKey", "update")
    application.records.save_dataset(replace(known, schema=changed))
    page.refresh()
    qtbot.waitUntil(lambda: page.editor.version.text() == "version 2")
    page.editor.views.choose("versions")
    versions = page.editor.versions
    qtbot.waitUntil(lambda: versions.model.rowCount() == 2)
    told = [versions.model.index(row, 2).data() for row in range(2)]
    assert told[0].startswith('Column "Note" added.') and told[1] == "First version, with 2 columns."
    assert not versions.back.isEnabled()

    versions.table.selectRow(1)
    versions.back.click()
    qtbot.waitUntil(page.editor.save.isEnabled)
    assert 'The column "Note" is not shown any more' in page.editor.effects.text()
    page.editor.save.click()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 3")
    qtbot.waitUntil(lambda: versions.model.rowCount() == 3)
    assert orders(application).schema == SCHEMA


def test_a_new_dataset_has_the_columns_of_a_file(
    qtbot: QtBot, page: DatasetsPage, application: Application, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("Article,Price\nA1,2.5\nA2,3.5\n", encoding="utf-8")

    page.new.read(str(path))
    choose(page, "update")

    qtbot.waitUntil(lambda: page.editor.version.text() == "not saved yet", timeout=PATIENCE)
    assert page.editor.title.text() == "orders_2"
    assert [cell[2] for cell in cells(page)] == ["text", "number, 1,234.50"]
    qtbot.waitUntil(page.editor.save.isEnabled)
    page.editor.save.click()
    qtbot.waitUntil(lambda: page.editor.version.text() == "version 1")
    assert application.records.dataset("orders_2") is not None
