"""Below the rows: what only a person can say, with the file's own examples as buttons, and what would be refused."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...model.preview import PreviewResult, StyleSeen
from ...model.problem import grouped
from ...words import Catalogue
from ..flow import FlowLayout
from ..one_of import OneOf
from ..plain import caption, glance
from ..widgets import button, label
from .decisions import Decisions

Option = tuple[str, bool, Callable[[], None]]
"""Words, whether it is chosen, and what choosing it does."""

CARD_WIDTH = 240
MOST_GROUPS = 2


class Card(QFrame):
    """One question or remark with its options."""

    chosen = Signal()

    def __init__(self, title: str, text: str, options: Sequence[Option] = (), tone: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setMinimumWidth(CARD_WIDTH)
        self.setAccessibleName(title)
        self.title = label(glance(title), bold=True, tone=tone, wrap=True)
        self.text = label(glance(text), tone="soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self.title)
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

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.cards: list[Card] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)

    def show_result(self, result: PreviewResult, decisions: Decisions) -> None:
        """Show what this result asks and says; the keyboard stays on the option it was on."""
        focused = next((made.accessibleName() for card in self.cards for made in card.options if made.hasFocus()), "")
        questions, styles = self._questions(result, decisions), self._styles(result, decisions)
        self._show([*questions, *styles, *self._refused(result, decisions)])
        for card in self.cards:
            for made in card.options:
                if made.accessibleName() == focused:
                    made.setFocus()

    def say(self, title: str, advice: str) -> None:
        """Show one error instead."""
        self._show([Card(title, advice, tone="bad")])

    def _show(self, cards: list[Card]) -> None:
        for card in self.cards:
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = cards
        for card in cards:
            card.chosen.connect(self.changed)
            self._row.addWidget(card, 1)

    def _questions(self, result: PreviewResult, decisions: Decisions) -> list[Card]:
        made = []
        for question in result.questions:
            options: list[Option] = [
                (self._words.choice(question, value), False, _call(decisions.answer, question.key, value))
                for value in question.choices
            ]
            made.append(Card(self._words.question(question), "", options))
        return made

    def _styles(self, result: PreviewResult, decisions: Decisions) -> list[Card]:
        made = []
        for style in result.styles:
            options: list[Option] = [
                (self._reading(style, value), value == style.chosen, _call(decisions.set_style, style, value))
                for value in style.readings
            ]
            made.append(Card(self._title(style), self._reason(style), options))
        return made

    def _title(self, style: StyleSeen) -> str:
        if style.chosen is None and style.kind == "date-order":
            return self._words.tr("Which date is {example}?", example=style.example)
        if style.chosen is None:
            return self._words.tr("Which number is {example}?", example=style.example)
        return self._words.tr(
            "“{example}” in “{heading}” is {reading}",
            example=style.example,
            heading=style.heading,
            reading=self._reading(style, style.chosen),
        )

    def _reason(self, style: StyleSeen) -> str:
        match style.reason:
            case "open":
                return self._words.tr("No other value in “{heading}” settles it.", heading=style.heading)
            case "contradict":
                return self._words.tr("The values in “{heading}” contradict each other.", heading=style.heading)
            case "values":
                return self._words.tr("Because “{proof}” can be read in one way alone.", proof=style.proof)
            case "answer":
                return self._words.tr("You said so.")
            case _:
                return self._words.tr("The dataset says so.")

    def _reading(self, style: StyleSeen, value: str) -> str:
        text = style.readings.get(value, value)
        if style.kind == "date-order":
            day = date.fromisoformat(text)
            return f"{day:%d %B %Y}" if self._words.code == "en" else self._words.date(day)
        number = float(text)
        return self._words.number(int(number)) if number.is_integer() else self._words.plain_number(number)

    def _refused(self, result: PreviewResult, decisions: Decisions) -> list[Card]:
        if result.refused is not None:
            words = self._words.error(*result.refused)
            return [Card(words.title, words.advice, tone="bad")]
        if not result.problem_totals or result.counts is None:
            return []
        counts, groups = result.counts, grouped(result.problems, result.problem_totals)
        lines = "\n".join(self._words.problem_group(group, counts.total) for group in groups[:MOST_GROUPS])
        if not counts.rejected:
            return [Card(self._words.tr("The headings do not fit."), lines, tone="bad")]
        title = self._words.trn("{count} row would be refused", "{count} rows would be refused", counts.rejected)
        good = counts.total - counts.rejected
        others: list[Option] = [
            (self._words.tr("Save nothing yet"), not counts.saved, _call(decisions.save_others, False)),
            (
                self._words.trn("Save {count} other", "Save {count} others", good),
                bool(counts.saved),
                _call(decisions.save_others, True),
            ),
        ]
        return [Card(title, lines, others if good else (), tone="bad")]


def _call(method: Callable[..., None], *values: object) -> Callable[[], None]:
    return lambda: method(*values)
