"""The program's own icon, as each system wants it."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import QApplication

from desktop_uploader.bootstrap import resource_folder
from desktop_uploader.gui.icons import Icons

ICONS = resource_folder("icons")
SCRIPT = Path(__file__).parents[2] / "packaging" / "make_icons.py"


def test_windows_finds_each_size_that_it_shows() -> None:
    content = (ICONS / "app.ico").read_bytes()
    count = struct.unpack_from("<HHH", content)[2]
    sizes = [content[6 + 16 * number] or 256 for number in range(count)]

    assert sizes == [16, 20, 24, 32, 40, 48, 64, 128, 256]


def test_macos_finds_each_size_that_it_shows() -> None:
    content = (ICONS / "app.icns").read_bytes()
    assert content[:8] == b"icns" + struct.pack(">I", len(content))
    sizes, place = {}, 8
    while place < len(content):
        kind, length = content[place : place + 4], struct.unpack_from(">I", content, place + 4)[0]
        sizes[kind.decode()] = QImage.fromData(content[place + 8 : place + length]).width()
        place += length

    assert sizes == {
        "icp4": 16, "ic11": 32, "icp5": 32, "ic12": 64, "ic07": 128, "ic13": 256, "ic08": 256, "ic14": 512,
        "ic09": 512, "ic10": 1024,
    }  # fmt: skip


def test_the_window_shows_the_icon_in_its_small_sizes_as_they_were_drawn(qapp: QApplication) -> None:
    icon: QIcon = Icons(ICONS).application()
    drawn = QIcon(str(ICONS / "app-small.svg")).pixmap(16, 16).toImage()

    shown = icon.pixmap(16, 16).toImage()

    assert shown.pixelColor(8, 6) == drawn.pixelColor(8, 6)
    assert shown.pixelColor(2, 8) == drawn.pixelColor(2, 8)


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS draws lines with a library of its own")
def test_the_files_are_those_that_the_drawings_give(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True)

    for name in ("app.ico", "app.icns"):
        made, kept = QIcon(str(tmp_path / name)), QIcon(str(ICONS / name))
        sizes = kept.availableSizes()
        assert made.availableSizes() == sizes
        assert all(made.pixmap(size).toImage() == kept.pixmap(size).toImage() for size in sizes)
