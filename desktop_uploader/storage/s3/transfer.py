"""Parts of a file on their way: a few threads, one flag that stops them, one meter, one limit for the bandwidth."""

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType

TICK = 0.2
"""Seconds between two reports of progress, in which a wish to stop is noticed."""

LEAVE = 2.0
"""Seconds that a stopped transfer waits for its threads; one on a dead connection is left to its time-out."""

Job = Callable[[], None]


class Halted(BaseException):
    """The transfer was stopped. Not an `Exception`, which botocore would take for a broken connection and try again."""


class Bandwidth:
    """The most bytes a second that all transfers of a storage use together; 0: no limit."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._free_at = 0.0
        self._lock = threading.Lock()

    def wait_for(self, count: int, halt: threading.Event) -> None:
        """Come back when `count` more bytes may pass. Raises `Halted`."""
        if not self._rate:
            return
        with self._lock:
            now = time.monotonic()
            self._free_at = max(now, self._free_at) + count / self._rate
            wait = self._free_at - now
        if halt.wait(wait):
            raise Halted


class Transfer:
    """What the threads of one transfer share."""

    def __init__(self, bandwidth: Bandwidth, done: int = 0) -> None:
        self.halt = threading.Event()
        self._bandwidth = bandwidth
        self._done = done
        self._lock = threading.Lock()

    @property
    def done(self) -> int:
        """Bytes that have passed."""
        return self._done

    def passed(self, count: int) -> None:
        """Count bytes (negative ones will pass again) and keep to the bandwidth. Raises `Halted`."""
        if self.halt.is_set():
            raise Halted
        with self._lock:
            self._done += count
        if count > 0:
            self._bandwidth.wait_for(count, self.halt)

    def run(self, jobs: Sequence[Job], threads: int, tick: Callable[[int], None] | None) -> None:
        """Do the jobs, some at a time, while `tick` is told on this thread how many bytes have passed.

        The first error of a job, or what `tick` raises, stops the others and is raised.
        """
        waiting, ended = SimpleQueue[Job](), SimpleQueue[BaseException | None]()
        for job in jobs:
            waiting.put(job)

        def work() -> None:
            while not self.halt.is_set():
                try:
                    waiting.get_nowait()()
                    ended.put(None)
                except Empty:
                    return
                except BaseException as error:
                    ended.put(error)
                    return

        started = [threading.Thread(target=work, name="transfer", daemon=True) for _ in jobs[:threads]]
        for thread in started:
            thread.start()
        try:
            self._wait(len(jobs), ended, tick)
        except BaseException:
            self.halt.set()
            raise
        finally:
            deadline = time.monotonic() + LEAVE
            for thread in started:
                thread.join(max(0.0, deadline - time.monotonic()))

    def _wait(self, count: int, ended: "SimpleQueue[BaseException | None]", tick: Callable[[int], None] | None) -> None:
        while count:
            try:
                error = ended.get(timeout=TICK)
                count -= 1
                if error is not None:
                    raise error
            except Empty:
                pass
            if tick is not None:
                tick(self._done)


class PartReader:
    """A part of a file as the body of a request: read as it is sent, never held in memory."""

    def __init__(self, path: Path, offset: int, length: int, transfer: Transfer) -> None:
        self._file = open(path, "rb", buffering=0)
        self._file.seek(offset)
        self._offset, self._length, self._transfer = offset, length, transfer
        self._position = self._counted = 0
        self.sending = False
        """True while what is read goes to the server; else it is read to be signed."""

    def __enter__(self) -> "PartReader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._length

    def __bool__(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """As a file's `read`."""
        left = self._length - self._position
        data = self._file.read(left if size < 0 else min(size, left))
        self._position += len(data)
        if self._transfer.halt.is_set():
            raise Halted
        if self.sending:
            self._counted += len(data)
            self._transfer.passed(len(data))
        return data

    def seek(self, position: int, whence: int = 0) -> int:
        """As a file's `seek`; going back to the beginning means that the part is sent again."""
        self._position = position + (0, self._position, self._length)[whence]
        self._file.seek(self._offset + self._position)
        if self._position == 0 and self._counted:
            again, self._counted = self._counted, 0
            self._transfer.passed(-again)
        return self._position

    def tell(self) -> int:
        """As a file's `tell`."""
        return self._position

    def digest(self, algorithm: str) -> bytes:
        """The part's hash; the part is at its beginning again."""
        # MD5 tells a part that was damaged on its way, nothing more: allowed where security forbids it.
        found = hashlib.new(algorithm, usedforsecurity=False)
        while data := self.read(1024 * 1024):
            found.update(data)
        self.seek(0)
        return found.digest()
