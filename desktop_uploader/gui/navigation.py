"""Brings a person to what they want to see."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ..model.queries import TaskQuery
from ..model.task import UploadTask
from .pages import PageName, Pages
from .sidebar import Sidebar

if TYPE_CHECKING:
    from ..updates import Release


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person is in the window."""

    page: PageName
    task_id: int | None
    section: int
    """The section of the page Settings, where that is shown."""


class Navigation(QObject):
    """Lives in the main thread."""

    def __init__(self, pages: Pages, sidebar: Sidebar, parent: QObject) -> None:
        super().__init__(parent)
        self._pages = pages
        self._sidebar = sidebar

    def open_page(self, name: PageName) -> None:
        """Show a page."""
        self._sidebar.choose(name)
        self._pages.show_page(name)

    def show_upload(self, task_id: int) -> None:
        """Show an upload with its details."""
        self._pages.uploads.select_task(task_id)
        self.open_page(PageName.UPLOADS)

    def show_uploads(self, query: TaskQuery, period: str) -> None:
        """Show certain uploads; `period` is their time in words."""
        self.open_page(PageName.UPLOADS)
        self._pages.uploads.show_query(query, period)

    def show_failed(self) -> None:
        """Show the uploads that failed."""
        self.open_page(PageName.UPLOADS)
        self._pages.uploads.show_failed()

    def watch_folder(self) -> None:
        """Have a person choose a folder to watch."""
        # Loaded where it is wanted.
        from .settings.watched import WatchedSection

        self.open_page(PageName.SETTINGS)
        self._pages.settings.show_section(WatchedSection).add.click()

    def show_rows(self, task: UploadTask) -> None:
        """Show the saved rows of an upload's dataset."""
        self._pages.records.show_dataset(task.dataset or "")
        self.open_page(PageName.RECORDS)

    def show_update(self, release: "Release") -> None:
        """Show what is new in a version, and where it can be had."""
        from .settings.updates import UpdatesSection

        self.open_page(PageName.SETTINGS)
        self._pages.settings.show_section(UpdatesSection).show_release(release)

    def standing(self) -> Standing:
        """Where a person is."""
        task = self._pages.uploads.detail.task
        page = self._pages.name_in_sight()
        section = self._pages.settings.number if page is PageName.SETTINGS else 0
        return Standing(page, task.id if task is not None else None, section)

    def take_up(self, standing: Standing) -> None:
        """Be where a person was in another window."""
        if standing.task_id is not None:
            self._pages.uploads.select_task(standing.task_id)
        if standing.page is PageName.SETTINGS:
            self._pages.settings.choose(standing.section)
        self.open_page(standing.page)
