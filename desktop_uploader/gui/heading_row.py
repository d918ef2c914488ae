"""Which row of a file holds its headings: the field, and the question about a file that has failed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ..model.question import Answers
from ..model.task import UploadTask
from .dialogs import at_right
from .widgets import button, label

LAST_ROW = 1_048_576


class RowField(QLineEdit):
    """A row's number; 0 where the file has no headings."""

    def __init__(self, row: int) -> None:
        super().__init__(str(row))
        self.setValidator(QIntValidator(0, LAST_ROW, self))
        self.setToolTip("0 where the file has no headings")
        self.setAccessibleName("Row of the headings")

    @property
    def row(self) -> int | None:
        """The number; None where there is none yet."""
        return int(self.text()) if self.hasAcceptableInput() else None


class HeadingRowDialog(QDialog):
    """Asks about one file. `answered` carries its task and the answer."""

    answered = Signal(object, object)

    def __init__(self, task: UploadTask, parent: QWidget) -> None:
        super().__init__(parent)
        self._task = task
        self.setWindowTitle("Headings in another row")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = RowField(1)
        self.field.selectAll()
        self.field.textChanged.connect(self._look)
        self.again = button("Try again", "primary")
        self.again.setDefault(True)
        self.again.clicked.connect(self._on_again)
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(f"Which row of {task.file_name} holds the headings?"))
        column.addWidget(self.field)
        column.addWidget(label("Type 0 where there are none.", factor=0.88, tone="soft"))
        column.addLayout(at_right(self.again, cancel))

    def _look(self) -> None:
        self.again.setEnabled(self.field.row is not None)

    def _on_again(self) -> None:
        answers: Answers = {"heading-row": str(self.field.row)}
        self.answered.emit(self._task, answers)
        self.accept()
