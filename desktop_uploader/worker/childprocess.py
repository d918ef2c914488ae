"""One child process and its pipe, as the supervisor sees it."""

import contextlib
import logging
import multiprocessing
import os
import signal
import tempfile
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic

import psutil

from . import child, messages
from .bounds import Bounds

logger = logging.getLogger(__name__)

LAST_WORDS = 4000
"""Characters of the child's standard error that go to the log when it ends."""

SOFT_END = 1.0
"""Seconds that a child has to say where it stands before it is killed."""


class ChildProcess:
    """Spawned at once; does one job after another until it is killed. Not thread-safe."""

    def __init__(self) -> None:
        descriptor, name = tempfile.mkstemp(prefix="desktop-uploader-", suffix=".err")
        os.close(descriptor)
        self._errors = Path(name)
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=child.main, args=(theirs, name, os.getpid()), name="reader", daemon=True
        )
        self._process.start()
        theirs.close()
        self._bounds = Bounds(self.pid)
        self.started = monotonic()
        self.jobs = 0
        """How many jobs it has been given."""

    @property
    def pid(self) -> int:
        """Its process number."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def alive(self) -> bool:
        """True until it has ended."""
        return self._process.is_alive()

    def begin(self, start: messages.Start) -> None:
        """Give it a job. Raises OSError where it died."""
        self.jobs += 1
        self._bounds.limit_memory(start.job.limits.memory)
        self.send(start)

    def send(self, message: messages.ToChild) -> None:
        """Tell it something. Raises OSError where it died."""
        self._pipe.send(message)

    def receive(self, timeout: float) -> messages.FromChild | None:
        """Its next message; None where there is none in time. Raises EOFError or OSError where it died."""
        if not self._pipe.poll(timeout):
            if not self.alive and not self._pipe.poll(0):
                raise EOFError
            return None
        message: messages.FromChild = self._pipe.recv()
        return message

    def memory(self) -> int:
        """Its memory in use, in bytes."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def last_words(self) -> str:
        """What its libraries wrote to standard error."""
        try:
            return self._errors.read_text(encoding="utf-8", errors="replace")[-LAST_WORDS:]
        except OSError:
            return ""

    def exit_code(self) -> int | None:
        """How it ended, once it has; a negative number is the signal."""
        self._process.join(1)
        return self._process.exitcode

    def end_softly(self) -> str:
        """Have it say where it stands and end; gives that, for the log. A child that does not listen is only killed."""
        if os.name == "posix" and self.alive:
            os.kill(self.pid, signal.SIGABRT)
            self._process.join(SOFT_END)
        return self.last_words()

    def kill(self) -> None:
        """End it now, whatever it does."""
        self._process.kill()
        self._process.join()
        # Another slot's thread, starting a child, may have been the one that learned of the end: then this one's
        # `Process` does not know of it.
        with contextlib.suppress(ValueError):
            self._process.close()
        self._pipe.close()
        self._bounds.close()
        self._errors.unlink(missing_ok=True)
