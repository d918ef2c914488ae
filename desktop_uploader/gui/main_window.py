"""The window: its pages, what is dropped on it, and the threads that it starts and ends."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ..bootstrap import Application
from ..model.question import Answers
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..settings import Settings
from .activity import Activity
from .adding import ASK_FIRST, Adding
from .adding_strip import AddingStrip
from .background import Background
from .dropping import DropTarget
from .empty_page import EmptyPage
from .formats import storage_text
from .help.guidance import Guidance
from .icons import Icons
from .marked_copies import MarkedCopies
from .navigation import Navigation
from .objects import Objects
from .opening import open_file, openable
from .page import Kit, Page
from .pages import PAGES, PageName, Pages
from .preview.previewing import Previewing
from .running import Running
from .saving import SaveAs
from .settings.keys_at_start import KeysAtStart
from .sidebar import Sidebar
from .status_bar import StatusBar
from .theme import Theme
from .tray.behind import Behind
from .uploads.housekeeping import Housekeeping
from .uploads.page import UploadsPage
from .widgets import Toast

if TYPE_CHECKING:
    from .records.page import RecordsPage
    from .settings_page import SettingsPage

SMALLEST = (900, 600)
FIRST_SIZE = (1280, 800)
SIDEBAR_NARROW_BELOW = 1000


class MainWindow(QMainWindow):
    """Lives in the main thread. SQL, files and everything else that may wait go through `Background`."""

    closed = Signal()
    """It is closed for good; hidden, it still works."""

    language_chosen = Signal(str)
    """The setting `language`: the window is to be made anew."""

    def __init__(self, application: Application, running: Running, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._application = application
        self._running = running
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._closed = False
        self._settings = QSettings(str(application.folders.data / "window.ini"), QSettings.Format.IniFormat)
        kit = Kit(application, self._background, theme, icons, self._settings)
        self.pages = Pages(kit)
        self.previewing = Previewing(kit, self.pages, self)
        self.empty = EmptyPage(kit)
        self.sidebar = Sidebar(theme, icons, application.words)
        self.status = StatusBar(theme, application.words, storage_text(application.settings, application.words))
        self._adding_strip = AddingStrip(application.words)
        self._build()
        self.toast = Toast(self, application.words)
        self.save_as = SaveAs(self._background, self.toast, self)
        self.go = Navigation(self.pages, self.sidebar, self)
        self.adding = Adding(application, self._adding_strip, self.toast, self)
        self.pages.made.connect(self._on_made)
        self.pages.setCurrentWidget(self.uploads)
        self._drops = DropTarget(self, self._canvas, application.words)
        self.marked_copies = MarkedCopies(application, self._background, self.toast, self)
        doors = (self.uploads.add_objects, self.empty.add_objects)
        self.objects = Objects(application, theme, icons, doors, ASK_FIRST, self)
        self.house = Housekeeping(application, self._background, self.toast, self)
        self.guidance = Guidance(self.pages, self.go, self.previewing, self)
        happenings = running.happenings
        self.behind = Behind(application, self._background, happenings, theme, icons, self)
        self.leaving = self.behind.leaving
        self.activity = Activity(application, self._background, happenings, self.status, self)
        self._keys = KeysAtStart(application, self._background, happenings, self)
        self._connect()
        self._restore()

    @property
    def uploads(self) -> UploadsPage:
        """The page that a person sees first."""
        return self.pages.uploads

    @property
    def records(self) -> "RecordsPage":
        """The saved rows."""
        return self.pages.records

    @property
    def settings(self) -> "SettingsPage":
        """What a person may choose."""
        return self.pages.settings

    def start(self, *, hidden: bool = False) -> None:
        """Have the application opened, start the loops, show what is there; `hidden`: it is not shown itself."""
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

    def add_files(self, paths: Sequence[Path], answers: Answers = ASK_FIRST) -> None:
        """Add files and the files of folders; see `Adding.add`."""
        self.adding.add(paths, answers)

    def open_page(self, name: PageName) -> None:
        """Show a page."""
        self.go.open_page(name)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where files are being processed; else leave."""
        if self._closed or self.leaving.may_close(busy=self.activity.processing):
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
        self.sidebar.set_narrow(self.width() < SIDEBAR_NARROW_BELOW)
        if self.toast.isVisible():
            self.toast.place()

    def raise_window(self) -> None:
        """Come to the front, also from out of sight."""
        self.leaving.close()
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _build(self) -> None:
        self.setWindowTitle("Desktop Uploader")
        self.setMinimumSize(*SMALLEST)
        self.pages.addWidget(self.empty)
        canvas = self._canvas = QWidget()
        canvas.setObjectName("canvas")
        column = QVBoxLayout(canvas)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self.pages, 1)
        column.addLayout(row, 1)
        column.addWidget(self._adding_strip)
        column.addWidget(self.status)
        self.setCentralWidget(canvas)

    def _on_made(self, name: PageName, page: Page) -> None:
        page.said.connect(self._on_said)
        page.failed.connect(self._on_failed)
        page.making_wanted.connect(self.save_as.ask)
        page.add_wanted.connect(self.adding.choose_files)
        page.upload_wanted.connect(self.go.show_upload)
        page.uploads_wanted.connect(self.go.show_uploads)
        if name is PageName.HELP:
            self.pages.help.left.connect(self.guidance.leave)
        elif name is PageName.SETTINGS:
            settings = self.settings
            settings.settings_saved.connect(self._on_settings_saved)
            settings.settings_saved.connect(self.behind.on_settings)
            settings.language_chosen.connect(self.language_chosen)
            settings.example_wanted.connect(self.behind.show_example)
            settings.paused.connect(self.activity.show_state)
            settings.paused.connect(self.uploads.show_pause)

    def _connect(self) -> None:
        happenings, uploads = self._running.happenings, self.uploads
        happenings.task_changed.connect(uploads.model.on_task_changed)
        happenings.progressed.connect(uploads.on_progressed)
        self.activity.ended.connect(self._on_ended)
        self._drops.files_dropped.connect(self.add_files)
        self.adding.added.connect(uploads.model.refresh)
        self.adding.troubled.connect(self._background.troubled)
        uploads.add_folder_wanted.connect(self.adding.choose_folder)
        self.objects.added.connect(uploads.model.refresh)
        self.objects.refused.connect(self.adding.say_refused)
        uploads.rows_wanted.connect(self.go.show_rows)
        uploads.open_wanted.connect(self._on_open_wanted)
        uploads.acted.connect(self.activity.read_today)
        uploads.house_wanted.connect(self.house.act)
        uploads.undone.connect(self.house.say_undone)
        self.house.deleted.connect(uploads.on_deleted)
        self.house.changed.connect(uploads.on_many_done)
        uploads.many_wanted.connect(self.house.act_on_many)
        uploads.marked_copy_wanted.connect(self.marked_copies.ask)
        uploads.counts_changed.connect(self._on_counts)
        uploads.look_wanted.connect(self.previewing.open)
        self.previewing.answered.connect(uploads.model.refresh)
        uploads.pause.clicked.connect(self.activity.show_state)
        self.leaving.left.connect(self.leave)
        self.leaving.hidden.connect(self.hide)
        self.leaving.returned.connect(self.raise_window)
        self.activity.state_changed.connect(self.behind.tray.show_state)
        self.behind.tray.add_wanted.connect(self.raise_window)
        self.behind.tray.add_wanted.connect(self.adding.choose_files)
        self.behind.notices.window_wanted.connect(self.raise_window)
        self.behind.notices.task_wanted.connect(self.raise_window)
        self.behind.notices.task_wanted.connect(self.go.show_upload)
        self.behind.notices.failed_wanted.connect(self.raise_window)
        self.behind.notices.failed_wanted.connect(self.go.show_failed)
        self.empty.add_wanted.connect(self.adding.choose_files)
        self.empty.guide_wanted.connect(self.guidance.show)
        self.empty.samples_wanted.connect(self.adding.add_samples)
        self.sidebar.page_chosen.connect(self.guidance.choose)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.adding.choose_files)
        QShortcut(QKeySequence("Ctrl+Shift+O"), self).activated.connect(self.adding.choose_folder)
        QShortcut(QKeySequence.StandardKey.HelpContents, self).activated.connect(self.guidance.show)
        for kind in PAGES:
            if kind.keys:
                QShortcut(QKeySequence(kind.keys), self).activated.connect(partial(self.open_page, kind.name))

    def _restore(self) -> None:
        geometry = self._settings.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*FIRST_SIZE)

    def _on_opened(self) -> None:
        """What was wished before is done now, and what was found is said."""
        self.adding.go_on()
        self.pages.go_on()
        self._keys.look()
        words, troubles = self._application.words, self._application.troubles
        if troubles:
            self.toast.say("\n".join(str(words.exception(trouble)) for trouble in troubles), stay=True)

    def _on_counts(self, counts: dict[TaskStatus, int], asking: int) -> None:
        self.sidebar.show_attention(counts.get(TaskStatus.FAILED, 0) - asking, asking)
        unfiltered = self.uploads.model.query.since is None and not self.uploads.model.query.text
        nothing = unfiltered and self.uploads.model.query.dataset is None and not sum(counts.values())
        if self.pages.currentWidget() in (self.empty, self.uploads):
            self.pages.setCurrentWidget(self.empty if nothing else self.uploads)

    def _on_settings_saved(self, settings: Settings) -> None:
        self.status.show_storage(storage_text(settings, self._application.words))
        self.objects.show_doors()

    def _on_open_wanted(self, task: UploadTask) -> None:
        files = self._application.folders.files
        self._background.run(lambda: openable(task, files), self._on_openable)

    def _on_openable(self, path: Path | None) -> None:
        open_file(path, self.toast)

    def _on_ended(self) -> None:
        page = self.pages.in_sight()
        if page is not None:
            page.on_ended()

    def _end(self) -> None:
        """Give running tasks back and end the threads; once."""
        if not self._closed:
            self._running.settle()
            self._end_window()
            self._running.stop()
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

    def _on_said(self, text: str) -> None:
        self.toast.say(text)

    def _on_failed(self, error: Any) -> None:
        self.toast.say(str(self._application.words.exception(error)), stay=True)
