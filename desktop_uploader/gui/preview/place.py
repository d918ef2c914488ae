"""The room for the cards below the rows: no more than they need."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from .cards import Cards

HIGHEST = 200


class CardsPlace(QScrollArea):
    """As high as the cards in it, up to a height beyond which they scroll; sideways where they are many."""

    def __init__(self, cards: Cards) -> None:
        super().__init__()
        self._cards = cards
        self.setWidget(cards)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        cards.setAutoFillBackground(False)
        cards.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See Qt: other cards are of another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See Qt: narrower cards are higher."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self._cards.layout()
        assert layout is not None
        narrowest = layout.minimumSize().width()
        needed = layout.totalHeightForWidth(max(self.width(), narrowest))
        bar = self.horizontalScrollBar().sizeHint().height() if narrowest > self.width() else 0
        self.setFixedHeight(max(1, min(HIGHEST, needed + bar)))
