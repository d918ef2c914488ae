"""Asks for the two keys of an S3 storage."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ...storage.s3.keys import Keys
from ...words import Catalogue
from ...words.marking import N_
from ..dialogs import at_right
from ..widgets import button, label
from .section import FIELD_WIDTH, form, form_label

KEPT = N_("Kept in this computer's keyring, never in a file.")
HELD = N_(
    "This computer has no keyring that can be used. The keys stay in memory until Desktop Uploader ends, and are asked "
    "for at each start."
)


class KeysDialog(QDialog):
    """`entered` carries the `Keys`; they stay in memory, and the fields are emptied with the dialog."""

    entered = Signal(object)

    def __init__(self, bucket: str, words: Catalogue, parent: QWidget, *, held: bool = False) -> None:
        """`bucket` is the one that the keys are for; `held`: no keyring keeps them."""
        tr = words.tr
        super().__init__(parent)
        self.setWindowTitle(tr("Keys of the storage"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.access, self.secret = QLineEdit(), QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        for line in (self.access, self.secret):
            line.setFixedWidth(FIELD_WIDTH)
            line.textChanged.connect(self._look)
        self.save = button(tr("Use these keys") if held else tr("Save"), "primary")
        self.save.setDefault(True)
        self.save.setEnabled(False)
        self.save.clicked.connect(self._on_save)
        cancel = button(tr("Later") if held else tr("Cancel"))
        cancel.clicked.connect(self.reject)
        rows = form()
        rows.addRow(form_label(tr("Access key"), self.access), self.access)
        rows.addRow(form_label(tr("Secret key"), self.secret), self.secret)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(label(tr("The keys for the bucket {bucket}", bucket=bucket)))
        column.addLayout(rows)
        column.addWidget(label(tr(HELD if held else KEPT), factor=0.88, tone="soft", wrap=True))
        column.addLayout(at_right(self.save, cancel))

    def _look(self) -> None:
        self.save.setEnabled(bool(self.access.text().strip() and self.secret.text().strip()))

    def _on_save(self) -> None:
        self.entered.emit(Keys(self.access.text().strip(), self.secret.text().strip()))
        self.secret.clear()
        self.accept()
