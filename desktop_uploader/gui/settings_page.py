"""What a person may choose, section by section."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from .settings.section import Section
from .widgets import button, label, scrolled

LIST_WIDTH = 180


class SettingsPage(QWidget):
    """A list of the sections beside the one that is chosen."""

    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.sections = list(sections)
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        names = QVBoxLayout()
        names.setSpacing(4)
        for number, section in enumerate(self.sections):
            made = button(section.title, "page")
            made.setCheckable(True)
            made.setFixedWidth(LIST_WIDTH)
            self._group.addButton(made, number)
            names.addWidget(made)
            self._stack.addWidget(scrolled(_at_top(section)))
        names.addStretch(1)
        self._group.buttons()[0].setChecked(True)
        self._group.idClicked.connect(self.choose)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(names)
        row.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        column.addWidget(label("Settings", factor=1.45, bold=True))
        column.addLayout(row, 1)

    def choose(self, number: int) -> None:
        """Show a section."""
        self._group.button(number).setChecked(True)
        self._stack.setCurrentIndex(number)
        self.refresh()

    def refresh(self) -> None:
        """Have the section that is shown read what holds now."""
        self.sections[self._stack.currentIndex()].refresh()


def _at_top(section: Section) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(section, 0, Qt.AlignmentFlag.AlignTop)
    return made
