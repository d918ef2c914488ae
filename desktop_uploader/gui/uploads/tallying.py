"""Counts how the selected uploads stand, in the background, and again while they change."""

from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from ...bootstrap import Application
from ...model.errors import UploaderError
from ...model.selection import Selection, Tally
from ..background import Background

REST = 4
"""A count of a million takes a second: it is made again after so many times as long as it took."""

LEAST = 500
"""Milliseconds between two counts of the same uploads."""


class Tallying(QObject):
    """Lives in the main thread. One count at a time; the last wish is never lost."""

    counted = Signal(object, object)
    """The `Selection` and its `Tally`."""

    def __init__(self, application: Application, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._application = application
        self._background = background
        self._wanted: Selection | None = None
        self._counted: Selection | None = None
        self._busy = self._again = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._on_rested)

    def count(self, selection: Selection) -> None:
        """Have it counted: at once where it is another one, else when the last count is old enough."""
        self._wanted = selection
        if self._busy or (selection == self._counted and self._rest.isActive()):
            self._again = True
        else:
            self._begin(selection)

    def forget(self) -> None:
        """Nothing is to be counted any more."""
        self._wanted = self._counted = None
        self._again = False

    def _begin(self, selection: Selection) -> None:
        self._busy, self._again = True, False
        began = monotonic()
        self._background.run(
            lambda: self._application.batches.selecting.tally(selection),
            partial(self._on_counted, selection, began),
            self._on_failed,
        )

    def _on_counted(self, selection: Selection, began: float, tally: Tally) -> None:
        self._busy = False
        self._counted = selection
        self._rest.start(max(LEAST, round((monotonic() - began) * 1000 * REST)))
        if selection == self._wanted:
            self.counted.emit(selection, tally)
        elif self._wanted is not None:
            self._begin(self._wanted)

    def _on_failed(self, _error: UploaderError) -> None:
        # The list says what is wrong with the database; it is counted again with the next change.
        self._busy = False
        self._rest.start(LEAST)

    def _on_rested(self) -> None:
        if self._again and self._wanted is not None and not self._busy:
            self._begin(self._wanted)
