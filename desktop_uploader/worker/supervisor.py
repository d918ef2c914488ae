"""One slot: a warm child process that does one job at a time, and can be killed at any moment."""

import logging
import multiprocessing
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic

import psutil

from ..model.errors import UploaderError
from ..model.jobs import Job, Result
from ..model.progress import Stage
from . import child, messages
from .saveturn import SaveTurns

logger = logging.getLogger(__name__)

TICK = 0.1
"""Seconds between two looks at limits and wishes while the child is silent."""

MEMORY_SAMPLE = 0.5
RECYCLE_MEMORY = 300 * 1024**2
"""A child that holds more than this after a job is replaced: allocators give little back."""

RECYCLE_JOBS = 500
START_PATIENCE = 60.0
CRASH_WORDS = 4000


class Stopped(Exception):
    """The job was killed because the caller wished so."""


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """A job's result and the child's highest memory use in bytes."""

    result: Result
    peak_memory: int


class JobFailed(UploaderError):
    """The job came to no result: refused by the program, crashed, or over a limit.

    `retries` says how often a failure of this kind may be tried again in all.
    """

    def __init__(self, code: str, params: dict[str, object], *, transient: bool, attempts: int | None = None) -> None:
        super().__init__(code, **params)
        self.transient = transient
        self.attempts = attempts


