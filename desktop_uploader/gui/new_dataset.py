"""A file of a kind that is not known yet: what was understood of it, to be confirmed or put right."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from ..model.question import Answers, Question
from ..words import Catalogue
from .entries import Entry
from .heading_row import RowField
from .icons import Icons
from .theme import Theme
from .widgets import Choice, label

LEFT_OUT = "left-out"
"""What a column is chosen to be that is not saved."""

NEW_DATASET = "new-dataset"
TELLABLE = 2
"""Columns with one heading that an answer can tell apart: it says which one stays."""

KIND_WIDTH = 140


class ColumnRow(QFrame):
    """One column of the file: its heading, values from it, and what it is taken for."""

    changed = Signal()

    def __init__(
        self, field: Mapping[str, Any], words: Catalogue, theme: Theme, icons: Icons, *, omissible: bool
    ) -> None:
        """`omissible` says whether the column can be left out."""
        super().__init__()
        self.field = field
        self.kind = Choice(theme, icons, f"What is {field['name']}?")
        about = Question("type", field["name"])
        for value in field["types"]:
            self.kind.addItem(words.choice(about, value), value)
        if omissible:
            self.kind.addItem(words.choice(about, LEFT_OUT), LEFT_OUT)
        self.kind.setCurrentIndex(max(0, self.kind.findData(field["type"])))
        self.kind.setMinimumWidth(KIND_WIDTH)
        self.kind.activated.connect(self.changed)
        name = label(field["heading"], bold=True)
        name.setMinimumWidth(40)
        name.setToolTip(f"Column {field['column']}")
        examples = label(" · ".join(field["examples"]) or "no values", factor=0.88, tone="soft")
        examples.setMinimumWidth(40)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(name)
        texts.addWidget(examples)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.addLayout(texts, 1)
        row.addWidget(self.kind)

    @property
    def left_out(self) -> bool:
        """True where the column is not to be saved."""
        return bool(self.kind.currentData() == LEFT_OUT)

    @property
    def wished(self) -> str | None:
        """The type that a person chose instead of the one that was proposed."""
        chosen = self.kind.currentData()
        return None if self.left_out or chosen == self.field["type"] else str(chosen)


class NewDatasetEntry(Entry):
    """Name, heading row and columns of a proposed dataset."""

    def __init__(self, question: Question, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__()
        found = question.params
        self._sheet, self._row = found["sheet"], found["header_row"]
        self.name = QLineEdit(question.about)
        self.name.setAccessibleName("Name of the dataset")
        self.heading_row = RowField(self._row)
        repeated = Counter(field["heading"] for field in found["fields"])
        self.columns = [
            ColumnRow(field, words, theme, icons, omissible=repeated[field["heading"]] <= TELLABLE)
            for field in found["fields"]
        ]
        self.name.textChanged.connect(self.changed)
        self.heading_row.textChanged.connect(self.changed)
        facts = QFormLayout()
        facts.setHorizontalSpacing(16)
        facts.addRow(label("Save as", tone="soft"), self.name)
        facts.addRow(label("Headings in row", tone="soft"), self.heading_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(facts)
        for made in self.columns:
            made.changed.connect(self.changed)
            column.addWidget(made)
        if found.get("left_out"):
            column.addWidget(label("Left out: " + ", ".join(found["left_out"]), factor=0.88, tone="soft", wrap=True))

    def answers(self) -> Answers | None:
        """See `Entry`."""
        if self.alone():
            return {Question("heading-row", self._sheet).key: str(self.heading_row.row)}
        name = self.name.text().strip()
        if not name or ":" in name or all(column.left_out for column in self.columns):
            return None
        return {Question(NEW_DATASET, name).key: "yes", **self._decided()}

    def _decided(self) -> Answers:
        """What a person decided otherwise than was proposed."""
        by_heading: dict[str, list[ColumnRow]] = {}
        for column in self.columns:
            by_heading.setdefault(column.field["heading"], []).append(column)
        found = {}
        for heading, columns in by_heading.items():
            kept = [column for column in columns if not column.left_out]
            if len(kept) < len(columns):
                # Of two with the same heading, the answer names the one that stays by its letter.
                found[Question("column", heading).key] = kept[0].field["column"] if kept else ""
            for column in kept:
                if column.wished is not None:
                    about = column.field["name"] if len(kept) == len(columns) else heading
                    found[Question("type", about).key] = column.wished
        return found

    def alone(self) -> bool:
        """See `Entry`: other headings make other columns."""
        return self.heading_row.row not in (None, self._row)

    def focus(self) -> None:
        """See `Entry`."""
        self.name.setFocus()
