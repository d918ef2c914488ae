"""The pages of the window, each made when it is first looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ..words.marking import N_
from .page import Kit, Page

if TYPE_CHECKING:
    from .help.page import HelpPage
    from .records.page import RecordsPage
    from .settings_page import SettingsPage
    from .uploads.page import UploadsPage


class PageName(StrEnum):
    """What a page is called within the program."""

    UPLOADS = "uploads"
    RECORDS = "records"
    DATASETS = "datasets"
    INSIGHTS = "insights"
    SETTINGS = "settings"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page's place in the sidebar, and how it is made."""

    name: PageName
    title: str
    icon: str
    keys: str
    """Empty for Help: F1 leads to its page for where one is."""

    make: Callable[[Kit], Page]
    at_bottom: bool = False


# The modules are loaded with their pages: most starts of the program are for the first one alone.
def _uploads(kit: Kit) -> Page:
    from .uploads.page import UploadsPage

    return UploadsPage(kit)


def _records(kit: Kit) -> Page:
    from .records.page import RecordsPage

    return RecordsPage(kit)


def _datasets(kit: Kit) -> Page:
    from .datasets.page import DatasetsPage

    return DatasetsPage(kit)


def _insights(kit: Kit) -> Page:
    from .insights.page import InsightsPage

    return InsightsPage(kit)


def _settings(kit: Kit) -> Page:
    from .settings_page import SettingsPage

    return SettingsPage(kit)


def _help(kit: Kit) -> Page:
    from .help.page import HelpPage

    return HelpPage(kit)


PAGES = (
    PageKind(PageName.UPLOADS, N_("Uploads"), "upload", "Ctrl+1", _uploads),
    PageKind(PageName.RECORDS, N_("Records"), "table", "Ctrl+2", _records),
    PageKind(PageName.DATASETS, N_("Datasets"), "checklist", "Ctrl+3", _datasets),
    PageKind(PageName.INSIGHTS, N_("Insights"), "chart", "Ctrl+4", _insights),
    PageKind(PageName.SETTINGS, N_("Settings"), "settings", "Ctrl+,", _settings, at_bottom=True),
    PageKind(PageName.HELP, N_("Help"), "question", "", _help, at_bottom=True),
)
"""In the order of the sidebar."""


class Pages(QStackedWidget):
    """Shows one page at a time. `made` hands out each page once, before it is shown."""

    made = Signal(object, object)
    """A `PageName` and its `Page`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._kinds = {kind.name: kind for kind in PAGES}
        self._pages: dict[PageName, Page] = {}
        self._wanted: PageName | None = None

    def page(self, name: PageName) -> Page:
        """The page of that name."""
        if name not in self._pages:
            page = self._pages[name] = self._kinds[name].make(self._kit)
            self.addWidget(page)
            self.made.emit(name, page)
        return self._pages[name]

    @property
    def uploads(self) -> "UploadsPage":
        """The page that a person sees first."""
        return cast("UploadsPage", self.page(PageName.UPLOADS))

    @property
    def records(self) -> "RecordsPage":
        """The saved rows."""
        return cast("RecordsPage", self.page(PageName.RECORDS))

    @property
    def settings(self) -> "SettingsPage":
        """What a person may choose."""
        return cast("SettingsPage", self.page(PageName.SETTINGS))

    @property
    def help(self) -> "HelpPage":
        """The guide."""
        return cast("HelpPage", self.page(PageName.HELP))

    def show_page(self, name: PageName) -> None:
        """Bring a page into sight: all but the first one once the application is open, see `go_on`."""
        self._wanted = name
        if name is not PageName.UPLOADS and not self._kit.application.opened:
            return
        page = self.page(name)
        self.setCurrentWidget(page)
        page.refresh()

    def go_on(self) -> None:
        """The application is open now: bring the page into sight that was wanted before."""
        if self._wanted is not None:
            self.show_page(self._wanted)

    def in_sight(self) -> Page | None:
        """The page that is shown; None where something else stands in its place."""
        current = self.currentWidget()
        return current if isinstance(current, Page) else None

    def name_in_sight(self) -> PageName:
        """The name of the page that is shown; the first one's where something else stands in its place."""
        names = [name for name, page in self._pages.items() if page is self.currentWidget()]
        return names[0] if names else PageName.UPLOADS

    def topic_in_sight(self) -> str:
        """What F1 shows of the guide."""
        page = self.in_sight()
        return page.topic if page is not None else "start"

    def close_down(self) -> None:
        """The window closes."""
        for page in self._pages.values():
            page.close_down()
