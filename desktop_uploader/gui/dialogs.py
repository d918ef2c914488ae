"""What the program's dialogs have in common."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ..model.places import S3_SCHEME
from ..model.task import UploadTask


def at_right(*widgets: QWidget) -> QHBoxLayout:
    """A row of buttons, the next step first, at the right of their dialog or card."""
    row = QHBoxLayout()
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    return row


def save_dialog(window: QWidget, title: str, suggestion: Path, kinds: str) -> QFileDialog:
    """The platform's own dialog that asks where a file goes. `open` shows it without holding the window up."""
    dialog = QFileDialog(window, title, str(suggestion), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def open_dialog(window: QWidget, title: str, kinds: str = "") -> QFileDialog:
    """The platform's own dialog that asks for a file that is there."""
    dialog = QFileDialog(window, title, "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def folder_dialog(window: QWidget, title: str, start: str = "") -> QFileDialog:
    """The platform's own dialog that asks for a folder."""
    dialog = QFileDialog(window, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def beside(task: UploadTask, name: str) -> Path:
    """A file's place to suggest: beside the person's own file where that is on this computer."""
    source = task.source_path or ""
    return (Path(source).parent if source and not source.startswith(S3_SCHEME) else Path.home()) / name
