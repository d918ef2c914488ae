"""What happens when the same key comes again, and when some rows are wrong."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...model.keys import primary_key
from ...words import Catalogue
from ...words.marking import N_
from ..flow import flowing
from ..icons import Icons
from ..plain import brief
from ..theme import Theme
from ..widgets import Choice, label

REPEATED = (("refuse", N_("is a problem")), ("update", N_("updates the record")), ("ignore", N_("is left out")))
WRONG = (("saveNothing", N_("save nothing, say which")), ("saveGood", N_("save the others, say which")))


class Options(QWidget):
    """Two sentences with a choice each."""

    changed = Signal(str, object)
    """The option of the definition, and its value."""

    def __init__(self, theme: Theme, icons: Icons, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._key = label(tone="soft")
        self.repeated = Choice(theme, icons, words.tr("The same key again"))
        self.wrong = Choice(theme, icons, words.tr("When some rows are wrong"))
        for choice, listed in ((self.repeated, REPEATED), (self.wrong, WRONG)):
            for value, text in listed:
                choice.addItem(words.tr(text), value)
        self.repeated.activated.connect(self._on_repeated)
        self.wrong.activated.connect(self._on_wrong)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        wrong = label(words.tr("When some rows are wrong"), tone="soft")
        for told in (self._key, wrong):
            told.setMinimumHeight(self.wrong.sizeHint().height())
        column.addWidget(flowing(self._key, self.repeated, wrong, self.wrong))

    def show_schema(self, schema: Mapping[str, Any]) -> None:
        """Show what a definition says."""
        key = primary_key(schema)
        self._key.setText(self._words.tr("The same {key} again", key=brief(", ".join(key), 40)))
        self._key.setVisible(bool(key))
        self.repeated.setVisible(bool(key))
        self.repeated.setCurrentIndex(self.repeated.findData(schema.get("x-repeatedKey", "refuse")))
        self.wrong.setCurrentIndex(self.wrong.findData(schema.get("x-wrongRows", "saveNothing")))

    def _on_repeated(self, _row: int) -> None:
        self.changed.emit("x-repeatedKey", self.repeated.currentData())

    def _on_wrong(self, _row: int) -> None:
        self.changed.emit("x-wrongRows", self.wrong.currentData())
