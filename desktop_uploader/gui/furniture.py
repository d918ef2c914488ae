"""What a window is furnished with: its pages, its helpers, and what they hear of each other.

Loading this module takes longer than showing a window: see `MainWindow.furnish`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from .activity import Activity
from .adding import ASK_FIRST, Adding
from .adding_strip import AddingStrip
from .dropping import DropTarget
from .empty_page import EmptyPage
from .formats import storage_text
from .help.guidance import Guidance
from .marked_copies import MarkedCopies
from .navigation import Navigation
from .objects import Objects
from .page import Kit, Page
from .pages import PAGES, PageName, Pages
from .preview.previewing import Previewing
from .running import Running
from .saving import SaveAs
from .settings.keys_at_start import KeysAtStart
from .sidebar import Sidebar
from .status_bar import StatusBar
from .toast import Toast
from .tray.behind import Behind
from .uploads.housekeeping import Housekeeping

if TYPE_CHECKING:
    from .main_window import MainWindow


def furnish(window: MainWindow, kit: Kit, running: Running) -> None:
    """Make everything in the window, and have its parts hear of each other."""
    pages = window.pages = Pages(kit)
    window.previewing = Previewing(kit, pages, window)
    window.empty = EmptyPage(kit)
    pages.addWidget(window.empty)
    _lay_out(window, kit)
    _make_helpers(window, kit)
    # Before anything looks at a page: looking at it makes it.
    pages.made.connect(partial(_on_made, window))
    _make_surroundings(window, kit, running)
    pages.setCurrentWidget(window.uploads)
    _connect_uploads(window, kit, running)
    _connect_surroundings(window)
    _connect_keys(window)


def _lay_out(window: MainWindow, kit: Kit) -> None:
    theme, words = kit.theme, kit.application.words
    window.sidebar = Sidebar(theme, kit.icons, words)
    window.status = StatusBar(theme, words, storage_text(kit.application.settings, words))
    window.adding_strip = AddingStrip(words)
    canvas = QWidget()
    canvas.setObjectName("canvas")
    column = QVBoxLayout(canvas)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(window.sidebar)
    row.addWidget(window.pages, 1)
    column.addLayout(row, 1)
    column.addWidget(window.adding_strip)
    column.addWidget(window.status)
    window.setCentralWidget(canvas)
    DropTarget(window, canvas, words).files_dropped.connect(window.add_files)
    window.toast = Toast(window, words)


def _make_helpers(window: MainWindow, kit: Kit) -> None:
    application, background, toast = kit.application, kit.background, window.toast
    window.save_as = SaveAs(background, toast, window)
    window.go = Navigation(window.pages, window.sidebar, window)
    window.adding = Adding(application, window.adding_strip, toast, kit.remembered, window)
    window.marked_copies = MarkedCopies(application, background, toast, window)
    window.house = Housekeeping(application, background, toast, window)
    window.guidance = Guidance(window.pages, window.go, window.previewing, window)


def _make_surroundings(window: MainWindow, kit: Kit, running: Running) -> None:
    application, background, happenings = kit.application, kit.background, running.happenings
    doors = (window.uploads.add_objects, window.empty.add_objects)
    window.objects = Objects(application, kit.theme, kit.icons, doors, ASK_FIRST, window)
    window.behind = Behind(application, background, happenings, kit.theme, kit.icons, window)
    window.leaving = window.behind.leaving
    window.activity = Activity(application, background, happenings, window.status, window)
    window.keys_at_start = KeysAtStart(application, background, happenings, window)


def _connect_uploads(window: MainWindow, kit: Kit, running: Running) -> None:
    happenings, uploads = running.happenings, window.uploads
    happenings.task_changed.connect(uploads.model.on_task_changed)
    happenings.progressed.connect(uploads.on_progressed)
    window.activity.ended.connect(window.tell_page)
    window.adding.added.connect(uploads.model.refresh)
    window.adding.troubled.connect(kit.background.troubled)
    window.adding.added_alone.connect(uploads.show_added)
    uploads.files_wanted.connect(window.add_files)
    uploads.add_folder_wanted.connect(window.adding.choose_folder)
    window.objects.added.connect(uploads.model.refresh)
    window.objects.refused.connect(window.adding.say_refused)
    uploads.rows_wanted.connect(window.go.show_rows)
    uploads.open_wanted.connect(window.open_original)
    uploads.acted.connect(window.activity.read_today)
    uploads.house_wanted.connect(window.house.act)
    uploads.undone.connect(window.house.say_undone)
    window.house.deleted.connect(uploads.on_deleted)
    window.house.changed.connect(uploads.on_many_done)
    uploads.many_wanted.connect(window.house.act_on_many)
    uploads.marked_copy_wanted.connect(window.marked_copies.ask)
    uploads.counts_changed.connect(window.show_counts)
    uploads.look_wanted.connect(window.previewing.open)
    window.previewing.answered.connect(uploads.model.refresh)
    uploads.pause.clicked.connect(window.activity.show_state)


def _connect_surroundings(window: MainWindow) -> None:
    window.leaving.left.connect(window.leave)
    window.leaving.hidden.connect(window.hide)
    window.leaving.returned.connect(window.raise_window)
    window.activity.state_changed.connect(window.behind.tray.show_state)
    window.behind.tray.add_wanted.connect(window.raise_window)
    window.behind.tray.add_wanted.connect(window.adding.choose_files)
    window.behind.notices.window_wanted.connect(window.raise_window)
    window.behind.notices.task_wanted.connect(window.raise_window)
    window.behind.notices.task_wanted.connect(window.go.show_upload)
    window.behind.notices.failed_wanted.connect(window.raise_window)
    window.behind.notices.failed_wanted.connect(window.go.show_failed)
    window.empty.add_wanted.connect(window.adding.choose_files)
    window.empty.watch_wanted.connect(window.go.watch_folder)
    window.empty.guide_wanted.connect(window.guidance.show)
    window.empty.samples_wanted.connect(window.adding.add_samples)
    window.sidebar.page_chosen.connect(window.guidance.choose)


def _connect_keys(window: MainWindow) -> None:
    QShortcut(QKeySequence("Ctrl+O"), window).activated.connect(window.adding.choose_files)
    QShortcut(QKeySequence("Ctrl+Shift+O"), window).activated.connect(window.adding.choose_folder)
    QShortcut(QKeySequence.StandardKey.HelpContents, window).activated.connect(window.guidance.show)
    for kind in PAGES:
        if kind.keys:
            QShortcut(QKeySequence(kind.keys), window).activated.connect(partial(window.open_page, kind.name))


def _on_made(window: MainWindow, name: PageName, page: Page) -> None:
    page.said.connect(window.say)
    page.file_made.connect(window.save_as.offer)
    page.failed.connect(window.say_failed)
    page.making_wanted.connect(window.save_as.ask)
    page.add_wanted.connect(window.adding.choose_files)
    page.upload_wanted.connect(window.go.show_upload)
    page.uploads_wanted.connect(window.go.show_uploads)
    if name is PageName.HELP:
        window.pages.help.left.connect(window.guidance.leave)
    elif name is PageName.SETTINGS:
        settings = window.settings
        settings.settings_saved.connect(window.show_storage)
        settings.settings_saved.connect(window.behind.on_settings)
        settings.language_chosen.connect(window.language_chosen)
        settings.example_wanted.connect(window.behind.show_example)
        settings.paused.connect(window.activity.show_state)
        settings.paused.connect(window.uploads.show_pause)
