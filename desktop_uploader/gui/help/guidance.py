"""Brings a person to the page of the guide for where they are, and back."""

from PySide6.QtCore import QObject

from ...model.task import UploadTask
from ..navigation import Navigation
from ..pages import PageName, Pages
from ..preview.previewing import Previewing


class Guidance(QObject):
    """Lives in the main thread."""

    def __init__(self, pages: Pages, go: Navigation, previewing: Previewing, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._go, self._previewing = pages, go, previewing
        self._before = PageName.UPLOADS
        self._previewed: UploadTask | None = None

    def show(self) -> None:
        """Show the guide's page for where a person is; where they are in the guide, its first page."""
        topic = self._pages.topic_in_sight()
        self.open()
        page = self._pages.help
        page.show_topic(topic)
        page.browser.setFocus()

    def open(self) -> None:
        """Show the page Help as it was left."""
        name = self._pages.name_in_sight()
        if name is not PageName.HELP:
            self._before = name
            preview = self._previewing.page
            self._previewed = preview.task if preview is not None else None
        self._go.open_page(PageName.HELP)

    def choose(self, name: PageName) -> None:
        """Show a page of the window; of Help, remember where a person comes from."""
        if name is PageName.HELP:
            self.open()
        else:
            self._pages.show_page(name)

    def leave(self) -> None:
        """Be where one was before."""
        previewed, self._previewed = self._previewed, None
        self._go.open_page(self._before)
        if previewed is not None:
            self._previewing.open(previewed)
