"""How long the list and the stored copies are kept."""

from typing import Any

from PySide6.QtCore import QTimer

from ...worker.originals import WouldGo
from ..page import Kit
from ..standing import StandingQuery
from ..widgets import Message
from .entries import NumberEntry
from .form_section import FormSection

TYPING = 300
"""Milliseconds after the last change before it is counted what would go."""

NAMES = ("keep_history_days", "keep_originals_days")


class KeepingSection(FormSection):
    """Says what would go before it is saved."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        tr = self.words.tr
        self._would_go = Message()
        self._would_go.hide()
        self._counting = StandingQuery(kit.background, self)
        self._typing = QTimer(self, singleShot=True, interval=TYPING)
        self._typing.timeout.connect(self._count)
        rows = self.add_form(
            tr("Keeping"), tr("Once a day what is older goes. Files that failed, need an answer or wait always stay.")
        )
        self.add(
            rows,
            "keep_history_days",
            tr("Keep in the list"),
            self._days(),
            tr(
                "Files that were saved or cancelled longer ago leave the list, with their stored copies. "
                "Their saved rows stay."
            ),
        )
        self.add(
            rows,
            "keep_originals_days",
            tr("Keep stored copies"),
            self._days(),
            tr(
                "Stored copies of files that were saved longer ago go; the files stay in the list, and their "
                "rows. Their originals can no longer be saved back, and marked copies no longer made."
            ),
        )
        self.column.addWidget(self._would_go)
        self.finish()

    def said_of_going(self) -> str:
        """What would go, as it is shown."""
        return "" if self._would_go.isHidden() else self._would_go.title.text()

    def look(self) -> None:
        """See `FormSection`."""
        super().look()
        self._typing.start()

    def _days(self) -> NumberEntry:
        return NumberEntry(self.words.tr("days"), empty=None, placeholder=self.words.tr("for ever"))

    def _entered(self) -> tuple[Any, ...] | None:
        changes = self.changes()
        return None if changes is None else tuple(changes.get(name, self.held(name)) for name in NAMES)

    def _count(self) -> None:
        entered, originals = self._entered(), self.kit.application.originals
        if entered is None or entered == (None, None):
            self._would_go.hide()
            return
        self._counting.put(lambda: originals.would_go(*entered), lambda found: self._on_counted(entered, found))

    def _on_counted(self, entered: tuple[Any, ...], found: WouldGo) -> None:
        if entered != self._entered():
            return
        trn = self.words.trn
        lines = []
        if found.uploads:
            lines.append(
                trn("{count} file would leave the list now.", "{count} files would leave the list now.", found.uploads)
            )
        if found.originals:
            lines.append(
                trn(
                    "{count} stored copy would be deleted now.",
                    "{count} stored copies would be deleted now.",
                    found.originals,
                )
            )
        self._would_go.say("warn" if lines else "idle", " ".join(lines) or self.words.tr("Nothing would go now."), "")
        self._would_go.show()
