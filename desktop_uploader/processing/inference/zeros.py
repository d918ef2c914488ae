"""Texts such as "007" in a column of numbers, which would not keep their zeros."""

from collections.abc import Sequence

from ..checking.converters.numbers import STYLES, is_number, loses_zeros
from ..layout.source import Source, chunks

MOST_EXAMPLES = 3


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
