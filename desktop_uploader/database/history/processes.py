"""Which process this is, and whether another one still runs."""

import functools
import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class ProcessIdentity:
    """One process of one start of one computer: pids come again, this does not."""

    host: str
    """The computer, and on Linux the container: pids of another one say nothing here."""
    boot_id: str
    """Changes at each start of the computer; empty where the system has none that survives a change of the clock."""
    pid: int
    pid_started: float
    """Seconds: on Linux since the computer's start, so that a clock that is set changes nothing; elsewhere since 1970,
    as the system has noted it when the process began."""

    def dead(self, here: "ProcessIdentity") -> bool:
        """True where this process certainly runs no more; False where it does or cannot be told."""
        if self.host != here.host:
            return False
        if self.boot_id != here.boot_id:
            return True
        try:
            process = psutil.Process(self.pid)
            return process.status() == psutil.STATUS_ZOMBIE or _started(self.pid) != self.pid_started
        except (psutil.NoSuchProcess, FileNotFoundError, ProcessLookupError):
            return True
        except (psutil.AccessDenied, PermissionError):
            return False


@functools.cache
def this_process() -> ProcessIdentity:
    """The running program."""
    pid = os.getpid()
    return ProcessIdentity(_host(), _boot_id(), pid, _started(pid))


def _host() -> str:
    name = socket.gethostname()
    if sys.platform != "linux":
        return name
    try:
        return f"{name} {os.readlink(PROC / 'self/ns/pid')}"
    except OSError:
        return name


def _boot_id() -> str:
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        # The time of the start that other systems tell moves with the clock. The processes' own times do not.
        return ""


def _started(pid: int) -> float:
    if sys.platform != "linux":
        return psutil.Process(pid).create_time()
    # After the name, which may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    fields = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return int(fields[19]) / os.sysconf("SC_CLK_TCK")
