"""Which known datasets a file of an unknown kind may belong to."""

from collections.abc import Sequence

from ...model.dataset import Dataset
from ...model.preview import Match
from ...model.question import Answers
from ..layout.answers import NO_ANSWERS, NO_ROW, all_names, heading_rows
from ..layout.headings import Headings, at_rows, by_names, find_headings
from ..layout.labels import normalised
from ..layout.top import Top, top_of
from ..reading.sheets import Sheet


def matches(sheets: Sequence[Sheet], datasets: Sequence[Dataset], answers: Answers) -> list[Match]:
    """Every dataset with the number of columns that fit it, the best first."""
    tops = [(sheet, top_of(sheet)) for sheet in sheets if sheet.visible] if datasets else []
    found = [max((_match(sheet, top, item, answers) for sheet, top in tops), key=_worth) for item in datasets if tops]
    return sorted(found, key=lambda match: (-match.matched, match.name.casefold()))


def suggested(found: Sequence[Match]) -> str | None:
    """The dataset that most of the columns, and at least two, fit; None where there is none, or several as good."""
    best = found[0] if found else None
    if best is None or best.matched < 2 or best.matched * 2 <= best.columns:
        return None
    if len(found) > 1 and found[1].matched == best.matched:
        return None
    return best.name


def _match(sheet: Sheet, top: Top, dataset: Dataset, answers: Answers) -> Match:
    names = all_names(dataset, NO_ANSWERS)
    rows = heading_rows(answers, sheet.name)
    headings: Headings | None
    if rows is not None:
        headings = at_rows(top, *rows) if rows != NO_ROW else None
    else:
        headings = by_names(top, names) or find_headings(top)
    labels = list(map(normalised, headings.labels.values())) if headings is not None else []
    every = frozenset[str]().union(*names)
    return Match(dataset.name, sum(label in every for label in labels), len(labels))


def _worth(match: Match) -> tuple[int, int]:
    return match.matched, match.columns
