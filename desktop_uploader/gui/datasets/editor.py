"""The card in which one dataset is looked at and changed."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ...model.change import Forecast
from ...model.dataset import Version
from ...model.draft import Draft
from ...model.editing import added, with_option
from ...model.problem import Problem
from ..page import Kit
from ..plain import brief
from ..widgets import button, label, scrolled, set_tone
from .columns import ColumnsModel, ColumnsTable
from .delegate import HEADING_HEIGHT, ROW_HEIGHT
from .form import ColumnForm
from .options import Options
from .rules import Rules
from .telling import effect
from .trying import Trying
from .unfit import Unfit
from .versions import Versions
from .views import COLUMNS, RULES, UNFIT, VERSIONS, Views

LEAST_ROWS, LEAST_FORM = 2, 56
"""Columns in sight at least, and pixels of the form below them."""
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
        self.look = button(words.tr("Show them"), "chip")
        self.form = ColumnForm(kit)
        self.trying = Trying(kit.application.trials, words)
        self.rules = Rules(kit)
        self.versions = Versions(kit)
        self.unfit = Unfit(kit)
        self.views = Views(words)
        self.template = button(words.tr("Excel template…"))
        self.export = button(words.tr("Save definition…"))
        self.delete = button(words.tr("Delete…"), "danger")
        self.revert = button(words.tr("Revert"))
        self.save = button(words.tr("Save"), "primary")
        self._build()
        self.options.changed.connect(self._on_option)
        self.form.edited.connect(self.edited)
        self.rules.edited.connect(self.edited)
        self.views.chosen.connect(self._on_view)
        self.views.add.clicked.connect(self._on_add)
        self.versions.wanted.connect(self._on_version)
        self.trying.found.connect(self._on_found)
        self.look.clicked.connect(lambda: self.trying.try_on_saved(show=True))
        self.trying.show_them.connect(lambda: self.views.choose(UNFIT))
        self.table.activated.connect(lambda _index: self.form.name.setFocus())
        self.table.selectionModel().currentRowChanged.connect(self._on_column)

    def show_draft(self, draft: Draft) -> None:
        """Show this one; what it would do to saved rows is told later."""
        words = self._words
        if self.draft is None or self.draft.name != draft.name:
            self._examples = {}
        if self.views.view == VERSIONS and (self.draft is None or self.draft.saved != draft.saved):
            self.versions.load(draft.name)
        self.draft = draft
        self.model.show_draft(draft, self._examples)
        row = self.model.row_of(self.form.column) or 0
        if self.table.currentIndex().row() != row:
            self.table.selectRow(row)
        self.form.show_column(draft, self.model.name(row))
        self.rules.show_draft(draft)
        self.views.show_count(RULES, self.rules.count)
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
        self._show_add()
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
        self.look.setVisible(any(effect.code == "rule-broken" for effect in told))

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show something about the draft; what is wrong cannot be saved."""
        set_tone(self.effects, "bad" if wrong else "soft")
        self.effects.setText(text)
        self.effects.setVisible(bool(text))
        self.look.hide()
        self.save.setEnabled(not wrong and self.draft is not None and self.draft.changed)

    def fit(self, room: int) -> None:
        """Fit the table into a width, its chosen row in sight."""
        self.table.fit(room)
        self.table.scrollTo(self.table.currentIndex())

    def _on_column(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and self.draft is not None:
            self.form.show_column(self.draft, self.model.name(current.row()))

    def _on_view(self, view: str) -> None:
        self._stack.setCurrentWidget(self._shown[view])
        self.options.setVisible(view == COLUMNS)
        self.trying.offer(view != VERSIONS)
        self._show_add()
        if view == VERSIONS and self.draft is not None:
            self.versions.load(self.draft.name)

    def _show_add(self) -> None:
        few = self.draft is None or len(self.draft.schema["fields"]) < 2
        self.views.add.setEnabled(self.draft is not None and not (few and self.views.view == RULES))

    def _on_found(self, problems: Sequence[Problem], count: int) -> None:
        self.views.offer(UNFIT, bool(problems))
        self.views.show_count(UNFIT, count)
        if problems:
            self.unfit.show_problems(problems, count)

    def _on_version(self, version: Version) -> None:
        if self.draft is not None and self.draft.saved is not None:
            self.edited.emit(self.draft.looking_at(version))

    def _on_add(self) -> None:
        if self.views.view == RULES:
            self.rules.add()
        else:
            self._add_column()

    def _add_column(self) -> None:
        if self.draft is None:
            return
        taken = {field["name"] for field in self.draft.schema["fields"]}
        numbers = count(len(taken) + 1)
        name = next(name for number in numbers if (name := self._words.tr("Column {n}", n=number)) not in taken)
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
        self.table.setMinimumHeight(HEADING_HEIGHT + LEAST_ROWS * ROW_HEIGHT)
        column.addWidget(self.views)
        # Below the chips: they keep their place whichever of them is pressed.
        column.addWidget(self.options)
        self._stack = QStackedWidget()
        parts = {COLUMNS: self._columns(), RULES: self.rules, VERSIONS: self.versions, UNFIT: self.unfit}
        self._shown: dict[str, QWidget] = parts
        for part in parts.values():
            self._stack.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self.trying)
        told = QHBoxLayout()
        told.addWidget(self.effects, 1)
        told.addWidget(self.look)
        column.addLayout(told)
        column.addLayout(bottom)

    def _columns(self) -> QWidget:
        made, below = QWidget(), scrolled(self.form)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        below.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        below.setMinimumHeight(LEAST_FORM)
        column.addWidget(self.table, 1)
        column.addWidget(below)
        return made
