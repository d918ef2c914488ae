"""The saved rows of each dataset: found, sorted, followed to their files, copied, saved, read by other programs."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLineEdit, QStackedWidget, QTableView, QVBoxLayout, QWidget

from ..model.dataset import Dataset
from ..model.errors import UploaderError
from ..model.export import Export, TableFormat
from ..model.rowquery import Found, Origin, RowQuery
from .header import Header
from .page import Kit, Page
from .records.connecting import ConnectDialog
from .records.model import RecordsModel
from .records.saving import SaveRows
from .records.strip import Strip
from .records.values import as_html, as_tabbed, shown
from .saving import Making
from .widgets import Choice, button, card, label

TYPING = 300
"""Milliseconds of rest before what is typed is looked for."""
AGAIN = 3000
"""Milliseconds until a database that could not be read is tried again."""
MOST_COPIED = 20_000
"""Rows that are copied at most: all of them can be saved to a file."""


class RecordsPage(Page):
    """Choose a dataset, see its rows."""

    upload_wanted = Signal(int)
    """The number of the upload that a row has come from."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._records = kit.application.records
        self._words = kit.application.words
        self._background = kit.background
        self._remembered = kit.remembered
        tr = self._words.tr
        self.model = RecordsModel(kit.application.records, kit.application.words, self)
        self.choice = Choice(kit.theme, kit.icons, tr("Dataset"))
        self._count = label(tone="soft")
        self._wanted: str | None = None
        self._origin: Origin | None = None
        self._stack = QStackedWidget()
        self.table = QTableView()
        self.search = QLineEdit()
        self.strip = Strip(self._words)
        self.origin_words = label(factor=0.88, wrap=True)
        self.show_upload = button(tr("Show upload"))
        self.save = button(tr("Save rows…"))
        self.connect_others = button(tr("Connect Excel or Power BI…"))
        self.template = button(tr("Save template…"))
        self.template.setToolTip(tr("An empty workbook of this dataset, to be filled in and added"))
        self.saving = SaveRows(kit.application.exports, self._words, self)
        self._menu = self.saving.menu(self._export)
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._again = QTimer(self, singleShot=True, interval=AGAIN)
        self._build()
        self._connect()

    def refresh(self) -> None:
        """Read the datasets again, and the rows of the one that is shown."""
        self._background.run(self._records.datasets, self._on_read, self._on_failed)

    def on_ended(self) -> None:
        """New rows come to a view of all rows; one that a person has narrowed or sorted stays as it is."""
        if not self.model.query.narrows and self.model.query.sort is None:
            self.refresh()

    def show_dataset(self, name: str) -> None:
        """Show one dataset."""
        self._wanted = name
        self.refresh()

    def close_down(self) -> None:
        """See Page."""
        self._keep_columns()
        self._again.stop()
        self.saving.close()
        self.model.close()

    def copy_selection(self) -> None:
        """The selected rows on the clipboard, exactly, as a table."""
        dataset, places = self.model.dataset, self.table.selectionModel().selectedRows()
        rows = [self.model.row_at(index.row()) for index in places[:MOST_COPIED]]
        values = [row.values for row in rows if row is not None]
        if dataset is None or not values:
            return
        data = QMimeData()
        data.setText(as_tabbed(dataset.field_names, values))
        data.setHtml(as_html(dataset.field_names, values))
        QGuiApplication.clipboard().setMimeData(data)
        self.said.emit(self._words.trn("{count} row is copied.", "{count} rows are copied.", len(values)))

    def _on_read(self, found: list[Dataset]) -> None:
        self._again.stop()
        before = self.model.dataset
        chosen = self._wanted or self.choice.currentText()
        self._wanted = None
        self.choice.clear()
        for dataset in found:
            self.choice.addItem(dataset.name, dataset)
        self.choice.setCurrentIndex(max(0, self.choice.findText(chosen)))
        self._stack.setCurrentIndex(1 if found else 0)
        for part in (self.choice, self.template, self.save, self.connect_others, self.search):
            part.setVisible(bool(found))
        now = self.choice.currentData()
        same = before is not None and now is not None and before.name == now.name
        self._show(self.model.query if same else RowQuery())
        if not same:
            self.search.clear()

    def _on_chosen(self, _number: int = 0) -> None:
        self.search.clear()
        self._show(RowQuery())

    def _show(self, query: RowQuery) -> None:
        dataset = self.choice.currentData()
        if dataset is not None:
            self._keep_columns()
            self.model.show(dataset, query)

    def _on_typed(self) -> None:
        self._show(replace(self.model.query, search=self.search.text()))

    def _on_heading(self, column: int) -> None:
        """Ascending, descending, as they were saved."""
        dataset, query = self.model.dataset, self.model.query
        if dataset is None:
            return
        name = dataset.field_names[column]
        if query.sort != name:
            self._show(replace(query, sort=name, descending=False))
        elif not query.descending:
            self._show(replace(query, descending=True))
        else:
            self._show(replace(query, sort=None, descending=False))

    def _on_told(self, found: Found) -> None:
        if self.saving.busy:
            return
        if found.complete:
            self.strip.clear()
            rows = self._words.rows(found.count)
            narrowed = self.model.query.narrows
            self._count.setText(self._words.tr("{rows} found", rows=rows) if narrowed else rows)
        elif found.count and self.model.query.narrows:
            self.strip.say_working(self._words.trn("{count} found so far…", "{count} found so far…", found.count),
                                   found.share)  # fmt: skip
        else:
            self.strip.say_working(self._words.tr("Looking through the rows…"), found.share)

    def _on_shown(self) -> None:
        dataset, query, header = self.model.dataset, self.model.query, self.table.horizontalHeader()
        if dataset is None:
            return
        header.setSortIndicatorShown(query.sort in dataset.field_names)
        if query.sort in dataset.field_names:
            order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(dataset.field_names.index(query.sort), order)
        state = self._remembered.value(f"records/{dataset.name.encode().hex()}")
        if state is not None:
            header.restoreState(state)
            header.setSortIndicatorShown(query.sort in dataset.field_names)
        self._show_origin(None)

    def _keep_columns(self) -> None:
        if self.model.dataset is not None and self.model.columnCount():
            key = f"records/{self.model.dataset.name.encode().hex()}"
            self._remembered.setValue(key, self.table.horizontalHeader().saveState())

    def _on_current(self) -> None:
        row, dataset = self.model.row_at(self.table.currentIndex().row()), self.model.dataset
        if row is not None and dataset is not None:
            name, number = dataset.name, row.id
            self._background.run(lambda: self._records.browsing.origin(name, number), self._show_origin)

    def _show_origin(self, origin: Origin | None) -> None:
        self._origin, tr = origin, self._words.tr
        self.show_upload.setVisible(origin is not None)
        self.origin_words.setVisible(origin is not None)
        if origin is None:
            return
        told = [tr("From {file_name}, sheet {sheet}, row {row}.", file_name=origin.file_name, sheet=origin.sheet,
                   row=origin.row)]  # fmt: skip
        if origin.saved_at is not None:
            at = self._words.date_time(origin.saved_at)
            told.append(tr("Saved {at}, checked by version {version} of the dataset.", at=at, version=origin.version))
        if origin.edited_at is not None:
            told.append(tr("Changed by another program {at}.", at=self._words.date_time(origin.edited_at)))
        for earlier in origin.earlier:
            values = ", ".join(f"{name}: {shown(value, self._words)}" for name, value in earlier.values.items())
            told.append(tr("{file_name} said otherwise: {values}.", file_name=earlier.file_name, values=values))
        self.origin_words.setText(" ".join(told))

    def _on_cancel(self) -> None:
        self.saving.cancel()
        self.model.give_up()
        self.strip.clear()
        if not self.saving.busy:
            self.search.setText(self.model.query.search)

    def _on_saving(self, done: int, total: int | None) -> None:
        if self.saving.busy:
            words = self._words.trn("{count} row written…", "{count} rows written…", done)
            self.strip.say_working(words, done / total if total else None)

    def _on_saved(self, sentence: str) -> None:
        self.strip.clear()
        self.said.emit(sentence)

    def _on_failed(self, error: UploaderError) -> None:
        """Said in one place, and tried again by itself."""
        self.strip.say_trouble(str(self._words.exception(error)))
        self._again.start()

    def _export(self, table: TableFormat, guard: bool) -> Export:
        dataset = self.choice.currentData()
        header, names = self.table.horizontalHeader(), dataset.field_names
        order = [header.logicalIndex(place) for place in range(header.count())]
        fields = tuple(names[column] for column in order if not header.isSectionHidden(column))
        total = self.model.rowCount()
        return Export(dataset.name, self.model.query, fields or tuple(names), table, guard=guard, total=total)

    def _on_connect(self) -> None:
        dataset = self.choice.currentData()
        if dataset is not None:
            self._background.run(self._records.browsing.view_names, partial(self._show_connect, dataset))

    def _show_connect(self, dataset: Dataset, names: dict[str, str]) -> None:
        path = self._kit.application.folders.records
        ConnectDialog(path, names.get(dataset.name, ""), self._words, self).open()

    def _on_template(self) -> None:
        dataset = self.choice.currentData()
        if dataset is not None:
            self.making_wanted.emit(self._template_of(dataset))

    def _template_of(self, dataset: Dataset) -> Making:
        outputs = self._kit.application.outputs
        return Making(
            self._words.tr("Save template"),
            Path.home() / f"{dataset.name}.xlsx",
            "Excel Workbook (*.xlsx)",
            lambda target: outputs.template(dataset, target, overwrite=True),
            self._words.tr("{name} is saved. Fill it in and add it.", name="{name}"),
        )

    def _connect(self) -> None:
        self.choice.activated.connect(self._on_chosen)
        self.template.clicked.connect(self._on_template)
        self.connect_others.clicked.connect(self._on_connect)
        self.save.clicked.connect(lambda: self._menu.popup(self.save.mapToGlobal(self.save.rect().bottomLeft())))
        self.search.textEdited.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._on_typed)
        self._typing.timeout.connect(self._on_typed)
        self._again.timeout.connect(self.refresh)
        self.strip.cancelled.connect(self._on_cancel)
        self.saving.told.connect(self._on_saving)
        self.saving.ended.connect(self._on_saved)
        self.saving.failed.connect(self._on_failed)
        self.model.told.connect(self._on_told)
        self.model.shown_anew.connect(self._on_shown)
        self.model.failed.connect(self._on_failed)
        self.show_upload.clicked.connect(self._on_show_upload)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in ((QKeySequence.StandardKey.Copy, self.copy_selection), ("Ctrl+F", self.search.setFocus)):
            target: Any = self.table if act == self.copy_selection else self
            QShortcut(QKeySequence(keys), target, context=within).activated.connect(act)
        QShortcut(QKeySequence("Escape"), self, context=within).activated.connect(self._on_escape)

    def _on_show_upload(self) -> None:
        if self._origin is not None:
            self.upload_wanted.emit(self._origin.task_id)

    def _on_escape(self) -> None:
        self.search.clear()
        self._show(RowQuery())
        self.table.setFocus()
        self.table.clearSelection()

    def _build(self) -> None:
        column, tr = QVBoxLayout(self), self._words.tr
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        title = label(tr("Records"), factor=1.45, bold=True)
        column.addLayout(_row(title, self.choice, self._count, None, self.template))
        self.search.setPlaceholderText(tr("Find in all columns"))
        self.search.setAccessibleName(tr("Find in all columns"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(280)
        column.addLayout(_row(self.search, None, self.connect_others, self.save))
        column.addWidget(self.strip)
        empty, rows = card(), card()
        words = tr("Nothing is saved yet. Add a file on the page Uploads, and its rows appear here.")
        QVBoxLayout(empty).addWidget(label(words, tone="soft", wrap=True), 0, Qt.AlignmentFlag.AlignCenter)
        around = QVBoxLayout(rows)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(self.table)
        self._prepare_table()
        self._stack.addWidget(empty)
        self._stack.addWidget(rows)
        column.addWidget(self._stack, 1)
        below = _row(self.origin_words, self.show_upload)
        below.setStretch(0, 1)
        column.addLayout(below)
        for part in (self.template, self.save, self.connect_others, self.search, self.origin_words, self.show_upload):
            part.hide()

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        header = Header(self._kit.theme, self._kit.icons, table)
        table.setHorizontalHeader(header)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.sectionClicked.connect(self._on_heading)
        header.setDefaultSectionSize(140)
        header.setFixedHeight(34)
        table.setAccessibleName(self._words.tr("Saved rows"))
        table.setObjectName("plain")
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().setDefaultSectionSize(32)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Side by side; None is room between."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
