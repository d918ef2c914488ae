"""How the page's parts stand together."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ..widgets import card, label


class RowsOrNothing(QStackedWidget):
    """The table, or a sentence where there is nothing to show."""

    def __init__(self, table: QWidget, nothing: str) -> None:
        super().__init__()
        empty, rows = card(), card()
        QVBoxLayout(empty).addWidget(label(nothing, tone="soft", wrap=True), 0, Qt.AlignmentFlag.AlignCenter)
        around = QVBoxLayout(rows)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(table)
        self.addWidget(empty)
        self.addWidget(rows)

    def show_rows(self, there: bool) -> None:
        """False shows the sentence."""
        self.setCurrentIndex(1 if there else 0)


def side_by_side(*parts: QWidget | None) -> QHBoxLayout:
    """None is room between."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
