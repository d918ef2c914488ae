"""Keeps the keyboard where a person left it, and shows where it is once keys are in use."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QTableView, QTextBrowser, QWidget
from shiboken6 import isValid

RINGED = (QPushButton, QTableView, QListView, QTextBrowser)
"""A mouse shows by itself where it is: these are ringed only where keys brought the focus to them."""


class Focus(QObject):
    """Follows the application's focus. A field for text shows its own by the style sheet."""

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._left: QWidget | None = None
        self._holder: QWidget | None = None
        application.focusChanged.connect(self._on_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt: what had the focus can be used again."""
        left, holder = self._left, self._holder
        if left is not None and event.type() == QEvent.Type.EnabledChange and left.isEnabled():
            self._forget()
            if holder is QApplication.focusWidget():
                left.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _on_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        for widget, focused in ((before, False), (now, True)):
            if isinstance(widget, RINGED):
                _ring(widget, focused and widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange))
        if before is not None and now is not None and now is not self._holder and not before.isEnabled():
            self._hold(before)

    def _hold(self, left: QWidget) -> None:
        """A button that is off while it works would hand the keyboard to the next one, which a Space would press."""
        holder = left.parentWidget()
        if holder is None or not (holder.isEnabled() and holder.isVisible() and left.isVisible()):
            return
        self._forget()
        self._left, self._holder = left, holder
        left.installEventFilter(self)
        holder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        # What has gone from the screen meanwhile, as with its dialog, has no filter any more.
        if self._left is not None and isValid(self._left):
            self._left.removeEventFilter(self)
        self._left = self._holder = None


def _ring(widget: QWidget, ringed: bool) -> None:
    if bool(widget.property("ring")) is not ringed:
        widget.setProperty("ring", ringed)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
