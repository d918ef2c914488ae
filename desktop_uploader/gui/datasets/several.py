"""Several columns of a dataset: chips to press in, or, where they are too many, a line to type their names in."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ...words import Catalogue
from ..flow import FlowLayout
from ..plain import caption
from ..widgets import button
from .cells import line_of, named

MOST_CHIPS = 60
MARK = ";"
WIDE = 420


class SeveralColumns(QWidget):
    """Which of the columns are meant."""

    changed = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._names: list[str] = []
        self.chips: list[QPushButton] = []
        self.line = line_of(WIDE)
        self.line.setPlaceholderText(words.tr("several with ; between them"))
        self._typed = named(words.tr("Columns"), self.line)
        holder = QWidget()
        self._flow = FlowLayout(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        column.addWidget(self._typed)
        self.line.textEdited.connect(self.changed)

    def show_columns(self, names: Sequence[str], chosen: Sequence[str]) -> None:
        """Offer these; some are chosen. A line that is typed in stays."""
        if list(names) != self._names:
            self._make(list(names))
        for made in self.chips:
            with QSignalBlocker(made):
                made.setChecked(made.property("field") in chosen)
        if not self.line.hasFocus():
            self.line.setText(f"{MARK} ".join(chosen))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The columns that are meant."""
        if self.chips:
            return tuple(made.property("field") for made in self.chips if made.isChecked())
        known = set(self._names)
        return tuple(dict.fromkeys(name for name in self._parts() if name in known))

    @property
    def unknown(self) -> str:
        """The first name that is typed and is no column's; empty where there is none."""
        known = set(self._names)
        return "" if self.chips else next((name for name in self._parts() if name not in known), "")

    def _parts(self) -> list[str]:
        return [part.strip() for part in self.line.text().split(MARK) if part.strip()]

    def _make(self, names: list[str]) -> None:
        self._names = names
        for made in self.chips:
            self._flow.removeWidget(made)
            made.deleteLater()
        few = len(names) <= MOST_CHIPS
        self.chips = [self._chip(name) for name in names] if few else []
        self._typed.setVisible(not few)

    def _chip(self, name: str) -> QPushButton:
        made = button(caption(name, 40), "chip")
        made.setProperty("field", name)
        made.setCheckable(True)
        made.toggled.connect(self.changed)
        self._flow.addWidget(made)
        return made
