"""What the cells of a sheet's XML say besides their values: errors, formulas without a result, telling formats."""

import re
from collections.abc import Iterator

from .extents import column_number
from .sheets import FORMULA, IMPOSSIBLE_DATE
from .styles import DATE_END, Styles

MOST_TROUBLE = 100_000
"""Places that are kept for one sheet; nobody corrects more by hand."""

_ADDRESS = re.compile(rb"\br=[\"']([A-Za-z]+)(\d+)[\"']")
_ROW_NUMBER = re.compile(rb"\br=[\"'](\d+)[\"']")
_STYLE = re.compile(rb"\bs=[\"'](\d+)[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")
_HIDDEN = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=[\"'](?:1|true)[\"'][^>]*>")
_EMPTY_VALUE = rb"\s*(?:</%(tag)sc>|<%(tag)sv\s*/>|<%(tag)sv>\s*</%(tag)sv>)"


class Marks:
    """Gathers them from block after block; rows and columns are from 1.

    `addressed` is False where the sheet leaves out addresses: then rows have to be counted.
    """

    def __init__(self, tag: bytes, quote: bytes, styles: Styles, addressed: bool = True) -> None:
        words = {b"tag": tag}
        self._styles = styles
        self._cell, self._row_tag, self._value = (b"<" + tag + name for name in (b"c", b"row", b"v"))
        self._end = b"</" + tag + b"row>"
        self._error_word = b"t=" + quote + b"e" + quote
        self._formula_word = b"<" + tag + b"f"
        self._unsaved = re.compile((rb"(?:</%(tag)sf>|<%(tag)sf\b[^>]*/>)" + _EMPTY_VALUE) % words)
        self._content = re.compile(self._value + rb"\b[^>]*>([^<]*)<")
        self._far = re.compile(rb"<%(tag)sv>\s*(?:-|\d{7})" % words)
        telling = sorted({*styles.percent, *styles.padded})
        numbers = b"|".join(str(style).encode() for style in telling)
        self._telling = re.compile(rb"\bs=" + quote + rb"(?:" + numbers + rb")" + quote) if telling else None
        self._rows_before = 0
        self._addressed = addressed
        self.trouble: dict[tuple[int, int], str] = {}
        self.percent: dict[int, set[int]] = {}
        self.padded: dict[int, dict[int, int]] = {}
        self.hidden_rows = 0

    def search(self, block: bytes) -> None:
        """Look at a block of whole rows."""
        if self._error_word in block:
            self._errors(block)
        if self._formula_word in block:
            self._formulas(block)
        if self._styles.dates and self._far.search(block):
            self._dates(block)
        if self._telling is not None:
            self._formats(block)
        if b"hidden=" in block:
            self.hidden_rows += sum(1 for row in block.split(self._end) if self._value in row and _HIDDEN.search(row))
        if not self._addressed:
            self._rows_before += block.count(self._row_tag)

    def _errors(self, block: bytes) -> None:
        for tag, at, after in self._cells(block, re.compile(re.escape(self._error_word))):
            kind = _TYPE.search(tag)
            if kind is None or kind.group(1) != b"e":
                continue
            found = self._content.match(block, block.find(self._value, after))
            word = found.group(1).decode("utf-8", "replace").strip() if found else ""
            self._note(block, tag, at, word or "#VALUE!")

    def _formulas(self, block: bytes) -> None:
        for tag, at, after in self._cells(block, self._unsaved):
            kind = _TYPE.search(tag)
            # A formula whose result is the empty text is saved as one: the cell says that it is text.
            if kind is not None and kind.group(1) == b"str" and block.find(self._value, after, after + 4000) >= 0:
                continue
            if kind is None or kind.group(1) != b"e":
                self._note(block, tag, at, FORMULA)

    def _dates(self, block: bytes) -> None:
        for tag, at, after in self._cells(block, self._far):
            style, kind = _STYLE.search(tag), _TYPE.search(tag)
            if style is None or int(style.group(1)) not in self._styles.dates or (kind and kind.group(1) != b"n"):
                continue
            found = self._content.match(block, block.find(self._value, after))
            if found and not 0 <= _number(found.group(1)) < DATE_END:
                self._note(block, tag, at, IMPOSSIBLE_DATE)

    def _formats(self, block: bytes) -> None:
        assert self._telling is not None
        for tag, at, _after in self._cells(block, self._telling):
            kind, style = _TYPE.search(tag), _STYLE.search(tag)
            if style is None or tag.endswith(b"/") or (kind is not None and kind.group(1) != b"n"):
                continue
            number = int(style.group(1))
            row, column = self._place(block, tag, at)
            if digits := self._styles.padded.get(number):
                self.padded.setdefault(column, {})[row] = digits
            elif number in self._styles.percent:
                self.percent.setdefault(column, set()).add(row)

    def _cells(self, block: bytes, pattern: re.Pattern[bytes]) -> Iterator[tuple[bytes, int, int]]:
        """For each match: the opening tag of the cell that it is in, where that begins and where it ends."""
        for match in pattern.finditer(block):
            at = block.rfind(self._cell, 0, match.start() + 1)
            end = block.find(b">", at)
            if at >= 0:
                yield block[at:end], at, end

    def _note(self, block: bytes, tag: bytes, at: int, word: str) -> None:
        if len(self.trouble) < MOST_TROUBLE:
            self.trouble.setdefault(self._place(block, tag, at), word)

    def _place(self, block: bytes, tag: bytes, at: int) -> tuple[int, int]:
        found = _ADDRESS.search(tag)
        if found is not None:
            return int(found.group(2)), column_number(found.group(1))
        # Addresses may be left out: then cells and rows follow one another.
        row_at = max(0, block.rfind(self._row_tag, 0, at))
        number = _ROW_NUMBER.search(block, row_at, block.find(b">", row_at))
        row = int(number.group(1)) if number else self._rows_before + block.count(self._row_tag, 0, at)
        return row, len(re.findall(self._cell + rb"\b", block[row_at : at + len(self._cell) + 1]))


def _number(text: bytes) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
