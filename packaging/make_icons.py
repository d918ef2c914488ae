"""Make the program's icon as Windows and macOS want it, from the drawings in resources/icons. The same files each time.

Usage: python packaging/make_icons.py [FOLDER]

Sizes of 24 pixels and less have a drawing of their own, with fewer and thicker lines. On macOS an icon stands in from
the edge, as Apple's do.
"""

import io
import os
import struct
import sys
from pathlib import Path

from PIL import Image

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parent.parent / "resources" / "icons"
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
"""What Windows shows at 100 to 250 %."""

ICNS_KINDS = {
    b"icp4": 16, b"ic11": 32, b"icp5": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512,
    b"ic09": 512, b"ic10": 1024,
}  # fmt: skip
"""The kinds of entries that hold PNG, with their pixels: each size in points, at 100 and at 200 %."""

SMALL = 24
APPLE_SHARE = 824 / 1024
"""Of the side: what the ground of an icon fills on macOS, in Apple's grid."""


def main() -> int:
    """Write both files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ICONS
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    write_ico(folder / "app.ico")
    write_icns(folder / "app.icns")
    del application
    return 0


def write_ico(path: Path) -> None:
    """All sizes in one file, each as it was drawn."""
    *others, largest = (Image.open(io.BytesIO(drawn(size))) for size in ICO_SIZES)
    largest.save(path, "ICO", sizes=[(size, size) for size in ICO_SIZES], append_images=others)


def write_icns(path: Path) -> None:
    """The same for macOS; Pillow leaves the smallest size out, and writes a table of contents that Qt stumbles over."""
    entries = b"".join(entry(kind, drawn(size, APPLE_SHARE)) for kind, size in ICNS_KINDS.items())
    path.write_bytes(entry(b"icns", entries))


def entry(kind: bytes, content: bytes) -> bytes:
    """A piece of the file: what it is, how long it is with this head, what it holds."""
    return kind + struct.pack(">I", len(content) + 8) + content


def drawn(size: int, share: float = 1.0) -> bytes:
    """The icon as PNG at a size in pixels, on a ground that can be seen through."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    edge = size * (1 - share) / 2
    drawing = ICONS / ("app-small.svg" if size <= SMALL else "app.svg")
    QSvgRenderer(str(drawing)).render(painter, QRectF(edge, edge, size - 2 * edge, size - 2 * edge))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


if __name__ == "__main__":
    sys.exit(main())
