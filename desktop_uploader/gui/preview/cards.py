"""Below the rows: what only a person can say, with the file's own examples as buttons, and what would be refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...model.preview import PreviewResult, StyleSeen
from ...model.problem import grouped
from ...words import Catalogue
from ..flow import FlowLayout
from ..icons import Icons
from ..one_of import OneOf
from ..plain import caption, glance
from ..theme import Theme
from ..widgets import Mark, button, label
from .decisions import LEFT_OUT, Decisions
from .telling import type_word

Option = tuple[str, bool, Callable[[], None]]
"""Words, whether it is chosen, and what choosing it does."""

CARD_WIDTH = 240
MOST_GROUPS = 2


@dataclass(frozen=True, slots=True)
class Said:
    """What a card says. `icon` and `tone` say in another way what the words say: open, settled, refused, new."""

    title: str
    text: str = ""
    options: Sequence[Option] = ()
    icon: str = ""
    tone: str = ""


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
        questions, styles = self._questions(result, decisions), self._styles(result, decisions)
        new = self._new_columns(result, decisions)
        self._show([*questions, *styles, *self._refused(result, decisions), *new])
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

    def _questions(self, result: PreviewResult, decisions: Decisions) -> list[Said]:
        made = []
        for question in result.questions:
            options: list[Option] = [
                (self._words.choice(question, value), False, _call(decisions.answer, question.key, value))
                for value in question.choices
            ]
            made.append(Said(self._words.question(question), "", options, "question", "warn"))
        return made

    def _styles(self, result: PreviewResult, decisions: Decisions) -> list[Said]:
        made = []
        for style in result.styles:
            options: list[Option] = [
                (self._reading(style, value), value == style.chosen, _call(decisions.set_style, style, value))
                for value in style.readings
            ]
            mark = ("warning", "warn") if style.chosen is None else ("check", "ok")
            made.append(Said(self._title(style), self._reason(style), options, *mark))
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

    def _new_columns(self, result: PreviewResult, decisions: Decisions) -> list[Said]:
        """The columns for which the known dataset has no field: added to it, or left out."""
        new = [column for column in result.columns if column.proposed]
        if not new:
            return []
        first, words = new[0], self._words
        added = [column.field is not None for column in new]

        def add() -> None:
            for column in new:
                decisions.add_field(column, column.type or column.proposed)

        def leave() -> None:
            for column in new:
                decisions.send_to(column, LEFT_OUT, result)

        if len(new) == 1:
            title = words.tr("“{heading}” is new for {dataset}", heading=first.heading, dataset=result.dataset)
            examples = words.tr("It has values such as {examples}.", examples=", ".join(first.examples))
            text = examples if first.examples else ""
            kind = type_word(first.type or first.proposed, words)
            take = words.tr("Add to the dataset: {kind}", kind=kind)
        else:
            title = words.trn(
                "{count} column is new for {dataset}",
                "{count} columns are new for {dataset}",
                len(new),
                dataset=result.dataset,
            )
            text = ", ".join(column.heading for column in new)
            take = words.tr("Add all to the dataset")
        options: list[Option] = [(take, all(added), add), (words.tr("Leave out"), not any(added), leave)]
        return [Said(title, text, options, "plus", "accent")]

    def _refused(self, result: PreviewResult, decisions: Decisions) -> list[Said]:
        if result.refused is not None:
            words = self._words.error(*result.refused)
            return [Said(words.title, words.advice, icon="cross", tone="bad")]
        if not result.problem_totals or result.counts is None:
            return []
        counts, groups = result.counts, grouped(result.problems, result.problem_totals)
        lines = "\n".join(self._words.problem_group(group, counts.total) for group in groups[:MOST_GROUPS])
        if not counts.rejected:
            return [Said(self._words.tr("The headings do not fit."), lines, icon="cross", tone="bad")]
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
        return [Said(title, lines, others if good else (), "cross", "bad")]


def _call(method: Callable[..., None], *values: object) -> Callable[[], None]:
    return lambda: method(*values)
