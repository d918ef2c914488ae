"""Files shown with the program that the system has for them."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ..model.task import UploadTask
from ..words.marking import N_
from .toast import Toast

NOT_OPENED = N_("The file could not be opened: no program for it was found, or the file is gone.")


def open_file(path: Path | None, toast: Toast) -> None:
    """Open a file; say so where that cannot be."""
    if path is None or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        toast.say(toast.words.tr(NOT_OPENED), stay=True)


def openable(task: UploadTask, files: Path) -> Path | None:
    """The file to open for a person: their own where it is still there, else the stored one. Looks at the disk."""
    for candidate in (task.source_path, _stored(task, files)):
        if candidate is not None and Path(candidate).is_file():
            return Path(candidate)
    return None


def _stored(task: UploadTask, files: Path) -> Path | None:
    path = task.file_path or ""
    return files / path.removeprefix("local:") if path.startswith("local:") else None
