"""The child process: does one job after another, and ends with its parent."""

import contextlib
import gc
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from time import monotonic
from typing import TypeAlias

from ..logs import trace_of
from ..model.errors import UploaderError
from ..model.jobs import CheckJob, ImportJob, InferJob, Job, MarkedCopyJob, Result
from ..model.progress import Stage
from . import messages, process
from .stageclock import StageClock

Inbox: TypeAlias = "queue.SimpleQueue[messages.ToChild]"

REPORT_INTERVAL = 0.1
"""Seconds between two reports of progress within one stage."""


def main(pipe: messages.Pipe, error_file: str, parent: int) -> None:
    """The target of the spawned process: runs until the pipe closes or the process `parent` ends."""
    process.leave_signals_to_parent()
    process.send_errors_to(error_file)
    process.end_with(parent)
    process.lower_priority()
    # A job makes millions of objects and no cycles worth looking for; they are looked for between two jobs.
    gc.disable()
    inbox: queue.SimpleQueue[messages.ToChild] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(pipe, inbox), name="pipe", daemon=True).start()
    # Loaded while the first job is still being claimed.
    from ..processing import importing  # noqa: F401

    pipe.send(messages.Ready())
    while True:
        message = inbox.get()
        if isinstance(message, messages.Start):
            clock = StageClock()
            answer = _answer(message.job, pipe, inbox, clock)
            pipe.send(messages.Took(clock.stop()))
            pipe.send(answer)
            gc.collect()


def _listen(pipe: messages.Pipe, inbox: "queue.SimpleQueue[messages.ToChild]") -> None:
    """Pass messages on; when the parent is gone, nobody wants the result: end at once, whatever is running."""
    try:
        while True:
            inbox.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)


def _answer(job: Job, pipe: messages.Pipe, inbox: Inbox, clock: StageClock) -> messages.FromChild:
    try:
        process.limit_memory(job.limits.memory)
        return messages.Finished(_run(job, pipe, inbox, clock))
    except UploaderError as error:
        return messages.Refused(error.code, error.params)
    except MemoryError:
        return messages.OutOfMemory()
    except Exception as error:
        return messages.Broke(type(error).__name__, trace_of(error))


def _run(job: Job, pipe: messages.Pipe, inbox: Inbox, clock: StageClock) -> Result:
    from ..processing import importing

    report = _reporter(pipe, clock)
    if isinstance(job, ImportJob):
        return importing.run_import(job, report, _save_turn(pipe, inbox, clock))
    if isinstance(job, CheckJob):
        return importing.run_check(job, report)
    if isinstance(job, InferJob):
        return importing.run_infer(job, report)
    # Loaded when it is asked for: importing must not pay for openpyxl and XlsxWriter.
    from ..processing import output

    if isinstance(job, MarkedCopyJob):
        return output.run_marked_copy(job, report)
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
