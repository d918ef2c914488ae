"""Rules between columns on the page Datasets: told, made, tried, saved."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.gui.background import Background
from desktop_uploader.gui.datasets.page import DatasetsPage
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.page import Kit
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.dataset import Dataset
from tests.database.records.shop import Shop

SCHEMA: dict[str, Any] = {
    "fields": [
        {"name": "Start", "type": "date"},
        {"name": "End", "type": "date"},
        {"name": "Paid", "type": "boolean"},
        {"name": "Pieces", "type": "integer"},
        {"name": "Note", "type": "string"},
    ],
    "x-rules": [{"rule": "[Pieces] > 0 and [Pieces] < 100", "message": "Too many pieces."}],
}
ROWS = [
    (date(2026, 1, 1), date(2026, 1, 2), True, 1, "a"),
    (date(2026, 1, 3), date(2026, 1, 2), True, 2, None),
    (date(2026, 1, 4), date(2026, 1, 4), False, 3, None),
]
PATIENCE = 30_000


@pytest.fixture
def page(qtbot: QtBot, application: Application, theme: Theme, tmp_path: Path) -> Iterator[DatasetsPage]:
    """The page alone, its rules in sight, with three rows saved."""
    shop = Shop(application.folders.records)
    shop.save("orders.csv", ROWS, name="orders", schema=SCHEMA)
    shop.close()
    background, garbage = Background(), GarbageCollection()
    remembered = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    shown = DatasetsPage(Kit(application, background, theme, Icons(resource_folder("icons")), remembered))
    shown.resize(1000, 700)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.editor.rules.count == 1)
    QTest.keyClick(shown.editor.views.chips["rules"], Qt.Key.Key_Space)
    assert shown.editor.rules.isVisible()
    yield shown
    shown.close_down()
    shown.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    background.close()
    garbage.close()


def sentences(page: DatasetsPage) -> list[str]:
    model = page.editor.rules.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def choose(box: QComboBox, value: str) -> None:
    row = box.findData(value)
    box.setCurrentIndex(row)
    box.activated.emit(row)


def type_into(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def saved(application: Application) -> Any:
    found = application.records.dataset("orders")
    assert found is not None
    return found.schema


def test_a_rule_is_proposed_told_with_its_effect_and_saved(
    qtbot: QtBot, page: DatasetsPage, application: Application
) -> None:
    page.editor.views.add.click()
    assert sentences(page)[1] == '"End" must not be before "Start".'
    assert page.editor.views.chips["rules"].text() == "Rules between columns (2)"
    told = 'New rule: "End" must not be before "Start". 1 saved row does not fit; it stays as it is.'
    qtbot.waitUntil(lambda: told in page.editor.effects.text())

    page.editor.save.click()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 2")
    assert saved(application)["x-rules"][1] == {"rule": "[End] >= [Start]"}


def test_a_rule_becomes_one_of_another_kind_and_is_removed(qtbot: QtBot, page: DatasetsPage) -> None:
    form = page.editor.rules.form
    page.editor.views.add.click()
    choose(form.kind, "needed")
    choose(form.first, "Note")
    choose(form.second, "Paid")
    choose(form.yes_no, "yes")
    assert sentences(page)[1] == '"Note" is needed where "Paid" is yes.'
    choose(form.second, "Pieces")
    type_into(form.value, "3")
    assert sentences(page)[1] == '"Note" is needed where "Pieces" is "3".'
    type_into(form.value, "three")
    assert form.hint.text() == "Type a number such as 12." and sentences(page)[1].endswith('"3".')

    choose(form.kind, "one-of")
    form.several.chips[0].click()
    assert sentences(page)[1] == "One of these columns must have a value: Start, Pieces, Note."
    form.several.chips[0].click()
    form.several.chips[4].click()
    assert form.hint.text() == "Choose two columns or more."
    choose(form.kind, "together")
    assert sentences(page)[1].startswith("These columns together must be different in each row:")
    form.remove.click()
    assert len(sentences(page)) == 1 and not page.editor.revert.isEnabled()


def test_columns_that_together_are_different_in_each_row_are_chosen_by_chips(qtbot: QtBot, page: DatasetsPage) -> None:
    form = page.editor.rules.form
    page.editor.views.add.click()
    choose(form.kind, "together")
    for made in form.several.chips:
        made.setChecked(made.property("field") in ("Paid", "Pieces"))
    qtbot.waitUntil(page.editor.save.isEnabled)
    draft = page.editor.draft
    assert draft is not None and draft.schema["uniqueKeys"] == [["Paid", "Pieces"]]


def test_a_column_must_be_among_the_values_of_another_dataset(
    qtbot: QtBot, page: DatasetsPage, application: Application
) -> None:
    states = {"fields": [{"name": "Name", "type": "string"}, {"name": "Code", "type": "string"}], "primaryKey": "Code"}
    application.records.save_dataset(Dataset("states", states, confirmed=True))
    page.refresh()
    qtbot.waitUntil(lambda: page.datasets.rowCount() == 2)
    form = page.editor.rules.form
    page.editor.views.add.click()
    choose(form.kind, "reference")
    choose(form.first, "Note")
    assert sentences(page)[1] == "What stands in Note must be in the dataset states."
    assert form.target.currentData() == "Code"
    choose(form.target, "Name")
    qtbot.waitUntil(lambda: '"Note" must be in states from now on; 1 saved value is not.' in page.editor.effects.text())

    page.editor.save.click()

    qtbot.waitUntil(lambda: page.editor.version.text() == "version 2")
    reference = {"resource": "states", "fields": ["Name"]}
    assert saved(application)["foreignKeys"] == [{"fields": ["Note"], "reference": reference}]
    form.remove.click()
    told = "Not asked any more: What stands in Note must be in the dataset states."
    qtbot.waitUntil(lambda: told in page.editor.effects.text())


def test_rows_that_a_new_rule_finds_are_shown_with_one_click(qtbot: QtBot, page: DatasetsPage) -> None:
    page.editor.views.add.click()
    qtbot.waitUntil(page.editor.look.isVisible)

    page.editor.look.click()

    qtbot.waitUntil(page.editor.unfit.isVisible, timeout=PATIENCE)
    assert page.editor.unfit.model.rowCount() == 1


def test_of_very_many_columns_the_names_are_typed(qtbot: QtBot, page: DatasetsPage, application: Application) -> None:
    fields = [{"name": f"Column {number}", "type": "string"} for number in range(1, 501)]
    application.records.save_dataset(Dataset("wide", {"fields": fields}, confirmed=True))
    page.refresh()
    qtbot.waitUntil(lambda: page.datasets.rowCount() == 2)
    page.list.selectRow(1)
    page.editor.views.add.click()
    form = page.editor.rules.form
    assert form.several.line.text() == "Column 1; Column 2" and not form.several.chips

    type_into(form.several.line, "Column 7; Column 9; Colum")
    assert form.hint.text() == "There is no column called Colum."
    type_into(form.several.line, "Column 7; Column 500")

    assert sentences(page) == ["One of these columns must have a value: Column 7, Column 500."]
    assert form.hint.isHidden()


def test_a_value_of_one_column_is_not_taken_for_that_of_another(page: DatasetsPage) -> None:
    form = page.editor.rules.form
    page.editor.views.add.click()
    choose(form.kind, "needed")
    choose(form.first, "Start")
    choose(form.second, "Paid")
    choose(form.yes_no, "yes")
    choose(form.second, "Note")
    assert sentences(page)[1] == '"Start" is needed where "Note" has a value.'
    type_into(form.value, "open")
    choose(form.second, "Paid")
    assert sentences(page)[1] == '"Start" is needed where "Paid" has a value.'


def test_what_was_wrong_with_one_rule_is_not_said_of_the_next(page: DatasetsPage) -> None:
    form = page.editor.rules.form
    page.editor.views.add.click()
    choose(form.second, "End")
    assert form.hint.text() == "Choose two different columns."

    page.editor.views.add.click()

    assert form.hint.isHidden()


def test_a_formula_is_typed_and_what_is_wrong_with_it_is_told(qtbot: QtBot, page: DatasetsPage) -> None:
    form = page.editor.rules.form
    assert form.formula.text() == "[Pieces] > 0 and [Pieces] < 100" and form.message.text() == "Too many pieces."
    type_into(form.formula, "[Pieces] >")

    qtbot.waitUntil(lambda: bool(page.editor.effects.text()) and not page.editor.save.isEnabled())
    type_into(form.formula, "[Pieces] + 1 > 3")
    qtbot.waitUntil(page.editor.save.isEnabled)
    assert "Try on saved records to see which saved rows do not fit." in page.editor.effects.text()
    assert "Not asked any more: Each row must fit [Pieces] > 0 and [Pieces] < 100." in page.editor.effects.text()


def test_a_formula_that_could_be_told_in_words_is_typed_to_its_end(page: DatasetsPage) -> None:
    form = page.editor.rules.form
    page.editor.views.add.click()
    choose(form.kind, "formula")
    assert form.kind.currentData() == "formula" and form.formula.text() == "[End] >= [Start]"

    type_into(form.formula, "[End] = [Start] and [Pieces] > 1")

    assert sentences(page)[1] == "Each row must fit [End] = [Start] and [Pieces] > 1."
    type_into(form.formula, "[End] = [Start]")
    assert form.formula.isVisible() and sentences(page)[1] == '"End" must be the same as "Start".'
    page.editor.rules.table.selectRow(0)
    page.editor.rules.table.selectRow(1)
    assert form.kind.currentData() == "compare" and not form.formula.isVisible()
    choose(form.comparison, "<>")
    assert form.kind.currentData() == "compare"


def test_the_rows_that_do_not_fit_are_shown_with_their_origin(qtbot: QtBot, page: DatasetsPage) -> None:
    page.editor.views.add.click()
    trying, unfit = page.editor.trying, page.editor.unfit
    trying.saved.click()
    qtbot.waitUntil(lambda: trying.answer.title.text().endswith("1 of 3 does not fit."), timeout=PATIENCE)

    trying.them.click()

    assert unfit.isVisible() and page.editor.views.chips["unfit"].text() == "What does not fit (1)"
    row = [unfit.model.index(0, column).data() for column in range(3)]
    assert row == ["orders.csv, row 3", "2026-01-02", 'End: "End" must not be before "Start". Correct this row.']
    with qtbot.waitSignal(page.upload_wanted) as told:
        QTest.keyClick(unfit.table, Qt.Key.Key_Return)
    assert told.args == [1]
    page.editor.revert.click()
    assert page.editor.table.isVisible() and page.editor.views.chips["unfit"].isHidden()


def test_a_file_is_tried_against_a_new_rule(qtbot: QtBot, page: DatasetsPage, tmp_path: Path) -> None:
    page.editor.views.add.click()
    path = tmp_path / "more.csv"
    path.write_text("Start,End,Paid,Pieces,Note\n2026-01-02,2026-01-01,true,5,\n", encoding="utf-8")

    page.editor.trying.try_on_file(str(path))

    qtbot.waitUntil(page.editor.trying.answer.isVisible, timeout=PATIENCE)
    page.editor.trying.them.click()
    assert page.editor.unfit.model.index(0, 0).data() == "B2"
