"""From figures to what the chart shows."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt

from ...model.insights import Bar, Insights, Outcome
from ...model.queries import TaskQuery
from ...model.status import TaskStatus
from ...words import Catalogue
from ...words.marking import N_
from . import wording
from .places import Column, Picture, Series

KINDS = (("files", N_("Files")), ("rows", N_("Rows")), ("times", N_("Time")))
"""What the chart can be about."""

_B = Qt.BrushStyle
LOOKS = {
    Outcome.DONE: ("fill", _B.SolidPattern),
    Outcome.LEFT_OUT: ("warn", _B.FDiagPattern),
    Outcome.FAILED: ("bad", _B.BDiagPattern),
    Outcome.ASKING: ("warn", _B.Dense6Pattern),
    Outcome.CANCELLED: ("idle", _B.HorPattern),
    Outcome.UNDONE: ("idle", _B.CrossPattern),
    Outcome.OPEN: ("info", _B.Dense5Pattern),
}
STATES: dict[str, tuple[frozenset[TaskStatus], bool | None]] = {
    Outcome.DONE: (frozenset({TaskStatus.DONE}), None),
    Outcome.LEFT_OUT: (frozenset({TaskStatus.DONE}), None),
    Outcome.UNDONE: (frozenset({TaskStatus.DONE}), None),
    Outcome.FAILED: (frozenset({TaskStatus.FAILED}), False),
    Outcome.ASKING: (frozenset({TaskStatus.FAILED}), True),
    Outcome.CANCELLED: (frozenset({TaskStatus.CANCELLED}), None),
    Outcome.OPEN: (frozenset({TaskStatus.UPLOADING, TaskStatus.PENDING, TaskStatus.PROCESSING}), None),
}


def picture_of(kind: str, found: Insights, words: Catalogue) -> Picture:
    """The bars for `files`, `rows` or `times`."""
    title = words.tr(wording.TITLES[kind, found.query.days.unit])
    make = {"files": _files, "rows": _rows, "times": _times}[kind]
    return replace(make(title, found, words), nothing=_nothing(kind, found, words))


def _nothing(kind: str, found: Insights, words: Catalogue) -> str:
    if not found.totals.count:
        return words.tr("No files were added in these days.")
    return words.tr("No rows were saved in these days.") if kind == "rows" else words.tr("No file has ended yet.")


def files_of(found: Insights, number: int, key: str) -> TaskQuery:
    """The files of a bar, or of one part of it."""
    since, until = found.bars[number].days.bounds(found.query.zone)
    statuses, asking = STATES.get(key, (frozenset(), None))
    return TaskQuery(statuses=statuses, asking=asking, dataset=found.query.dataset, since=since, until=until)


def outcomes_of(found: Insights) -> list[Outcome]:
    """Those that occur; done always."""
    files = found.totals.files
    return [outcome for outcome in LOOKS if outcome is Outcome.DONE or files.get(outcome)]


def _columns(
    found: Insights, words: Catalogue, told: Callable[[Bar, str], str], parts: Callable[[Bar], Iterable[float]]
) -> tuple[Column, ...]:
    """`told` gives the sentence for a bar and the words for its days, `parts` the bar's parts."""
    unit = found.query.days.unit
    return tuple(
        Column(wording.short_day(bar.days, unit, words), told(bar, wording.span(bar.days, words)), tuple(parts(bar)))
        for bar in found.bars
    )


def _files(title: str, found: Insights, words: Catalogue) -> Picture:
    outcomes = outcomes_of(found)
    series = tuple(Series(outcome.value, words.tr(wording.OUTCOMES[outcome]), *LOOKS[outcome]) for outcome in outcomes)
    columns = _columns(
        found,
        words,
        lambda bar, day: words.tr("{day}: {words}", day=day, words=wording.files(bar.totals, words)),
        lambda bar: (bar.totals.files.get(outcome, 0) for outcome in outcomes),
    )
    return Picture(title, series, columns, partial(wording.compact, words=words))


def _rows(title: str, found: Insights, words: Catalogue) -> Picture:
    series = (
        Series("saved", words.tr("saved"), "fill"),
        Series("refused", words.tr("refused"), "bad", Qt.BrushStyle.BDiagPattern),
    )
    columns = _columns(
        found,
        words,
        lambda bar, day: words.tr(
            "{day}: {saved} rows saved, {refused} refused",
            day=day,
            saved=bar.totals.rows_saved,
            refused=bar.totals.rows_refused,
        ),
        lambda bar: (bar.totals.rows_saved, bar.totals.rows_refused),
    )
    return Picture(title, series, columns, partial(wording.compact, words=words))


def _times(title: str, found: Insights, words: Catalogue) -> Picture:
    series = (
        Series("waited", words.tr("waited"), "idle", Qt.BrushStyle.BDiagPattern),
        Series("worked", words.tr("worked on"), "fill"),
    )
    columns = _columns(
        found,
        words,
        lambda bar, day: words.tr(
            "{day}: waited {waited}, worked on for {worked}",
            day=day,
            waited=wording.length(bar.times.waited.half, words),
            worked=wording.length(bar.times.worked.half, words),
        ),
        lambda bar: (bar.times.waited.half or 0.0, bar.times.worked.half or 0.0),
    )
    return Picture(title, series, columns, partial(wording.length, words=words), whole=False)
