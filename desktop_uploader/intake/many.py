"""Many files at once: folders are listed and their files added in batches, off the thread that shows it."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from threading import Event
from typing import TypeVar

from ..database.history.contents import Contents
from ..model.errors import DatabaseTrouble, UploaderError
from .listing import Why, files_in
from .register import Given, Intake
from .sifting import Sifter

BATCH = 40
"""Files entered in one transaction: their rows appear together, and nobody waits for the database long."""

AHEAD = 10 * BATCH
"""Files that are listed while one batch is entered, so that soon the number of all is known."""

MOST_TOLD = 1000
PAUSE = 0.01
"""Seconds after each batch in which others have the interpreter and the database."""

AGAIN = 1.0
"""Seconds until a database is asked again that was busy or gone."""

LASTING = frozenset({"database-damaged", "database-newer", "database-foreign"})
"""Troubles that waiting does not end."""

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Moved:
    """How far an adding is."""

    done: int
    """Files that were added or left out."""
    found: int
    listed: bool
    """True once `found` are all that there are."""
    waits_for: DatabaseTrouble | None = None
    """What has to be over before it goes on."""


@dataclass(slots=True)
class Outcome:
    """What came of an adding so far."""

    ids: list[int] = field(default_factory=list)
    left_out: Counter[Why] = field(default_factory=Counter)
    told: list[tuple[Path, Why, UploaderError | None]] = field(default_factory=list)
    """The first of those that were left out."""
    known: list[Path] = field(default_factory=list)
    """Files whose content was added before: nobody has said yet what shall become of them."""
    found: int = 0
    cancelled: bool = False

    def leave_out(self, path: Path, why: Why, error: UploaderError | None = None) -> None:
        """Count a file that is not added."""
        self.left_out[why] += 1
        if len(self.told) < MOST_TOLD:
            self.told.append((path, why, error))


class _Ended(Exception):
    pass


class ManyFiles:
    """One adding. `run` does it and waits; the other methods may be called on any thread.

    What is already there is put aside (`outcome.known`) until `add_again` or `leave_out_known`.
    """

    def __init__(
        self,
        intake: Intake,
        contents: Contents,
        picked: Sequence[Path],
        given: Given,
        *,
        recursive: bool = True,
        sift: bool = True,
        alone_too: bool = True,
        patient: bool = False,
        tell: Callable[[Moved], None] = lambda moved: None,
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        """`sift` False takes files without asking whether their content is known; `wake` has them stored.

        Without `alone_too`, a single file that was picked by itself is left to the question that its import asks.
        `patient` waits for a database that is busy or gone, until `cancel`.
        """
        self.outcome = Outcome()
        self._intake = intake
        self._sifter = Sifter(contents) if sift else None
        self._picked = tuple(picked)
        self._given = given
        self._recursive = recursive
        self._alone_too = alone_too
        self._patient = patient
        self._last = Moved(0, 0, False)
        self._tell = tell
        self._wake = wake
        self._cancelled, self._going = Event(), Event()
        self._going.set()

    def run(self) -> None:
        """Add everything. Raises `DatabaseTrouble`: what was added until then stays added."""
        if not self._alone_too and len(self._picked) == 1 and not self._picked[0].is_dir():
            self._sifter = None
        files = files_in(self._picked, self._recursive, self.outcome.leave_out)
        try:
            waiting: list[Path] = []
            listed = False
            while waiting or not listed:
                more = list(islice(files, AHEAD))
                waiting += more
                self.outcome.found += len(more)
                listed = len(more) < AHEAD
                self._enter(waiting[:BATCH], self._given)
                del waiting[:BATCH]
                self._say(Moved(self.outcome.found - len(waiting), self.outcome.found, listed))
        except _Ended:
            self.outcome.cancelled = True

    def add_again(self) -> None:
        """Add what was put aside, to be saved once more. As `run`."""
        given = replace(self._given, answers={**(self._given.answers or {}), "again": "yes"})
        waiting, self.outcome.known, self._sifter = self.outcome.known, [], None
        try:
            for first in range(0, len(waiting), BATCH):
                self._enter(waiting[first : first + BATCH], given)
                self._say(Moved(min(first + BATCH, len(waiting)), len(waiting), True))
        except _Ended:
            self.outcome.cancelled = True

    def leave_out_known(self) -> None:
        """Count what was put aside as left out."""
        waiting, self.outcome.known = self.outcome.known, []
        for path in waiting:
            self.outcome.leave_out(path, Why.KNOWN)

    def cancel(self) -> None:
        """Add no further files."""
        self._cancelled.set()
        self._going.set()

    def pause(self) -> None:
        """Wait after the batch under way, until `resume`."""
        self._going.clear()

    def resume(self) -> None:
        """Go on."""
        self._going.set()

    def _enter(self, paths: Sequence[Path], given: Given) -> None:
        self._check()
        known = set[Path]()
        if (sifter := self._sifter) is not None:
            known = self._when_it_can(lambda: sifter.known(paths, self._check))
        self.outcome.known += [path for path in paths if path in known]
        new = [path for path in paths if path not in known]
        tasks, refused = self._when_it_can(lambda: self._intake.register_all(new, given))
        self.outcome.ids += [task.id for task in tasks]
        for path, error in refused.items():
            self.outcome.leave_out(path, Why.REFUSED, error)
        if tasks:
            self._wake()
        self._cancelled.wait(PAUSE)

    def _when_it_can(self, ask: Callable[[], Result]) -> Result:
        """What the database answers, now or later."""
        while True:
            try:
                return ask()
            except DatabaseTrouble as error:
                if not self._patient or error.code in LASTING:
                    raise
                trouble = error
            self._tell(replace(self._last, waits_for=trouble))
            self._cancelled.wait(AGAIN)
            self._check()

    def _say(self, moved: Moved) -> None:
        self._last = moved
        self._tell(moved)

    def _check(self) -> None:
        self._going.wait()
        if self._cancelled.is_set():
            raise _Ended
