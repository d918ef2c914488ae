"""The program's own icons, painted in the colour of the text beside them."""

import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Icons:
    """Renders `resources/icons/*.svg` (black strokes) in any colour, sharp at any scale."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}

    def paint(self, painter: QPainter, name: str, colour: str, place: QRectF) -> None:
        """Paint an icon into a rectangle."""
        self._renderer(name, colour).render(painter, place)

    def icon(self, name: str, colour: str, size: int = 16) -> QIcon:
        """An icon for a button or an action."""
        icon = QIcon()
        for scale in (1, 2, 3):
            pixmap = QPixmap(QSize(size * scale, size * scale))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, name, colour, QRectF(0, 0, size * scale, size * scale))
            painter.end()
            pixmap.setDevicePixelRatio(scale)
            icon.addPixmap(pixmap)
        return icon

    def application(self) -> QIcon:
        """The program's own icon."""
        # Its small sizes are drawn for themselves; on macOS it stands in from the edge.
        return QIcon(str(self._folder / ("app.icns" if sys.platform == "darwin" else "app.ico")))

    def _renderer(self, name: str, colour: str) -> QSvgRenderer:
        key = (name, QColor(colour).name())
        if key not in self._renderers:
            source = (self._folder / f"{name}.svg").read_text(encoding="utf-8").replace("#000", key[1])
            self._renderers[key] = QSvgRenderer(QByteArray(source.encode("utf-8")))
        return self._renderers[key]
