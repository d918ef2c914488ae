"""The question before a dataset is deleted."""

from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from ...words import Catalogue
from ..asking import ask
from ..plain import brief


def ask_delete(parent: QWidget, words: Catalogue, name: str, rows: int, delete: Callable[[], None]) -> QMessageBox:
    """Say what goes, and what stays; `delete` is called where the person wants it."""
    question = words.trn(
        "Delete {name} with its {count} saved row?",
        "Delete {name} with its {count} saved rows?",
        rows,
        name=brief(name),
    )
    details = words.tr(
        "The files stay, and their uploads are shown as undone. A copy of all records as they are now is made "
        "before, and kept for at least a week."
    )
    return ask(parent, question, details, (words.tr("Delete"), words.tr("Keep")), delete)
