"""What a person may choose, section by section."""

from dataclasses import dataclass
from typing import TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ..words.marking import N_
from .one_of import OneOf
from .page import Kit, Page
from .settings.diagnostics import DiagnosticsSection
from .settings.form_section import FormSection
from .settings.keeping import KeepingSection
from .settings.language import LanguageSection
from .settings.notifications import NotificationsSection
from .settings.records import RecordsSection
from .settings.section import Section
from .settings.start import StartSection
from .settings.storage import StorageSection
from .settings.updates import UpdatesSection
from .settings.watched import WatchedSection
from .settings.worker import WorkerSection
from .widgets import button, label, scrolled

LIST_WIDTH = 190

S = TypeVar("S", bound=Section)


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A section and its words in the list."""

    title: str
    section: type[Section]
    topic: str
    """What F1 shows of the guide."""


SECTIONS = (
    SectionKind(N_("Storage"), StorageSection, "storage"),
    SectionKind(N_("Watched folders"), WatchedSection, "watched-folders"),
    SectionKind(N_("Worker"), WorkerSection, "settings#worker"),
    SectionKind(N_("Records database"), RecordsSection, "settings#records"),
    SectionKind(N_("Keeping"), KeepingSection, "settings#keeping"),
    SectionKind(N_("Start and tray"), StartSection, "background#start"),
    SectionKind(N_("Language"), LanguageSection, "settings#language"),
    SectionKind(N_("Notifications"), NotificationsSection, "background#messages"),
    SectionKind(N_("Updates"), UpdatesSection, "settings#updates"),
    SectionKind(N_("Diagnostics"), DiagnosticsSection, "trouble#diagnostics"),
)
"""In the order of the list."""


class SettingsPage(Page):
    """A list of the sections beside the one that is chosen. A section is made when it is first looked at."""

    settings_saved = Signal(object)
    """The `Settings` that hold from now on."""

    language_chosen = Signal(str)
    """The setting `language`, which is saved."""

    paused = Signal()
    """The work was paused or goes on."""

    example_wanted = Signal()
    """Show a message of the system as an example."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._made: dict[int, Section] = {}
        self._places: dict[int, int] = {}
        self._number = 0
        self._stack = QStackedWidget()
        self._group = OneOf(self)
        self._group.chosen.connect(self.choose)
        names = QVBoxLayout()
        names.setSpacing(4)
        words = kit.application.words
        for kind in SECTIONS:
            made = button(words.tr(kind.title), "page")
            made.setMinimumWidth(LIST_WIDTH)
            self._group.add(made)
            names.addWidget(made)
        names.addStretch(1)
        self._group.choose(0)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(names)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(label(words.tr("Settings"), factor=1.45, bold=True))
        column.addLayout(row, 1)

    def choose(self, number: int) -> None:
        """Show a section; the focus goes along where it stands on another one's name."""
        self._number = number
        self._group.choose(number)
        if self.window().focusWidget() in self._group.buttons():
            self._group.button(number).setFocus()
        self.refresh()

    def section(self, kind: type[S]) -> S:
        """A section, made where it was not."""
        number = next(number for number, known in enumerate(SECTIONS) if known.section is kind)
        return cast(S, self._section(number))

    def show_section(self, kind: type[S]) -> S:
        """The same, shown."""
        found = self.section(kind)
        self.choose(next(number for number, made in self._made.items() if made is found))
        return found

    @property
    def topic(self) -> str:
        """See `Page`: that of the section that is shown."""
        return SECTIONS[self._number].topic

    @property
    def number(self) -> int:
        """The number of the section that is shown."""
        return self._number

    @property
    def in_sight(self) -> type[Section]:
        """The kind of section that is shown."""
        return SECTIONS[self._number].section

    def refresh(self) -> None:
        """Have the section that is shown read what holds now."""
        section = self._section(self._number)
        self._stack.setCurrentIndex(self._places[self._number])
        section.refresh()

    def close_down(self) -> None:
        """Wait for what is under way."""
        for section in self._made.values():
            section.close_down()

    def _section(self, number: int) -> Section:
        if number not in self._made:
            made = self._made[number] = SECTIONS[number].section(self._kit)
            self._connect(made)
            self._places[number] = self._stack.addWidget(scrolled(_at_top(made)))
        return self._made[number]

    def _connect(self, section: Section) -> None:
        if isinstance(section, StorageSection | FormSection):
            section.said.connect(self.said)
            section.saved.connect(self.settings_saved)
        if isinstance(section, LanguageSection):
            section.chosen.connect(self.language_chosen)
        if isinstance(section, WorkerSection):
            section.paused.connect(self.paused)
        if isinstance(section, NotificationsSection):
            section.try_wanted.connect(self.example_wanted)
        if isinstance(section, DiagnosticsSection):
            section.making_wanted.connect(self.making_wanted)


def _at_top(section: Section) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(section, 0, Qt.AlignmentFlag.AlignTop)
    return made
