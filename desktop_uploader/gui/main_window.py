"""The window: its pages, what is dropped on it, and the threads that it starts and ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from .background import Background
from .frame import NARROW_BELOW, Frame
from .icons import Icons
from .theme import Theme

# All else is loaded by `furnish`: a start shows the window before.
if TYPE_CHECKING:
    from ..bootstrap import Application
    from ..model.question import Answers
    from ..model.status import TaskStatus
    from ..model.task import UploadTask
    from ..settings import Settings
    from .activity import Activity
    from .adding import Adding
    from .adding_strip import AddingStrip
    from .empty_page import EmptyPage
    from .help.guidance import Guidance
    from .leaving import Leaving
    from .marked_copies import MarkedCopies
    from .navigation import Navigation
    from .objects import Objects
    from .pages import PageName, Pages
    from .preview.previewing import Previewing
    from .records.page import RecordsPage
    from .running import Running
    from .saving import SaveAs
    from .settings.keys_at_start import KeysAtStart
    from .settings_page import SettingsPage
    from .sidebar import Sidebar
    from .status_bar import StatusBar
    from .toast import Toast
    from .tray.behind import Behind
    from .uploads.housekeeping import Housekeeping
    from .uploads.page import UploadsPage

SMALLEST = (900, 600)
FIRST_SIZE = (1280, 800)


class MainWindow(QMainWindow):
    """Lives in the main thread. SQL, files and everything else that may wait go through `Background`."""

    closed = Signal()
    """It is closed for good; hidden, it still works."""

    language_chosen = Signal(str)
    """The setting `language`: the window is to be made anew."""

    if TYPE_CHECKING:
        pages: Pages
        previewing: Previewing
        empty: EmptyPage
        sidebar: Sidebar
        status: StatusBar
        adding_strip: AddingStrip
        toast: Toast
        save_as: SaveAs
        go: Navigation
        adding: Adding
        marked_copies: MarkedCopies
        house: Housekeeping
        guidance: Guidance
        objects: Objects
        behind: Behind
        leaving: Leaving
        activity: Activity
        keys_at_start: KeysAtStart

    def __init__(
        self,
        application: Application | None,
        running: Running | None,
        theme: Theme,
        icons: Icons,
        data: Path | None = None,
    ) -> None:
        """Without an application it is a frame that keeps the files it is given; `data` is the data folder then.

        The frame is there in a moment. `furnish` makes a window of it.
        """
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._closed = self.furnished = False
        self._kept: list[tuple[list[Path], Answers | None]] = []
        folder = application.folders.data if application is not None else data or Path()
        self._settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.setWindowTitle("Desktop Uploader")
        self.setMinimumSize(*SMALLEST)
        self._restore()
        if application is not None and running is not None:
            self.furnish(application, running)
        else:
            frame = Frame()
            frame.files_dropped.connect(self.add_files)
            self.setCentralWidget(frame)

    def furnish(self, application: Application, running: Running) -> None:
        """Put everything into the window; once. Then `start`."""
        from .furniture import furnish
        from .page import Kit

        self._application = application
        self._running = running
        self._background = Background(self)
        self._background.failed.connect(self.say_failed)
        furnish(self, Kit(application, self._background, self._theme, self._icons, self._settings), running)
        self.furnished = True
        self._fit()

    @property
    def uploads(self) -> UploadsPage:
        """The page that a person sees first."""
        return self.pages.uploads

    @property
    def records(self) -> RecordsPage:
        """The saved rows."""
        return self.pages.records

    @property
    def settings(self) -> SettingsPage:
        """What a person may choose."""
        return self.pages.settings

    def start(self, *, hidden: bool = False) -> None:
        """Have the application opened, start the loops, show what is there; `hidden`: it is not shown itself."""
        for paths, answers in self._kept:
            self.add_files(paths, answers)
        self._kept.clear()
        self._running.start()
        self.uploads.model.refresh()
        self.uploads.focus()
        self.activity.read_today()
        if hidden:
            self.behind.start_hidden()
        if self._application.opened:
            self._on_opened()
        else:
            self._running.opened.connect(self._on_opened)

    def add_files(self, paths: Sequence[Path], answers: Answers | None = None) -> None:
        """Add files and the files of folders; see `Adding.add`. A frame keeps them."""
        if not self.furnished:
            self._kept.append((list(paths), answers))
        elif answers is None:
            self.adding.add(paths)
        else:
            self.adding.add(paths, answers)

    def open_page(self, name: PageName) -> None:
        """Show a page."""
        self.go.open_page(name)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where files are being processed; else leave."""
        if self._closed or not self.furnished or self.leaving.may_close(busy=self.activity.processing):
            self._end()
            super().closeEvent(event)
        else:
            event.ignore()

    def leave(self) -> None:
        """Close without asking: files that are being processed are given back."""
        self._end()
        self.close()

    def step_aside(self) -> None:
        """Close, and leave the loops to the window that comes in this one's place."""
        self._end_window()
        self.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        if self.furnished:
            self._fit()

    def _fit(self) -> None:
        self.sidebar.set_narrow(self.width() < NARROW_BELOW)
        if self.toast.isVisible():
            self.toast.place()

    def raise_window(self) -> None:
        """Come to the front, also from out of sight."""
        if self.furnished:
            self.leaving.close()
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _restore(self) -> None:
        geometry = self._settings.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*FIRST_SIZE)

    def _on_opened(self) -> None:
        """What was wished before is done now, and what was found is said."""
        self.adding.go_on()
        self.pages.go_on()
        self.keys_at_start.look()
        words, troubles = self._application.words, self._application.troubles
        if troubles:
            self.toast.say("\n".join(str(words.exception(trouble)) for trouble in troubles), stay=True)

    def show_counts(self, counts: dict[TaskStatus, int], asking: int) -> None:
        """Show how many uploads stand how; where there are none at all, how to begin."""
        from ..model.status import TaskStatus

        self.sidebar.show_attention(counts.get(TaskStatus.FAILED, 0) - asking, asking)
        unfiltered = self.uploads.model.query.since is None and not self.uploads.model.query.text
        nothing = unfiltered and self.uploads.model.query.dataset is None and not sum(counts.values())
        if self.pages.currentWidget() in (self.empty, self.uploads):
            self.pages.setCurrentWidget(self.empty if nothing else self.uploads)

    def show_storage(self, settings: Settings) -> None:
        """Settings were changed: show where files go now."""
        from .formats import storage_text

        self.status.show_storage(storage_text(settings, self._application.words))
        self.objects.show_doors()

    def open_original(self, task: UploadTask) -> None:
        """Open the file that an upload was made of."""
        from .opening import openable

        files = self._application.folders.files
        self._background.run(lambda: openable(task, files), self._on_openable)

    def _on_openable(self, path: Path | None) -> None:
        from .opening import open_file

        open_file(path, self.toast)

    def tell_page(self) -> None:
        """A file has ended: the page in sight hears of it."""
        page = self.pages.in_sight()
        if page is not None:
            page.on_ended()

    def _end(self) -> None:
        """Give running tasks back and end the threads; once."""
        if self._closed:
            return
        if self.furnished:
            self._running.settle()
            self._end_window()
            self._running.stop()
        self._closed = True
        self.closed.emit()

    def _end_window(self) -> None:
        self._closed = True
        self.behind.close()
        self._settings.setValue("geometry", self.saveGeometry())
        self.activity.close()
        self.marked_copies.close()
        self.house.close()
        self.adding.close()
        self.objects.close()
        self.previewing.close_down()
        self.pages.close_down()
        self._background.close()

    def say(self, text: str) -> None:
        """Say a sentence."""
        self.toast.say(text)

    def say_failed(self, error: Any) -> None:
        """Say what has gone wrong."""
        self.toast.say(str(self._application.words.exception(error)), stay=True)
