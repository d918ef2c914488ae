"""Take the guide's pictures from the real window with the samples in it, at twice their size, as small PNG files.

Usage: python packaging/guide_pictures.py [LANGUAGE [FOLDER]]
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "2"
os.environ["DESKTOP_UPLOADER_LANGUAGE"] = sys.argv[1] if len(sys.argv) > 1 else "en"
os.environ["LOGNAME"] = "anna"

from PIL import Image
from PySide6.QtWidgets import QApplication, QWidget
from screenshots import ended, pause, select, undecided, unknown, wait

from desktop_uploader.bootstrap import build, resource_folder
from desktop_uploader.gui.garbage import GarbageCollection
from desktop_uploader.gui.icons import Icons
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName
from desktop_uploader.gui.preview.page import PreviewPage
from desktop_uploader.gui.running import Running
from desktop_uploader.gui.settings.storage import StorageSection
from desktop_uploader.gui.theme import Theme
from desktop_uploader.model.places import StorageKind
from desktop_uploader.settings import find_folders, load_settings

GUIDE = Path(__file__).parent.parent / "docs" / "guide"
SIZE = (1020, 640)
LARGE = (1360, 760)
"""Of the window, where the picture is of a part of it."""

COLOURS = 128


def main() -> int:
    language = os.environ["DESKTOP_UPLOADER_LANGUAGE"]
    own = GUIDE if language == "en" else GUIDE / language
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else own / "images"
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(["desktop-uploader"])
    theme = Theme(application)
    theme.choose(False)
    with tempfile.TemporaryDirectory() as scratch:
        folders = find_folders(Path(scratch) / "data")
        garbage = GarbageCollection()
        parts = build(load_settings(folders), folders)
        window = MainWindow(parts, Running(parts), theme, Icons(resource_folder("icons")))
        window.resize(*SIZE)
        window.show()
        window.start()
        window.adding.add_samples()
        window.add_files([undecided(Path(scratch))], {})
        window.add_files([unknown(Path(scratch))])
        wait(lambda: len(ended(parts)) == 6)
        window.toast.hide()
        take_all(folder, window)
        window.leave()
        parts.close()
        garbage.close()
    return 0


def take_all(folder: Path, window: MainWindow) -> None:
    """One picture after the other; each page's is without the sidebar."""
    files = {task.file_name: task for task in ended(window._application).values()}
    select(window, files["price-list.xlsx"])
    take(folder / "uploads.png", window)
    window.resize(*LARGE)
    pause(0.5)
    take(folder / "failed.png", window.uploads.detail)
    window.resize(*SIZE)
    window.previewing.open(files["stock.csv"])
    wait(lambda: (page := window.findChild(PreviewPage)) is not None and page.result is not None)
    pause(0.5)
    take(folder / "preview.png", window.pages)
    for name in (PageName.DATASETS, PageName.RECORDS, PageName.INSIGHTS):
        window.open_page(name)
        window.resize(SIZE[0], LARGE[1] if name is PageName.DATASETS else SIZE[1])
        pause(1.5)
        if name is PageName.RECORDS:
            window.records.show_dataset("orders")
            pause(1.5)
            window.records.table.selectRow(2)
            pause(0.5)
        take(folder / f"{name}.png", window.pages)
    window.open_page(PageName.SETTINGS)
    section = window.settings.show_section(StorageSection)
    section.kind_button(StorageKind.S3).click()
    pause(1)
    take(folder / "storage.png", window.pages)


def take(path: Path, widget: QWidget) -> None:
    """What the widget shows, in few colours: a third of the bytes, and no difference that is seen."""
    widget.window().setFocus()
    pause(0.2)
    widget.grab().save(str(path))
    with Image.open(path) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    sys.exit(main())
