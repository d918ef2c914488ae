"""Which row holds the headings, and which field each column is."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ..reading.sheets import Row, Sheet

SEARCHED_ROWS = 30
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row (from 1), and the label of each column (from 1) that has one."""

    row: int
    labels: Mapping[int, str]


def label_of(cell: Any) -> str:
    """A heading cell as text: one line, no invisible characters."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(_INVISIBLE.sub("", str(cell)).split())


def normalised(label: str) -> str:
    """A copy for comparing: compatibility forms unified, letters and digits only, without case."""
    text = unicodedata.normalize("NFKC", label).casefold()
    return "".join(character for character in text if character.isalnum()) or text.strip()


def find_headings(sheet: Sheet, fields: Sequence[Mapping[str, Any]] | None = None) -> Headings | None:
    """The heading row: by the names of known `fields` where there are any, else by its form.

    By form: the first row with at least two labels (or all of a single-column sheet) that are text, all different, as
    wide as the rows below it. None where there is none.
    """
    top = [list(row) for row in islice(sheet.rows(), SEARCHED_ROWS)]
    names = {normalised(name) for item in fields or () for name in names_of(item)}
    if names:
        matches = [len({normalised(label_of(cell)) for cell in row if cell != ""} & names) for row in top]
        best = max(matches, default=0)
        if best >= max(1, min(2, len(names))):
            return _headings(top[matches.index(best)], matches.index(best), sheet)
    widths = [sum(1 for cell in row if cell != "") for row in top]
    typical = sorted(width for width in widths if width)[len([w for w in widths if w]) // 2] if any(widths) else 0
    for index, row in enumerate(top):
        if widths[index] and widths[index] >= max(1, 0.6 * typical) and _is_heading(row):
            return _headings(row, index, sheet)
    return None


def fits(headings: Headings, fields: Sequence[Mapping[str, Any]]) -> float:
    """How well headings and fields agree, 0 to 1: shared names over all names."""
    labels = {normalised(label) for label in headings.labels.values()}
    shared = sum(1 for item in fields if labels & {normalised(name) for name in names_of(item)})
    return shared / max(1, len(labels) + len(fields) - shared)


def _headings(row: Row, index: int, sheet: Sheet) -> Headings:
    labels = {sheet.first_column + offset: label_of(cell) for offset, cell in enumerate(row) if cell != ""}
    return Headings(index + 1, {column: label for column, label in labels.items() if label})


def _is_heading(row: Row) -> bool:
    cells = [cell for cell in row if cell != ""]
    return all(isinstance(cell, str) and not _is_number(cell) for cell in cells) and len(set(cells)) == len(cells)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+]?[\d.,\s]+", text))


def names_of(item: Mapping[str, Any]) -> list[str]:
    """Every name that a field goes by: its own, its title, its aliases."""
    return [item["name"], *([item["title"]] if item.get("title") else []), *item.get("x-aliases", [])]
