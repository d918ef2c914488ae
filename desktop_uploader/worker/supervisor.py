"""One slot: a warm child process that does one job at a time, and can be killed at any moment."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from ..model.jobs import Job, Result
from ..model.task import Usage
from . import messages
from .childprocess import ChildProcess
from .run import JobFailed, Run, Stopped
from .saveturn import SaveTurns

__all__ = ["JobFailed", "JobOutcome", "Stopped", "Supervisor", "run_alone"]

logger = logging.getLogger(__name__)

RECYCLE_MEMORY = 300 * 1024**2
"""A child that holds more than this after a job is replaced: allocators give little back."""

RECYCLE_JOBS = 500


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """A job's result and what it took."""

    result: Result
    usage: Usage


class Supervisor:
    """Runs jobs in a child process. Not thread-safe: one supervisor belongs to one worker's thread.

    On Linux the child ends with the thread that started it: `start` and `run` belong on one that stays.
    """

    def __init__(self, turns: SaveTurns) -> None:
        self._turns = turns
        self._child: ChildProcess | None = None
        self.usage = Usage(0)
        """What the job took that ran last."""

    def start(self) -> None:
        """Start a child ahead of its first job. Returns at once."""
        self._living_child()

    def run(self, job: Job, on_progress: Callable[[messages.Moved], None], stop: Callable[[], bool]) -> JobOutcome:
        """Have the child do `job`. Raises `JobFailed`, or `Stopped` soon after `stop()` has become true."""
        child = self._living_child()
        run = Run(child, job, on_progress, stop, self._turns)
        try:
            result = run.result()
        except BaseException:
            # Whatever ended it early: the child may be anywhere in its work.
            if not run.settled:
                self._discard()
            raise
        finally:
            self.usage = Usage(run.peak_memory, run.seconds)
            run.give_back_turn()
        if child.jobs >= RECYCLE_JOBS or child.memory() > RECYCLE_MEMORY:
            self._discard()
            self.start()
        return JobOutcome(result, self.usage)

    def close(self) -> None:
        """Kill the child."""
        self._discard()

    @property
    def pid(self) -> int | None:
        """The child's process number."""
        return self._child.pid if self._child is not None else None

    @property
    def alive(self) -> bool:
        """True while there is a child."""
        return self._child is not None and self._child.alive

    def _living_child(self) -> ChildProcess:
        if self._child is None or not self._child.alive:
            self._discard()
            started = monotonic()
            self._child = ChildProcess()
            logger.debug("child %s started in %.3f s", self._child.pid, monotonic() - started)
        return self._child

    def _discard(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()


def run_alone(job: Job, on_progress: Callable[[messages.Moved], None], stop: Callable[[], bool]) -> Result:
    """Have a child do `job` that does nothing else, and ends. Raises as `Supervisor.run` does."""
    supervisor = Supervisor(SaveTurns())
    try:
        return supervisor.run(job, on_progress, stop).result
    finally:
        supervisor.close()
