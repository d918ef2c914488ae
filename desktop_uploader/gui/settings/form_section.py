"""A section of fields, each of which is a setting: looked at as one types, and changed with Save."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from ...model.errors import UploaderError
from ...settings import Settings, save_settings
from ...words import settings as texts
from ..dialogs import at_right
from ..page import Kit
from ..widgets import button, label
from .checking import mistake, plain, validated
from .entries import Entry
from .section import FIELD_WIDTH, LOCKED, Field, Section, form, form_label

RESTART = frozenset({"slots"})
"""Settings that hold from the next start; all others at once."""


class FormSection(Section):
    """A subclass makes its cards with `add_form` and `add`, and ends with `finish`. Nothing changes before Save."""

    said = Signal(str)
    saved = Signal(object)
    """The `Settings` that hold now."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self.words = kit.application.words
        self.entries: dict[str, Any] = {}
        self.fields: dict[str, Field] = {}
        self.save: QPushButton = button(self.words.tr("Save"), "primary")
        self.revert: QPushButton = button(self.words.tr("Revert"))
        self.save.clicked.connect(self._on_save)
        self.revert.clicked.connect(self.refresh)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def add_form(self, title: str, about: str = "") -> QFormLayout:
        """A card with rows; `about` explains it."""
        made, column = self.titled_card(title)
        if about:
            column.addWidget(label(about, factor=0.88, tone="soft", wrap=True))
        rows = form()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        column.addLayout(rows)
        self.column.addWidget(made)
        return rows

    def add(self, rows: QFormLayout, name: str, text: str, entry: QWidget, hint: str = "") -> None:
        """A row for the setting `name`; `entry` is an `Entry`."""
        if self.locked(name):
            entry.setEnabled(False)
            hint = self.words.tr(LOCKED)
        elif name in RESTART:
            hint = " ".join((hint, self.words.tr("Holds from the next start."))).strip()
        field = Field(entry, hint)
        field.setMinimumWidth(FIELD_WIDTH)
        self.entries[name], self.fields[name] = entry, field
        rows.addRow(form_label(text, entry), field)
        self.entry(name).changed.connect(self.look)

    def finish(self) -> None:
        """Put the buttons below the cards."""
        self.column.addLayout(at_right(self.revert, self.save))

    def entry(self, name: str) -> Entry:
        """The control of a setting."""
        found: Entry = self.entries[name]
        return found

    def refresh(self) -> None:
        """See `Section`; what was entered and not saved is given up."""
        for name in self.entries:
            self.entry(name).show_value(self.held(name))
        self.look()

    def held(self, name: str) -> Any:
        """The value that holds now."""
        return getattr(self.kit.application.settings, name)

    def changes(self) -> dict[str, Any] | None:
        """What is entered and does not hold yet, validated; None where something entered cannot be used."""
        found = {}
        for name in self.entries:
            if mistake(name, self.entry(name).value(), self.words):
                return None
            value = validated(name, self.entry(name).value())
            if value != self.held(name):
                found[name] = value
        return found

    def look(self) -> None:
        """Say what is wrong, and whether there is something to save."""
        for name in self.entries:
            self.fields[name].complain(mistake(name, self.entry(name).value(), self.words))
        changes = self.changes()
        self.save.setEnabled(bool(changes))
        self.revert.setEnabled(changes is None or bool(changes))

    def work(self, changes: dict[str, Any]) -> Callable[[], Settings]:
        """What is done off the main thread to save the changes; gives the settings that hold then."""
        folders = self.kit.application.folders
        return lambda: save_settings(folders, {name: plain(name, value) for name, value in changes.items()})

    def _on_save(self) -> None:
        changes = self.changes()
        if changes:
            self.save.setEnabled(False)
            self.kit.background.run(self.work(changes), lambda new: self._on_saved(changes, new), self._on_not_saved)

    def _on_saved(self, changes: dict[str, Any], settings: Settings) -> None:
        self.kit.application.apply(settings)
        over = any(getattr(settings, name, value) != value for name, value in changes.items())
        self.refresh()
        if over:
            self.said.emit(self.words.tr(texts.STANDS_OVER))
        elif RESTART & changes.keys():
            self.said.emit(self.words.tr("Saved. It holds from the next start."))
        else:
            self.said.emit(self.words.tr("Saved."))
        self.saved.emit(settings)

    def _on_not_saved(self, error: UploaderError) -> None:
        self.look()
        self.said.emit(str(self.words.exception(error)))
