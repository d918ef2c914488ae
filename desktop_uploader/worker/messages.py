"""What travels through the pipe between supervisor and child."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..model.jobs import Job, Result
from ..model.progress import Stage

if sys.platform == "win32":
    from multiprocessing.connection import PipeConnection as Connection
else:
    from multiprocessing.connection import Connection

Pipe = Connection
"""One end of the pipe; Windows has a class of its own for it."""


@dataclass(frozen=True, slots=True)
class Start:
    """To the child: do this."""

    job: Job


@dataclass(frozen=True, slots=True)
class TurnGranted:
    """To the child: you may save now."""


@dataclass(frozen=True, slots=True)
class Ready:
    """From the child: everything is loaded."""


@dataclass(frozen=True, slots=True)
class Moved:
    """From the child: this is how far it is."""

    stage: Stage
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class TurnWanted:
    """From the child: everything is checked, may I save?"""


@dataclass(frozen=True, slots=True)
class TurnOver:
    """From the child: the saving transaction has ended."""


@dataclass(frozen=True, slots=True)
class Finished:
    """From the child: the job's result."""

    result: Result


@dataclass(frozen=True, slots=True)
class Took:
    """From the child, before its answer: how long the job was in each stage."""

    seconds: Mapping[Stage, float]


@dataclass(frozen=True, slots=True)
class Refused:
    """From the child: one of the program's own errors."""

    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Broke:
    """From the child: an error that nobody foresaw; `trace` is for the log."""

    name: str
    trace: str


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """From the child: the job needs more than it may have."""


FromChild = Ready | Moved | TurnWanted | TurnOver | Took | Finished | Refused | Broke | OutOfMemory
ToChild = Start | TurnGranted
