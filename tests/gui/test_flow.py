from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_uploader.gui.flow import flowing


def test_what_has_no_room_goes_to_the_next_line_at_its_own_size(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    chips = [QPushButton(f"Number {number}") for number in range(6)]
    column = QVBoxLayout(window)
    column.addWidget(flowing(*chips))
    column.addStretch(1)
    chips[1].hide()
    window.resize(300, 400)
    window.show()

    shown = [chip for chip in chips if chip.isVisible()]
    assert len({chip.y() for chip in shown}) > 1
    assert all(chip.width() == chip.sizeHint().width() for chip in shown)
    assert all(chip.geometry().right() <= 300 for chip in shown)
    window.resize(1400, 400)
    qtbot.waitUntil(lambda: len({chip.y() for chip in shown}) == 1)
