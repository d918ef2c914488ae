"""The question before a dataset is deleted."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from ...words import Catalogue
from ..plain import brief


def ask(parent: QWidget, words: Catalogue, name: str, rows: int, delete: Callable[[], None]) -> QMessageBox:
    """Say what goes, and what stays; `delete` is called where the person wants it. `open` shows the question."""
    box = QMessageBox(parent)
    box.setText(
        words.trn(
            "Delete {name} with its {count} saved row?",
            "Delete {name} with its {count} saved rows?",
            rows,
            name=brief(name),
        )
    )
    box.setInformativeText(
        words.tr(
            "The files stay, and their uploads are shown as undone. A copy of all records as they are now is made "
            "before, and kept for at least a week."
        )
    )
    box.addButton(words.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
    box.addButton(words.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole).clicked.connect(delete)
    return box
