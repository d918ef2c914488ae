"""What is said of many uploads: how they stand, and what came of what was done with them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from ...model.selection import Deed, Outcome, Standing, possible
from ...model.status import TaskStatus
from ...words import Catalogue
from ...words import batches as texts

ORDER = list(TaskStatus)


def outcome_text(words: Catalogue, deed: Deed, outcome: Outcome) -> str:
    """What was done, with how many not, and why."""
    parts = [words.fill(texts.DONE[deed], {"count": outcome.done})]
    if outcome.left_out:
        states = standings_text(words, outcome.left_out, deed)
        parts.append(words.fill(texts.LEFT_OUT, {"count": outcome.left_out.total(), "states": states}))
    for code, count in outcome.refused.most_common(2):
        reason = words.exception(outcome.examples[code])
        parts.append(words.fill(texts.REFUSED, {"count": count, "reason": str(reason)}))
    if outcome.stopped:
        parts.append(words.tr(texts.STOPPED))
    if outcome.trouble is not None:
        parts.append(words.tr(texts.BROKEN_OFF, reason=str(words.exception(outcome.trouble))))
    return " ".join(parts)


def standings_text(words: Catalogue, counts: Mapping[Standing, int], deed: Deed | None = None) -> str:
    """How many stand in which way: "9 done, 5 failed". `deed` is what could not be done with them."""
    by_text: Counter[str] = Counter()
    for standing, count in sorted(counts.items(), key=lambda item: ORDER.index(item[0].status)):
        by_text[_text(standing, deed)] += count
    return ", ".join(words.tr(text, count=count) for text, count in by_text.items())


def _text(standing: Standing, deed: Deed | None) -> str:
    if deed is not None and not standing.kept and possible(deed, replace(standing, kept=True)):
        return texts.GONE
    if standing.undone:
        return texts.UNDONE
    return texts.ASKING if standing.asks else texts.STATES[standing.status]
