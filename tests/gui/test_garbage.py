import gc
import threading

from pytestqt.qtbot import QtBot

from desktop_uploader.gui.garbage import GarbageCollection


class Cycle:
    def __init__(self, seen: list[str]) -> None:
        self.me = self
        self.seen = seen

    def __del__(self) -> None:
        self.seen.append(threading.current_thread().name)


def test_cycles_are_collected_in_the_main_thread_alone(qtbot: QtBot) -> None:
    seen: list[str] = []
    garbage = GarbageCollection()

    def allocate() -> None:
        for _ in range(5000):
            Cycle(seen)

    thread = threading.Thread(target=allocate, name="other")
    thread.start()
    thread.join()
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) > 0, timeout=5000)
    garbage.close()

    assert set(seen) == {"MainThread"} and len(seen) == 5000
    assert gc.isenabled()
