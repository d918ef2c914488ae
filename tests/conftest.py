"""What holds for every test: its own folders, and nothing left running."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import multiprocessing
import threading
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import psutil
import pytest

PATIENCE = 5.0


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings and data of whoever runs it."""
    for name in list(os.environ):
        if name.startswith("DESKTOP_UPLOADER_"):
            monkeypatch.delenv(name)
    # English, whatever the computer speaks.
    monkeypatch.setenv("DESKTOP_UPLOADER_LANGUAGE", "en")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_DIRS"):
        monkeypatch.setenv(name, str(tmp_path / "xdg" / name))


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a child process behind."""
    threads, children = set(threading.enumerate()), set(_children())
    yield
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        multiprocessing.active_children()
        left = [thread for thread in threading.enumerate() if thread not in threads and not _harmless(thread)]
        left_children = [child for child in _children() if child not in children]
        if not left and not left_children:
            return
        time.sleep(0.05)
    pytest.fail(f"left running: threads {left}, processes {left_children}")


def _harmless(thread: threading.Thread) -> bool:
    # Python's own view of a thread that Qt started: gone as soon as Qt's thread ends.
    return isinstance(thread, threading._DummyThread)


def _children() -> list[psutil.Process]:
    found = []
    for child in psutil.Process().children(recursive=True):
        try:
            if child.status() != psutil.STATUS_ZOMBIE and "resource_tracker" not in " ".join(child.cmdline()):
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Nothing of one test with Qt in it is left to be collected in a thread of the next.

    After the test as a whole: until then pytest itself holds what its fixtures have made.
    """
    result = yield
    if {"qapp", "qtbot"} & set(getattr(item, "fixturenames", ())):
        gc.collect()
    return result


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder that is not made yet."""
    return tmp_path / "data"
