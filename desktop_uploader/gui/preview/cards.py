"""Below the rows: what only a person can say, with the file's own examples as buttons, and what would be refused."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...model.preview import PreviewResult
from ...words import Catalogue
from ..flow import FlowLayout
from ..icons import Icons
from ..one_of import OneOf
from ..plain import caption, glance
from ..theme import Theme
from ..widgets import Mark, button, label
from .decisions import Decisions
from .saying import Said, Saying

CARD_WIDTH = 240


class Card(QFrame):
    """One question or remark with its options."""

    chosen = Signal()

    def __init__(self, said: Said, theme: Theme, icons: Icons) -> None:
        super().__init__()
        title, text, options, tone = said.title, said.text, said.options, "bad" if said.tone == "bad" else ""
        self.setProperty("kind", "card")
        self.setMinimumWidth(CARD_WIDTH)
        self.setAccessibleName(title)
        self.title = label(glance(title), bold=True, tone=tone, wrap=True)
        self.text = label(glance(text), tone="soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        if said.icon:
            head.addWidget(Mark(theme, icons, said.icon, said.tone), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(self.text)
        self.text.setVisible(bool(text))
        self.options = [button(caption(words), "chip") for words, _, _ in options]
        self._acts = [act for _, _, act in options]
        row, group = QWidget(), OneOf(self)
        flow = FlowLayout(row, 8)
        for made, (words, checked, _) in zip(self.options, options, strict=True):
            group.add(made)
            made.setChecked(checked)
            made.setAccessibleName(f"{title} {words}")
            flow.addWidget(made)
        column.addWidget(row)
        row.setVisible(bool(options))
        column.addStretch(1)
        group.chosen.connect(self._on_chosen)

    def _on_chosen(self, number: int) -> None:
        self._acts[number]()
        self.chosen.emit()


class Cards(QWidget):
    """All cards of one result, side by side."""

    changed = Signal()
    """Something was decided."""

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._theme = theme
        self._icons = icons
        self._words = words
        self.cards: list[Card] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def show_result(self, result: PreviewResult, decisions: Decisions) -> None:
        """Show what this result asks and says; the keyboard stays on the option it was on."""
        focused = next((made.accessibleName() for card in self.cards for made in card.options if made.hasFocus()), "")
        self._show(Saying(result, decisions, self._words).all())
        for card in self.cards:
            for made in card.options:
                if made.accessibleName() == focused:
                    made.setFocus()

    def say(self, title: str, advice: str) -> None:
        """Show one error instead."""
        self._show([Said(title, advice, icon="cross", tone="bad")])

    def _show(self, said: list[Said]) -> None:
        cards = [Card(one, self._theme, self._icons) for one in said]
        for card in self.cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = cards
        for card in cards:
            card.chosen.connect(self.changed)
            self._row.addWidget(card, 1)