class Supervisor:
    """Runs jobs in a child process. Not thread-safe: one supervisor belongs to one worker's thread."""

    def __init__(self, turns: SaveTurns) -> None:
        self._turns = turns
        self._context = multiprocessing.get_context("spawn")
        self._process: BaseProcess | None = None
        self._pipe: messages.Pipe | None = None
        self._errors = Path(tempfile.gettempdir())
        self._ready = False
        self._jobs = 0
        self.peak_memory = 0
        """Bytes, of the job that runs or ran last."""

    def start(self) -> None:
        """Start a child ahead of its first job. Returns at once."""
        if self._process is not None and self._process.is_alive():
            return
        self._discard()
        descriptor, name = tempfile.mkstemp(prefix="desktop-uploader-", suffix=".err")
        open(descriptor, "wb").close()
        self._errors = Path(name)
        self._pipe, theirs = self._context.Pipe()
        self._process = self._context.Process(target=child.main, args=(theirs, name), name="reader", daemon=True)
        self._process.start()
        theirs.close()
        self._ready, self._jobs = False, 0

    def run(self, job: Job, on_progress: Callable[[messages.Moved], None], stop: Callable[[], bool]) -> JobOutcome:
        """Have the child do `job`. Raises `JobFailed`, or `Stopped` soon after `stop()` has become true."""
        self.start()
        run = _Run(self, job, on_progress, stop, self._turns)
        try:
            result = run.result()
        except BaseException:
            # Whatever ended it early: the child may be anywhere in its work.
            if not run.settled:
                self._discard()
            raise
        finally:
            run.give_back_turn()
        self._jobs += 1
        if self._jobs >= RECYCLE_JOBS or self.memory() > RECYCLE_MEMORY:
            self._discard()
            self.start()
        return JobOutcome(result, self.peak_memory)

    def close(self) -> None:
        """Kill the child."""
        self._discard()

    def memory(self) -> int:
        """The child's memory in use, in bytes."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except (psutil.Error, TypeError):
            return 0

    @property
    def pid(self) -> int | None:
        """The child's process number."""
        return self._process.pid if self._process is not None else None

    @property
    def alive(self) -> bool:
        """True while there is a child."""
        return self._process is not None and self._process.is_alive()

    def receive(self, timeout: float) -> messages.FromChild | None:
        """The child's next message; None where there is none in time. Raises EOFError where it died."""
        assert self._pipe is not None
        if not self._pipe.poll(timeout):
            if not self.alive and not self._pipe.poll(0):
                raise EOFError
            return None
        message: messages.FromChild = self._pipe.recv()
        return message

    def send(self, message: messages.ToChild) -> None:
        """Tell the child something. Raises OSError where it died."""
        assert self._pipe is not None
        self._pipe.send(message)

    def last_words(self) -> str:
        """What the child's libraries wrote to standard error."""
        try:
            return self._errors.read_text(encoding="utf-8", errors="replace")[-CRASH_WORDS:]
        except OSError:
            return ""

    def exit_code(self) -> int | None:
        """How the child ended, once it has."""
        if self._process is None:
            return None
        self._process.join(1)
        return self._process.exitcode

    def _discard(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._errors.unlink(missing_ok=True)
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


class _Run:
    """One job from its start to its end, with its clocks."""

    def __init__(
        self,
        supervisor: Supervisor,
        job: Job,
        on_progress: Callable[[messages.Moved], None],
        stop: Callable[[], bool],
        turns: SaveTurns,
    ) -> None:
        self._supervisor = supervisor
        self._job = job
        self._on_progress = on_progress
        self._stop = stop
        self._turns = turns
        self._turn = _Turn.NONE
        self.settled = False
        """True where the child has answered and waits for the next job."""

    def result(self) -> Result:
        supervisor = self._supervisor
        supervisor.peak_memory = 0
        started = moved = sampled = monotonic()
        try:
            supervisor.send(messages.Start(self._job))
            while True:
                message = supervisor.receive(TICK)
                now = monotonic()
                if message is not None and not isinstance(message, messages.Ready):
                    moved = now
                    answer = self._handle(message)
                    if answer is not None:
                        return answer
                if self._stop():
                    raise Stopped
                if self._turn == _Turn.WANTED:
                    # Waiting for the others counts neither as a stall nor as the file's time.
                    started, moved = started + (now - moved), now
                    self._try_to_grant()
                elif now - moved > self._job.limits.stall:
                    raise JobFailed("stalled", {"seconds": int(self._job.limits.stall)}, transient=True, attempts=2)
                elif now - started > self._job.limits.ceiling:
                    raise JobFailed("time-limit", {"seconds": int(self._job.limits.ceiling)}, transient=False)
                if now - sampled > MEMORY_SAMPLE:
                    sampled = now
                    self._sample_memory()
        except (EOFError, OSError) as error:
            raise self._crash() from error

    def give_back_turn(self) -> None:
        if self._turn == _Turn.TAKEN:
            self._turns.give_back()
        self._turn = _Turn.NONE

    def _handle(self, message: messages.FromChild) -> Result | None:
        match message:
            case messages.Moved():
                self._on_progress(message)
            case messages.TurnWanted():
                self._turn = _Turn.WANTED
            case messages.TurnOver():
                self.give_back_turn()
            case messages.Finished(result):
                self.settled = True
                self._sample_memory()
                return result
            case messages.Refused(code, params, transient):
                self.settled = True
                raise JobFailed(code, dict(params), transient=transient)
            case messages.Broke(name, trace):
                self.settled = True
                logger.error("the child met an error that nobody foresaw: %s", trace)
                raise JobFailed("internal", {"reason": name}, transient=False)
        return None

    def _try_to_grant(self) -> None:
        if self._turns.try_take():
            self._turn = _Turn.TAKEN
            self._supervisor.send(messages.TurnGranted())
        else:
            self._on_progress(messages.Moved(Stage.WAITING, 0, None))

    def _sample_memory(self) -> None:
        used = self._supervisor.memory()
        self._supervisor.peak_memory = max(self._supervisor.peak_memory, used)
        if used > self._job.limits.memory:
            raise self._out_of_memory()

    def _crash(self) -> JobFailed:
        words, code = self._supervisor.last_words(), self._supervisor.exit_code()
        logger.error("the child ended with %s: %s", code, words)
        if "memory allocation" in words or "MemoryError" in words:
            return self._out_of_memory()
        return JobFailed("reader-crashed", {"exit_code": code}, transient=True, attempts=2)

    def _out_of_memory(self) -> JobFailed:
        limit = self._job.limits.memory // 1024**2
        return JobFailed("out-of-memory", {"limit_mb": limit}, transient=True, attempts=2)


class _Turn:
    NONE, WANTED, TAKEN = range(3)
