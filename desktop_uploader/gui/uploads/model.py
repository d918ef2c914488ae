"""The history as a table model over pages that are fetched off the main thread."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal

from ...bootstrap import Application
from ...model.progress import Progress
from ...model.queries import TaskQuery, TaskSort
from ...model.task import UploadTask
from ...words import Catalogue
from ...words.marking import N_
from .. import formats
from ..background import Background
from ..painted import Index
from ..plain import plain
from ..standing import StandingQuery
from .ongoing import Ongoing
from .snapshot import PAGE, Snapshot, read_snapshot

COL_FILE, COL_DATASET, COL_STATUS, COL_ROWS, COL_ADDED, COL_FINISHED = range(6)
HEADINGS = (N_("File"), N_("Dataset"), N_("Status"), N_("Rows"), N_("Added"), N_("Finished"))
SORTS = {
    COL_FILE: TaskSort.NAME,
    COL_STATUS: TaskSort.STATUS,
    COL_ADDED: TaskSort.ADDED,
    COL_FINISHED: TaskSort.FINISHED,
}
TASK_ROLE = Qt.ItemDataRole.UserRole
PROGRESS_ROLE = Qt.ItemDataRole.UserRole + 1
GATHER = 100
"""Milliseconds during which changes are gathered before they are shown."""

FEW = 4
"""Changed rows that are told one by one."""

FOLLOW = 1000
"""Milliseconds between two looks for changes by other programs."""


class HistoryModel(QAbstractTableModel):
    """A million tasks cost what is in sight: rows are asked for page by page, filtered and sorted in SQL."""

    counts_changed = Signal(object, object)
    datasets_changed = Signal(object)
    refreshed = Signal()

    def __init__(self, application: Application, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._words: Catalogue = application.words
        self._query = TaskQuery()
        self._generation = 0
        self._total = 0
        self._last_event = 0
        self._pages: dict[int, list[UploadTask]] = {}
        self._rows: dict[int, int] = {}
        self._ongoing = Ongoing(application.words)
        self._moved: set[int] = set()
        self._datasets: list[str] = []
        self._sight = (0, 0)
        self._reading = StandingQuery(background, self)
        self._following = StandingQuery(background, self)
        self.applying = False
        """Rows come and go at this moment."""
        self._gather = QTimer(self, interval=GATHER, singleShot=True)
        self._gather.timeout.connect(self._on_gathered)
        self._dirty = False
        self._follow = QTimer(self, interval=FOLLOW)
        self._follow.timeout.connect(self._on_follow)
        self._follow.start()

    @property
    def query(self) -> TaskQuery:
        """What is shown."""
        return self._query

    def set_query(self, query: TaskQuery) -> None:
        """Show other tasks, or the same in another order."""
        if query != self._query:
            self._query = query
            self._generation += 1
            self._sight = (0, 0)
            self.refresh()

    def refresh(self) -> None:
        """Ask the database again for the counts and for what is in sight."""
        query, generation = self._query, self._generation
        first, last = self._sight
        pages = range(first // PAGE, last // PAGE + 1)
        application = self._application
        self._reading.put(lambda: read_snapshot(application.history, query, generation, pages), self._on_read)

    def on_task_changed(self, _task_id: int) -> None:
        """A task is not what it was. The first change shows at once, later ones gathered."""
        if self._gather.isActive():
            self._dirty = True
        else:
            self.refresh()
            self._gather.start()

    def on_progressed(self, progress: Progress) -> None:
        """A task has moved on."""
        self._ongoing.note(progress)
        self._moved.add(progress.task_id)
        if not self._gather.isActive():
            self._gather.start()

    def look_at(self, first: int, last: int) -> None:
        """Tell which rows are in sight; pages that are missing are fetched."""
        self._sight = (max(0, first), max(0, last))
        wanted = range(self._sight[0] // PAGE, self._sight[1] // PAGE + 1)
        if self._total and any(page not in self._pages for page in wanted):
            self.refresh()

    def task_at(self, row: int) -> UploadTask | None:
        """The task in a row, where its page is here."""
        page = self._pages.get(row // PAGE)
        offset = row % PAGE
        return page[offset] if page is not None and offset < len(page) else None

    def row_of(self, task_id: int) -> int | None:
        """The row of a task, where its page is here."""
        return self._rows.get(task_id)

    def here(self) -> Iterator[tuple[int, UploadTask]]:
        """The rows whose pages are here, in order."""
        return _numbered(dict(sorted(self._pages.items())))

    def holds(self, first: int, last: int) -> bool:
        """Whether all of these rows are here."""
        return all(page in self._pages for page in range(first // PAGE, last // PAGE + 1))

    def progress_text(self, task_id: int) -> str:
        """How far a running task is, in rows and time; empty where nothing is known."""
        return self._ongoing.text(task_id)

    def close(self) -> None:
        """Ask for nothing more."""
        self._follow.stop()
        self._gather.stop()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See Qt."""
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.tr(HEADINGS[section])
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == COL_ROWS else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """See Qt. Painted cells answer with the same words to a screen reader."""
        task = self.task_at(index.row())
        if task is None:
            return None
        if role == TASK_ROLE:
            return task
        if role == PROGRESS_ROLE:
            return self._ongoing.of(task.id)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == COL_STATUS:
            return self._ongoing.text(task.id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text_of(task, index.column())
        return None

    def progress_of(self, task_id: int) -> Progress | None:
        """How far a running task is, where that has been told."""
        return self._ongoing.of(task_id)

    def text_of(self, task: UploadTask, column: int) -> str:
        """The words of a task's cell."""
        progress = self._ongoing.of(task.id)
        match column:
            case 0:
                return plain(task.file_name)
            case 1:
                return task.dataset or formats.NOTHING
            case 2:
                return formats.status_text(task, progress, self._words)
            case 3:
                return formats.rows_text(task, progress, self._words)
            case 4:
                return self._words.ago(task.created_at, datetime.now(UTC))
            case _:
                return self._words.ago(task.finished_at, datetime.now(UTC))

    def _on_read(self, snapshot: Snapshot) -> None:
        # One that answers an earlier question has been followed by another already.
        if snapshot.generation == self._generation:
            self._apply(snapshot)

    def _apply(self, snapshot: Snapshot) -> None:
        self.applying = True
        self._take_over(snapshot)
        self.applying = False
        self.counts_changed.emit(dict(snapshot.counts.by_status), snapshot.counts.asking)
        if snapshot.datasets != self._datasets:
            self._datasets = snapshot.datasets
            self.datasets_changed.emit(self._datasets)
        self.refreshed.emit()

    def _take_over(self, snapshot: Snapshot) -> None:
        difference = snapshot.total - self._total
        if difference > 0:
            # New files stand at the top in the usual order, so the selection moves down with its task.
            self.beginInsertRows(QModelIndex(), 0, difference - 1)
        elif difference < 0:
            self.beginRemoveRows(QModelIndex(), snapshot.total, self._total - 1)
        known = {row + max(0, difference): task for row, task in _numbered(self._pages)}
        found = dict(_numbered(snapshot.pages))
        self._total = snapshot.total
        self._last_event = snapshot.last_event
        self._pages = snapshot.pages
        self._rows = {task.id: row for row, task in found.items()}
        self._forget_ended()
        if difference > 0:
            self.endInsertRows()
        elif difference < 0:
            self.endRemoveRows()
        self._say_changed([row for row, task in found.items() if known.get(row) != task])

    def _say_changed(self, rows: list[int]) -> None:
        """Only what changed is painted again: a whole table costs the event loop more than a frame."""
        # Many changes are one region for Qt anyway; a few are told one by one.
        spans = [(row, row) for row in rows] if len(rows) <= FEW else [(min(rows), max(rows))]
        for first, last in spans:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(HEADINGS) - 1))

    def _forget_ended(self) -> None:
        for tasks in self._pages.values():
            for task in tasks:
                if task.status.final:
                    self._ongoing.forget(task.id)

    def _on_gathered(self) -> None:
        moved, self._moved = self._moved, set()
        for task_id in moved:
            row = self._rows.get(task_id)
            if row is not None:
                self.dataChanged.emit(self.index(row, COL_STATUS), self.index(row, COL_ROWS))
        if self._dirty:
            self._dirty = False
            self.refresh()
            self._gather.start()

    def _on_follow(self) -> None:
        if not self._following.waits:
            last = self._last_event
            self._following.put(lambda: self._application.history.changed_after(last), self._on_followed)

    def _on_followed(self, found: tuple[int, list[int]]) -> None:
        if found[1]:
            self.on_task_changed(found[1][-1])


def _numbered(pages: dict[int, list[UploadTask]]) -> Iterator[tuple[int, UploadTask]]:
    """The rows of all pages with their numbers in the table."""
    for page, tasks in pages.items():
        yield from enumerate(tasks, start=page * PAGE)
