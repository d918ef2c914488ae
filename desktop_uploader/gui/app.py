"""Opens the window, or hands the files to the one that is open."""

import logging
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from .. import __version__
from ..bootstrap import Application, resource_folder
from ..model.errors import UploaderError
from ..settings import Folders, Settings
from ..words import Catalogue
from .desktop import Desktop, system_languages
from .ending import Ending
from .garbage import GarbageCollection
from .icons import Icons
from .single_instance import SingleInstance, hand_over
from .theme import Theme

logger = logging.getLogger(__name__)


class Unforeseen(QObject):
    """Errors that nobody caught: logged where they happened, told in the main thread."""

    happened = Signal(str)

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """For `sys.excepthook`; runs in the thread that failed and touches no widget."""
        logger.critical("unforeseen error", exc_info=(kind, error, trace))
        self.happened.emit(kind.__name__)

    def thread_hook(self, arguments: threading.ExceptHookArgs) -> None:
        """For `threading.excepthook`."""
        self.hook(arguments.exc_type, arguments.exc_value or Exception(), arguments.exc_traceback)


def run(settings: Settings, folders: Folders, files: Sequence[Path], *, hidden: bool = False) -> int:
    """Show the window until it is closed, or start it hidden behind its icon; gives the exit code."""
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Desktop Uploader")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("desktop-uploader")
    if hand_over(folders.data, files):
        return 0
    garbage = GarbageCollection()
    parts = Application(settings, folders, system_languages())
    icons = Icons(resource_folder("icons"))
    application.setWindowIcon(icons.application())
    theme = Theme(application)
    desktop = Desktop(parts, theme, icons)
    # Hidden, the window finishes its files; only closing it ends the program.
    application.setQuitOnLastWindowClosed(False)
    desktop.closed.connect(application.quit)
    desktop.refused.connect(lambda error: application.exit(_cannot_start(error, parts.words)))
    guard = _Guard(folders, desktop, parts)
    desktop.show(hidden=hidden)
    desktop.window.add_files(files)
    code = application.exec()
    guard.close()
    desktop.leave()
    parts.close()
    garbage.close()
    return code


class _Guard(QObject):
    """What ties the window to later starts, to installers and to unforeseen errors."""

    def __init__(self, folders: Folders, desktop: Desktop, application: Application) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._application = application
        self._ending = Ending(application, desktop)
        self._instance = SingleInstance(folders.data, self)
        self._instance.files_handed.connect(self._on_files)
        self._instance.end_wanted.connect(self._ending.begin)
        self._unforeseen = Unforeseen(self)
        self._unforeseen.happened.connect(self._on_unforeseen)
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook, threading.excepthook = self._unforeseen.hook, self._unforeseen.thread_hook

    def close(self) -> None:
        """Put things back."""
        self._instance.close()
        sys.excepthook, threading.excepthook = self._hooks

    def _on_files(self, files: list[Path]) -> None:
        self._desktop.window.raise_window()
        self._desktop.window.add_files(files)

    def _on_unforeseen(self, name: str) -> None:
        self._desktop.window.toast.say(str(self._application.words.error("internal", {"reason": name})), stay=True)


def _cannot_start(error: UploaderError, catalogue: Catalogue) -> int:
    from PySide6.QtWidgets import QMessageBox

    words = catalogue.exception(error)
    print(f"desktop-uploader: {words}", file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Critical, "Desktop Uploader", words.title)
    box.setInformativeText(words.advice)
    box.exec()
    return 1
