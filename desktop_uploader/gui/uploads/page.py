"""The history: filter, search, act, and the selected file's details beside it."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from ...bootstrap import Application
from ...model.progress import Progress
from ...model.question import Answers
from ...model.status import TaskStatus
from ...model.task import UploadTask
from ...model.undo import UndoResult
from .. import formats
from ..background import Background
from ..heading_row import HeadingRowDialog
from ..icons import Icons
from ..page import Page
from ..theme import Theme
from ..widgets import button, card, label
from .actions import Action, actions_for, choose
from .detail import DetailPanel
from .filter_bar import FilterBar
from .model import HistoryModel
from .table import UploadsTable

NARROW = 760
"""Below this width of the page the panel lies over the table instead of beside it."""

ROOM_FOR_FOLDER = 900
"""Below this width there is no button for folders; they can be dropped, and their keys go on."""


class UploadsPage(Page):
    """The page that a person sees first."""

    add_wanted = Signal()
    add_folder_wanted = Signal()
    rows_wanted = Signal(object)
    acted = Signal()
    open_wanted = Signal(object)
    marked_copy_wanted = Signal(object)
    house_wanted = Signal(object, object)
    """`Action.DELETE` or `Action.SAVE_ORIGINAL`, and the task."""
    counts_changed = Signal(object, object)
    """How many tasks are in each state, and how many of the failed need an answer."""

    def __init__(self, application: Application, background: Background, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._application = application
        self._background = background
        self._theme = theme
        self._icons = icons
        self._selected: int | None = None
        self.model = HistoryModel(application.history, background, application.words, self)
        self.table = UploadsTable(self.model, theme, icons, application.words)
        self.detail = DetailPanel(application, background, theme, icons)
        self.search = QLineEdit()
        self.pause = button("Pause")
        self.add = button("Add files…", "primary")
        self.add_folder = button("Add a folder…")
        self.add_objects = button("Add from S3…")
        self.filters = FilterBar(theme, icons)
        self._typing = QTimer(self, singleShot=True, interval=200)
        self._build()
        self._connect()
        self._colour()

    def focus(self) -> None:
        """Put the keyboard where it is wanted first."""
        self.table.setFocus()

    def show_only(self, name: str) -> None:
        """Show only the tasks of one chip."""
        self.filters.choose(name)

    def refresh(self) -> None:
        """See Page."""
        self.model.refresh()

    def close_down(self) -> None:
        """See Page."""
        self.model.close()

    def select_task(self, task_id: int) -> None:
        """Select a task that is in sight."""
        row = self.model.row_of(task_id)
        if row is not None:
            self.table.selectRow(row)

    def select_when_read(self, task_id: int) -> None:
        """Select a task as soon as it is in sight."""
        self._selected = task_id

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns give way before the file's name becomes too narrow."""
        wide = self.width() >= NARROW
        self.add_folder.setVisible(self.width() >= ROOM_FOR_FOLDER)
        self.detail.setFixedWidth(392 if self.width() >= 1000 else 340)
        room = self.width() - (self.detail.width() + 12 if self.detail.isVisible() and wide else 0)
        self._table_card.setVisible(wide or not self.detail.isVisible())
        self.table.fit(room)
        if not wide:
            self.detail.setFixedWidth(max(320, self.width()))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addLayout(self._title_row())
        column.addWidget(self.filters)
        self._table_card = card()
        inside = QVBoxLayout(self._table_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
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
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(230)
        row.addWidget(self.search, 10)
        row.addWidget(self.pause)
        row.addWidget(self.add_folder)
        row.addWidget(self.add_objects)
        row.addWidget(self.add)
        return row

    def _connect(self) -> None:
        self.add.clicked.connect(self.add_wanted)
        self.add_folder.clicked.connect(self.add_folder_wanted)
        self.pause.clicked.connect(self._on_pause)
        self.search.textChanged.connect(self._on_typed)
        self._typing.timeout.connect(self._on_filter)
        self.filters.changed.connect(self._on_filter)
        self.model.counts_changed.connect(self._on_counts)
        self.model.datasets_changed.connect(self.filters.show_datasets)
        self.model.refreshed.connect(self._on_refreshed)
        self.table.selectionModel().currentRowChanged.connect(self._on_selected)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.detail.action_wanted.connect(self.act)
        self.detail.answered.connect(self.answer)
        self._theme.changed.connect(self._colour)
        shortcuts = {
            "Ctrl+F": self.search.setFocus,
            "Ctrl+R": self._on_retry_key,
            "Del": self._on_delete_key,
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
            case Action.HEADING_ROW:
                self.ask_heading_row(task)
            case Action.UNDO:
                self.undo(task)
            case Action.DELETE | Action.SAVE_ORIGINAL:
                self.house_wanted.emit(action, task)
            case Action.MARKED_COPY:
                self.marked_copy_wanted.emit(task)

    def ask_heading_row(self, task: UploadTask) -> None:
        """Ask which row of the file holds the headings, and have it tried again with that."""
        dialog = HeadingRowDialog(task, self)
        dialog.answered.connect(self.answer)
        dialog.open()

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

    def on_deleted(self) -> None:
        """Uploads have left the history."""
        self.table.deselect()
        self._on_acted(None)

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

    def _on_filter(self) -> None:
        self.model.set_query(replace(self.filters.narrowed(self.model.query), text=self.search.text()))

    def _on_typed(self) -> None:
        self._typing.start()

    def _on_counts(self, counts: dict[TaskStatus, int], asking: int) -> None:
        self.filters.show_counts(counts, asking)
        self.counts_changed.emit(counts, asking)

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
            self.table.go_to(row)
        self._show(self.model.task_at(row))

    def _show(self, task: UploadTask | None) -> None:
        visible = self.detail.isVisible()
        self.detail.show_task(task)
        if visible != self.detail.isVisible():
            self._fit()

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

    def _on_delete_key(self) -> None:
        task = self.detail.task
        if task is not None and not self.search.hasFocus():
            self.house_wanted.emit(Action.DELETE, task)

    def _on_escape(self) -> None:
        self.search.clear()
        self.table.deselect()

    def _colour(self) -> None:
        tokens = self._theme.tokens
        self.add.setIcon(self._icons.icon("plus", tokens.on_fill))
        paused = self._application.workers[0].paused
        self.pause.setIcon(self._icons.icon("play" if paused else "pause", tokens.text))
        if not self.search.actions():
            self.search.addAction(self._icons.icon("search", tokens.soft), QLineEdit.ActionPosition.LeadingPosition)
        self.search.actions()[0].setIcon(self._icons.icon("search", tokens.soft))
        self.table.viewport().update()
