"""What a person may choose, section by section."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from .one_of import OneOf
from .page import Kit, Page
from .settings.language import LanguageSection
from .settings.section import Section
from .settings.storage import StorageSection
from .settings.watched import WatchedSection
from .widgets import button, label, scrolled

LIST_WIDTH = 180


class SettingsPage(Page):
    """A list of the sections beside the one that is chosen."""

    settings_saved = Signal(object)
    """The `Settings` that hold from now on."""

    language_chosen = Signal(str)
    """The setting `language`, which is saved."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        storage = StorageSection(kit.application, kit.theme, kit.icons)
        storage.said.connect(self.said)
        storage.saved.connect(self.settings_saved)
        watched = WatchedSection(kit.application, kit.background, kit.theme, kit.icons)
        language = LanguageSection(kit.application, kit.background, kit.theme, kit.icons)
        language.chosen.connect(self.language_chosen)
        self.sections: tuple[Section, ...] = (storage, watched, language)
        self._stack = QStackedWidget()
        self._group = OneOf(self)
        self._group.chosen.connect(self.choose)
        self._names = QVBoxLayout()
        self._names.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._names)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(label(kit.application.words.tr("Settings"), factor=1.45, bold=True))
        column.addLayout(row, 1)
        self._show_sections()

    def choose(self, number: int) -> None:
        """Show a section."""
        self._group.choose(number)
        self._stack.setCurrentIndex(number)
        self.refresh()

    @property
    def section(self) -> int:
        """The number of the section that is shown."""
        return self._stack.currentIndex()

    def refresh(self) -> None:
        """Have the section that is shown read what holds now."""
        self.sections[self._stack.currentIndex()].refresh()

    def close_down(self) -> None:
        """Wait for what is under way."""
        for section in self.sections:
            section.close_down()

    def _show_sections(self) -> None:
        for section in self.sections:
            made = button(section.title, "page")
            made.setFixedWidth(LIST_WIDTH)
            self._group.add(made)
            self._names.addWidget(made)
            self._stack.addWidget(scrolled(_at_top(section)))
        self._names.addStretch(1)
        self._group.choose(0)


def _at_top(section: Section) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(section, 0, Qt.AlignmentFlag.AlignTop)
    return made
