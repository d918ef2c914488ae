"""What the cards below the rows say, and what their buttons do. No Qt."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...model.preview import PreviewResult, StyleSeen
from ...model.problem import grouped
from ...words import Catalogue
from .decisions import LEFT_OUT, Decisions
from .telling import type_word

Option = tuple[str, bool, Callable[[], None]]
"""Words, whether it is chosen, and what choosing it does."""

MOST_GROUPS = 2
MOST_ALONE = 3
"""Columns of one kind that are asked about one by one; more are asked about together."""
MOST_CARDS = 8
"""Questions, and columns that are settled, each: cards are widgets, and a file can have thousands of columns."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a card says. `icon` and `tone` say in another way what the words say: open, settled, refused, new."""

    title: str
    text: str = ""
    options: Sequence[Option] = ()
    icon: str = ""
    tone: str = ""


class Saying:
    """About one result."""

    def __init__(self, result: PreviewResult, decisions: Decisions, words: Catalogue) -> None:
        self._result = result
        self._decisions = decisions
        self._words = words

    def all(self) -> list[Said]:
        """What is asked first, then what is settled, refused, new."""
        return [*self._questions(), *self._styles(), *self._refused(), *self._new_columns()]

    def _questions(self) -> list[Said]:
        made = []
        for question in self._result.questions[:MOST_CARDS]:
            options: list[Option] = [
                (self._words.choice(question, value), False, _call(self._decisions.answer, question.key, value))
                for value in question.choices
            ]
            made.append(Said(self._words.question(question), "", options, "question", "warn"))
        return made

    def _styles(self) -> Iterator[Said]:
        """Columns that are open: one by one where they are few, else all of a kind together. Then what is settled."""
        for kind in dict.fromkeys(style.kind for style in self._result.styles):
            alike = [style for style in self._result.styles if style.kind == kind and style.chosen is None]
            if len(alike) <= MOST_ALONE:
                yield from (self._style(style, [style]) for style in alike)
            else:
                yield self._style(alike[0], alike)
        settled = [style for style in self._result.styles if style.chosen is not None]
        yield from (self._style(style, [style]) for style in settled[:MOST_CARDS])

    def _style(self, style: StyleSeen, alike: Sequence[StyleSeen]) -> Said:
        """One column's texts, or those of several that are to be read in one way."""

        def choose(value: str) -> None:
            for each in alike:
                self._decisions.set_style(each, value)

        options: list[Option] = [
            (self._reading(style, value), value == style.chosen, _call(choose, value)) for value in style.readings
        ]
        mark = ("warning", "warn") if style.chosen is None else ("check", "ok")
        reason = self._reason(style)
        if len(alike) > 1:
            reason = self._words.tr(
                "Nothing settles it in {count} columns: {headings}. The answer holds for all of them.",
                count=len(alike),
                headings=[each.heading for each in alike],
            )
        return Said(self._title(style), reason, options, *mark)

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

    def _new_columns(self) -> list[Said]:
        """The columns for which the known dataset has no field: added to it, or left out."""
        new = [column for column in self._result.columns if column.proposed]
        if not new:
            return []
        first, words = new[0], self._words
        added = [column.field is not None for column in new]

        def add() -> None:
            for column in new:
                self._decisions.add_field(column, column.type or column.proposed)

        def leave() -> None:
            for column in new:
                self._decisions.send_to(column, LEFT_OUT, self._result)

        if len(new) == 1:
            title = words.tr("“{heading}” is new for {dataset}", heading=first.heading, dataset=self._result.dataset)
            examples = words.tr("It has values such as {examples}.", examples=", ".join(first.examples))
            text = examples if first.examples else ""
            kind = type_word(first.type or first.proposed, words)
            take = words.tr("Add to the dataset: {kind}", kind=kind)
        else:
            title = words.trn(
                "{count} column is new for {dataset}",
                "{count} columns are new for {dataset}",
                len(new),
                dataset=self._result.dataset,
            )
            text = ", ".join(column.heading for column in new)
            take = words.tr("Add all to the dataset")
        options: list[Option] = [(take, all(added), add), (words.tr("Leave out"), not any(added), leave)]
        return [Said(title, text, options, "plus", "accent")]

    def _refused(self) -> list[Said]:
        if self._result.refused is not None:
            words = self._words.error(*self._result.refused)
            return [Said(words.title, words.advice, icon="cross", tone="bad")]
        if not self._result.problem_totals or self._result.counts is None:
            return []
        counts, groups = self._result.counts, grouped(self._result.problems, self._result.problem_totals)
        lines = "\n".join(self._words.problem_group(group, counts.total) for group in groups[:MOST_GROUPS])
        if not counts.rejected:
            return [Said(self._words.tr("The headings do not fit."), lines, icon="cross", tone="bad")]
        title = self._words.trn("{count} row would be refused", "{count} rows would be refused", counts.rejected)
        good = counts.total - counts.rejected
        others: list[Option] = [
            (self._words.tr("Save nothing yet"), not counts.saved, _call(self._decisions.save_others, False)),
            (
                self._words.trn("Save {count} other", "Save {count} others", good),
                bool(counts.saved),
                _call(self._decisions.save_others, True),
            ),
        ]
        return [Said(title, lines, others if good else (), "cross", "bad")]


def _call(method: Callable[..., None], *values: object) -> Callable[[], None]:
    return lambda: method(*values)
