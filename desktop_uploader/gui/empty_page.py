"""What a person sees before the first file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..model import kinds
from .help.tour import FirstTour
from .page import Kit
from .widgets import Glyph, button, card, label

KINDS = ", ".join(kinds.KINDS)


class EmptyPage(QWidget):
    """Says what the page is for, and holds its first step."""

    add_wanted = Signal()
    samples_wanted = Signal()
    guide_wanted = Signal()
    watch_wanted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._theme, self._icons = kit.theme, kit.icons
        self._words = words = kit.application.words
        self.tour: FirstTour | None = None
        """Where a person has not put it away; made when the page is first seen, which it is at few starts."""
        self.top_add, self.add = (button(words.tr("Add files…"), "primary") for _ in range(2))
        self.add_objects = button(words.tr("Add from S3…"))
        self.watch = button(words.tr("Watch a folder…"))
        self.samples = button(words.tr("Try it with sample files"))
        self._build()
        for widget in (self.top_add, self.add):
            widget.clicked.connect(self.add_wanted)
        self.samples.clicked.connect(self.samples_wanted)
        self.watch.clicked.connect(self.watch_wanted)
        kit.theme.changed.connect(self._colour)
        self._colour()

    def showEvent(self, event: QShowEvent) -> None:
        """See Qt."""
        if self.tour is None and FirstTour.wanted(self._kit.remembered):
            self.tour = FirstTour(self._theme, self._icons, self._words, self._kit.remembered)
            self.tour.guide_wanted.connect(self.guide_wanted)
            for begun in (self.add_wanted, self.samples_wanted):
                begun.connect(self.tour.forget)
            self._column.insertWidget(1, self.tour)
        super().showEvent(event)

    def _build(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(label(self._words.tr("Uploads"), factor=1.45, bold=True))
        top.addStretch(1)
        top.addWidget(self.top_add)
        column.addLayout(top)
        area = card("drop")
        inside = QVBoxLayout(area)
        inside.setSpacing(10)
        inside.addStretch(1)
        centre = Qt.AlignmentFlag.AlignCenter
        inside.addWidget(Glyph(self._theme, self._icons, "upload"), 0, centre)
        tr = self._words.tr
        inside.addWidget(label(tr("Drop Excel or CSV files here"), factor=1.15, bold=True), 0, centre)
        text = tr(
            "They are kept safe, checked, and their rows saved. You can go on\n"
            "working: this window shows how each file is doing and what to correct."
        )
        words = label(text, tone="soft")
        words.setAlignment(centre)
        inside.addWidget(words, 0, centre)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        buttons.addWidget(self.add)
        buttons.addWidget(self.add_objects)
        buttons.addWidget(self.watch)
        buttons.addWidget(self.samples)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        inside.addWidget(label(KINDS, factor=0.88, tone="soft"), 0, centre)
        inside.addStretch(1)
        column.addWidget(area, 1)

    def _colour(self) -> None:
        for widget in (self.top_add, self.add):
            widget.setIcon(self._icons.icon("plus", self._theme.tokens.on_fill))
