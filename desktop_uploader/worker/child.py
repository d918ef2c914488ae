"""The child process: does one job after another, and ends with its parent."""

import contextlib
import functools
import gc
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from ..logs import trace_of
from ..model.errors import UploaderError
from ..model.jobs import (
    CheckJob,
    ExportJob,
    ImportJob,
    InferJob,
    Job,
    MarkedCopyJob,
    PreviewJob,
    Result,
    SavedCheckJob,
    TablesJob,
)
from ..model.progress import Stage
from . import messages, process
from .stageclock import StageClock

if TYPE_CHECKING:
    from ..database.records import RecordsDatabase
    from ..processing.preview import Shelf

Inbox: TypeAlias = "queue.SimpleQueue[messages.ToChild]"
Opened: TypeAlias = "Callable[[str], RecordsDatabase]"
"""The records database at an address, opened at its first use and kept: connection and statements serve again."""

Shelves: TypeAlias = "Callable[[], Shelf]"
"""What holds the file that is previewed: it is read once, however often it is looked at."""

MANY_LEFT = 50_000
"""Objects that jobs have left, without which looking for cycles costs more than it gives back: about 10 MB."""

REPORT_INTERVAL = 0.1
"""Seconds between two reports of progress within one stage."""


def main(pipe: messages.Pipe, error_file: str, parent: int) -> None:
    """The target of the spawned process: runs until the pipe closes or the process `parent` ends."""
    process.leave_signals_to_parent()
    process.send_errors_to(error_file)
    process.end_with(parent)
    process.lower_priority()
    # A job makes millions of objects and few cycles; they are looked for between two jobs, once there are many.
    gc.disable()
    inbox: Inbox = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, inbox), name="pipe", daemon=True).start()
    # Loaded while the first job is still being claimed.
    from ..database.records import RecordsDatabase
    from ..processing import importing  # noqa: F401

    # What is loaded stays: looking through it after each job would take longer than a small file.
    gc.freeze()
    opened, shelf = functools.cache(RecordsDatabase), functools.cache(_new_shelf)
    pipe.send(messages.Ready())
    while True:
        message = inbox.get()
        if isinstance(message, messages.Start):
            clock = StageClock()
            answer = _answer(message.job, pipe, inbox, clock, opened, shelf)
            pipe.send(messages.Took(clock.stop()))
            pipe.send(answer)
            if gc.get_count()[0] > MANY_LEFT:
                gc.collect()


def _listen(pipe: messages.Pipe, inbox: Inbox) -> None:
    """Pass messages on; when the parent is gone, nobody wants the result: end at once, whatever is running."""
    try:
        while True:
            inbox.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)


def _new_shelf() -> "Shelf":
    from ..processing.preview import Shelf

    return Shelf()


def _answer(
    job: Job, pipe: messages.Pipe, inbox: Inbox, clock: StageClock, opened: Opened, shelf: Shelves
) -> messages.FromChild:
    try:
        process.limit_memory(job.limits.memory)
        return messages.Finished(_run(job, pipe, inbox, clock, opened, shelf))
    except UploaderError as error:
        return messages.Refused(error.code, error.params)
    except MemoryError:
        return messages.OutOfMemory()
    except Exception as error:
        return messages.Broke(type(error).__name__, trace_of(error))


def _run(job: Job, pipe: messages.Pipe, inbox: Inbox, clock: StageClock, opened: Opened, shelf: Shelves) -> Result:
    from ..processing import importing

    report = _reporter(pipe, clock)
    if isinstance(job, ImportJob):
        return importing.run_import(job, report, _save_turn(pipe, inbox, clock), opened(job.records_url))
    if isinstance(job, CheckJob):
        return importing.run_check(job, report, opened(job.records_url))
    if isinstance(job, InferJob):
        return importing.run_infer(job, report)
    if isinstance(job, PreviewJob):
        from ..processing import preview

        return preview.run_preview(job, report, opened(job.check.records_url), shelf())
    if isinstance(job, SavedCheckJob):
        from ..processing import saved_rows

        return saved_rows.run_saved_check(job, report, opened(job.records_url))
    # Loaded when it is asked for: importing must not pay for openpyxl and XlsxWriter.
    from ..processing import output

    if isinstance(job, MarkedCopyJob):
        return output.run_marked_copy(job, report)
    if isinstance(job, ExportJob):
        return output.run_export(job, report, opened(job.records_url))
    if isinstance(job, TablesJob):
        return output.run_tables(job)
    return output.run_template(job)


def _reporter(pipe: messages.Pipe, clock: StageClock) -> Callable[[Stage, int, int | None], None]:
    last_stage: Stage | None = None
    last_time = 0.0

    def report(stage: Stage, done: int, total: int | None) -> None:
        nonlocal last_stage, last_time
        now = monotonic()
        if stage is last_stage and now - last_time < REPORT_INTERVAL:
            return
        if stage is not last_stage:
            clock.enter(stage)
        last_stage, last_time = stage, now
        pipe.send(messages.Moved(stage, done, total))

    return report


def _save_turn(pipe: messages.Pipe, inbox: Inbox, clock: StageClock) -> Callable[[], AbstractContextManager[None]]:
    @contextlib.contextmanager
    def turn() -> Iterator[None]:
        clock.enter(Stage.WAITING)
        pipe.send(messages.TurnWanted())
        inbox.get()
        try:
            yield
        finally:
            pipe.send(messages.TurnOver())

    return turn


if sys.platform == "win32":  # a windowed program has no console, and libraries print
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")
