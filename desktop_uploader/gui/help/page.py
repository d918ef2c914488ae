"""The guide with its contents and a search, the tour, what the program is, and a way to report a problem."""

from enum import IntEnum
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ..one_of import OneOf
from ..page import Kit, Page
from ..widgets import button, card, label, scrolled
from .about import About
from .browser import GuideBrowser
from .contents import Contents
from .guide import START, GuidePage, guide_folder, read_guide, read_pictures, search
from .report import report_making
from .tour import Tour
from .trail import Trail

SIDE = 220


class View(IntEnum):
    """What stands at the right."""

    GUIDE, TOUR, ABOUT = range(3)


class HelpPage(Page):
    """Files are read in the background, the pages once and the pictures with their page."""

    left = Signal()
    """A person wants to be back where they were."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._pages: dict[str, GuidePage] = {}
        self._trail = Trail()
        self._build()
        self._connect()
        self._colour()
        language = kit.application.words.code
        kit.background.run(lambda: read_guide(guide_folder(), language), self._on_read)

    @property
    def shown(self) -> str:
        """The topic that is shown: a page of the guide, and behind # a place on it."""
        return self._trail.here.topic if self._trail.here is not None else ""

    @property
    def view(self) -> View:
        """What stands at the right."""
        return View(self.stack.currentIndex())

    def show_topic(self, topic: str) -> None:
        """Show a page of the guide; as soon as it is read, where it is not yet."""
        self._leave_here()
        self._trail.go_to(topic)
        self._show_here()

    def refresh(self) -> None:
        """See `Page`."""
        if self._trail.here is None:
            self.show_topic(START)

    def _build(self) -> None:
        kit, tr = self._kit, self._kit.application.words.tr
        self.search, self.contents = QLineEdit(), Contents(kit.theme)
        self.search.setPlaceholderText(tr("Search the guide"))
        self.search.setAccessibleName(tr("Search the guide"))
        self.search.setClearButtonEnabled(True)
        self.contents.setAccessibleName(tr("Contents"))
        self.nothing = label(tr("The guide has no page with these words."), tone="soft", wrap=True)
        self.nothing.hide()
        self.back, self.on = _square(tr("Back")), _square(tr("Forward"))
        self.tour_button, self.about_button = button(tr("How it works"), "page"), button(tr("About"), "page")
        self.report = button(tr("Report a problem…"))
        self.report.setToolTip(tr("Versions, settings and the log, without names, passwords or cells of your files"))
        self.browser, self.about = GuideBrowser(kit.theme, kit.application.words), About(kit)
        self.tour = Tour(kit.theme, kit.icons, kit.application.words, stays=True)
        self.stack = QStackedWidget()
        for view in (_carded(self.browser), scrolled(_at_top(self.tour)), self.about):
            self.stack.addWidget(view)
        top, row, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(label(tr("Help"), factor=1.45, bold=True))
        top.addSpacing(12)
        for widget in (self.back, self.on):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.report)
        row.setSpacing(16)
        row.addWidget(self._side())
        row.addWidget(self.stack, 1)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(row, 1)

    def _side(self) -> QWidget:
        made = card()
        made.setFixedWidth(SIDE)
        column = QVBoxLayout(made)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        for widget in (self.search, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.contents, 1)
        self._others = OneOf(self)
        for other in (self.tour_button, self.about_button):
            self._others.add(other)
            column.addWidget(other)
        return made

    def _connect(self) -> None:
        self.search.textChanged.connect(self._list)
        self.search.returnPressed.connect(self._on_first)
        self.contents.chosen.connect(self.show_topic)
        self.browser.topic_wanted.connect(self.show_topic)
        self.browser.back_wanted.connect(partial(self._step, -1))
        self.browser.on_wanted.connect(partial(self._step, 1))
        self.back.clicked.connect(partial(self._step, -1))
        self.on.clicked.connect(partial(self._step, 1))
        self._others.chosen.connect(self._on_other)
        self.tour.guide_wanted.connect(partial(self.show_topic, START))
        self.about.said.connect(self.said)
        self.report.clicked.connect(self._on_report)
        self._kit.theme.changed.connect(self._colour)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        slots = {"Ctrl+F": self.search.setFocus, "Esc": self._on_escape}
        slots |= {"Alt+Left": partial(self._step, -1), "Alt+Right": partial(self._step, 1)}
        for keys, slot in slots.items():
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(slot)

    def show_view(self, view: View) -> None:
        """Show what is no page of the guide, or the guide again."""
        self.stack.setCurrentIndex(view)
        if view is View.GUIDE:
            self._others.choose_none()
        else:
            self._others.choose(view - 1)
        if view is View.ABOUT:
            self.about.refresh()
        self.contents.show_chosen(self.shown.partition("#")[0] if view is View.GUIDE else "")

    def _on_read(self, pages: list[GuidePage]) -> None:
        self._pages = {page.name: page for page in pages}
        self._list()
        if self._trail.here is not None:
            self._show_here()

    def _show_here(self) -> None:
        self.show_view(View.GUIDE)
        self.back.setEnabled(self._trail.can_go_back)
        self.on.setEnabled(self._trail.can_go_on)
        here = self._trail.here
        page = self._pages.get(here.topic.partition("#")[0]) if here is not None else None
        if page is not None:
            find = self.search.text()
            self._kit.background.run(partial(read_pictures, page), partial(self._on_pictures, page, find))

    def _on_pictures(self, page: GuidePage, find: str, pictures: dict[str, QImage]) -> None:
        here = self._trail.here
        if here is None or here.topic.partition("#")[0] != page.name:
            return
        self.browser.show_page(page, pictures, find)
        anchor = here.topic.partition("#")[2]
        if here.scrolled:
            self.browser.verticalScrollBar().setValue(here.scrolled)
        elif anchor:
            self.browser.show_place(anchor)

    def _step(self, by: int) -> None:
        if self._trail.here is not None:
            self._leave_here()
            self._trail.step(by)
            self._show_here()

    def _leave_here(self) -> None:
        if self._trail.here is not None:
            self._trail.here.scrolled = self.browser.verticalScrollBar().value()

    def _list(self) -> None:
        text = self.search.text().strip()
        pages = list(self._pages.values())
        found = search(pages, text) if text else [(page, "") for page in pages]
        self.contents.pages.show_entries(found)
        self.nothing.setVisible(bool(text) and not found)
        if self.view is View.GUIDE and not text:
            self.contents.show_chosen(self.shown.partition("#")[0])

    def _on_first(self) -> None:
        if self.contents.pages.rowCount():
            self.contents.setCurrentIndex(self.contents.pages.index(0))
            self.contents.setFocus()

    def _on_escape(self) -> None:
        if self.search.text():
            self.search.clear()
        else:
            self.left.emit()

    def _on_report(self) -> None:
        self.making_wanted.emit(report_making(self._kit.application))

    def _on_other(self, number: int) -> None:
        self.show_view(View(number + 1))

    def _colour(self) -> None:
        for made, icon in ((self.back, "arrow-left"), (self.on, "arrow-right")):
            made.setIcon(self._kit.icons.icon(icon, self._kit.theme.tokens.text))


def _square(name: str) -> QPushButton:
    made = button("", "chip")
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setEnabled(False)
    return made


def _carded(inside: QWidget) -> QWidget:
    made = card()
    column = QVBoxLayout(made)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(inside)
    return made


def _at_top(inside: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inside)
    column.addStretch(1)
    return made
