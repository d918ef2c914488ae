"""Below the table: where the selected row has come from."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...model.rowquery import Origin
from ..page import Kit
from ..plain import brief
from ..standing import StandingQuery
from ..widgets import button, label
from .model import RecordsModel
from .values import shown


class OriginLine(QWidget):
    """Hidden while no row is selected."""

    upload_wanted = Signal(int)
    """The number of the upload that the row has come from."""

    def __init__(self, kit: Kit, model: RecordsModel) -> None:
        super().__init__()
        words = self._words = kit.application.words
        self._reading = StandingQuery(kit.background, self)
        self._browsing = kit.application.records.browsing
        self._model = model
        self._origin: Origin | None = None
        self.words = label(factor=0.88, wrap=True)
        self.show_upload = button(words.tr("Show upload"))
        self.show_upload.clicked.connect(self._on_show_upload)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_upload)
        model.shown_anew.connect(lambda: self.show_origin(None))
        self.hide()

    def show_row(self, place: int) -> None:
        """Say where the row at this place has come from."""
        self._find(place, self.show_origin)

    def follow(self, place: int) -> None:
        """Have the upload of the row at this place shown."""
        self._find(place, lambda origin: self.upload_wanted.emit(origin.task_id) if origin is not None else None)

    def show_origin(self, origin: Origin | None) -> None:
        """Say it; None hides."""
        self._origin = origin
        self.setVisible(origin is not None)
        if origin is not None:
            self.words.setText(" ".join(self._told(origin)))

    def _find(self, place: int, then: Callable[[Origin | None], None]) -> None:
        row, dataset = self._model.row_at(place), self._model.dataset
        if row is not None and dataset is not None:
            name, number = dataset.name, row.id
            self._reading.put(lambda: self._browsing.origin(name, number), then)

    def _told(self, origin: Origin) -> list[str]:
        tr = self._words.tr
        name, sheet = brief(origin.file_name), brief(origin.sheet or "")
        if sheet:
            told = [tr("From {file_name}, sheet {sheet}, row {row}.", file_name=name, sheet=sheet, row=origin.row)]
        else:
            told = [tr("From {file_name}, row {row}.", file_name=name, row=origin.row)]
        if origin.saved_at is not None:
            at = self._words.date_time(origin.saved_at)
            told.append(tr("Saved {at}, checked by version {version} of the dataset.", at=at, version=origin.version))
        if origin.edited_at is not None:
            told.append(tr("Changed by another program {at}.", at=self._words.date_time(origin.edited_at)))
        for earlier in origin.earlier:
            values = ", ".join(f"{brief(name)}: {shown(value, self._words)}" for name, value in earlier.values.items())
            told.append(tr("{file_name} said otherwise: {values}.", file_name=brief(earlier.file_name), values=values))
        return told

    def _on_show_upload(self) -> None:
        if self._origin is not None:
            self.upload_wanted.emit(self._origin.task_id)
