"""Heading cells as text, and the form in which they are compared."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from ...model.fields import names_of

_INVISIBLE = re.compile(r"[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def label_of(cell: Any) -> str:
    """A heading cell as text: one line, no invisible characters."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    elif isinstance(cell, datetime) and cell.time() == time(0):
        cell = cell.date()
    return " ".join(_INVISIBLE.sub("", str(cell)).split())


@lru_cache(maxsize=100_000)
def normalised(label: str) -> str:
    """A copy for comparing: compatibility forms unified, letters, marks and digits only, without case."""
    text = unicodedata.normalize("NFKC", label).casefold()
    kept = (character for character in text if character.isalnum() or unicodedata.category(character)[0] == "M")
    return "".join(kept) or text.strip()


def normal_names(fields: Iterable[Mapping[str, Any]]) -> list[frozenset[str]]:
    """For each field, the normalised names that it goes by."""
    return [frozenset(map(normalised, names_of(item))) for item in fields]


def unique_labels(labels: Mapping[int, str]) -> dict[int, str]:
    """Labels made different: a repeated one gets a number."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for column, label in labels.items():
        name = label
        while name in taken:
            numbers[label] = numbers.get(label, 1) + 1
            name = f"{label} {numbers[label]}"
        taken.add(name)
        found[column] = name
    return found
