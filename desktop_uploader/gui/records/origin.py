"""Below the table: where the selected row has come from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...model.rowquery import Origin
from ...words import Catalogue
from ..widgets import button, label
from .values import shown


class OriginLine(QWidget):
    """Hidden while no row is selected."""

    upload_wanted = Signal(int)
    """The number of the upload that the row has come from."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._origin: Origin | None = None
        self.words = label(factor=0.88, wrap=True)
        self.show_upload = button(words.tr("Show upload"))
        self.show_upload.clicked.connect(self._on_show_upload)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_upload)
        self.hide()

    def show_origin(self, origin: Origin | None) -> None:
        """Say it; None hides."""
        self._origin = origin
        self.setVisible(origin is not None)
        if origin is not None:
            self.words.setText(" ".join(self._told(origin)))

    def _told(self, origin: Origin) -> list[str]:
        tr = self._words.tr
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
        return told

    def _on_show_upload(self) -> None:
        if self._origin is not None:
            self.upload_wanted.emit(self._origin.task_id)
