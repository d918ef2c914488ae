"""The log file: one record per line, UTF-8, with the task's number, never with a cell's value or a secret."""

import logging
from contextvars import ContextVar
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from .durable import make_private

LOG_FILE = "desktop-uploader.log"

current_task: ContextVar[int | None] = ContextVar("current_task", default=None)
"""The task that this thread works on; every log record carries its number."""


class _TaskFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        number = current_task.get()
        record.task = "-" if number is None else number
        return True


class _OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\r", "").replace("\n", " | ")


class _PrivateFile(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        make_private(Path(self.baseFilename))
        return super()._open()


def start_logging(folder: Path, level: str = "INFO") -> logging.Handler:
    """Write the program's records to a rotating file in `folder`; gives the handler, for `stop_logging`."""
    handler = _PrivateFile(folder / LOG_FILE, maxBytes=5_000_000, backupCount=5, encoding="utf-8", delay=True)
    handler.addFilter(_TaskFilter())
    handler.setFormatter(
        _OneLine("%(asctime)s %(levelname)s %(process)d %(threadName)s task=%(task)s %(name)s %(message)s")
    )
    logger = logging.getLogger("desktop_uploader")
    logger.setLevel(level)
    logger.addHandler(handler)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Take the handler off again and close its file."""
    logging.getLogger("desktop_uploader").removeHandler(handler)
    handler.close()
