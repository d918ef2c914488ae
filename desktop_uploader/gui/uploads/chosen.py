"""Which uploads are selected, by their numbers: rows move while files come, end and go.

Qt's selection holds rows. What a person does to it is taken over into a `Selection` of numbers, and after every reading
of the history the rows are selected anew by it.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    Signal,
)

from ...bootstrap import Application
from ...model.errors import UploaderError
from ...model.selection import Selection
from ..background import Background
from ..painted import Index
from .model import HistoryModel

Flag = QItemSelectionModel.SelectionFlag
Span = tuple[int, int]
"""The first and the last of some rows that are beside each other."""


class Chosen(QItemSelectionModel):
    """The selection model of the history's table. `changed` says that `selected`, or what is known of it, is new."""

    changed = Signal()

    def __init__(self, model: HistoryModel, application: Application, background: Background) -> None:
        super().__init__(model)
        self._history = model
        self._application = application
        self._background = background
        self._selected = Selection()
        self._current: int | None = None
        self._turn = 0
        self._asked: int | None = None
        self._restoring = False
        self._delta: tuple[list[Span], list[Span]] = ([], [])
        self.selectionChanged.connect(self._on_rows_changed)
        self.currentRowChanged.connect(self._on_current_changed)
        model.refreshed.connect(self._on_refreshed)

    @property
    def selected(self) -> Selection:
        """The selected uploads."""
        return self._selected

    @property
    def only(self) -> int | None:
        """The number of the selected upload, where it is one."""
        one = self._selected.query is None and len(self._selected.ids) == 1
        return next(iter(self._selected.ids)) if one else None

    def select_everything(self) -> None:
        """Select all that the filter shows now, and nothing that comes later."""
        query, total = self._history.query, self._history.rowCount()
        self._show([(0, total - 1)] if total else [])
        self._ask(lambda: Selection(query=query, up_to=self._application.batches.selecting.newest()))

    def select_one(self, task_id: int) -> None:
        """Select one upload alone, wherever it is."""
        self._turn += 1
        self._current = task_id
        self._become(Selection(frozenset({task_id})))
        self._restore()

    def forget_many(self) -> None:
        """Other uploads are shown now: of many none stays selected, one does."""
        if self._selected and self.only is None:
            self.clear()

    def select(self, what: QItemSelection | Index, command: Flag, /) -> None:
        """See Qt."""
        self._delta = ([], [])
        super().select(what, command)
        # The form of the call for one cell comes back here in the other form.
        if self._restoring or isinstance(what, Index) or command == Flag.NoUpdate:
            return
        if command & Flag.Clear:
            self._take(Selection(), _spans(self.selection()), [])
        else:
            self._take(self._selected, *self._delta)

    def _take(self, base: Selection, added: list[Span], removed: list[Span]) -> None:
        """Become `base` with some rows more and some less; rows whose pages are not here are asked for."""
        if all(self._history.holds(first, last) for first, last in added + removed):
            self._turn += 1
            self._asked = None
            self._become(base.adding(self._numbers(added)).without(self._numbers(removed)))
            return
        query = self._history.query

        def read(spans: Sequence[Span]) -> frozenset[int]:
            selecting = self._application.batches.selecting
            parts = (selecting.ids(query, first, last - first + 1) for first, last in spans)
            return frozenset(number for part in parts for number in part)

        self._ask(lambda: base.adding(read(added)).without(read(removed)))

    def _ask(self, read: Callable[[], Selection]) -> None:
        """Become what is read in the background, unless something else is selected meanwhile."""
        self._turn += 1
        self._asked = self._turn
        self._background.run(read, partial(self._on_read, self._turn), partial(self._on_failed, self._turn))

    def _on_read(self, turn: int, selection: Selection) -> None:
        if turn == self._asked:
            self._asked = None
            self._become(selection)

    def _on_failed(self, turn: int, error: UploaderError) -> None:
        if turn == self._asked:
            self._asked = None
            self._restore()
            self._background.failed.emit(error)

    def _become(self, selection: Selection) -> None:
        self._selected = selection
        self.changed.emit()

    def _numbers(self, spans: Iterable[Span]) -> frozenset[int]:
        rows = (self._history.task_at(row) for first, last in spans for row in range(first, last + 1))
        return frozenset(task.id for task in rows if task is not None)

    def _on_rows_changed(self, added: QItemSelection, removed: QItemSelection) -> None:
        self._delta = (_spans(added), _spans(removed))

    def _on_current_changed(self, current: QModelIndex) -> None:
        # Rows that come and go change Qt's current row, not what a person has at hand.
        if not self._restoring and not self._history.applying:
            task = self._history.task_at(current.row()) if current.isValid() else None
            self._current = task.id if task is not None else None

    def _on_refreshed(self) -> None:
        if self._asked is None:
            self._restore()
            self.changed.emit()

    def _restore(self) -> None:
        """Select the rows in which the selected uploads are now."""
        wanted = self._rows()
        if wanted != _spans(self.selection()):
            self._show(wanted)
        row = self._history.row_of(self._current) if self._current is not None else None
        if row is not None and row != self.currentIndex().row():
            self._restoring = True
            self.setCurrentIndex(self._history.index(row, 0), Flag.NoUpdate)
            self._restoring = False

    def _rows(self) -> list[Span]:
        here = [(row, task.id in self._selected) for row, task in self._history.here()]
        if self._selected.query is None:
            return _joined((row, row) for row, selected in here if selected)
        # What is not here is selected until it is known better.
        gaps = [-1, *(row for row, selected in here if not selected), self._history.rowCount()]
        return [(before + 1, after - 1) for before, after in pairwise(gaps) if before + 1 <= after - 1]

    def _show(self, spans: Iterable[Span]) -> None:
        last = self._history.columnCount() - 1
        rows = QItemSelection()
        for first, end in spans:
            rows.append(QItemSelectionRange(self._history.index(first, 0), self._history.index(end, last)))
        self._restoring = True
        super().select(rows, Flag.ClearAndSelect)
        self._restoring = False


def _spans(rows: QItemSelection) -> list[Span]:
    """The rows of a selection, in order and joined."""
    return _joined(sorted({(part.top(), part.bottom()) for part in map(rows.at, range(rows.count()))}))


def _joined(parts: Iterable[Span]) -> list[Span]:
    """Spans that come in order, with those as one that touch."""
    spans: list[Span] = []
    for first, last in parts:
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return spans
