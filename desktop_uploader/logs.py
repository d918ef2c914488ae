"""The log file: one record per line, UTF-8, with task, attempt and worker, never with a cell's value or a secret."""

import contextlib
import logging
import os
import time
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from .durable import make_private

LOG_FILE = "desktop-uploader.log"
SIZE = 5_000_000
"""Bytes after which a new file is begun."""

OLD_FILES = 5


@dataclass(frozen=True, slots=True)
class Work:
    """What a thread works on."""

    task_id: int
    worker_id: str
    attempt: int | None
    """None while the file is stored, before it is anybody's task."""


_current: ContextVar[Work | None] = ContextVar("current_work", default=None)


@contextlib.contextmanager
def working_on(task_id: int, worker_id: str, attempt: int | None = None) -> Iterator[None]:
    """Every record of this thread carries these numbers meanwhile."""
    token = _current.set(Work(task_id, worker_id, attempt))
    try:
        yield
    finally:
        _current.reset(token)


def trace_of(error: BaseException) -> str:
    """Where an error happened, and of which kind it and its causes are.

    Without their messages, for these quote what could not be read or saved: the cells of somebody's file. Of the
    operating system's errors the number is kept.
    """
    parts: list[str] = []
    found: BaseException | None = error
    while found is not None and len(parts) < 10:
        number = f" [errno {found.errno}]" if isinstance(found, OSError) and found.errno is not None else ""
        frames = "".join(traceback.format_list(traceback.extract_tb(found.__traceback__)))
        parts.append(f"{type(found).__module__}.{type(found).__qualname__}{number}\n{frames}")
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)
    return "caused by ".join(parts).rstrip()


class _WorkFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        work, named = _current.get(), getattr(record, "task", None)
        if work is not None and named not in (None, work.task_id):
            # About another task than the one that this thread works on.
            work = None
        record.task = named or ("-" if work is None else work.task_id)
        record.attempt = "-" if work is None or work.attempt is None else work.attempt
        # The first part of a worker's id tells it from the others.
        record.worker = "-" if work is None else work.worker_id.partition("-")[0] or "-"
        return True


class _OneLine(logging.Formatter):
    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\r", "").replace("\n", " | ")

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return trace_of(ei[1]) if ei[1] is not None else ""


class _SharedFile(RotatingFileHandler):
    """A file that several programs write: whoever finds it full begins a new one, and the others follow."""

    def _open(self) -> TextIOWrapper:
        make_private(Path(self.baseFilename))
        return super()._open()

    def emit(self, record: logging.LogRecord) -> None:
        if os.name == "posix" and self.stream is not None and not self._is_current():
            self.stream.close()
            self.stream = None  # opened again by the class above
        super().emit(record)

    def rotate(self, source: str, dest: str) -> None:
        # Windows renames no file that another program has open: then this one grows on.
        with contextlib.suppress(OSError):
            super().rotate(source, dest)

    def _is_current(self) -> bool:
        assert self.stream is not None
        try:
            here, there = os.fstat(self.stream.fileno()), os.stat(self.baseFilename)
        except OSError:
            return False
        return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)


def start_logging(folder: Path, level: str = "INFO") -> logging.Handler:
    """Write the program's records to a rotating file in `folder`; gives the handler, for `stop_logging`."""
    handler = _SharedFile(folder / LOG_FILE, maxBytes=SIZE, backupCount=OLD_FILES, encoding="utf-8", delay=True)
    handler.addFilter(_WorkFilter())
    who = "%(process)d %(threadName)s task=%(task)s attempt=%(attempt)s worker=%(worker)s"
    handler.setFormatter(_OneLine(f"%(asctime)s %(levelname)s {who} %(name)s %(message)s"))
    logger = logging.getLogger("desktop_uploader")
    logger.setLevel(level)
    logger.addHandler(handler)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Take the handler off again and close its file."""
    logging.getLogger("desktop_uploader").removeHandler(handler)
    handler.close()
