"""The figures of the page Insights in words."""

from collections.abc import Sequence

from ...model.insights import CommonProblem, Outcome, Spread, Totals
from ...model.periods import Days, Unit
from ...model.problem import ProblemGroup
from ...model.question import NEEDS_ANSWER
from ...words import Catalogue
from ...words.marking import N_
from ..formats import NOTHING as NOTHING

OUTCOMES = {
    Outcome.DONE: N_("done"),
    Outcome.LEFT_OUT: N_("done, rows left out"),
    Outcome.FAILED: N_("failed"),
    Outcome.ASKING: N_("need an answer"),
    Outcome.CANCELLED: N_("cancelled"),
    Outcome.UNDONE: N_("undone"),
    Outcome.OPEN: N_("under way"),
}
TITLES = {
    ("files", Unit.DAY): N_("Files a day"),
    ("files", Unit.WEEK): N_("Files a week"),
    ("files", Unit.MONTH): N_("Files a month"),
    ("rows", Unit.DAY): N_("Rows a day"),
    ("rows", Unit.WEEK): N_("Rows a week"),
    ("rows", Unit.MONTH): N_("Rows a month"),
    ("times", Unit.DAY): N_("From drop to done, half of the files of a day"),
    ("times", Unit.WEEK): N_("From drop to done, half of the files of a week"),
    ("times", Unit.MONTH): N_("From drop to done, half of the files of a month"),
}
LENGTHS = (
    (60.0, 1.0, N_("{number} s")),
    (3600.0, 60.0, N_("{number} min")),
    (48 * 3600.0, 3600.0, N_("{number} h")),
    (float("inf"), 86_400.0, N_("{number} days")),
)
LARGE = ((1e9, N_("{number} bn")), (1e6, N_("{number} M")))


def compact(value: float, words: Catalogue) -> str:
    """A large number short: 3.1 M."""
    for factor, template in LARGE:
        if value >= factor:
            amount = value / factor
            return words.tr(template, number=words.number(amount, 0 if amount >= 100 or amount == int(amount) else 1))
    return words.number(round(value))


def length(seconds: float | None, words: Catalogue) -> str:
    """How long something took: 0.6 s, 12 s, 4 min."""
    if seconds is None:
        return NOTHING
    factor, template = next((factor, text) for below, factor, text in LENGTHS if seconds < below)
    amount = seconds / factor
    return words.tr(template, number=words.number(amount, 0 if amount >= 10 or amount == int(amount) else 1))


def share(value: float, words: Catalogue) -> str:
    """96.4 %."""
    return words.tr("{percent} %", percent=words.number(value * 100, 1))


def span(days: Days, words: Catalogue) -> str:
    """A day with its weekday, or the first and the last of several."""
    if days.count == 1:
        return words.tr("{weekday} {date}", weekday=words.weekday(days.first), date=words.date(days.first))
    return words.tr("{first} to {last}", first=words.date(days.first), last=words.date(days.last))


def short_day(days: Days, unit: Unit, words: Catalogue) -> str:
    """What stands below a bar: day and month, or month and year, as the language writes them."""
    return words.month(days.first) if unit is Unit.MONTH else words.short_date(days.first)


def files(totals: Totals, words: Catalogue) -> str:
    """96 files: 88 done, 8 failed."""
    count = words.trn("{count} file", "{count} files", totals.count)
    parts = [
        words.tr("{number} {word}", number=totals.files[outcome], word=words.tr(word))
        for outcome, word in OUTCOMES.items()
        if totals.files.get(outcome)
    ]
    return words.tr("{count}: {parts}", count=count, parts=", ".join(parts)) if parts else count


def compared(now: int, before: int, days: int, words: Catalogue) -> str:
    """How many more or fewer than in the days before."""
    if not before:
        return words.trn("none on the day before", "none on the {count} days before", days)
    change = round((now - before) / before * 100)
    sign = "+" if change > 0 else "−" if change < 0 else "±"  # noqa: RUF001
    percent = words.tr("{sign}{percent} %", sign=sign, percent=abs(change))
    return words.trn("{change} on the day before", "{change} on the {count} days before", days, change=percent)


def spread(times: Spread, words: Catalogue) -> str:
    """What the half of the files, and 19 in 20, took."""
    if times.most is None:
        return words.tr("no file has ended without an answer or another try")
    return words.tr("half of all files; 19 in 20 within {most}", most=length(times.most, words))


def problem(found: CommonProblem, words: Catalogue) -> str:
    """What had to be corrected, without what to do about it."""
    if found.cells is None:
        if found.code == NEEDS_ANSWER:
            return words.tr("A question about the file had to be answered")
        return words.error(found.code, found.params).title.rstrip(".")
    return words.problem_kind(
        ProblemGroup(found.code, found.kind, found.field, found.cells, () if not found.example else (found.example,))
    )


def listed(names: Sequence[str]) -> str:
    """The datasets of a problem."""
    return ", ".join(names) if names else NOTHING
