"""The words for yes and no by which a column is known to hold nothing else."""

from collections.abc import Collection
from typing import Any

PAIRS = (
    ("true", "false"),
    ("yes", "no"),
    ("y", "n"),
    ("ja", "nein"),
    ("ja", "nee"),
    ("j", "n"),
    ("oui", "non"),
    ("o", "n"),
    ("sí", "no"),
    ("si", "no"),
    ("sì", "no"),
    ("s", "n"),
    ("wahr", "falsch"),
    ("vrai", "faux"),
)
"""English, German, Dutch, French, Spanish, Italian."""

_STANDARD = {"true", "True", "TRUE", "false", "False", "FALSE"}


def yes_and_no(words: Collection[str]) -> dict[str, Any] | None:
    """A boolean field with just these words; None unless they are a pair, in whatever case, and both occur."""
    if set(words) <= _STANDARD:
        return {"type": "boolean"}
    low = {word.casefold() for word in words}
    pair = next((pair for pair in PAIRS if low == set(pair)), None)
    if pair is None:
        return None
    true, false = (sorted({word, word.capitalize(), word.upper()}) for word in pair)
    written = set(words)
    true += sorted(word for word in written if word.casefold() == pair[0] and word not in true)
    false += sorted(word for word in written if word.casefold() == pair[1] and word not in false)
    return {"type": "boolean", "trueValues": true, "falseValues": false}
