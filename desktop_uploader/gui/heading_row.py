"""Which row of a file holds its headings: the field, and the question about a file that has failed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ..model.question import Answers
from ..model.task import UploadTask
from ..words import Catalogue
from .dialogs import at_right
from .plain import glance
from .widgets import button, label

LAST_ROW = 1_048_576


class RowField(QLineEdit):
    """A row's number; 0 where the file has no headings."""

    def __init__(self, row: int, words: Catalogue) -> None:
        super().__init__(str(row))
        self.setValidator(QIntValidator(0, LAST_ROW, self))
        self.setToolTip(words.tr("0 where the file has no headings"))
        self.setAccessibleName(words.tr("Row of the headings"))

    @property
    def row(self) -> int | None:
        """The number; None where there is none yet."""
        return int(self.text()) if self.hasAcceptableInput() else None


class HeadingRowDialog(QDialog):
    """Asks about one file. `answered` carries its task and the answer."""

    answered = Signal(object, object)

    def __init__(self, task: UploadTask, words: Catalogue, parent: QWidget) -> None:
        tr = words.tr
        super().__init__(parent)
        self._task = task
        self.setWindowTitle(tr("Headings in another row"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = RowField(1, words)
        self.field.selectAll()
        self.field.textChanged.connect(self._look)
        self.again = button(tr("Try again"), "primary")
        self.again.setDefault(True)
        self.again.clicked.connect(self._on_again)
        cancel = button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        question = tr("Which row of {file_name} holds the headings?", file_name=task.file_name)
        column.addWidget(label(glance(question), wrap=True))
        column.addWidget(self.field)
        column.addWidget(label(tr("Type 0 where there are none."), factor=0.88, tone="soft"))
        column.addLayout(at_right(self.again, cancel))

    def _look(self) -> None:
        self.again.setEnabled(self.field.row is not None)

    def _on_again(self) -> None:
        answers: Answers = {"heading-row": str(self.field.row)}
        self.answered.emit(self._task, answers)
        self.accept()
