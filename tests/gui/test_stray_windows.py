"""A part that is shown before it has its place is a window of its own for a moment: it flashes and takes the focus."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_uploader.bootstrap import Application
from desktop_uploader.gui.main_window import MainWindow
from desktop_uploader.gui.pages import PageName

from .test_window import PATIENCE, sample, shown


class Shown(QObject):
    """The kinds of the windows that come up."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(f"{type(watched).__name__} {watched.objectName()}".strip())
        return False


def test_a_first_start_and_a_look_at_everything_bring_up_no_other_window(
    qtbot: QtBot, window: MainWindow, application: Application
) -> None:
    seen = Shown()
    qapp = QApplication.instance()
    assert qapp is not None
    qapp.installEventFilter(seen)
    window.add_files([sample(application, "price-list.xlsx"), sample(application, "orders.xlsx")], {})
    qtbot.waitUntil(lambda: set(shown(window).values()) == {"Failed", "Done"}, timeout=PATIENCE)
    for task_id in (1, 2):
        window.uploads.select_task(task_id)
        qtbot.wait(100)
    for page in PageName:
        window.open_page(page)
        qtbot.wait(300)
    window.open_page(PageName.SETTINGS)
    for number in range(len(window.settings._group.buttons())):
        window.settings.choose(number)
        qtbot.wait(50)
    qapp.removeEventFilter(seen)
    assert seen.kinds == []
