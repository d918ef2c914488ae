"""The window: its pages, what is dropped on it, and the threads that it starts and ends."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ..bootstrap import Application
from ..model.queries import TaskQuery
from ..model.question import Answers
from ..model.status import UNFINISHED, TaskStatus
from ..model.task import UploadTask
from ..settings import Settings, WhenClosing, save_settings
from .activity import Activity
from .adding import ASK_FIRST, Adding
from .adding_strip import AddingStrip
from .background import Background
from .dropping import DropTarget
from .empty_page import EmptyPage
from .formats import storage_text
from .help_menu import HelpMenu
from .icons import Icons
from .leaving import Leaving
from .marked_copies import MarkedCopies
from .objects import Objects
from .opening import open_file, openable
from .records_page import RecordsPage
from .saving import SaveAs
from .settings.keys_at_start import KeysAtStart
from .settings.section import Section
from .settings.storage import StorageSection
from .settings.watched import WatchedSection
from .settings_page import SettingsPage
from .sidebar import Sidebar
from .status_bar import StatusBar
from .theme import Theme
from .threads import Happenings, LoopThread
from .uploads.housekeeping import Housekeeping
from .uploads.page import UploadsPage
from .widgets import Toast

SMALLEST = (900, 600)
FIRST_SIZE = (1280, 800)
SIDEBAR_NARROW_BELOW = 1000


class MainWindow(QMainWindow):
    """Lives in the main thread. SQL, files and everything else that may wait go through `Background`."""

    closed = Signal()
    """It is closed for good; hidden, it still works."""

    def __init__(self, application: Application, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._application = application
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._closed = False
        self._settings = QSettings(str(application.folders.data / "window.ini"), QSettings.Format.IniFormat)
        self.uploads = UploadsPage(application, self._background, theme, icons)
        self.empty = EmptyPage(theme, icons)
        self.records = RecordsPage(application, self._background, theme, icons)
        self.settings = SettingsPage(partial(self._make_sections, theme, icons))
        self.sidebar = Sidebar(theme, icons)
        self.status = StatusBar(theme, application.words, storage_text(application.settings, application.words))
        self._adding_strip = AddingStrip()
        self._pages = QStackedWidget()
        self._build()
        self.toast = Toast(self)
        self.adding = Adding(application, self._adding_strip, self.toast, self)
        self._drops = DropTarget(self, self._canvas)
        self.marked_copies = MarkedCopies(application, self._background, self.toast, self)
        doors = (self.uploads.add_objects, self.empty.add_objects)
        self.objects = Objects(application, theme, icons, doors, ASK_FIRST, self)
        self.house = Housekeeping(application, self._background, self.toast, self)
        self.save_as = SaveAs(self._background, self.toast, self)
        self.help = HelpMenu(application, self)
        self.leaving = Leaving(self, theme, icons, application.settings.when_closing, self._count_unfinished)
        self._happenings = Happenings(self)
        self.activity = Activity(application, self._background, self._happenings, self.status, self)
        self._keys = KeysAtStart(application, self._background, self._happenings, self)
        self._unsubscribe = application.subscribe(self._happenings.listen)
        self._threads = self._make_threads()
        self._connect()
        self._restore()

    def start(self) -> None:
        """Start the loops and show what is there."""
        for thread in self._threads:
            thread.start()
        self.uploads.model.refresh()
        self.uploads.focus()
        self.activity.read_today()
        self._keys.look()
        if self._application.troubles:
            words = self._application.words
            self.toast.say(
                "\n".join(str(words.exception(trouble)) for trouble in self._application.troubles), stay=True
            )

    def add_files(self, paths: Sequence[Path], answers: Answers = ASK_FIRST) -> None:
        """Add files and the files of folders; see `Adding.add`."""
        self.adding.add(paths, answers)

    def open_page(self, number: int) -> None:
        """Show Uploads (0), Records (1) or Settings (2)."""
        self.sidebar.choose(number)
        self._on_page(number)

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
        for page in (self.uploads, self.records, self.settings, self.empty):
            self._pages.addWidget(page)
        canvas = self._canvas = QWidget()
        canvas.setObjectName("canvas")
        column = QVBoxLayout(canvas)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(self._pages, 1)
        column.addLayout(row, 1)
        column.addWidget(self._adding_strip)
        column.addWidget(self.status)
        self.setCentralWidget(canvas)

    def _make_sections(self, theme: Theme, icons: Icons) -> list[Section]:
        storage = StorageSection(self._application, theme, icons)
        storage.said.connect(self._on_said)
        storage.saved.connect(self._on_settings_saved)
        return [storage, WatchedSection(self._application, self._background, theme, icons)]

    def _make_threads(self) -> list[LoopThread]:
        loops = [("uploader", self._application.uploader.run), ("watching", self._application.watching.run)]
        loops += [(f"worker-{number}", worker.run) for number, worker in enumerate(self._application.workers, start=1)]
        return [LoopThread(name, loop, self) for name, loop in loops]

    def _connect(self) -> None:
        happenings, uploads = self._happenings, self.uploads
        happenings.task_changed.connect(uploads.model.on_task_changed)
        happenings.progressed.connect(uploads.on_progressed)
        self.activity.ended.connect(self._on_ended)
        self._drops.files_dropped.connect(self.add_files)
        self.adding.added.connect(uploads.model.refresh)
        uploads.add_wanted.connect(self.adding.choose_files)
        uploads.add_folder_wanted.connect(self.adding.choose_folder)
        self.objects.added.connect(uploads.model.refresh)
        self.objects.refused.connect(self.adding.say_refused)
        uploads.rows_wanted.connect(self._on_rows_wanted)
        uploads.open_wanted.connect(self._on_open_wanted)
        uploads.said.connect(self._on_said)
        uploads.acted.connect(self.activity.read_today)
        uploads.house_wanted.connect(self.house.act)
        self.house.deleted.connect(uploads.on_deleted)
        uploads.marked_copy_wanted.connect(self.marked_copies.ask)
        uploads.counts_changed.connect(self._on_counts)
        uploads.pause.clicked.connect(self.activity.show_state)
        self.records.template_wanted.connect(self.save_as.ask)
        self.sidebar.help_wanted.connect(self._on_help)
        self.help.save_wanted.connect(self.save_as.ask)
        self.help.open_wanted.connect(self._on_openable)
        self.leaving.left.connect(self.leave)
        self.leaving.hidden.connect(self.hide)
        self.leaving.returned.connect(self.raise_window)
        self.leaving.remembered.connect(self._on_remembered)
        self.empty.add_wanted.connect(self.adding.choose_files)
        self.empty.samples_wanted.connect(self.adding.add_samples)
        self.sidebar.page_chosen.connect(self._on_page)
        QShortcut(QKeySequence("Ctrl+O"), self).activated.connect(self.adding.choose_files)
        QShortcut(QKeySequence("Ctrl+Shift+O"), self).activated.connect(self.adding.choose_folder)
        QShortcut(QKeySequence.StandardKey.HelpContents, self).activated.connect(self._on_help)
        for number, keys in enumerate(("Ctrl+1", "Ctrl+2", "Ctrl+,")):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.open_page, number))

    def _restore(self) -> None:
        geometry = self._settings.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(*FIRST_SIZE)

    def _on_counts(self, counts: dict[TaskStatus, int], asking: int) -> None:
        self.sidebar.show_attention(counts.get(TaskStatus.FAILED, 0) - asking, asking)
        unfiltered = self.uploads.model.query.since is None and not self.uploads.model.query.text
        nothing = unfiltered and self.uploads.model.query.dataset is None and not sum(counts.values())
        if self._pages.currentWidget() not in (self.records, self.settings):
            self._pages.setCurrentWidget(self.empty if nothing else self.uploads)

    def _on_page(self, number: int) -> None:
        page, refresh = (
            (self.uploads, self.uploads.model.refresh),
            (self.records, self.records.refresh),
            (self.settings, self.settings.refresh),
        )[number]
        self._pages.setCurrentWidget(page)
        refresh()

    def _on_help(self) -> None:
        button = self.sidebar.help
        self.help.popup(button.mapToGlobal(QPoint(button.width(), button.height() - self.help.sizeHint().height())))

    def _on_settings_saved(self, settings: Settings) -> None:
        self.status.show_storage(storage_text(settings, self._application.words))
        self.objects.show_doors()

    def _on_rows_wanted(self, task: UploadTask) -> None:
        self.sidebar.choose(1)
        self._pages.setCurrentWidget(self.records)
        self.records.show_dataset(task.dataset or "")

    def _on_open_wanted(self, task: UploadTask) -> None:
        files = self._application.folders.files
        self._background.run(lambda: openable(task, files), self._on_openable)

    def _on_openable(self, path: Path | None) -> None:
        open_file(path, self.toast)

    def _on_ended(self) -> None:
        if self._pages.currentWidget() is self.records:
            self.records.refresh()

    def _count_unfinished(self, then: Callable[[int], None]) -> None:
        history = self._application.history
        self._background.run(lambda: history.count(TaskQuery(statuses=UNFINISHED)), then)

    def _end(self) -> None:
        """Give running tasks back and end the threads; once."""
        if self._closed:
            return
        self._closed = True
        self.leaving.close()
        self._settings.setValue("geometry", self.saveGeometry())
        self._unsubscribe()
        self.uploads.model.close()
        self.activity.close()
        self.marked_copies.close()
        self.house.close()
        self.adding.close()
        self.objects.close()
        self.settings.close_down()
        self._application.watching.stop()
        self._application.uploader.stop()
        for worker in self._application.workers:
            worker.stop()
        for thread in self._threads:
            thread.wait()
        self._background.close()
        self.closed.emit()

    def _on_remembered(self, choice: WhenClosing) -> None:
        folders = self._application.folders
        self._background.run(lambda: save_settings(folders, {"when_closing": choice.value}))

    def _on_said(self, text: str) -> None:
        self.toast.say(text)

    def _on_failed(self, error: Any) -> None:
        self.toast.say(str(self._application.words.exception(error)), stay=True)
