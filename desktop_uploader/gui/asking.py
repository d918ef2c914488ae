"""One plain question before what cannot be undone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from .plain import glance
from .widgets import set_kind


def ask(
    window: QWidget, question: str, details: str, answers: tuple[str, str], yes: Callable[[], object]
) -> QMessageBox:
    """Ask without holding the window up; `answers` are the words for yes, which is red, and for no, which is nearest.

    Escape and Enter mean no. `yes` is called in the main thread.
    """
    asked = QMessageBox(window)
    asked.setWindowTitle(window.windowTitle())
    asked.setIcon(QMessageBox.Icon.Question)
    # Names may hold markup.
    asked.setTextFormat(Qt.TextFormat.PlainText)
    asked.setText(glance(question))
    asked.setInformativeText(glance(details))
    agree = asked.addButton(answers[0], QMessageBox.ButtonRole.AcceptRole)
    keep = asked.addButton(answers[1], QMessageBox.ButtonRole.RejectRole)
    set_kind(agree, "danger")
    asked.setDefaultButton(keep)
    asked.setEscapeButton(keep)
    asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    agree.clicked.connect(lambda *_: yes())
    asked.open()
    return asked
