import threading

from pytestqt.qtbot import QtBot

from desktop_uploader.gui.threads import Happenings
from desktop_uploader.model.events import TaskChanged
from desktop_uploader.model.progress import Progress, Stage


def test_5000_happenings_arrive_from_another_thread(qtbot: QtBot) -> None:
    happenings = Happenings()
    changed: list[int] = []
    progressed: list[Progress] = []
    happenings.task_changed.connect(changed.append)
    happenings.progressed.connect(progressed.append)

    def tell() -> None:
        for number in range(2500):
            happenings.listen(TaskChanged(2**40 + number))
            happenings.listen(Progress(number, Stage.READING, number, 2500))

    thread = threading.Thread(target=tell)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(changed) + len(progressed) == 5000, timeout=10_000)

    assert changed[-1] == 2**40 + 2499
