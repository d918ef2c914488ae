"""Names, sizes and errors that would spoil a page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application, resource_folder
from desktop_uploader.gui.asking import ask
from desktop_uploader.gui.datasets.deleting import ask_delete
from desktop_uploader.gui.entries import ChoiceEntry
from desktop_uploader.gui.heading_row import HeadingRowDialog
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.plain import glance, plain
from desktop_uploader.gui.preview.cards import Card
from desktop_uploader.gui.preview.decisions import Decisions
from desktop_uploader.gui.preview.menu import ColumnMenu
from desktop_uploader.gui.preview.saying import Said
from desktop_uploader.gui.theme import Theme
from desktop_uploader.gui.toast import Toast
from desktop_uploader.model.preview import ColumnSeen, FieldSeen, PreviewResult
from desktop_uploader.model.question import Question
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.words import Catalogue

from .filled import filled

PATIENCE = 15_000
MARKUP = "<b>bold</b><img src=x>&amp;" + "x" * 200 + ".xlsx"
HIDDEN = "invoice\u202excod\n\t\x00.xlsx"
ARABIC = "\u0641\u0627\u062a\u0648\u0631\u0629 2026.xlsx"
NAMES = {1: MARKUP, 2: HIDDEN, 3: ARABIC}
LONG = "e" * 10_000


@pytest.fixture
def application(data_dir: Path) -> Iterator[Application]:
    for parts in filled(data_dir, 3):
        with parts.parts.engine.begin() as connection:
            for number, name in NAMES.items():
                values = (name, 4_294_967_297, "FAILED", LONG, number)
                statement = "UPDATE upload_tasks SET file_name=?, size=?, status=?, error_code=? WHERE id=?"
                connection.exec_driver_sql(statement, values)
        yield parts


def test_they_are_shown_as_plain_text_on_their_own_place(qtbot: QtBot, window: MainWindow) -> None:
    page = window.uploads
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=PATIENCE)
    window.resize(1280, 800)
    before = window.size()

    for number, name in NAMES.items():
        page.select_task(number)
        row = page.model.row_of(number)
        assert row is not None
        assert page.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) == plain(name)
        qtbot.waitUntil(lambda name=name: page.detail._name.accessibleName() == plain(name), timeout=PATIENCE)
        assert "<b>" not in page.detail._name.toolTip() and "<img" not in page.detail._name.toolTip()
        assert page.detail._name.width() <= page.detail.width()
        assert page.detail._message.height() < page.detail.height() / 2
    assert window.size() == before


@pytest.mark.parametrize("name", [*NAMES.values(), LONG, "many words " * 1000], ids=range(5))
def test_in_toasts_and_dialogs_they_are_plain_and_in_order_and_leave_the_buttons_in_sight(
    qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    words, parent, now = Catalogue(), QWidget(), datetime.now(UTC)
    qtbot.addWidget(parent)
    parent.resize(1280, 800)
    parent.show()
    toast = Toast(parent, words)
    toast.say(f"{name} is not finished yet.", offer=("Cancel", lambda: None))
    question = ask(parent, f"Delete {name}?", f"{name} goes.", ("Delete", "Keep it"), lambda: None)
    task = UploadTask(1, "i", "u", name, TaskStatus.FAILED, now, now)
    heading = HeadingRowDialog(task, words, parent)
    heading.open()
    theme, icons = Theme(qapp), Icons(resource_folder("icons"))
    card = Card(Said(f"Which number is {name}?", name, [(name, False, lambda: None)]), theme, icons)
    entry = ChoiceEntry(Question("dataset", "", (name,)), words)

    deleting = ask_delete(parent, words, name, 3, lambda: None)

    column, other = (ColumnSeen(number, name, f"{number}", f"{name}{number}", "string") for number in (1, 2))
    fields = tuple(FieldSeen(seen.field or "", "string") for seen in (column, other))
    result = PreviewResult({}, (), "Sheet", known=True, fields=fields, columns=(column, other))
    menu = ColumnMenu(column, result, Decisions(task), words, parent)

    assert menu.sizeHint().width() <= parent.width() and all("\u202e" not in act.text() for act in menu.actions())
    for shown in (toast, question, heading, card, entry, deleting):
        qtbot.addWidget(shown)
        size = shown.size() if shown.isVisible() else shown.minimumSizeHint()
        assert size.width() <= parent.width() and size.height() <= parent.height()
        for label in shown.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText or not label.text()
            assert "\u202e" not in label.text()
    assert parent.rect().contains(toast.geometry())


def test_an_ampersand_on_a_button_is_no_key(qtbot: QtBot, qapp: QApplication) -> None:
    entry = ChoiceEntry(Question("dataset", "", ("R&D",)), Catalogue())
    said = Said("Where do the rows go?", "", [("R&D", False, lambda: None)])
    card = Card(said, Theme(qapp), Icons(resource_folder("icons")))
    for shown in (entry, card):
        qtbot.addWidget(shown)

    for made in (*entry.buttons(), *card.options):
        assert made.shortcut().isEmpty() and made.text().endswith("R&&D")


def test_what_turns_or_breaks_a_line_is_marked_in_a_name() -> None:
    assert plain(HIDDEN) == "invoice\ufffdxcod\ufffd\ufffd\ufffd.xlsx"
    assert plain(ARABIC) == ARABIC


def test_of_a_long_error_the_beginning_is_shown_and_can_be_broken() -> None:
    shown = glance(LONG)

    assert len(shown.replace("\u200b", "")) == 601 and max(map(len, shown.split("\u200b"))) <= 41
    assert glance("Short.") == "Short."
