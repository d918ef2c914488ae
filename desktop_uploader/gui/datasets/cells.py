"""What the forms of the page are made of."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ..widgets import label


def line_of(width: int) -> QLineEdit:
    """A line to type in, of a width in pixels."""
    made = QLineEdit()
    made.setFixedWidth(width)
    return made


def named(text: str, control: QWidget) -> QWidget:
    """The control with its name above it."""
    made, above = QWidget(), label(text, tone="soft", factor=0.88)
    above.setBuddy(control)
    control.setAccessibleName(text)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(above)
    column.addWidget(control)
    column.addStretch(1)
    return made


def fill(box: QComboBox, values: Sequence[str], chosen: str, named: Callable[[str], str]) -> None:
    """Offer these values, and show the chosen one."""
    if [box.itemData(row) for row in range(box.count())] != list(values):
        box.clear()
        for value in values:
            box.addItem(named(value), value)
    box.setCurrentIndex(box.findData(chosen))
