"""What the history of some days comes to. Every call is many small queries: never call it on the GUI thread."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine

from ...model.insights import WRONG as WRONG_OUTCOMES
from ...model.insights import Bar, Insights, InsightsQuery, Outcome, Sender, Spread, Times, Totals, total_of
from ...model.periods import Days
from ..engine import reading
from . import counting
from .commonproblems import CommonProblems

GoOn = Callable[[float], bool]
"""Told the share of the work that is done, between any two queries; False ends it."""

MOST_SENDERS = 10


class InsightsReader:
    """Reads one history bar by bar: each is found in the index of when files were added, however long the rest is.

    A million files cost some seconds, and nothing is kept for it: a summary would have to follow each retry, undo
    and removal, and make every file's end dearer.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, query: InsightsQuery, go_on: GoOn = lambda share: True) -> Insights | None:
        """All figures at one moment; None where `go_on` ended it.

        Problems of files that were tried again with success since are forgotten, as the history forgets them.
        """
        with reading(self._engine) as connection:
            collected = _Collected(connection, query)
            bars, before = query.days.bars(), query.days.before().bars()
            steps = [*((collected.add, days) for days in bars), *((collected.add_before, days) for days in before)]
            for number, (step, days) in enumerate(steps):
                if not go_on(number / len(steps)):
                    return None
                step(days)
            return collected.result()


class _Collected:
    """What has been read so far."""

    def __init__(self, connection: Connection, query: InsightsQuery) -> None:
        self._connection = connection
        self._query = query
        self._bars: list[Bar] = []
        self._before = Totals()
        self._lengths: tuple[Counter[float], ...] = (Counter(), Counter(), Counter())
        self._files_by_sender: Counter[str] = Counter()
        self._wrong_by_sender: Counter[str] = Counter()
        self._problems = CommonProblems(connection)

    def add(self, days: Days) -> None:
        """Read one bar."""
        range_ = counting.Range(*days.bounds(self._query.zone), self._query.dataset)
        totals = self._totals(range_, self._note_sender)
        lengths = self._read_lengths(range_)
        for all_of_them, fresh in zip(self._lengths, lengths, strict=True):
            all_of_them.update(fresh)
        self._problems.add(range_)
        self._bars.append(Bar(days, totals, Times(*map(Spread.of, lengths))))

    def add_before(self, days: Days) -> None:
        """Read a part of the days before."""
        self._before += self._totals(counting.Range(*days.bounds(self._query.zone), self._query.dataset))

    def result(self) -> Insights:
        """All together."""
        times = Times(*map(Spread.of, self._lengths))
        return Insights(
            self._query, tuple(self._bars), self._before, times, tuple(self._problems.most()), tuple(self._senders())
        )

    def _totals(self, range_: counting.Range, note: Callable[[str, Outcome, int], None] = lambda *_: None) -> Totals:
        parts = []
        for row in self._rows(counting.files(range_)):
            outcome = Outcome(row.outcome)
            note(row.user_id, outcome, row.files)
            parts.append(Totals({outcome: row.files}, row.saved, row.refused, row.judged, row.right))
        for row in self._rows(counting.corrections(range_)):
            parts.append(Totals(judged=-row.judged, right=-row.right))
        return total_of(parts)

    def _note_sender(self, name: str, outcome: Outcome, files: int) -> None:
        self._files_by_sender[name] += files
        self._wrong_by_sender[name] += files if outcome in WRONG_OUTCOMES else 0

    def _senders(self) -> Iterator[Sender]:
        for name, wrong in self._wrong_by_sender.most_common(MOST_SENDERS):
            if wrong:
                yield Sender(name, self._files_by_sender[name], wrong)

    def _read_lengths(self, range_: counting.Range) -> tuple[Counter[float], ...]:
        """How often each length occurred: from adding to the end, waited, worked."""
        lengths: tuple[Counter[float], ...] = (Counter(), Counter(), Counter())
        for *texts, files in self._rows(counting.lengths(range_)):
            for counter, text in zip(lengths, texts, strict=True):
                counter[max(0.0, float(text))] += files
        return lengths

    def _rows(self, statement: Any) -> Iterable[Any]:
        return self._connection.execute(statement).all()
