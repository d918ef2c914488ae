"""The saved rows of each dataset: found, sorted, followed to their files, copied, saved, read by other programs."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ...model.dataset import Dataset
from ...model.errors import DatabaseTrouble, UploaderError
from ...model.rowquery import Found, RowQuery
from ..page import Kit, Page
from ..standing import StandingQuery
from ..widgets import Choice, button, label
from .filtering import Filtering
from .layout import RowsOrNothing, side_by_side
from .model import RecordsModel
from .origin import OriginLine
from .outputs import Outputs
from .remembering import chosen, recall, remember
from .strip import Strip
from .table import RowsTable

TYPING = 300
"""Milliseconds of rest before what is typed is looked for."""
AGAIN = 3000
"""Milliseconds until a database that could not be read is tried again."""


class RecordsPage(Page):
    """Choose a dataset, see its rows."""

    topic = "records"

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._records = kit.application.records
        self._words = kit.application.words
        self._background = kit.background
        self._remembered = kit.remembered
        self._reading = StandingQuery(kit.background, self)
        tr = self._words.tr
        self.model = RecordsModel(kit.application.records, kit.application.words, self)
        self.choice = Choice(kit.theme, kit.icons, tr("Dataset"))
        self._count = label(tone="soft")
        self._wanted: str | None = None
        self.table = RowsTable(kit, self.model)
        self._stack = RowsOrNothing(self.table, self._words)
        self.search = QLineEdit()
        self.strip = Strip(self._words)
        self.origin = OriginLine(kit, self.model)
        self.outputs = Outputs(kit, self.model, self.table, self)
        self.saving = self.outputs.saving
        self.filtering = Filtering(kit, self.model, self.table)
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self.newest = button(tr("Newest first"), "chip")
        self._with_rows = (self.choice, self.search, self.filtering.start, self.newest, *self.outputs.buttons)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read the datasets again, and the rows of the one that is shown."""
        self._reading.put(self._records.datasets, self._on_read)

    def on_ended(self) -> None:
        """New rows come to a view of all rows; one that a person has narrowed or sorted stays as it is."""
        query = self.model.wanted_query
        if not query.narrows and query.sort is None:
            self.refresh()

    def show_dataset(self, name: str) -> None:
        """Show one dataset."""
        self._wanted = name
        self.refresh()

    def close_down(self) -> None:
        """See Page."""
        self.table.keep_columns()
        self._again.stop()
        self.saving.close()
        self.model.close()

    def _on_read(self, found: list[Dataset]) -> None:
        self._again.stop()
        self._background.troubled.emit(self, None)
        before = self.model.wanted_dataset
        wanted = self._wanted or self.choice.currentText() or chosen(self._remembered)
        self._wanted = None
        self.choice.clear()
        for dataset in found:
            self.choice.addItem(dataset.name, dataset)
        self.choice.setCurrentIndex(max(0, self.choice.findText(wanted)))
        if not found:
            self._stack.show_none()
        for part in self._with_rows:
            part.setVisible(bool(found))
        now = self.choice.currentData()
        same = before is not None and now is not None and before.name == now.name
        if same:
            self._show(self.model.wanted_query)
        else:
            self._on_chosen()

    def _on_chosen(self, _number: int = 0) -> None:
        """Another dataset: its rows as they were left."""
        dataset = self.choice.currentData()
        if dataset is not None:
            query = recall(self._remembered, dataset)
            self.search.setText(query.search)
            self._show(query)

    def _show(self, query: RowQuery) -> None:
        dataset = self.choice.currentData()
        if dataset is not None:
            self.table.keep_columns()
            self._tell(query)
            self.model.show(dataset, query)

    def _tell(self, query: RowQuery) -> None:
        """Say what narrows the rows, and whether the newest come first."""
        self.filtering.show_conditions(query.conditions)
        self.newest.setChecked(query.newest_first)

    def _on_shown(self) -> None:
        if self.model.dataset is not None:
            remember(self._remembered, self.model.dataset, self.model.query)

    def _on_newest(self, wanted: bool) -> None:
        self._show(replace(self.model.wanted_query, sort=None, descending=wanted))

    def _on_typed(self) -> None:
        self._show(replace(self.model.wanted_query, search=self.search.text()))

    def _on_heading(self, column: int) -> None:
        dataset, query = self.model.dataset, self.model.wanted_query
        if dataset is None or dataset.name != self.choice.currentText():
            return
        self._show(query.sorted_on(dataset.field_names[column]))

    def _on_told(self, found: Found) -> None:
        narrowed = self.model.query.narrows
        if found.complete:
            rows = self._words.rows(found.count)
            self._count.setText(self._words.tr("{rows} found", rows=rows) if narrowed else rows)
            self._stack.show_count(found.count, narrowed=narrowed)
        if self.saving.busy:
            return
        if found.complete:
            self.strip.clear()
        else:
            self.strip.say_finding(found, narrowed=narrowed)

    def _on_current(self) -> None:
        self.origin.show_row(self.table.currentIndex().row())

    def _on_rows_read(self, first: QModelIndex, last: QModelIndex) -> None:
        """The selected row may be among them."""
        row = self.table.currentIndex().row()
        selected = self.table.selectionModel().isRowSelected(row)
        if selected and self.origin.isHidden() and first.row() <= row <= last.row():
            self._on_current()

    def _on_cancel(self) -> None:
        self.saving.cancel()
        self.model.give_up()
        self.strip.clear()
        if not self.saving.busy:
            self.search.setText(self.model.query.search)
            self._tell(self.model.query)

    def _on_saving(self, done: int, total: int | None) -> None:
        if self.saving.busy:
            words = self._words.trn("{count} row written…", "{count} rows written…", done)
            self.strip.say_working(words, done / total if total else None)

    def _on_saved(self, sentence: str, target: Path | None) -> None:
        self.strip.clear()
        if target is None:
            self.said.emit(sentence)
        else:
            self.file_made.emit(sentence, target)

    def _on_not_saved(self, error: UploaderError) -> None:
        """Nothing is tried again by itself: it is said where it stays."""
        self.strip.clear()
        self.failed.emit(error)

    def _on_failed(self, error: UploaderError) -> None:
        """Said in the place for it, and tried again by itself."""
        if not self.saving.busy:
            self.strip.clear()
        if isinstance(error, DatabaseTrouble):
            self._background.troubled.emit(self, error)
            self._again.start()
        else:
            self.failed.emit(error)

    def _connect(self) -> None:
        self.choice.activated.connect(self._on_chosen)
        self.outputs.making_wanted.connect(self.making_wanted)
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._on_typed)
        self._typing.timeout.connect(self._on_typed)
        self._again.timeout.connect(self.refresh)
        self.strip.cancelled.connect(self._on_cancel)
        self.saving.told.connect(self._on_saving)
        self.saving.ended.connect(self._on_saved)
        self.saving.failed.connect(self._on_not_saved)
        self.model.told.connect(self._on_told)
        self.model.failed.connect(self._on_failed)
        self.model.shown_anew.connect(self._on_shown)
        self.model.dataChanged.connect(self._on_rows_read)
        self.newest.clicked.connect(self._on_newest)
        self._stack.add.clicked.connect(self.add_wanted)
        self._stack.all_rows.clicked.connect(self._on_escape)
        self.origin.upload_wanted.connect(self.upload_wanted)
        self.filtering.query_wanted.connect(self._show)
        self.filtering.menus.upload_wanted.connect(self.origin.follow)
        self.table.said.connect(self.said)
        self.table.header.sectionClicked.connect(self._on_heading)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, context=within).activated.connect(self.search.setFocus)
        QShortcut(QKeySequence("Escape"), self, context=within).activated.connect(self._on_escape)

    def _on_escape(self) -> None:
        """All rows, in the order that they have."""
        self.search.clear()
        self._show(replace(self.model.wanted_query, conditions=(), search=""))
        self.table.setFocus()
        self.table.clearSelection()

    def _build(self) -> None:
        column, tr = QVBoxLayout(self), self._words.tr
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        title = label(tr("Records"), factor=1.45, bold=True)
        column.addLayout(side_by_side(title, self.choice, self._count, None, self.outputs.template))
        self.search.setPlaceholderText(tr("Find in all columns"))
        self.search.setAccessibleName(tr("Find in all columns"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(280)
        self.newest.setCheckable(True)
        self.newest.setToolTip(tr("The rows that were saved last come first"))
        narrow = (self.search, self.filtering.start, self.newest)
        column.addLayout(side_by_side(*narrow, None, self.outputs.connect_others, self.outputs.save))
        column.addWidget(self.filtering.chips)
        column.addWidget(self.strip)
        column.addWidget(self._stack, 1)
        column.addWidget(self.origin)
        for part in self._with_rows:
            part.hide()
