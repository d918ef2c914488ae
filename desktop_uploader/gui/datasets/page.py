"""The datasets, and the definition of the one that is chosen: what it asks of its files, and what happens to rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from ...intake.source import DEFINITION_SUFFIX, read_definition
from ...model.change import Forecast, Removed
from ...model.dataset import Dataset
from ...model.draft import Draft
from ...model.editing import with_option
from ...model.errors import UploaderError
from ...worker.outputs import write_text
from ..page import Kit, Page
from ..saving import Making
from ..widgets import button, card, label
from .columns import ColumnsModel, ColumnsTable
from .list import DatasetModel, DatasetTable
from .options import Options
from .telling import brief, effect

LIST_WIDTH = 240


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of the chosen dataset beyond its definition."""

    name: str
    examples: Mapping[str, Any]


class DatasetsPage(Page):
    """Lives in the main thread; what is asked of the databases goes through `Kit.background`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._application = kit.application
        self._background = kit.background
        self._words = words = kit.application.words
        self.draft: Draft | None = None
        self._examples: Mapping[str, Any] = {}
        self._saved: list[tuple[Dataset, int]] = []
        self.datasets = DatasetModel(words)
        self.list = DatasetTable(self.datasets, kit.theme, kit.icons, words)
        self.model = ColumnsModel(words)
        self.table = ColumnsTable(self.model, kit.theme, kit.icons, words)
        self.options = Options(kit.theme, kit.icons, words)
        self.title = label(factor=1.15, bold=True)
        self.version = label(tone="soft")
        self.effects = label(tone="soft", wrap=True)
        self.open = button(words.tr("Open a definition…"))
        self.template = button(words.tr("Excel template…"))
        self.export = button(words.tr("Save definition…"))
        self.delete = button(words.tr("Delete…"))
        self.revert = button(words.tr("Revert"))
        self.save = button(words.tr("Save"), "primary")
        self.question: QMessageBox | None = None
        self._stack = QStackedWidget()
        self._build()
        self.list.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.options.changed.connect(self._on_option)
        self.open.clicked.connect(self._on_open)
        self.template.clicked.connect(self._on_template)
        self.export.clicked.connect(self._on_export)
        self.delete.clicked.connect(self._on_delete)
        self.revert.clicked.connect(self._on_revert)
        self.save.clicked.connect(self._on_save)

    def refresh(self) -> None:
        """See `Page`."""
        self._background.run(self._application.definitions.overview, self._on_overview)

    def on_ended(self) -> None:
        """See `Page`."""
        self.refresh()

    def _on_overview(self, found: list[tuple[Dataset, int]]) -> None:
        chosen = self.draft.name if self.draft is not None else ""
        self._saved = found
        self._stack.setCurrentIndex(1 if found else 0)
        self.datasets.show_entries([], found, ())
        if found:
            self.list.selectRow(self.datasets.row_of(chosen) or 0)

    def _on_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not current.isValid():
            return
        dataset = self._saved[current.row()][0]
        kept = self.draft is not None and self.draft.changed and self.draft.saved == dataset
        self._show(self.draft if kept and self.draft is not None else Draft.of(dataset))
        designs = self._application.records.designs
        name = dataset.name
        self._background.run(lambda: Found(name, designs.newest_values(name)), self._on_found)

    def _on_found(self, found: Found) -> None:
        if self.draft is not None and self.draft.name == found.name:
            self._examples = found.examples
            self.model.show_draft(self.draft, found.examples)

    def _show(self, draft: Draft) -> None:
        if self.draft is None or self.draft.name != draft.name:
            self._examples = {}
        self.draft = draft
        self.model.show_draft(draft, self._examples)
        self.options.show_schema(draft.schema)
        self.title.setText(brief(draft.name, 40))
        number = draft.saved.version if draft.saved is not None else 0
        words = self._words
        self.version.setText(words.tr("version {version}", version=number) if number else words.tr("not saved yet"))
        self.save.setEnabled(draft.changed)
        self.template.setEnabled(draft.saved is not None)
        self.delete.setEnabled(draft.saved is not None)
        self.revert.setEnabled(draft.changed)
        self.effects.setText("")
        if draft.changed:
            designs = self._application.records.designs
            self._background.run(
                lambda: designs.forecast(draft.wanted, draft.renamed), partial(self._on_forecast, draft)
            )

    def _on_forecast(self, draft: Draft, forecast: Forecast | None) -> None:
        if forecast is not None and draft is self.draft:
            self.effects.setText("\n".join(effect(self._words, told) for told in forecast.effects))
            self.save.setEnabled(not forecast.refused)

    def _on_option(self, option: str, value: object) -> None:
        if self.draft is not None:
            self._show(self.draft.with_schema(with_option(self.draft.schema, option, value)))

    def _on_revert(self) -> None:
        if self.draft is not None and self.draft.saved is not None:
            self._show(Draft.of(self.draft.saved))
        else:
            self.draft = None
            self.refresh()

    def _on_save(self) -> None:
        if self.draft is None:
            return
        draft, designs = self.draft, self._application.records.designs
        self.save.setEnabled(False)
        self._background.run(lambda: designs.save(draft.wanted, draft.renamed), self._on_saved, self._on_refused)

    def _on_saved(self, dataset: Dataset) -> None:
        self._show(Draft.of(dataset))
        said = self._words.tr("{name} is saved as version {version}.", name=dataset.name, version=dataset.version)
        self.said.emit(said)
        self.refresh()

    def _on_refused(self, error: UploaderError) -> None:
        self.failed.emit(error)
        self.refresh()

    def _on_open(self) -> None:
        words = self._words
        kinds = words.tr("Table Schema (*.json)")
        dialog = QFileDialog(self, words.tr("Open a definition"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.open_definition)
        dialog.open()

    def open_definition(self, name: str) -> None:
        """Show the definition in a file, as a change of the dataset that is called like it, or as a new one."""
        path, records = Path(name), self._application.records

        def read() -> Draft:
            schema = read_definition(path)
            called = path.name.removesuffix(DEFINITION_SUFFIX).removesuffix(".json")
            known = records.dataset(called)
            return Draft(called, schema) if known is None else Draft.of(known).with_schema(schema)

        self._background.run(read, self._on_opened)

    def _on_opened(self, draft: Draft) -> None:
        self._stack.setCurrentIndex(1)
        row = self.datasets.row_of(draft.name)
        if row is None:
            self.list.setCurrentIndex(QModelIndex())
        else:
            self.list.selectRow(row)
        self._show(draft)

    def _on_template(self) -> None:
        if self.draft is None or self.draft.saved is None:
            return
        dataset, outputs, words = self.draft.saved, self._application.outputs, self._words
        self.making_wanted.emit(
            Making(
                words.tr("Save template"),
                Path.home() / f"{dataset.name}.xlsx",
                words.tr("Excel Workbook (*.xlsx)"),
                lambda target: outputs.template(dataset, target, overwrite=True),
                words.tr("The template is saved. Fill it in and add it."),
            )
        )

    def _on_export(self) -> None:
        if self.draft is None:
            return
        text, words = json.dumps(dict(self.draft.schema), ensure_ascii=False, indent=2) + "\n", self._words
        self.making_wanted.emit(
            Making(
                words.tr("Save definition"),
                Path.home() / f"{self.draft.name}.schema.json",
                words.tr("Table Schema (*.json)"),
                lambda target: write_text(text, target),
                words.tr("The definition is saved."),
            )
        )

    def _on_delete(self) -> None:
        if self.draft is None or self.draft.saved is None:
            return
        saved, words = self.draft.saved, self._words
        rows = next((count for dataset, count in self._saved if dataset.name == saved.name), 0)
        box = self.question = QMessageBox(self)
        box.setText(
            words.trn(
                "Delete {name} with its {count} saved row?",
                "Delete {name} with its {count} saved rows?",
                rows,
                name=brief(saved.name),
            )
        )
        box.setInformativeText(
            words.tr(
                "The files stay, and their uploads are shown as undone. A copy of all records as they are now is made "
                "before, and kept for at least a week."
            )
        )
        box.addButton(words.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        yes = box.addButton(words.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        yes.clicked.connect(partial(self._delete, saved))
        box.open()

    def _delete(self, saved: Dataset, _checked: bool = False) -> None:
        definitions = self._application.definitions
        self._background.run(lambda: definitions.delete(saved.name, saved.version), self._on_deleted, self._on_refused)

    def _on_deleted(self, removed: Removed) -> None:
        self.draft = None
        words = self._words
        self.said.emit(words.tr("{name} is deleted. The copy is called {copy}.", name=removed.name, copy=removed.copy))
        self.refresh()

    def _build(self) -> None:
        words, column = self._words, QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(words.tr("Datasets"), factor=1.45, bold=True))
        head.addStretch(1)
        head.addWidget(self.open)
        column.addLayout(head)
        empty, inside = card(), QVBoxLayout()
        empty.setLayout(inside)
        inside.addStretch(1)
        inside.addWidget(label(words.tr("A dataset says what a kind of file must look like."), bold=True, wrap=True))
        first = words.tr("Add a file on the page Uploads: its columns make the first dataset.")
        inside.addWidget(label(first, tone="soft", wrap=True))
        inside.addStretch(1)
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        listed, around = card(), QVBoxLayout()
        listed.setLayout(around)
        listed.setFixedWidth(LIST_WIDTH)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.list)
        row.addWidget(listed)
        row.addWidget(self._editor(), 1)
        self._stack.addWidget(empty)
        self._stack.addWidget(shown)
        column.addWidget(self._stack, 1)

    def _editor(self) -> QWidget:
        made = card()
        column = QVBoxLayout(made)
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
        return made

    def resizeEvent(self, event: Any) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self.table.fit(self.width() - LIST_WIDTH - 82)
