"""What the operating systems offer for keeping a child process within bounds."""

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys

import psutil

LOWER = 10
"""How much nicer than the window a child is."""

_SET_PARENT_DEATH_SIGNAL = 1


def lower_priority() -> None:
    """Let the window go first."""
    with contextlib.suppress(OSError, psutil.Error):
        if sys.platform == "win32":
            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(LOWER)


def limit_memory(size: int) -> None:
    """Let an allocation fail that would take this process over `size` bytes; on Linux only.

    Elsewhere the supervisor samples the memory. What the process has mapped already (libraries, stacks) is added, for
    RLIMIT_AS counts addresses and not memory in use.
    """
    if sys.platform == "linux":
        import resource

        mapped = psutil.Process().memory_info().vms
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (mapped + size, hard))


def send_errors_to(path: str) -> None:
    """Have everything that is written to standard error go to a file: the reader's last words before it aborts."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(descriptor, 2)
    os.close(descriptor)
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    # A crash, and the soft end before a kill (SIGABRT), leave the place in the code there: files and lines, no values.
    faulthandler.enable(sys.stderr)


def leave_signals_to_parent() -> None:
    """A key press or a shutdown tells every process of a group; what becomes of the child is for its parent to say."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def end_with(parent: int) -> None:
    """Have the system kill this process when the thread that started it is gone, even in the midst of a library's loop.

    On Linux only; a closed pipe says the same everywhere, to a child that comes to hear it.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)
