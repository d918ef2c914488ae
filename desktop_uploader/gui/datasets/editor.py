"""The card in which one dataset is looked at and changed."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from ...model.change import Forecast
from ...model.dataset import Version
from ...model.draft import Draft
from ...model.editing import added, with_option
from ..flow import flowing
from ..page import Kit
from ..plain import brief
from ..widgets import button, label, scrolled, set_tone
from .columns import ColumnsModel, ColumnsTable
from .delegate import HEADING_HEIGHT, ROW_HEIGHT
from .form import ColumnForm
from .options import Options
from .telling import effect
from .trying import Trying
from .versions import Versions

LEAST_ROWS = 2
"""Columns in sight at least."""
MOST_EFFECTS = 4
"""Lines of what a change would do."""


class Editor(QFrame):
    """Shows a draft; what a person changes makes another one of it."""

    edited = Signal(object)
    """The `Draft` as it is now."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._words = words = kit.application.words
        self.draft: Draft | None = None
        self._examples: Mapping[str, Any] = {}
        self.setProperty("kind", "card")
        self.model = ColumnsModel(words)
        self.table = ColumnsTable(self.model, kit.theme, kit.icons, words)
        self.options = Options(kit.theme, kit.icons, words)
        self.title = label(factor=1.15, bold=True)
        self.version = label(tone="soft")
        self.effects = label(tone="soft", wrap=True)
        self.form = ColumnForm(kit)
        self.trying = Trying(kit.application.trials, words)
        self.versions = Versions(kit)
        self.history = button(words.tr("Versions"), "chip")
        self.history.setCheckable(True)
        self.add = button(words.tr("Add a column"), "chip")
        self.template = button(words.tr("Excel template…"))
        self.export = button(words.tr("Save definition…"))
        self.delete = button(words.tr("Delete…"), "danger")
        self.revert = button(words.tr("Revert"))
        self.save = button(words.tr("Save"), "primary")
        self._build()
        self.options.changed.connect(self._on_option)
        self.form.edited.connect(self.edited)
        self.history.toggled.connect(self._on_history)
        self.versions.wanted.connect(self._on_version)
        self.add.clicked.connect(self._on_add)
        self.table.activated.connect(lambda _index: self.form.name.setFocus())
        self.table.selectionModel().currentRowChanged.connect(self._on_column)

    def show_draft(self, draft: Draft) -> None:
        """Show this one; what it would do to saved rows is told later."""
        words = self._words
        if self.draft is None or self.draft.name != draft.name:
            self._examples = {}
        if self.history.isChecked() and (self.draft is None or self.draft.saved != draft.saved):
            self.versions.load(draft.name)
        self.draft = draft
        self.model.show_draft(draft, self._examples)
        row = self.model.row_of(self.form.column) or 0
        if self.table.currentIndex().row() != row:
            self.table.selectRow(row)
        self.form.show_column(draft, self.model.name(row))
        self.options.show_schema(draft.schema)
        self.trying.show_draft(draft)
        self.title.setText(brief(draft.name, 40))
        self.version.setText(
            words.tr("version {version}", version=draft.saved.version)
            if draft.saved is not None
            else words.tr("not saved yet")
        )
        self.template.setEnabled(draft.saved is not None)
        self.delete.setEnabled(draft.saved is not None)
        self.revert.setEnabled(draft.changed)
        self.say("")

    def show_examples(self, examples: Mapping[str, Any]) -> None:
        """Show what the rows that were saved last have in the columns."""
        self._examples = examples
        if self.draft is not None:
            self.model.show_draft(self.draft, examples)

    def show_effects(self, forecast: Forecast) -> None:
        """Show what saving the draft would do, and let it be saved where nothing stands in its way."""
        told = sorted(forecast.effects, key=lambda effect: not effect.refuses)
        lines = [effect(self._words, one) for one in told[:MOST_EFFECTS]]
        more = len(told) - len(lines)
        if more:
            lines.append(self._words.trn("{count} more change.", "{count} more changes.", more))
        self.say("\n".join(lines), wrong=forecast.refused)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show something about the draft; what is wrong cannot be saved."""
        set_tone(self.effects, "bad" if wrong else "soft")
        self.effects.setText(text)
        self.effects.setVisible(bool(text))
        self.save.setEnabled(not wrong and self.draft is not None and self.draft.changed)

    def fit(self, room: int) -> None:
        """Fit the table into a width, its chosen row in sight."""
        self.table.fit(room)
        self.table.scrollTo(self.table.currentIndex())

    def _on_column(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and self.draft is not None:
            self.form.show_column(self.draft, self.model.name(current.row()))

    def _on_history(self, on: bool) -> None:
        """In the place of the columns, as both are never needed together."""
        self.table.setVisible(not on)
        self._below.setVisible(not on)
        self.versions.setVisible(on)
        if on and self.draft is not None:
            self.versions.load(self.draft.name)

    def _on_version(self, version: Version) -> None:
        if self.draft is not None and self.draft.saved is not None:
            self.edited.emit(self.draft.looking_at(version))

    def _on_add(self) -> None:
        if self.draft is None:
            return
        taken = {field["name"] for field in self.draft.schema["fields"]}
        numbers = count(len(taken) + 1)
        name = next(name for number in numbers if (name := self._words.tr("Column {n}", n=number)) not in taken)
        self.history.setChecked(False)
        self.form.column = name
        self.edited.emit(self.draft.with_schema(added(self.draft.schema, {"name": name, "type": "string"})))
        self.table.scrollToBottom()
        self.form.name.setFocus()
        self.form.name.selectAll()

    def _on_option(self, option: str, value: object) -> None:
        if self.draft is not None:
            self.edited.emit(self.draft.with_schema(with_option(self.draft.schema, option, value)))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title)
        top.addWidget(self.version)
        top.addStretch(1)
        top.addWidget(self.template)
        top.addWidget(self.export)
        bottom.addWidget(self.delete)
        bottom.addStretch(1)
        bottom.addWidget(self.revert)
        bottom.addWidget(self.save)
        column.addLayout(top)
        column.addWidget(self.options)
        self.table.setMinimumHeight(HEADING_HEIGHT + LEAST_ROWS * ROW_HEIGHT)
        column.addWidget(self.table, 1)
        column.addWidget(flowing(self.add, self.trying.file, self.trying.saved, self.history))
        self._below = below = scrolled(self.form)
        below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        below.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(below)
        column.addWidget(self.versions, 1)
        self.versions.hide()
        column.addWidget(self.trying)
        column.addWidget(self.effects)
        column.addLayout(bottom)
