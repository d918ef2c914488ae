"""The card in which one dataset is looked at and changed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ...model.draft import Draft
from ...model.editing import with_option
from ..page import Kit
from ..widgets import button, label
from .columns import ColumnsModel, ColumnsTable
from .options import Options
from .telling import brief


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
        self.template = button(words.tr("Excel template…"))
        self.export = button(words.tr("Save definition…"))
        self.delete = button(words.tr("Delete…"), "danger")
        self.revert = button(words.tr("Revert"))
        self.save = button(words.tr("Save"), "primary")
        self._build()
        self.options.changed.connect(self._on_option)

    def show_draft(self, draft: Draft) -> None:
        """Show this one; what it would do to saved rows is told later."""
        words = self._words
        if self.draft is None or self.draft.name != draft.name:
            self._examples = {}
        self.draft = draft
        self.model.show_draft(draft, self._examples)
        self.options.show_schema(draft.schema)
        self.title.setText(brief(draft.name, 40))
        self.version.setText(
            words.tr("version {version}", version=draft.saved.version)
            if draft.saved is not None
            else words.tr("not saved yet")
        )
        self.save.setEnabled(draft.changed)
        self.template.setEnabled(draft.saved is not None)
        self.delete.setEnabled(draft.saved is not None)
        self.revert.setEnabled(draft.changed)
        self.effects.setText("")

    def show_examples(self, examples: Mapping[str, Any]) -> None:
        """Show what the rows that were saved last have in the columns."""
        self._examples = examples
        if self.draft is not None:
            self.model.show_draft(self.draft, examples)

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
        column.addWidget(self.table, 1)
        column.addWidget(self.effects)
        column.addLayout(bottom)
