"""The history: filter, search, act, and the selected file's details beside it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ..bootstrap import Application
from ..model.progress import Progress
from ..model.queries import TaskQuery
from ..model.question import Answers
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..model.undo import UndoResult
from . import formats
from .actions import Action, actions_for, choose
from .background import Background
from .delegates import ROW_HEIGHT, TaskDelegate
from .detail_panel import DetailPanel
from .flow import flowing
from .header import Header
from .history_model import (
    COL_ADDED,
    COL_DATASET,
    COL_FILE,
    COL_ROWS,
    COL_STATUS,
    SORTS,
    HistoryModel,
)
from .icons import Icons
from .theme import Theme
from .widgets import Choice, button, card, label

FILTERS: tuple[tuple[str, frozenset[TaskStatus], bool | None], ...] = (
    ("All", frozenset(), None),
    ("Waiting", frozenset({TaskStatus.PENDING, TaskStatus.UPLOADING}), None),
    ("Processing", frozenset({TaskStatus.PROCESSING}), None),
    ("Done", frozenset({TaskStatus.DONE}), None),
    ("Needs an answer", frozenset({TaskStatus.FAILED}), True),
    ("Failed", frozenset({TaskStatus.FAILED}), False),
    ("Cancelled", frozenset({TaskStatus.CANCELLED}), None),
)
"""Word, states, and whether those that need an answer are meant."""

PERIODS = (("Any time", None), ("Last 24 hours", 1), ("Last 7 days", 7), ("Last 30 days", 30))
WIDTHS = {COL_DATASET: 100, COL_STATUS: 186, COL_ROWS: 84, COL_ADDED: 130}
NARROW = 760
"""Below this width of the page the panel lies over the table instead of beside it."""


class UploadsPage(QWidget):
    """The page that a person sees first."""

    add_wanted = Signal()
    rows_wanted = Signal(object)
    said = Signal(str)
    acted = Signal()
    open_wanted = Signal(object)
    marked_copy_wanted = Signal(object)
    counts_changed = Signal(object)

    def __init__(self, application: Application, background: Background, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._application = application
        self._background = background
        self._theme = theme
        self._icons = icons
        self._selected: int | None = None
        self.model = HistoryModel(application.history, background, application.words, self)
        self._delegate = TaskDelegate(theme, icons, application.words)
        self.table = QTableView()
        self.detail = DetailPanel(application, background, theme, icons)
        self.search = QLineEdit()
        self.pause = button("Pause")
        self.add = button("Add files…", "primary")
        self._chips = [button(name, "chip") for name, _, _ in FILTERS]
        self._dataset, self._period = Choice(theme, icons, "Dataset"), Choice(theme, icons, "Period")
        self._typing = QTimer(self, singleShot=True, interval=200)
        self._ageing = QTimer(self, interval=30_000)
        self._build()
        self._connect()
        self._colour()

    def focus(self) -> None:
        """Put the keyboard where it is wanted first."""
        self.table.setFocus()

    def show_only(self, name: str) -> None:
        """Show only the tasks of one chip."""
        number = next(number for number, (word, _, _) in enumerate(FILTERS) if word == name)
        self._chips[number].setChecked(True)
        self._on_filter()

    def select_task(self, task_id: int) -> None:
        """Select a task that is in sight."""
        row = self.model.row_of(task_id)
        if row is not None:
            self.table.selectRow(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns give way before the file's name becomes too narrow."""
        wide = self.width() >= NARROW
        self.detail.setFixedWidth(392 if self.width() >= 1000 else 340)
        room = self.width() - (self.detail.width() + 12 if self.detail.isVisible() and wide else 0)
        self._table_card.setVisible(wide or not self.detail.isVisible())
        needed = 200 + sum(WIDTHS.values())
        for column in (COL_DATASET, COL_ROWS, COL_ADDED):
            hide = room < needed
            self.table.setColumnHidden(column, hide)
            needed -= WIDTHS[column] if hide else 0
        if not wide:
            self.detail.setFixedWidth(max(320, self.width()))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addLayout(self._title_row())
        column.addLayout(self._filter_row())
        self._table_card = card()
        inside = QVBoxLayout(self._table_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self._prepare_table()
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._table_card, 1)
        body.addWidget(self.detail)
        self.detail.hide()
        column.addLayout(body, 1)

    def _title_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label("Uploads", factor=1.45, bold=True))
        row.addStretch(1)
        self.search.setPlaceholderText("Search files and errors")
        self.search.setAccessibleName("Search files and errors")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(230)
        row.addWidget(self.search)
        row.addWidget(self.pause)
        row.addWidget(self.add)
        return row

    def _filter_row(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(8)
        for number, chip in enumerate(self._chips):
            chip.setCheckable(True)
            group.addButton(chip, number)
        self._chips[0].setChecked(True)
        group.idClicked.connect(self._on_filter)
        row.addWidget(flowing(*self._chips), 1)
        self._dataset.addItem("Any dataset", None)
        for text, days in PERIODS:
            self._period.addItem(text, days)
        row.addWidget(self._dataset, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._period, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(self._delegate)
        table.setAccessibleName("Uploads")
        table.setShowGrid(False)
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = Header(self._theme, self._icons, table)
        table.setHorizontalHeader(header)
        header.setFixedHeight(34)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(COL_ADDED, Qt.SortOrder.DescendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(COL_FILE, QHeaderView.ResizeMode.Stretch)
        for section, width in WIDTHS.items():
            table.setColumnWidth(section, width)

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.pause.clicked.connect(self._on_pause)
        self.search.textChanged.connect(self._on_typed)
        self._typing.timeout.connect(self._on_filter)
        # "2 min ago" is true for a minute only, and rows are painted again only when their tasks change.
        self._ageing.timeout.connect(self.table.viewport().update)
        self._ageing.start()
        self._dataset.activated.connect(self._on_filter)
        self._period.activated.connect(self._on_filter)
        self.model.counts_changed.connect(self._on_counts)
        self.model.datasets_changed.connect(self._on_datasets)
        self.model.refreshed.connect(self._on_refreshed)
        self.table.selectionModel().currentRowChanged.connect(self._on_selected)
        self.table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.table.horizontalHeader().sectionClicked.connect(self._on_sort)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.detail.action_wanted.connect(self.act)
        self.detail.answered.connect(self.answer)
        self._theme.changed.connect(self._colour)
        shortcuts = {
            "Ctrl+F": self.search.setFocus,
            "Ctrl+R": self._on_retry_key,
            "Esc": self._on_escape,
            "F2": self.detail.questions.focus,
        }
        for keys, slot in shortcuts.items():
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def act(self, action: Action, task: UploadTask) -> None:
        """Do what was chosen for a task."""
        match action:
            case Action.RETRY:
                self.retry(task)
            case Action.CANCEL:
                self.cancel(task)
            case Action.OPEN:
                self.open_wanted.emit(task)
            case Action.VIEW_ROWS:
                self.rows_wanted.emit(task)
            case Action.COPY:
                QGuiApplication.clipboard().setText(self.detail.as_text())
                self.said.emit("Copied.")
            case Action.UNDO:
                self.undo(task)
            case Action.MARKED_COPY:
                self.marked_copy_wanted.emit(task)

    def undo(self, task: UploadTask) -> None:
        """Take a task's rows back."""
        self._background.run(lambda: self._application.undo(task.id), self._on_undone)

    def retry(self, task: UploadTask) -> None:
        """Have a task tried again."""
        self._background.run(lambda: self._application.queue.retry(task.id), self._on_acted)

    def cancel(self, task: UploadTask) -> None:
        """Have a task ended."""
        self._background.run(lambda: self._application.cancel(task.id), self._on_acted)

    def answer(self, task: UploadTask, answers: Answers) -> None:
        """Have a task tried again with a person's answers."""
        self._background.run(lambda: self._application.queue.answer(task.id, answers), self._on_acted)

    def on_progressed(self, progress: Progress) -> None:
        """A running task has moved on."""
        self.model.on_progressed(progress)
        task = self.detail.task
        if task is not None and task.id == progress.task_id and not task.status.final:
            self.detail.show_progress(task, formats.status_text(task, progress, self._application.words))

    def _on_acted(self, _nothing: object) -> None:
        self._application.wake()
        self.model.refresh()
        self.acted.emit()

    def _on_undone(self, result: UndoResult) -> None:
        self.said.emit(self._application.words.event("undone", result.counts))
        self._on_acted(None)

    def _on_filter(self, _number: int = 0) -> None:
        chosen = next(number for number, chip in enumerate(self._chips) if chip.isChecked())
        days = self._period.currentData()
        query = self.model.query
        self.model.set_query(
            TaskQuery(
                statuses=FILTERS[chosen][1],
                asking=FILTERS[chosen][2],
                dataset=self._dataset.currentData(),
                since=datetime.now(UTC) - timedelta(days=days) if days else None,
                text=self.search.text(),
                sort=query.sort,
                descending=query.descending,
            )
        )

    def _on_typed(self) -> None:
        self._typing.start()

    def _on_sort(self, column: int) -> None:
        query, header = self.model.query, self.table.horizontalHeader()
        if column not in SORTS:
            current = next(section for section, sort in SORTS.items() if sort is query.sort)
            order = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(current, order)
            return
        descending = not query.descending if SORTS[column] is query.sort else column == COL_ADDED
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, order)
        self.model.set_query(replace(query, sort=SORTS[column], descending=descending))

    def _on_counts(self, counts: dict[TaskStatus, int], asking: int) -> None:
        for chip, (name, statuses, asks) in zip(self._chips, FILTERS, strict=True):
            number = sum(count for status, count in counts.items() if not statuses or status in statuses)
            if asks is not None:
                number = asking if asks else number - asking
            if chip.text() != f"{name} {number:,}":
                chip.setText(f"{name} {number:,}")
            if asks:
                # A question is rare: its chip is there while there is one, or while it is chosen.
                chip.setVisible(asking > 0 or chip.isChecked())
        self.counts_changed.emit(counts)

    def _on_datasets(self, names: list[str]) -> None:
        chosen = self._dataset.currentData()
        self._dataset.clear()
        self._dataset.addItem("Any dataset", None)
        for name in names:
            self._dataset.addItem(name, name)
        self._dataset.setCurrentIndex(max(0, self._dataset.findData(chosen)))

    def _on_selected(self) -> None:
        row = self.table.currentIndex().row()
        task = self.model.task_at(row) if row >= 0 else None
        self._selected = task.id if task is not None else None
        self._show(task)

    def _on_refreshed(self) -> None:
        if self._selected is None:
            return
        row = self.model.row_of(self._selected)
        if row is None:
            return
        if row != self.table.currentIndex().row():
            index = self.model.index(row, 0)
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().setCurrentIndex(index, how)
        self._show(self.model.task_at(row))

    def _show(self, task: UploadTask | None) -> None:
        visible = self.detail.isVisible()
        self.detail.show_task(task)
        if visible != self.detail.isVisible():
            self._fit()

    def _on_scrolled(self) -> None:
        top = self.table.rowAt(0)
        self.model.look_at(max(0, top), max(0, top) + self.table.viewport().height() // ROW_HEIGHT + 1)

    def _on_menu(self, place: QPoint) -> None:
        task = self.model.task_at(self.table.indexAt(place).row())
        if task is None:
            return
        chosen = choose(self, actions_for(task), self.table.viewport().mapToGlobal(place))
        if chosen is not None:
            self.act(chosen, task)

    def _on_pause(self) -> None:
        paused = not self._application.workers[0].paused
        for worker in self._application.workers:
            if paused:
                worker.pause()
            else:
                worker.resume()
        self.pause.setText("Resume" if paused else "Pause")
        self._colour()

    def _on_retry_key(self) -> None:
        if self.detail.task is not None:
            self.retry(self.detail.task)

    def _on_escape(self) -> None:
        self.search.clear()
        self.table.clearSelection()
        self.table.setCurrentIndex(self.model.index(-1, -1))

    def _colour(self) -> None:
        tokens = self._theme.tokens
        self.add.setIcon(self._icons.icon("plus", tokens.on_fill))
        paused = self._application.workers[0].paused
        self.pause.setIcon(self._icons.icon("play" if paused else "pause", tokens.text))
        if not self.search.actions():
            self.search.addAction(self._icons.icon("search", tokens.soft), QLineEdit.ActionPosition.LeadingPosition)
        self.search.actions()[0].setIcon(self._icons.icon("search", tokens.soft))
        self.table.viewport().update()
