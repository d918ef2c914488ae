"""Proposes a definition from a file's rows: every row is looked at, and types only widen, so that nothing is lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from ...model.errors import NeedsAnswer
from ...model.question import Answers, Question
from ..checking.columns import shown
from ..checking.converters.base import SAFE_DIGITS
from ..layout.labels import unique_labels
from ..layout.source import Source, chunks
from .texts import TextEvidence

MOST_EXAMPLES, LONGEST_EXAMPLE = 3, 60
EXAMPLES_FROM = 200
"""Cells of a chunk among which different values are looked for."""


class ColumnEvidence:
    """What one column's cells can be."""

    def __init__(self) -> None:
        self._types: set[str] = set()
        self._text: TextEvidence | None = None
        self._numbers = self._percent = 0
        self._padded = False
        self.examples: list[str] = []

    def see(self, cells: Sequence[Any]) -> None:
        """Take a chunk of cells into account."""
        present = [cell for cell in cells if cell != ""]
        if len(self.examples) < MOST_EXAMPLES:
            self._keep_examples(present)
        kinds = set(map(type, present))
        for kind in kinds:
            same = present if len(kinds) == 1 else [cell for cell in present if type(cell) is kind]
            if kind is str:
                texts = [str(cell).strip() for cell in same]
                self._text = self._text or TextEvidence()
                self._text.see([text for text in texts if text])
            else:
                self._types.add(_type_of(kind, same))
                self._numbers += len(same) if kind is float else 0

    def _keep_examples(self, present: Sequence[Any]) -> None:
        for cell in islice(dict.fromkeys(present[:EXAMPLES_FROM]), MOST_EXAMPLES):
            text = _example(cell)
            if text and text not in self.examples and len(self.examples) < MOST_EXAMPLES:
                self.examples.append(text)

    def see_formats(self, source: Source, column: int) -> None:
        """Take into account how the sheet shows the column's numbers."""
        facts, first = source.sheet.facts, source.headings.row
        self._padded = self._padded or any(row > first for row in facts.padded.get(column, ()))
        self._percent += sum(1 for row in facts.percent.get(column, ()) if row > first)

    def field(self, name: str, answers: Answers | None, asked: list[Question]) -> dict[str, Any]:
        """The narrowest field that holds every cell seen, as it is."""
        if self._text is None or not self._text.any:
            kind = "string" if self._padded else _widest(self._types)
            percent = {"x-percent": "fraction"} if kind == "number" and self._percent == self._numbers > 0 else {}
            return {"name": name, "type": kind, **percent}
        if not self._types:
            return {"name": name, **self._text.narrowest(name, answers, asked)}
        questions: list[Question] = []
        found = self._text.narrowest(name, answers, questions)
        if questions and self._types <= _ASKED_BESIDE[questions[0].kind]:
            asked += questions
        kind = _widest({*self._types, found["type"]})
        if kind != found["type"] or self._padded or "x-percent" in found:
            # Typed cells beside text that means something else: only text keeps both as they are.
            same = {found["type"], kind} == {"integer", "number"} and not self._padded
            return {"name": name, "type": kind if same else "string"}
        return {"name": name, **found}


_ASKED_BESIDE = {"number-style": {"integer", "number"}, "date-order": {"date"}}
"""Question about texts → the types of the typed cells beside which it matters."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The fields of a file's columns, what only a person can say about them, and some values of each as text."""

    fields: list[dict[str, Any]]
    questions: list[Question]
    examples: dict[str, list[str]]


def propose(
    sources: Sequence[Source], answers: Answers | None, moved: Callable[[int], None] = lambda _rows: None
) -> Proposal:
    """The fields of the first sheet's headings, with the types that hold in all sheets.

    A column about which there is a question is text until it is answered; with `answers` None nobody can be asked.
    `moved` is told how many rows have been looked at, chunk by chunk.
    """
    evidence: dict[str, ColumnEvidence] = {}
    rows = 0
    for source in sources:
        labels = unique_labels(source.headings.labels)
        for column, label in labels.items():
            evidence.setdefault(label, ColumnEvidence()).see_formats(source, column)
        for numbers, columns in chunks(source):
            rows += len(numbers)
            moved(rows)
            for column, label in labels.items():
                evidence[label].see(columns.get(column, []))
    asked: list[Question] = []
    fields = [seen.field(label, answers, asked) for label, seen in evidence.items()]
    return Proposal(fields, asked, {label: seen.examples for label, seen in evidence.items()})


def infer_fields(sources: Sequence[Source], answers: Answers | None) -> list[dict[str, Any]]:
    """The fields that are proposed. Raises `NeedsAnswer` where the texts of a column can be read in two ways."""
    proposal = propose(sources, answers)
    if proposal.questions:
        raise NeedsAnswer(proposal.questions)
    return proposal.fields


def _example(cell: Any) -> str:
    text = " ".join(shown(cell).split())
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1]}…"


def _type_of(kind: type, cells: Sequence[Any]) -> str:
    if kind is float:
        whole = all(map(float.is_integer, cells))
        return "integer" if whole and max(map(abs, cells)) < 10**SAFE_DIGITS else "number"
    if kind is timedelta:
        return "time" if all(timedelta(0) <= cell < timedelta(days=1) for cell in cells) else "duration"
    return {bool: "boolean", int: "integer", date: "date", datetime: "datetime", time: "time"}.get(kind, "string")


def _widest(types: set[str]) -> str:
    if not types:
        return "string"
    if len(types) == 1:
        return next(iter(types))
    for pair, wider in _WIDER.items():
        if types == pair:
            return wider
    return "string"


_WIDER = {
    frozenset({"integer", "number"}): "number",
    frozenset({"date", "datetime"}): "datetime",
    frozenset({"time", "duration"}): "duration",
}
