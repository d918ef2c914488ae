"""One job in a child, from its start to its end: its clocks, its memory, and the verdict where it comes to none."""

import logging
from collections.abc import Callable, Mapping
from enum import Enum
from time import monotonic

from ..model.errors import UploaderError
from ..model.jobs import Job, Result
from ..model.progress import Stage
from . import messages
from .childprocess import ChildProcess
from .saveturn import SaveTurns

logger = logging.getLogger(__name__)

TICK = 0.1
"""Seconds between two looks at limits and wishes while the child is silent."""

MEMORY_SAMPLE = 0.5
STOOD_STILL = 2.0
"""Seconds between two looks after which it is not the child that was slow."""


class Stopped(Exception):
    """The job was killed because the caller wished so."""


class JobFailed(UploaderError):
    """The job came to no result: refused by the program, crashed, or over a limit."""


class _Turn(Enum):
    NONE, WANTED, TAKEN = range(3)


class Run:
    """A job that a child does now."""

    def __init__(
        self,
        child: ChildProcess,
        job: Job,
        on_progress: Callable[[messages.Moved], None],
        stop: Callable[[], bool],
        turns: SaveTurns,
    ) -> None:
        self._child = child
        self._job = job
        self._on_progress = on_progress
        self._stop = stop
        self._turns = turns
        self._turn = _Turn.NONE
        self._started = self._moved = self._sampled = self._looked = monotonic()
        self.settled = False
        """True where the child has answered and waits for the next job."""
        self.peak_memory = 0
        """Bytes."""
        self.seconds: Mapping[Stage, float] = {}
        """How long the child was in each stage, once it has answered."""

    def result(self) -> Result:
        """Wait for the result. Raises `JobFailed`, `Stopped`."""
        try:
            self._child.begin(messages.Start(self._job))
            while True:
                # A child that wants its turn is silent: then the turn is what is waited for.
                answer = self._hear(self._child.receive(0 if self._turn is _Turn.WANTED else TICK))
                if answer is not None:
                    return answer
                if self._stop():
                    raise Stopped
                self._look()
        except (EOFError, OSError) as error:
            self._end_of_child(error)
            raise

    def give_back_turn(self) -> None:
        """Let others save, where this job had the turn."""
        if self._turn is _Turn.TAKEN:
            self._turns.give_back()
        self._turn = _Turn.NONE

    def _hear(self, message: messages.FromChild | None) -> Result | None:
        if message is None or isinstance(message, messages.Ready):
            return None
        self._moved = monotonic()
        match message:
            case messages.Moved():
                self._on_progress(message)
            case messages.TurnWanted():
                self._turn = _Turn.WANTED
            case messages.TurnOver():
                self.give_back_turn()
            case messages.Took(seconds):
                self.seconds = seconds
            case messages.Finished(result):
                self.settled = True
                self._sample_memory()
                return result
            case messages.OutOfMemory():
                raise self._out_of_memory()
            case messages.Refused(code, params):
                self.settled = True
                raise JobFailed(code, **params)
            case messages.Broke(name, trace):
                self.settled = True
                logger.error("the child met an error that nobody foresaw: %s", trace)
                raise JobFailed("internal", reason=name)
        return None

    def _look(self) -> None:
        """At the turn, the clocks and the memory."""
        now = monotonic()
        self._leave_out_sleep(now)
        limits = self._job.limits
        if self._turn is _Turn.WANTED:
            # Waiting for the others counts neither as a stall nor as the file's time.
            self._started, self._moved = self._started + (now - self._moved), now
            self._wait_for_turn()
        elif now - self._moved > limits.stall:
            self._say_where_it_stood()
            raise JobFailed("stalled", seconds=int(limits.stall))
        elif now - self._started > limits.ceiling:
            self._say_where_it_stood()
            raise JobFailed("time-limit", seconds=int(limits.ceiling))
        if now - self._sampled > MEMORY_SAMPLE:
            self._sampled = now
            self._sample_memory()

    def _leave_out_sleep(self, now: float) -> None:
        """Time in which this program itself stood still, as the computer slept, is no time that the file took."""
        slept, self._looked = now - self._looked, now
        if slept > STOOD_STILL:
            logger.info("stood still for %.0f s", slept)
            self._started, self._moved = self._started + slept, min(now, self._moved + slept)

    def _wait_for_turn(self) -> None:
        if not self._turns.take(0):
            self._on_progress(messages.Moved(Stage.WAITING, 0, None))
            if not self._turns.take(TICK):
                return
        self._turn = _Turn.TAKEN
        self._child.send(messages.TurnGranted())

    def _sample_memory(self) -> None:
        used = self._child.memory()
        self.peak_memory = max(self.peak_memory, used)
        if used > self._job.limits.memory:
            raise self._out_of_memory()

    def _say_where_it_stood(self) -> None:
        logger.error("the child is ended: %s", self._child.end_softly())

    def _end_of_child(self, error: Exception) -> None:
        words, code = self._child.last_words(), self._child.exit_code()
        if self._stop():
            raise Stopped from error
        logger.error("the child ended with %s: %s", code, words)
        if "memory allocation" in words or "MemoryError" in words:
            raise self._out_of_memory() from error
        raise JobFailed("reader-crashed", exit_code=code) from error

    def _out_of_memory(self) -> JobFailed:
        limit = self._job.limits.memory // 1024**2
        return JobFailed("out-of-memory", limit_mb=limit)
