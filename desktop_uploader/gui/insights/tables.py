"""From figures to the same figures as tables: in words for the window, as values for a workbook."""

from collections.abc import Sequence
from typing import Any

from ...model.insights import Bar, CommonProblem, Insights, Outcome
from ...model.jobs import PlainTable
from ...model.periods import Days
from ...words import Catalogue
from . import wording
from .pictures import outcomes_of
from .sheet import Sheet


def table_of(found: Insights, words: Catalogue) -> Sheet:
    """All figures of all bars, the newest last."""
    outcomes = outcomes_of(found)
    headings = (*_counted(outcomes, words), words.tr("Waited"), words.tr("Worked on"), words.tr("19 in 20 within"))
    rows = tuple(
        (
            wording.span(bar.days, words),
            *map(words.number, _counts(bar, outcomes)),
            *(wording.length(length, words) for length in _lengths(bar)),
        )
        for bar in found.bars
    )
    return Sheet(headings, rows, frozenset(range(1, len(headings))))


def problems_of(found: Insights, words: Catalogue) -> Sheet:
    """What people had to correct, with how often."""
    counts = [max(problem.cells or 0, problem.files) for problem in found.problems]
    rows = tuple(
        (
            wording.problem(problem, words),
            wording.listed(problem.datasets),
            words.number(problem.cells) if problem.cells is not None else wording.NOTHING,
            words.number(problem.files),
        )
        for problem in found.problems
    )
    return Sheet(_of_problems(words), rows, frozenset({2, 3}), tuple(count / max(counts) for count in counts))


def senders_of(found: Insights, words: Catalogue) -> Sheet:
    """Who sent files that needed correcting."""
    rows = tuple((sender.name, words.number(sender.files), words.number(sender.wrong)) for sender in found.senders)
    most = max((sender.wrong for sender in found.senders), default=1)
    return Sheet(_of_senders(words), rows, frozenset({1, 2}), tuple(sender.wrong / most for sender in found.senders))


def workbook_of(found: Insights, words: Catalogue) -> tuple[PlainTable, ...]:
    """All of it, to be reckoned with: a day is a day, a number a number, how long something took in seconds."""
    tr, outcomes = words.tr, outcomes_of(found)
    lengths = (tr("Waited, seconds"), tr("Worked on, seconds"), tr("19 in 20 within, seconds"))
    days = tuple((_day(bar.days, words), *_counts(bar, outcomes), *_lengths(bar)) for bar in found.bars)
    problems = tuple(_problem(problem, words) for problem in found.problems)
    senders = tuple((sender.name, sender.files, sender.wrong) for sender in found.senders)
    tables = (
        PlainTable(tr("Figures by day"), (*_counted(outcomes, words), *lengths), days),
        PlainTable(tr("What people had to correct"), _of_problems(words), problems),
        PlainTable(tr("Who sent them"), _of_senders(words), senders),
    )
    return tuple(table for table in tables if table.rows)


def _counted(outcomes: Sequence[Outcome], words: Catalogue) -> tuple[str, ...]:
    named = (words.tr(wording.OUTCOMES[outcome]) for outcome in outcomes)
    return (words.tr("Day"), words.tr("Files"), *named, words.tr("Rows saved"), words.tr("Rows refused"))


def _of_problems(words: Catalogue) -> tuple[str, ...]:
    return (words.tr("Problem"), words.tr("Dataset"), words.tr("Cells"), words.tr("Files"))


def _of_senders(words: Catalogue) -> tuple[str, ...]:
    return (words.tr("Added by"), words.tr("Files"), words.tr("Needed correcting"))


def _counts(bar: Bar, outcomes: Sequence[Outcome]) -> tuple[int, ...]:
    files = (bar.totals.files.get(outcome, 0) for outcome in outcomes)
    return (bar.totals.count, *files, bar.totals.rows_saved, bar.totals.rows_refused)


def _lengths(bar: Bar) -> tuple[float | None, ...]:
    return (bar.times.waited.half, bar.times.worked.half, bar.times.total.most)


def _day(days: Days, words: Catalogue) -> Any:
    return days.first if days.count == 1 else wording.span(days, words)


def _problem(problem: CommonProblem, words: Catalogue) -> tuple[Any, ...]:
    return (wording.problem(problem, words), ", ".join(problem.datasets), problem.cells, problem.files)
