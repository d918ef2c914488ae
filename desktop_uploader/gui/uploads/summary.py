"""What is shown beside the history while several uploads are selected: how they stand, what can be done with them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from ...model.selection import Deed, Tally
from ...words import Catalogue
from ...words import batches as texts
from ..widgets import button, label
from .actions import DEEDS, Action
from .outcome import standings_text

FIRST = (Deed.RETRY, Deed.UNDO, Deed.CANCEL, Deed.SAVE_ORIGINAL, Deed.DELETE)
"""In the order of use."""


class SummaryPanel(QFrame):
    """Buttons only say what was wished."""

    wanted = Signal(object)
    """A `Deed`."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.setProperty("kind", "card")
        self._title = label(factor=1.15, bold=True, wrap=True)
        self._states = label(wrap=True, tone="soft")
        self._buttons = {deed: button("", "danger" if deed is Deed.DELETE else "plain") for deed in FIRST}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._states)
        for deed, made in self._buttons.items():
            made.setProperty("deed", deed.value)
            made.clicked.connect(self._on_clicked)
            column.addWidget(made)
        column.addStretch(1)

    def show_count(self, count: int) -> None:
        """Show how many they are, while it is counted how they stand."""
        self._say(count, self._words.tr("Counting…"))
        for made in self._buttons.values():
            made.hide()

    def show_tally(self, tally: Tally) -> None:
        """Show how they stand, and what can be done with how many."""
        self._say(tally.total, standings_text(self._words, tally.counts))
        for deed, made in self._buttons.items():
            made.setText(self._words.tr(texts.ABLE[deed], count=tally.able(deed)))
            made.setVisible(tally.able(deed) > 0)

    def _say(self, count: int, states: str) -> None:
        title = self._words.fill(texts.SELECTED, {"count": count})
        self._title.setText(title)
        self._states.setText(states)
        self.setAccessibleName(self._words.tr("{title}: {states}", title=title, states=states))

    def button_of(self, deed: Deed) -> QPushButton:
        """The button for a deed, shown where it can be done."""
        return self._buttons[deed]

    def offered(self) -> dict[Action, str]:
        """What can be done, and the words for it."""
        deeds = {deed: action for action, deed in DEEDS.items()}
        return {deeds[deed]: made.text() for deed, made in self._buttons.items() if not made.isHidden()}

    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}: {self._states.text()}"

    def _on_clicked(self) -> None:
        self.wanted.emit(Deed(self.sender().property("deed")))
