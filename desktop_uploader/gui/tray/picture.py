"""The program's icon with a dot in the colour of its state."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

SIZES = (16, 22, 24, 32, 48, 64)
"""What trays ask for, at 100 to 200 %."""

DOT, RIM = 0.42, 0.08
"""Of the icon's size: the dot's diameter, and the gap around it."""


def state_icon(icon: QIcon, colour: str | None) -> QIcon:
    """The icon with a dot at its lower right; None: without one."""
    if colour is None:
        return icon
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_dotted(icon.pixmap(QSize(size, size), 1.0), size, colour))
    return made


def _dotted(pixmap: QPixmap, size: int, colour: str) -> QPixmap:
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = size * DOT / 2
    centre = QPointF(size - radius - 0.5, size - radius - 0.5)
    # The rim is cut out, for nobody knows the colour of the bar that the icon stands on.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(QPen(Qt.GlobalColor.black, size * RIM * 2))
    painter.setBrush(Qt.GlobalColor.black)
    painter.drawEllipse(centre, radius, radius)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(centre, radius, radius)
    painter.end()
    return pixmap
