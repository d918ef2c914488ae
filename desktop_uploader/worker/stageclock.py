"""How long a job spends in each stage, measured where the work is done."""

from collections.abc import Callable
from time import monotonic

from ..model.progress import Stage


class StageClock:
    """Runs in one stage at a time; a stage that is entered again goes on counting."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._seconds: dict[Stage, float] = {}
        self._stage: Stage | None = None
        self._since = now()

    def enter(self, stage: Stage) -> None:
        """From now on the job is in `stage`."""
        self._count()
        self._stage = stage

    def stop(self) -> dict[Stage, float]:
        """The job is over: stage → seconds."""
        self._count()
        self._stage = None
        return self._seconds

    def _count(self) -> None:
        now = self._now()
        if self._stage is not None:
            self._seconds[self._stage] = self._seconds.get(self._stage, 0.0) + now - self._since
        self._since = now
