"""The history: filter, search, act, and the selected files' details beside it."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ...model.progress import Progress
from ...model.queries import TaskQuery
from ...model.status import TaskStatus
from ...model.task import UploadTask
from ..page import Kit, Page
from ..widgets import card
from .acting import Acting
from .actions import DEEDS, KEYS, Action, actions_for, choose
from .beside import Beside
from .cell_jump import CellJump
from .chosen import Chosen
from .filter_bar import FilterBar
from .model import HistoryModel
from .remembering import recall, remember
from .table import UploadsTable
from .title_row import TitleRow

NARROW = 760
"""Below this width of the page the panel lies over the table instead of beside it."""


AROUND = 52
"""Pixels of margins and of the scroll bar."""


class UploadsPage(Page):
    """The page that a person sees first."""

    add_folder_wanted = Signal()
    files_wanted = Signal(object)
    """Paths of files that are to be added."""
    look_wanted = Signal(object)
    """A task whose file is to be previewed."""
    counts_changed = Signal(object, object)
    """How many tasks are in each state, and how many of the failed need an answer."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        application, background, theme, icons = kit.application, kit.background, kit.theme, kit.icons
        self._application = application
        self._words = application.words
        self.model = HistoryModel(application, background, self)
        self.chosen = Chosen(self.model, application, background)
        self.table = UploadsTable(self.model, self.chosen, theme, icons, application.words)
        self.beside = Beside(application, background, theme, icons)
        self.detail = self.beside.detail
        self.acting = acting = Acting(application, background, self)
        self.acted, self.undone, self.many_wanted = acting.acted, acting.undone, acting.many_wanted
        self.rows_wanted, self.open_wanted = acting.rows_wanted, acting.open_wanted
        self.marked_copy_wanted, self.house_wanted = acting.marked_copy_wanted, acting.house_wanted
        self._jump = CellJump(application, background, self)
        self.title = TitleRow(theme, icons, application.words)
        self.search, self.pause, self.add_objects = self.title.search, self.title.pause, self.title.add_objects
        self.filters = FilterBar(theme, icons, application.words)
        self._typing = QTimer(self, singleShot=True, interval=200)
        self._build()
        self._remembered = kit.remembered
        self.model.set_query(recall(kit.remembered, self.table, self.filters, self.model.query))
        self._connect()
        theme.changed.connect(self.table.viewport().update)

    @property
    def topic(self) -> str:
        """See `Page`: of a file that needs a person, what they can do."""
        task = self.detail.task
        if task is not None and task.status is TaskStatus.FAILED:
            return "first-import" if task.asks else "correcting"
        return "uploads"

    def focus(self) -> None:
        """Put the keyboard where it is wanted first."""
        self.table.setFocus()

    def show_query(self, query: TaskQuery, period: str) -> None:
        """Show the uploads of a period that another page asks about, under that name."""
        self.search.clear()
        self.filters.show_query(query, period)

    def refresh(self) -> None:
        """See Page."""
        self.model.refresh()

    def close_down(self) -> None:
        """See Page."""
        remember(self._remembered, self.table, self.filters, self.model.query)
        self.model.close()

    def select_task(self, task_id: int) -> None:
        """Select an upload and show its details, wherever in the list it is, and where the filter hides it."""
        self.chosen.select_one(task_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Columns give way before the file's name becomes too narrow."""
        wide = self.width() >= NARROW
        beside = not self.beside.isHidden()
        width = 392 if self.width() >= 1000 else 340
        self.title.fit(self.width())
        self._table_card.setVisible(wide or not beside)
        self.table.fit(self.width() - AROUND - (width + 12 if beside and wide else 0))
        self.beside.setFixedWidth(width if wide else max(320, self.width()))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self.filters)
        self._table_card = card()
        inside = QVBoxLayout(self._table_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._table_card, 1)
        body.addWidget(self.beside)
        column.addLayout(body, 1)

    def _connect(self) -> None:
        self.title.add.clicked.connect(self.add_wanted)
        self.title.add_folder.clicked.connect(self.add_folder_wanted)
        self.pause.clicked.connect(self._on_pause)
        self.search.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._on_filter)
        self.filters.changed.connect(self._on_filter)
        self.model.counts_changed.connect(self._on_counts)
        self.model.datasets_changed.connect(self.filters.show_datasets)
        self.chosen.changed.connect(self._on_chosen)
        self.beside.shown.connect(self._fit)
        self.beside.many_wanted.connect(self.many_wanted)
        self.table.menu_wanted.connect(self._on_menu)
        self.table.activated.connect(self._on_activated)
        self.detail.action_wanted.connect(self.act)
        self.detail.answered.connect(self.acting.answer)
        # The questions go: the keyboard stays with the file.
        self.detail.answered.connect(self.focus)
        self.acting.acted.connect(self.model.refresh)
        self.detail.cell_wanted.connect(self._jump.show_problem)
        self._jump.said.connect(self.said)
        self._jump.open_wanted.connect(self.open_wanted)
        slots = {"Ctrl+F": self.search.setFocus, "Esc": self._on_escape, "F2": self.detail.look}
        slots |= {keys: partial(self._on_key, action) for action, keys in KEYS.items()}
        for keys, slot in slots.items():
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def act(self, action: Action, task: UploadTask) -> None:
        """Do what was chosen for a task."""
        if action is Action.COPY:
            QGuiApplication.clipboard().setText(self.detail.as_text())
            self.said.emit(self._words.tr("Copied."))
        elif action is Action.LOOK:
            self.look_wanted.emit(task)
        elif action is Action.CORRECTED:
            self.files_wanted.emit([Path(task.source_path or "")])
        else:
            self.acting.act(action, task)

    def show_added(self, task_id: int) -> None:
        """One file was added by hand: show what becomes of it, unless a person is at something else."""
        if not self.search.hasFocus() and (not self.chosen.selected or self.chosen.only is not None):
            self.select_task(task_id)

    def on_deleted(self) -> None:
        """Uploads have left the history."""
        self.chosen.clear()
        self.acting.tell()

    def on_many_done(self) -> None:
        """Something was done with many uploads."""
        self.acting.tell()

    def on_progressed(self, progress: Progress) -> None:
        """A running task has moved on."""
        self.model.on_progressed(progress)
        task = self.detail.task
        if task is not None and task.id == progress.task_id and not task.status.final:
            self.detail.show_progress(task, progress, self.model.progress_text(task.id))

    def _on_filter(self) -> None:
        query = replace(self.filters.narrowed(self.model.query), text=self.search.text())
        if query != self.model.query:
            self.chosen.forget_many()
            self.model.set_query(query)

    def _on_counts(self, counts: dict[TaskStatus, int], asking: int) -> None:
        self.filters.show_counts(counts, asking)
        self.counts_changed.emit(counts, asking)

    def _on_chosen(self) -> None:
        self.beside.show_chosen(self.chosen, self.model)

    def _on_menu(self, place: QPoint) -> None:
        if self.chosen.only is None:
            offered = self.beside.summary.offered()
        else:
            task = self.detail.task
            offered = {action: self._words.tr(action.value) for action in (actions_for(task) if task else ())}
        action = choose(self, offered, place) if offered else None
        if action is not None:
            self._do(action)

    def _do(self, action: Action) -> None:
        """With the selected upload, or with all of them."""
        if self.chosen.only is not None and self.detail.task is not None:
            self.act(action, self.detail.task)
        elif action in DEEDS:
            self.beside.do_with_many(DEEDS[action])

    def _on_key(self, action: Action) -> None:
        task = self.detail.task if self.chosen.only is not None else None
        if self.search.hasFocus() or (task is not None and action not in actions_for(task)):
            return
        self._do(action)

    def _on_activated(self) -> None:
        if self.detail.isVisible():
            self.detail.focus()

    def _on_pause(self) -> None:
        self._application.switch_pause()
        self.show_pause()

    def show_pause(self) -> None:
        """Pausing was begun or ended, here or elsewhere."""
        self.title.show_paused(self._application.paused)

    def show_failed(self) -> None:
        """Show the files that failed."""
        self.filters.choose("Failed")

    def _on_escape(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.chosen.clear()
