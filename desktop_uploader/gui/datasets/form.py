"""One column of a dataset: its names, what it holds, and its rules."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ...model import fields
from ...model.draft import Draft
from ...model.editing import with_option
from ...model.keys import primary_key
from ...words import columns
from ...words.marking import N_
from ..flow import flowing
from ..page import Kit
from ..widgets import Check, Choice, button, label
from .cells import fill, line_of, named
from .telling import headings

LIMITS = {
    "minimum": N_("At least"),
    "maximum": N_("At most"),
    "minLength": N_("Shortest length"),
    "maxLength": N_("Longest length"),
    "pattern": N_("Pattern"),
}
PLAIN_STYLES = {"": N_("as a file writes it"), fields.OWN: N_("as the definition says")}
MARK = ";"
"""Between the parts of a line that holds several."""
NARROW, WIDE = 110, 200
LINE = 26
"""Height of a chip: what stands beside it is in its middle."""


class ColumnForm(QWidget):
    """What a person types is told letter by letter; a name that cannot be is told with the next one that can."""

    edited = Signal(object)
    """The `Draft` with what was changed."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._words = kit.application.words
        self._draft: Draft | None = None
        self.column = ""
        """The name of the column that is shown."""
        tr, theme, icons = self._words.tr, kit.theme, kit.icons
        self.name, self.also, self.values = (line_of(WIDE) for _ in range(3))
        self.limits = {rule: line_of(WIDE if rule == "pattern" else NARROW) for rule in LIMITS}
        self.kind = Choice(theme, icons, tr("Holds"))
        self.style_box = Choice(theme, icons, tr("Written"))
        self.needed = Check(theme, icons, tr("Needed"))
        self.once = Check(theme, icons, tr("Once only"))
        self.key = Check(theme, icons, tr("Tells rows apart (key)"))
        self.remove = button(tr("Remove the column"), "chip")
        self.hint = label(tone="bad", wrap=True)
        self._style_cell = named(tr("Written"), self.style_box)
        self._cells = {rule: named(tr(LIMITS[rule]), line) for rule, line in self.limits.items()}
        self._build()
        self._connect()

    def show_column(self, draft: Draft, name: str) -> None:
        """Show this one. A line that is being typed in keeps what is typed."""
        other = name != self.column
        self._draft, self.column = draft, name
        field = draft.field(name)
        rules, kind = fields.rules_of(field), fields.kind_of(field)
        self._put(self.name, name, other)
        self._put(self.also, f"{MARK} ".join(headings(field)), other)
        self._put(self.values, f"{MARK} ".join(str(value) for value in rules.get("enum", ())), other)
        for rule, line in self.limits.items():
            self._cells[rule].setVisible(rule in fields.limits_for(kind) or rule in rules)
            self._put(line, str(rules.get(rule, "")), other)
        fill(self.kind, [*fields.KINDS, *({kind} - set(fields.KINDS))], kind, self._kind_name)
        styles = list(fields.STYLES.get(kind, ()))
        style = fields.style_of(field)
        self._style_cell.setVisible(bool(styles))
        fill(self.style_box, styles if style in styles else [*styles, style], style, self._style_name)
        key = primary_key(draft.schema)
        for check, on in (
            (self.needed, bool(rules.get("required"))),
            (self.once, bool(rules.get("unique"))),
            (self.key, name in key),
        ):
            with QSignalBlocker(check):
                check.setChecked(on)
        self.remove.setEnabled(len(draft.schema["fields"]) > 1)
        if other:
            self._complain("")

    def _kind_name(self, kind: str) -> str:
        return self._words.tr(columns.HOLDS.get(kind, columns.HOLDS["any"]))

    def _style_name(self, style: str) -> str:
        found = PLAIN_STYLES.get(style) or columns.STYLES.get(style) or columns.HOLDS[f"string:{style}"]
        return self._words.tr(found)

    def _on_name(self, text: str) -> None:
        draft, new = self._draft, text.strip()
        if draft is None or new == self.column:
            self._complain("")
            return
        others = {field["name"] for field in draft.schema["fields"]} - {self.column}
        if not new or new in others:
            tr = self._words.tr
            self._complain(tr("Another column has this name.") if new else tr("Give the column a name."))
            return
        self._complain("")
        changed, self.column = draft.called(self.column, new), new
        self.edited.emit(changed)

    def _on_also(self, text: str) -> None:
        if self._draft is not None:
            field = self._draft.field(self.column)
            title, parts = field.get("title"), _parts(text)
            kept = [part for part in parts if part != title]
            changed = with_option(field, "x-aliases", kept)
            self._change(changed if title is None or title in parts else with_option(changed, "title", None))

    def _on_limit(self, rule: str, text: str) -> None:
        if self._draft is not None:
            field = self._draft.field(self.column)
            self._change(fields.with_rule(field, rule, fields.limit_of(field, rule, text)))

    def _on_values(self, text: str) -> None:
        if self._draft is not None:
            field = self._draft.field(self.column)
            self._change(fields.with_rule(field, "enum", fields.choices_of(field, _parts(text))))

    def _on_kind(self, _row: int) -> None:
        if self._draft is not None:
            self._change(fields.with_kind(self._draft.field(self.column), self.kind.currentData()))

    def _on_style(self, _row: int) -> None:
        if self._draft is not None:
            self._change(fields.with_style(self._draft.field(self.column), self.style_box.currentData()))

    def _on_rule(self, rule: str, on: bool) -> None:
        if self._draft is not None:
            self._change(fields.with_rule(self._draft.field(self.column), rule, on))

    def _on_key(self, on: bool) -> None:
        if self._draft is not None:
            schema = self._draft.schema
            key = [name for name in primary_key(schema) if name != self.column]
            wanted = {*key, *([self.column] if on else [])}
            order = [field["name"] for field in schema["fields"] if field["name"] in wanted]
            self.edited.emit(self._draft.with_schema(with_option(schema, "primaryKey", order)))

    def _on_remove(self) -> None:
        if self._draft is not None:
            self.edited.emit(self._draft.without(self.column))

    def _change(self, field: Mapping[str, Any]) -> None:
        if self._draft is not None:
            self.edited.emit(self._draft.with_field(self.column, field))

    def _complain(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    @staticmethod
    def _put(line: QLineEdit, text: str, other: bool) -> None:
        if (other or not line.hasFocus()) and line.text() != text:
            line.setText(text)

    def _connect(self) -> None:
        self.name.textEdited.connect(self._on_name)
        self.also.textEdited.connect(self._on_also)
        self.values.textEdited.connect(self._on_values)
        for rule, line in self.limits.items():
            line.textEdited.connect(partial(self._on_limit, rule))
        self.kind.activated.connect(self._on_kind)
        self.style_box.activated.connect(self._on_style)
        self.needed.toggled.connect(partial(self._on_rule, "required"))
        self.once.toggled.connect(partial(self._on_rule, "unique"))
        self.key.toggled.connect(self._on_key)
        self.remove.clicked.connect(self._on_remove)

    def _build(self) -> None:
        tr, column = self._words.tr, QVBoxLayout(self)
        several = tr("several with ; between them")
        self.also.setPlaceholderText(several)
        self.values.setPlaceholderText(several)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        names = (named(tr("Column"), self.name), named(tr("Also called"), self.also))
        column.addWidget(flowing(*names, named(tr("Holds"), self.kind), self._style_cell))
        column.addWidget(flowing(*self._cells.values(), named(tr("Only these values"), self.values)))
        for check in (self.needed, self.once, self.key):
            check.setMinimumHeight(LINE)
        column.addWidget(flowing(self.needed, self.once, self.key, self.remove))
        column.addWidget(self.hint)


def _parts(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(MARK) if part.strip()))
