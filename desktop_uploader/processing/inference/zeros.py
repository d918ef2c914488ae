"""Texts in a column of numbers: those such as "007", which would not keep their zeros, and those that are none."""

from collections.abc import Sequence

from ..checking.converters.numbers import STYLES, is_number, loses_zeros
from ..layout.source import Source, chunks

MOST_EXAMPLES, LONGEST = 3, 40


def no_numbers(sources: Sequence[Source], name: str) -> list[str]:
    """The first texts of a column, called by its field's name, that are no numbers."""
    found: dict[str, None] = {}
    for source in sources:
        column = next((column for column, label in source.headings.labels.items() if label == name), 0)
        for _, columns in chunks(source):
            texts = (cell.strip() for cell in columns.get(column, ()) if type(cell) is str)
            none = (text for text in texts if text and not any(is_number(text, style) for style in STYLES))
            found |= dict.fromkeys(text if len(text) <= LONGEST else f"{text[:LONGEST]}…" for text in none)
            if len(found) >= MOST_EXAMPLES:
                return list(found)[:MOST_EXAMPLES]
    return list(found)


def zeros_in_front(sources: Sequence[Source], name: str) -> list[str]:
    """The first texts of a column, called by its field's name, that are more than the numbers they look like.

    Empty where some text is no number at all: then the column holds something else.
    """
    found: dict[str, None] = {}
    for source in sources:
        column = next((column for column, label in source.headings.labels.items() if label == name), 0)
        for _, columns in chunks(source):
            texts = {cell.strip() for cell in columns.get(column, ()) if type(cell) is str and cell.strip()}
            if not all(any(is_number(text, style) for style in STYLES) for text in texts):
                return []
            found |= dict.fromkeys(filter(loses_zeros, sorted(texts)))
    return list(found)[:MOST_EXAMPLES]
