"""Opens the window, or hands the files to the one that is open."""

import logging
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from .. import __version__
from ..folders import Folders, resource_folder
from ..model.errors import UploaderError
from .background import Background
from .garbage import GarbageCollection, keep_loaded
from .icons import Icons
from .main_window import MainWindow
from .single_instance import SingleInstance, hand_over
from .theme import Theme

if TYPE_CHECKING:
    from ..bootstrap import Application
    from ..words import Catalogue
    from .desktop import Desktop
    from .ending import Ending

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


def run(folders: Folders, files: Sequence[Path], *, hidden: bool = False) -> int:
    """Show the window until it is closed, or start it hidden behind its icon; gives the exit code."""
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Desktop Uploader")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("desktop-uploader")
    # Hidden, the window finishes its files; only closing it ends the program.
    application.setQuitOnLastWindowClosed(False)
    if hand_over(folders.data, files):
        return 0
    garbage = GarbageCollection()
    icons = Icons(resource_folder("icons"))
    application.setWindowIcon(icons.application())
    program = Program(folders, Theme(application), icons, hidden=hidden)
    program.ended.connect(application.exit)
    guard = _Guard(folders, program)
    program.start()
    program.window.add_files(files)
    code = application.exec()
    guard.close()
    program.close()
    garbage.close()
    return code


class Program(QObject):
    """From the frame on the screen to the furnished window and its application. Lives in the main thread."""

    ended = Signal(int)
    """The window is closed for good, or it cannot be opened; with the exit code."""

    def __init__(self, folders: Folders, theme: Theme, icons: Icons, *, hidden: bool = False) -> None:
        super().__init__()
        self._folders = folders
        self._theme = theme
        self._icons = icons
        self._hidden = hidden
        self._background = Background(self)
        self._application: Application | None = None
        self._desktop: Desktop | None = None
        self._ending: Ending | None = None
        self._left = False
        """The window is closed for good: what is still being loaded comes too late."""
        self._frame = MainWindow(None, None, theme, icons, folders.data)
        self._frame.closed.connect(self._on_closed)

    @property
    def window(self) -> MainWindow:
        """The window on the screen."""
        return self._desktop.window if self._desktop is not None else self._frame

    def start(self) -> None:
        """Show the frame; once that is painted, load all else, off the main thread."""
        if not self._hidden:
            self._frame.show()
        QTimer.singleShot(0, lambda: self._background.run(self._load, self._on_loaded, self._on_refused))

    def close(self) -> None:
        """Leave in good order, wherever it stands."""
        self._background.close()
        if self._desktop is not None:
            self._desktop.leave()
        if self._application is not None:
            self._application.close()

    def end(self) -> None:
        """Have the files in work finished, and the program end."""
        if self._ending is not None:
            self._ending.begin()
        else:
            self._frame.close()

    def _load(self) -> "tuple[Application, type[Desktop], type[Ending]]":
        from ..settings import load_settings

        settings = load_settings(self._folders)
        from ..bootstrap import Application
        from . import furniture  # noqa: F401
        from .desktop import Desktop, system_languages
        from .ending import Ending
        from .uploads import page  # noqa: F401

        return Application(settings, self._folders, system_languages()), Desktop, Ending

    def _on_loaded(self, loaded: "tuple[Application, type[Desktop], type[Ending]]") -> None:
        if self._left:
            return
        keep_loaded()
        self._application, desktop, ending = loaded
        try:
            self._desktop = desktop(self._application, self._theme, self._icons, self._frame)
        except Exception as unforeseen:
            # A frame that stays empty would tell nobody.
            logger.exception("the window could not be made")
            self._on_refused(UploaderError("internal", reason=type(unforeseen).__name__))
            return
        self._ending = ending(self._application, self._desktop)
        self._desktop.closed.connect(self._on_closed)
        self._desktop.refused.connect(self._on_refused)
        # Whoever started the program again meanwhile wants to see it.
        self._desktop.show(hidden=self._hidden and not self._frame.isVisible())

    def _on_closed(self) -> None:
        self._left = True
        self.ended.emit(0)

    def _on_refused(self, error: UploaderError) -> None:
        if self._left:
            return
        from ..words.languages import SYSTEM, catalogue_for, chosen
        from .desktop import system_languages

        words = self._application.words if self._application is not None else None
        _say_refused(error, words or catalogue_for(chosen(SYSTEM, system_languages())))
        self.ended.emit(1)


class _Guard(QObject):
    """What ties the window to later starts, to installers and to unforeseen errors."""

    def __init__(self, folders: Folders, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._instance = SingleInstance(folders.data, self)
        self._instance.files_handed.connect(self._on_files)
        self._instance.end_wanted.connect(program.end)
        self._unforeseen = Unforeseen(self)
        self._unforeseen.happened.connect(self._on_unforeseen)
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook, threading.excepthook = self._unforeseen.hook, self._unforeseen.thread_hook

    def close(self) -> None:
        """Put things back."""
        self._instance.close()
        sys.excepthook, threading.excepthook = self._hooks

    def _on_files(self, files: list[Path]) -> None:
        self._program.window.raise_window()
        self._program.window.add_files(files)

    def _on_unforeseen(self, name: str) -> None:
        if self._program.window.furnished:
            self._program.window.say_failed(UploaderError("internal", reason=name))


def _say_refused(error: UploaderError, catalogue: "Catalogue") -> None:
    from PySide6.QtWidgets import QMessageBox

    words = catalogue.exception(error)
    print(f"desktop-uploader: {words}", file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Critical, "Desktop Uploader", words.title)
    box.setInformativeText(words.advice)
    box.exec()
