"""The page Datasets: a list, and beside it the chosen one with its columns and what happens to its rows."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from ...model.change import Forecast, Removed
from ...model.dataset import Dataset
from ...model.draft import Draft
from ...model.errors import UploaderError
from ..dialogs import open_dialog
from ..page import Kit, Page
from ..standing import StandingQuery
from ..widgets import button, card, label
from . import deleting, making
from .draft_file import DraftFile
from .drafts import Drafts
from .editor import Editor
from .list import DatasetModel, DatasetTable
from .new import NewFromFile, free_name, nothing_yet, read_draft

LIST_WIDTH, NARROW_LIST, WIDE_ENOUGH = 240, 216, 940
"""Pixels: of the list, of the list in a page narrower than the last one."""
CHOSEN = "datasets/chosen"
"""Where it is remembered which dataset is looked at."""
PAUSE = 200
"""Milliseconds without a change before it is asked what the changes would do."""


class DatasetsPage(Page):
    """Lives in the main thread; what is asked of the databases goes through `Kit.background`."""

    topic = "datasets"

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._application = kit.application
        self._background = kit.background
        self._overview, self._examples, self._forecasting = (StandingQuery(kit.background, self) for _ in range(3))
        self._words = words = kit.application.words
        self._remembered = kit.remembered
        self._drafts = Drafts()
        self._restored = False
        self._file = DraftFile(kit.application.folders.data, self)
        self._saved: list[tuple[Dataset, int]] = []
        self.datasets = DatasetModel(words)
        self.list = DatasetTable(self.datasets, kit.theme, kit.icons, words)
        self.editor = Editor(kit)
        self.open = button(words.tr("Open a definition…"))
        self.new = NewFromFile(self.editor.trying.trial, words)
        self.question: QMessageBox | None = None
        self._stack = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._forecast)
        self._build()
        self._file.loaded.connect(self._on_loaded)
        self._file.load()
        self.list.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.open.clicked.connect(self._on_open)
        self.new.inferred.connect(self._on_inferred)
        self.new.failed.connect(self.failed)
        self.editor.edited.connect(self._on_edited)
        self.editor.unfit.upload_wanted.connect(self.upload_wanted)
        self.editor.template.clicked.connect(self._on_template)
        self.editor.export.clicked.connect(self._on_export)
        self.editor.delete.clicked.connect(self._on_delete)
        self.editor.revert.clicked.connect(self._on_revert)
        self.editor.save.clicked.connect(self._on_save)

    def refresh(self) -> None:
        """See `Page`."""
        if self._restored:
            self._overview.put(self._application.definitions.overview, self._on_overview)

    def on_ended(self) -> None:
        """See `Page`."""
        self.refresh()

    def close_down(self) -> None:
        """See `Page`. What is not saved yet is there again in the next window."""
        self._file.close()
        self.editor.trying.trial.close()

    def _on_loaded(self, kept: list[Draft]) -> None:
        self._drafts.restore(kept)
        self._restored = True
        self.refresh()

    def _keep(self) -> None:
        self._file.keep(self._drafts.kept)

    def _on_overview(self, found: list[tuple[Dataset, int]]) -> None:
        self._saved = found
        self.editor.rules.form.know([dataset for dataset, _ in found])
        self._drafts.learn([dataset for dataset, _ in found])
        chosen = self.editor.draft.name if self.editor.draft is not None else self._remembered.value(CHOSEN, "")
        self._list(str(chosen))

    def _list(self, chosen: str) -> None:
        """Show all datasets, and of them the chosen one or else the first."""
        self.datasets.show_entries(self._drafts.new, self._saved, self._drafts.changed)
        filled = self.datasets.rowCount() > 0
        self._stack.setCurrentIndex(1 if filled else 0)
        if filled:
            self.list.selectRow(self.datasets.row_of(chosen) or 0)
        else:
            self.editor.draft = None

    def _on_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        draft = self._drafts.of(self.datasets.name(current.row())) if current.isValid() else None
        if draft is None:
            return
        self._remembered.setValue(CHOSEN, draft.name)
        self._show(draft)
        designs, name = self._application.records.designs, draft.name
        self._examples.put(lambda: designs.newest_values(name), partial(self._on_examples, name))

    def _on_examples(self, name: str, examples: dict[str, Any]) -> None:
        if self.editor.draft is not None and self.editor.draft.name == name:
            self.editor.show_examples(examples)

    def _show(self, draft: Draft) -> None:
        self.editor.show_draft(draft)
        if self._drafts.crossed(draft):
            said = self._words.tr(
                "Another change of {name} was saved meanwhile, and it does not fit yours. "
                "Revert shows the dataset as it is now.",
                name=draft.name,
            )
            self.editor.say(said, wrong=True)
        elif draft.changed:
            self.editor.save.setEnabled(False)
            self._pause.start()

    def _forecast(self) -> None:
        """Ask what the change would do; it can be saved once that is known."""
        draft, definitions, designs = (
            self.editor.draft,
            self._application.definitions,
            self._application.records.designs,
        )
        if draft is None or not draft.changed or self._drafts.crossed(draft):
            return

        def ask() -> Forecast | None:
            definitions.checked(draft.schema)
            return designs.forecast(draft.wanted, draft.renamed, lambda: draft is not self.editor.draft)

        self._forecasting.put(ask, partial(self._on_forecast, draft), partial(self._on_unfit, draft))

    def _on_forecast(self, draft: Draft, forecast: Forecast | None) -> None:
        if forecast is not None and draft is self.editor.draft:
            self.editor.show_effects(forecast)

    def _on_unfit(self, draft: Draft, error: UploaderError) -> None:
        if draft is self.editor.draft:
            told = self._words.exception(error)
            self.editor.say(f"{told.title}\n{told.advice}", wrong=True)

    def _on_edited(self, draft: Draft) -> None:
        self._drafts.keep(draft)
        self._keep()
        self.datasets.show_changed(self._drafts.changed)
        self._show(draft)

    def _on_revert(self) -> None:
        if self.editor.draft is not None:
            self._drafts.drop(self.editor.draft.name)
            self._keep()
            self._list(self.editor.draft.name)

    def _on_save(self) -> None:
        draft, designs = self.editor.draft, self._application.records.designs
        if draft is None:
            return
        self.editor.save.setEnabled(False)
        self._background.run(
            lambda: designs.save(draft.wanted, draft.renamed), partial(self._on_saved, draft), self._on_refused
        )

    def _on_saved(self, draft: Draft, dataset: Dataset) -> None:
        if self._drafts.of(draft.name) is draft:
            self._drafts.drop(draft.name)
            self._keep()
        said = self._words.tr("{name} is saved as version {version}.", name=dataset.name, version=dataset.version)
        self.said.emit(said)
        self.refresh()

    def _on_refused(self, error: UploaderError) -> None:
        self.failed.emit(error)
        self.refresh()

    def _on_open(self) -> None:
        words = self._words
        dialog = open_dialog(self, words.tr("Open a definition"), words.tr("Table Schema (*.json)"))
        dialog.fileSelected.connect(self.open_definition)
        dialog.open()

    def open_definition(self, name: str) -> None:
        """Show the definition in a file, as a change of the dataset that is called like it, or as a new one."""
        path, records = Path(name), self._application.records
        self._background.run(lambda: read_draft(path, records.dataset), self._on_opened)

    def _on_opened(self, draft: Draft) -> None:
        self._drafts.keep(draft)
        self._keep()
        self._list(draft.name)

    def _on_inferred(self, dataset: Dataset) -> None:
        self._on_opened(Draft(free_name(dataset, lambda name: self._drafts.of(name) is not None), dataset.schema))

    def _on_template(self) -> None:
        if self.editor.draft is not None and self.editor.draft.saved is not None:
            wanted = making.template(self._words, self._application.outputs, self.editor.draft.saved)
            self.making_wanted.emit(wanted)

    def _on_export(self) -> None:
        if self.editor.draft is not None:
            self.making_wanted.emit(making.definition(self._words, self.editor.draft))

    def _on_delete(self) -> None:
        saved = self.editor.draft.saved if self.editor.draft is not None else None
        if saved is None:
            return
        rows = next((count for dataset, count in self._saved if dataset.name == saved.name), 0)
        self.question = deleting.ask_delete(self, self._words, saved.name, rows, lambda: self._delete(saved))

    def _delete(self, saved: Dataset) -> None:
        definitions = self._application.definitions
        self._background.run(lambda: definitions.delete(saved.name, saved.version), self._on_deleted, self._on_refused)

    def _on_deleted(self, removed: Removed) -> None:
        self._drafts.drop(removed.name)
        self._keep()
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
        head.addWidget(self.new)
        column.addLayout(head)
        shown, listed, around = QWidget(), card(), QVBoxLayout()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        listed.setLayout(around)
        self._listed = listed
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.list)
        row.addWidget(listed)
        row.addWidget(self.editor, 1)
        self._stack.addWidget(nothing_yet(words))
        self._stack.addWidget(shown)
        column.addWidget(self._stack, 1)

    def resizeEvent(self, event: Any) -> None:
        """See Qt."""
        super().resizeEvent(event)
        wide = LIST_WIDTH if self.width() >= WIDE_ENOUGH else NARROW_LIST
        self._listed.setFixedWidth(wide)
        self.editor.fit(self.width() - wide - 82)
