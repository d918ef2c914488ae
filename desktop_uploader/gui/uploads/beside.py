"""What stands beside the history: the details of the selected upload, or how many selected ones stand."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...bootstrap import Application
from ...model.selection import Deed, Selection, Tally
from ...model.task import UploadTask
from ..background import Background
from ..icons import Icons
from ..standing import StandingQuery
from ..theme import Theme
from .chosen import Chosen
from .detail import DetailPanel
from .model import HistoryModel
from .summary import SummaryPanel
from .tallying import Tallying


class Beside(QWidget):
    """Hidden while nothing is selected; `shown` says that it came or went."""

    shown = Signal()
    many_wanted = Signal(object, object, object)
    """A `Deed`, the `Selection`, its `Tally`."""

    def __init__(self, application: Application, background: Background, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._application = application
        self._reading = StandingQuery(background, self)
        self._asked: int | None = None
        """The upload that is being read by its number."""
        self.detail = DetailPanel(application, background, theme, icons)
        self.summary = SummaryPanel(application.words)
        self._tallying = Tallying(application, background, self)
        self._tally: tuple[Selection, Tally] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.detail)
        row.addWidget(self.summary)
        self.summary.hide()
        self.hide()
        self._tallying.counted.connect(self._on_counted)
        self.summary.wanted.connect(self.do_with_many)

    def show_chosen(self, chosen: Chosen, model: HistoryModel) -> None:
        """Show what is selected now; one that is in no page that is here is read by its number."""
        before, only = self.isHidden(), chosen.only
        many = bool(chosen.selected) and only is None
        row = model.row_of(only) if only is not None else None
        if row is None and only is not None:
            self._read(only)
        else:
            self._asked = None
            self.detail.show_task(model.task_at(row) if row is not None else None)
        if many:
            self._show_many(chosen.selected, model.rowCount())
        else:
            self._tally = None
            self._tallying.forget()
        self.summary.setVisible(many)
        self.setVisible(many or self.detail.task is not None)
        if before != self.isHidden():
            self.shown.emit()

    def _read(self, task_id: int) -> None:
        known = self.detail.task
        if known is not None and known.id != task_id:
            self.detail.show_task(None)
        if self._asked != task_id:
            self._asked = task_id
            self._reading.put(lambda: self._application.history.task(task_id), partial(self._on_task, task_id))

    def _on_task(self, task_id: int, task: UploadTask | None) -> None:
        if self._asked != task_id:
            return
        self._asked = None
        before = self.isHidden()
        self.detail.show_task(task)
        self.setVisible(task is not None)
        if before != self.isHidden():
            self.shown.emit()

    def do_with_many(self, deed: Deed) -> None:
        """Have it done with all that are selected, once it is known how they stand."""
        if self._tally is not None:
            self.many_wanted.emit(deed, *self._tally)

    def _show_many(self, selected: Selection, rows: int) -> None:
        if self._tally is None or self._tally[0] != selected:
            self._tally = None
            self.summary.show_count(rows - len(selected.ids) if selected.query is not None else len(selected.ids))
        self._tallying.count(selected)

    def _on_counted(self, selected: Selection, tally: Tally) -> None:
        self._tally = (selected, tally)
        self.summary.show_tally(tally)
