"""What the columns hold for which a known dataset has no field yet: a type and some values are proposed for each."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice

from ..inference import propose
from ..layout.seen import Seen
from ..layout.source import Source
from .opened import Proposed

MOST = 30
"""Columns of a sheet for which a type is proposed."""

_ASKED = {"number-style": "number", "date-order": "date"}
"""What a column is once the question about its texts is answered."""


def proposals(
    source: Source,
    wanted: Mapping[int, str],
    known: dict[tuple[object, ...], Proposed],
    moved: Callable[[int], None],
) -> dict[int, Proposed]:
    """For the first of the `wanted` columns (number → heading) of a sheet; `known` keeps them for the next time.

    `moved` is told how many rows have been looked at.
    """
    found, missing = dict[int, Proposed](), dict[int, str]()
    for number, heading in islice(wanted.items(), MOST):
        key = (source.sheet.name, source.headings.row, number)
        if key in known:
            found[number] = known[key]
        else:
            missing[number] = heading
    if missing:
        # Under their numbers: headings may repeat.
        labels = {number: str(number) for number in missing}
        alone = replace(source, headings=replace(source.headings, labels=labels), seen=Seen())
        proposal = propose([alone], {}, moved)
        asked = {question.about: _ASKED[question.kind] for question in proposal.questions}
        for field in proposal.fields:
            name = field["name"]
            made = Proposed(asked.get(name, field["type"]), tuple(proposal.examples[name]))
            known[source.sheet.name, source.headings.row, int(name)] = found[int(name)] = made
    return found
