"""What a person does here, in four steps: shown at the very first start, and in the help."""

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ...words import Catalogue
from ...words.marking import N_
from ..icons import Icons
from ..theme import Theme
from ..widgets import Glyph, button, label

STEPS = (
    ("upload", N_("Drop your files"), N_("Excel or CSV, also whole folders. They are kept safe before anything else.")),
    (
        "question",
        N_("Answer what only you know"),
        N_("A new kind of file is shown to you before anything is saved; later ones need no click."),
    ),
    (
        "warning",
        N_("Correct what is wrong"),
        N_("Each wrong cell is named, with what to type instead. Nothing wrong gets in."),
    ),
    ("table", N_("Use the rows"), N_("They are on the page Records, and Excel and Power BI can read them.")),
)
SEEN = "tour/seen"
"""Where the window remembers that a person has put it away."""

ABREAST = 760
"""The width from which on the steps stand beside each other; else two and two."""


class Tour(QFrame):
    """A card that is in nobody's way: the page around it can be used meanwhile."""

    put_away = Signal()
    guide_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue, *, stays: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.done, self.guide = button(words.tr("Got it")), button(words.tr("Read the guide"))
        self.done.clicked.connect(self.put_away)
        self.guide.clicked.connect(self.guide_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 16, 18)
        column.setSpacing(14)
        top = QHBoxLayout()
        top.addWidget(label(words.tr("How it works"), factor=1.15, bold=True))
        top.addStretch(1)
        top.addWidget(self.guide)
        top.addWidget(self.done)
        if stays:
            self.done.hide()
        column.addLayout(top)
        self._steps = [_step(theme, icons, words, *step) for step in STEPS]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(16)
        column.addLayout(self._grid)
        self._abreast = 0
        self._arrange(len(STEPS))
        self.setAccessibleName(words.tr("How it works"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See Qt."""
        if event.key() == Qt.Key.Key_Escape and not self.done.isHidden():
            self.put_away.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt."""
        super().resizeEvent(event)
        self._arrange(len(STEPS) if event.size().width() >= ABREAST else 2)

    def _arrange(self, abreast: int) -> None:
        if abreast == self._abreast:
            return
        self._abreast = abreast
        for number, step in enumerate(self._steps):
            self._grid.addWidget(step, number // abreast, number % abreast, Qt.AlignmentFlag.AlignTop)
        for column in range(len(STEPS)):
            self._grid.setColumnStretch(column, 1 if column < abreast else 0)


class FirstTour(Tour):
    """The tour of the very first start: once put away, it stays away."""

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue, remembered: QSettings) -> None:
        super().__init__(theme, icons, words)
        self._remembered = remembered
        self.put_away.connect(self.forget)

    @staticmethod
    def wanted(remembered: QSettings) -> bool:
        """True until a person has put it away or begun."""
        return not remembered.value(SEEN, False, bool)

    def forget(self) -> None:
        """A person has seen it, or has begun."""
        self._remembered.setValue(SEEN, True)
        self.hide()


def _step(theme: Theme, icons: Icons, words: Catalogue, icon: str, title: str, text: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(Glyph(theme, icons, icon, 32), 0, Qt.AlignmentFlag.AlignTop)
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(label(words.tr(title), bold=True, wrap=True))
    texts.addWidget(label(words.tr(text), factor=0.92, tone="soft", wrap=True))
    texts.addStretch(1)
    row.addLayout(texts, 1)
    return made
