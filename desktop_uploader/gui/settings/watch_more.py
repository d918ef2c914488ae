"""What few need of a watched folder: names of files, how long they must be quiet, and how is looked for changes."""

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ...model.watch import Polling, Watch
from ...words import Catalogue
from ...words import watching as texts
from ..icons import Icons
from ..theme import Theme
from ..widgets import Check
from .entries import NumberEntry, typed
from .section import Field, form, form_label

USUAL_QUIET = Watch.model_fields["quiet_seconds"].default


class WatchMore(QWidget):
    """Fields below each other; `changed` says that a person has changed one."""

    changed = Signal()

    def __init__(self, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._words, tr = words, words.tr
        self.patterns = QLineEdit()
        self.patterns.setPlaceholderText(tr("All Excel and CSV files"))
        self.quiet = NumberEntry(tr("seconds"))
        self.polling = Check(theme, icons, tr("Look again and again"))
        self.polling.setAccessibleName(self.polling.text())
        self._patterns = Field(self.patterns, tr("Names such as orders*.xlsx, with commas between them."))
        self._quiet = Field(self.quiet, tr("How long a file must not have changed before it is added."))
        about = tr("For folders of which changes are not told. Network drives are looked at so anyway.")
        rows = form()
        rows.setFieldGrowthPolicy(rows.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow(form_label(tr("Only these files"), self.patterns), self._patterns)
        rows.addRow(form_label(tr("Quiet for"), self.quiet), self._quiet)
        rows.addRow(form_label("", self.polling), Field(self.polling, about))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(rows)
        self.show_watch(None)
        self.patterns.textEdited.connect(self.changed)
        self.quiet.changed.connect(self.changed)
        self.polling.clicked.connect(self.changed)

    def show_watch(self, watch: Watch | None) -> None:
        """Show how a folder is watched; None: how one is watched unless it is said otherwise."""
        self._watched = watch.patterns if watch else ()
        self.patterns.setText(", ".join(self._watched))
        self.quiet.line.setText(typed(watch.quiet_seconds if watch else USUAL_QUIET))
        self.polling.setChecked(watch is not None and watch.polling is Polling.ALWAYS)

    @property
    def says_something(self) -> bool:
        """Whether anything here is not as usual."""
        return (
            bool(self.patterns.text().strip()) or self.polling.isChecked() or self.quiet.value() != typed(USUAL_QUIET)
        )

    def given(self) -> dict[str, Any]:
        """What is entered, for `Watch`."""
        text = self.patterns.text()
        names = (name.strip() for name in text.split(","))
        return {
            # A name with a comma, as the settings' file may hold it, stays one name unless a person types here.
            "patterns": self._watched if text == ", ".join(self._watched) else tuple(name for name in names if name),
            "quiet_seconds": self.quiet.value(),
            "polling": Polling.ALWAYS if self.polling.isChecked() else Polling.AUTO,
        }

    def complain(self, wrong: Collection[str]) -> None:
        """Say which of the fields cannot be used, by their names in `Watch`."""
        tr = self._words.tr
        self._patterns.complain(tr(texts.PATTERNS_MISTAKE) if "patterns" in wrong else "")
        self._quiet.complain(tr(texts.QUIET_MISTAKE) if "quiet_seconds" in wrong else "")

    def fit_place(self, *, in_s3: bool) -> None:
        """Objects in S3 do not change, and nobody tells of them: only their names matter."""
        self.quiet.setEnabled(not in_s3)
        self.polling.setEnabled(not in_s3)
