"""One rule between columns, in controls that read like its sentence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...model.between import (
    COMPARISONS,
    TEMPORAL,
    Compare,
    Formula,
    Needed,
    OneOf,
    Reference,
    Rule,
    Together,
    fields_of,
    text_of,
    types_of,
)
from ...model.dataset import Dataset
from ...model.fields import limit_of
from ...words.marking import N_
from ..flow import flowing
from ..page import Kit
from ..plain import brief, caption
from ..widgets import Choice, button, label
from .cells import fill, line_of, named
from .rule_kinds import AMOUNTS, KINDS, MOMENTS, as_kind, kind_of, telling_field
from .several import SeveralColumns

YES_NO = {"": N_("any value"), "yes": N_("yes"), "no": N_("no")}
WITH_VALUES = frozenset({"string", "integer", "number", "date", "year", "boolean"})
"""Types of a column of which a rule can name one value."""
WIDE, WIDEST = 200, 420


class RuleForm(QWidget):
    """What a person chooses and types is told at once, as far as it makes a rule."""

    changed = Signal(object)
    """The `Rule` as it is now."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._words = kit.application.words
        self._rule: Rule | None = None
        self._name, self._schema = "", {"fields": ()}
        self._datasets: dict[str, Dataset] = {}
        tr, theme, icons = self._words.tr, kit.theme, kit.icons
        self.kind = Choice(theme, icons, tr("Kind of rule"))
        self.first, self.second = Choice(theme, icons, tr("Column")), Choice(theme, icons, tr("Other column"))
        self.dataset, self.target = Choice(theme, icons, tr("Dataset")), Choice(theme, icons, tr("Its column"))
        self.comparison = Choice(theme, icons, tr("Comparison"))
        self.yes_no = Choice(theme, icons, tr("Has"))
        self.value, self.formula, self.message = line_of(WIDE), line_of(WIDEST), line_of(WIDEST)
        self.remove = button(tr("Remove the rule"), "chip")
        self.hint = label(tone="bad", wrap=True)
        self.several = SeveralColumns(self._words)
        self._build()
        self.kind.activated.connect(self._on_kind)
        for box in (self.first, self.second, self.comparison, self.yes_no, self.dataset, self.target):
            box.activated.connect(self._on_parts)
        for line in (self.value, self.formula, self.message):
            line.textEdited.connect(self._on_parts)
        self.several.changed.connect(self._on_parts)

    @property
    def shown(self) -> bool:
        """True once a rule is shown."""
        return self._rule is not None

    def show_rule(self, name: str, schema: Any, rule: Rule, *, other: bool) -> None:
        """Show this one of the dataset `name`. A line that is typed in stays, unless the rule is another one."""
        tr, names = self._words.tr, [field["name"] for field in schema["fields"]]
        changed = rule != self._rule
        self._name, self._schema, self._rule = name, schema, rule
        types, kind = types_of(schema), kind_of(rule)
        offered = [name for name in KINDS if name != "reference" or self._others or kind == name]
        fill(self.kind, offered, kind, lambda value: tr(KINDS[value]))
        single = isinstance(rule, Reference) and len(rule.fields) == 1
        shown = fields_of(rule)[:2] if isinstance(rule, Compare | Needed) or single else ()
        for number, (cell, box) in enumerate(zip(self._pair, (self.first, self.second), strict=True)):
            cell.setVisible(number < len(shown))
            if number < len(shown):
                fill(box, names, shown[number], caption)
        self._show_reference(rule, names, single=single)
        self._compare.setVisible(isinstance(rule, Compare))
        if isinstance(rule, Compare):
            words = MOMENTS if types.get(rule.left) in TEMPORAL else AMOUNTS
            self.comparison.clear()
            fill(self.comparison, COMPARISONS, rule.comparison, lambda value: tr(words[value]))
        self._show_value(rule, types, other)
        self.several.setVisible(isinstance(rule, OneOf | Together))
        if isinstance(rule, OneOf | Together):
            self.several.show_columns(names, rule.fields)
        self._formula.setVisible(isinstance(rule, Formula))
        self._texts.setVisible(not isinstance(rule, Together | Reference))
        if isinstance(rule, Formula):
            self._put(self.formula, rule.text, other)
        if not isinstance(rule, Together | Reference):
            self._put(self.message, rule.message, other)
        if other or changed:
            self._complain("")

    def know(self, datasets: Sequence[Dataset]) -> None:
        """The datasets there are, which a rule can refer to."""
        self._datasets = {dataset.name: dataset for dataset in datasets}

    def _show_reference(self, rule: Rule, own: Sequence[str], *, single: bool) -> None:
        self._dataset.setVisible(single)
        self._target.setVisible(single)
        if not (isinstance(rule, Reference) and single):
            return
        known = self._datasets.get(rule.dataset)
        targets = known.field_names if known is not None else list(own)
        this = self._words.tr("this dataset")
        listed = dict.fromkeys([*(dataset.name for dataset in self._others), rule.dataset])
        fill(self.dataset, list(listed), rule.dataset, lambda name: caption(name) or this)
        fill(self.target, list(dict.fromkeys([*targets, *rule.targets])), rule.targets[0], caption)

    @property
    def _others(self) -> list[Dataset]:
        return [dataset for name, dataset in self._datasets.items() if name != self._name]

    def _show_value(self, rule: Rule, types: Any, other: bool) -> None:
        needed = isinstance(rule, Needed)
        kind = types.get(rule.other) if isinstance(rule, Needed) else None
        self._yes_no.setVisible(needed and kind == "boolean")
        self._value.setVisible(needed and kind != "boolean" and kind in WITH_VALUES)
        if isinstance(rule, Needed):
            yes_no = isinstance(rule.value, bool)
            chosen = "" if not yes_no else "yes" if rule.value else "no"
            fill(self.yes_no, list(YES_NO), chosen, lambda value: self._words.tr(YES_NO[value]))
            self._put(self.value, "" if yes_no or rule.value is None else str(rule.value), other)

    def _on_kind(self) -> None:
        """The rule becomes one of another kind, about the same columns as far as it can be."""
        kind, rule = self.kind.currentData(), self._rule
        if rule is None or kind == kind_of(rule):
            return
        self._tell(as_kind(rule, kind, self._schema, self._others))

    def _on_parts(self) -> None:
        first, second, rule = self.first.currentData(), self.second.currentData(), self._rule
        message = self.message.text().strip()
        chosen, unknown = self.several.chosen, self.several.unknown
        match rule:
            case Compare():
                self._tell(Compare(first, self.comparison.currentData(), second, message))
            case Needed():
                self._tell(Needed(first, second, self._typed(second), message))
            case OneOf() | Together() if unknown:
                self._complain(self._words.tr("There is no column called {name}.", name=brief(unknown)))
            case OneOf() if len(chosen) > 1:
                self._tell(OneOf(chosen, message))
            case Together() if len(chosen) > 1:
                self._tell(Together(chosen))
            case OneOf() | Together():
                self._complain(self._words.tr("Choose two columns or more."))
            case Reference():
                self._tell(self._reference(first))
            case Formula() if self.formula.text().strip():
                self._tell(replace(rule, text=self.formula.text().strip(), message=message))
            case Formula():
                self._complain(self._words.tr("Type the formula, such as [Net] + [Tax] = [Gross]."))

    def _reference(self, field: str) -> Reference:
        name, target = str(self.dataset.currentData()), str(self.target.currentData())
        known = self._datasets.get(name)
        if known is not None and target not in known.field_names:
            target = telling_field(known)
        return Reference((field,), name, (target,))

    def _typed(self, field: str) -> Any:
        """The one value that is meant, of the column's type; None for any."""
        kind, text = types_of(self._schema).get(field), self.value.text().strip()
        if kind == "boolean":
            return {"yes": True, "no": False}.get(self.yes_no.currentData())
        if not text or kind not in WITH_VALUES:
            return None
        if kind == "date":
            try:
                return date.fromisoformat(text)
            except ValueError:
                return text
        return limit_of({"type": kind}, "enum", text)

    def _tell(self, rule: Rule) -> None:
        words, kind = self._words, types_of(self._schema)
        if isinstance(rule, Compare | Needed) and len(set(fields_of(rule))) < 2:
            self._complain(words.tr("Choose two different columns."))
            return
        if isinstance(rule, Needed) and isinstance(rule.value, str) and kind[rule.other] != "string":
            date_wanted = kind[rule.other] == "date"
            self._complain(
                words.tr("Type the date as 2026-11-24.") if date_wanted else words.tr("Type a number such as 12.")
            )
            return
        try:
            if not isinstance(rule, Together | Reference):
                text_of(rule)
        except ValueError:
            self._complain(words.tr("A rule cannot name a text with \\ or with both kinds of quotation marks in it."))
            return
        self._complain("")
        self.changed.emit(rule)

    def _complain(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    @staticmethod
    def _put(line: Any, text: str, other: bool) -> None:
        if (other or not line.hasFocus()) and line.text() != text:
            line.setText(text)

    def _build(self) -> None:
        tr, column = self._words.tr, QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.value.setPlaceholderText(tr("any value"))
        self.message.setPlaceholderText(tr("the sentence above"))
        self._kind_cell = named(tr("Kind of rule"), self.kind)
        self._pair = (named(tr("Column"), self.first), named(tr("Other column"), self.second))
        self._compare = named(tr("Comparison"), self.comparison)
        self._yes_no, self._value = named(tr("Has"), self.yes_no), named(tr("Has the value"), self.value)
        self._formula = named(tr("Formula"), self.formula)
        self._message = named(tr("What a person is told instead"), self.message)
        first, second = self._pair
        self._dataset, self._target = named(tr("Dataset"), self.dataset), named(tr("Its column"), self.target)
        parts = (first, self._compare, second, self._yes_no, self._value, self._dataset, self._target)
        column.addWidget(flowing(self._kind_cell, *parts))
        column.addWidget(self.several)
        self._texts = flowing(self._formula, self._message)
        column.addWidget(self._texts)
        column.addWidget(self.hint)
        column.addWidget(flowing(self.remove))
        column.addStretch(1)
        self.hint.hide()
