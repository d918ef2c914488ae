"""What calamine hides in an xls: its records are walked once for errors, hidden rows, and how far the cells reach."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

import olefile

from ...model.errors import FileRefused
from ...model.problem import column_letter
from .sheets import IMPOSSIBLE_DATE, Area, SheetFacts
from .styles import DATE_END, is_date_format

_BOF, _BOUNDSHEET, _FILEPASS, _EOF, _ROW, _MERGED = 0x0809, 0x0085, 0x002F, 0x000A, 0x0208, 0x00E5
_FORMULA, _BOOLERR, _MULRK = 0x0006, 0x0205, 0x00BD
_VALUES = frozenset({_FORMULA, _BOOLERR, _MULRK, 0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6})
"""Records that hold a value: all begin with row and column."""

_BIFF8 = 0x0600
_CODE_PAGE, _UTF16 = 0x0042, 1200
_ERROR, _EMPTY = 2, 3
"""What a formula's result can be that is no number."""

_HIDDEN = 0x20
WIDE = 100
"""Columns from which a cell is taken to be stray for its column rather than for its row."""

_FORMAT, _XF, _NUMBER, _RK = 0x041E, 0x00E0, 0x0203, 0x027E
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}

BiffError = (OSError, struct.error, ValueError, KeyError, IndexError, TypeError)
"""What a damaged file raises here."""


@dataclass(slots=True)
class CellBox:
    """The box around the cells that hold something; rows and columns are from 0."""

    first_row: int = 1 << 20
    lowest: tuple[int, int] = (0, 0)
    widest: tuple[int, int] = (0, 0)

    def add(self, row: int, column: int, last: int) -> None:
        """Take in the cells of a row from `column` to `last`."""
        if row < self.first_row:
            self.first_row = row
        if row >= self.lowest[0]:
            self.lowest = (row, last)
        if last > self.widest[1]:
            self.widest = (row, last)

    def refuse_stray(self, sheet: str, cell_limit: int) -> None:
        """Raises `FileRefused("stray-cell")` where the box is larger than `cell_limit`."""
        height, width = self.lowest[0] - self.first_row + 1, self.widest[1] + 1
        if height * width > cell_limit:
            row, column = self.widest if width > WIDE else self.lowest
            raise FileRefused("stray-cell", sheet=sheet, address=f"{column_letter(column + 1)}{row + 1}")


class BiffScan:
    """Looks at all sheets of one xls: the reader reads them all at once, so all of them must be safe to read."""

    def __init__(self, path: Path, cell_limit: int) -> None:
        """Raises `FileRefused`: "file-password", "stray-cell" for cells that span too many; and one of `BiffError`."""
        with open(path, "rb") as file:
            self._data = _stream(file)
        self._code_page = 0
        sheets, formats, styles = [], dict[int, str](), list[int]()
        for kind, at, length in self._records(0):
            if kind == _FILEPASS:
                raise FileRefused("file-password")
            if kind == _CODE_PAGE and length >= 2:
                self._code_page = at
            if kind == _BOUNDSHEET and length >= 8:
                sheets.append((self._name(at), struct.unpack_from("<I", self._data, at)[0]))
            elif kind == _FORMAT and length >= 5:
                formats[struct.unpack_from("<H", self._data, at)[0]] = self._code(at + 2, length - 2)
            elif kind == _XF and length >= 4:
                styles.append(struct.unpack_from("<H", self._data, at + 2)[0])
        self._dates = {at for at, number in enumerate(styles) if is_date_format(number, formats.get(number, ""))}
        self._facts = [self._walk(name, start, cell_limit) for name, start in sheets]

    def source(self, path: Path) -> Path | BytesIO:
        """What to give the reader: the file, or a copy that says itself that its texts are UTF-16.

        Since Excel 97 they always are; the reader believes a file that names another code page.
        """
        at, (version,) = self._code_page, struct.unpack_from("<H", self._data, 4)
        if version != _BIFF8 or not at or struct.unpack_from("<H", self._data, at)[0] == _UTF16:
            return path
        copy = BytesIO(path.read_bytes())
        with olefile.OleFileIO(copy, write_mode=True) as ole:
            name = "Workbook" if ole.exists("Workbook") else "Book"
            ole.write_stream(name, self._data[:at] + struct.pack("<H", _UTF16) + self._data[at + 2 :])
        copy.seek(0)
        return copy

    def facts(self, position: int) -> SheetFacts:
        """What one sheet holds besides values; sheets of all types are counted, from 0."""
        return self._facts[position] if position < len(self._facts) else SheetFacts()

    def _walk(self, sheet: str, start: int, cell_limit: int) -> SheetFacts:
        trouble: dict[tuple[int, int], str] = {}
        hidden, filled, box, merged, blank = set(), set(), CellBox(), list[Area](), 0
        for kind, at, length in self._records(start):
            if kind in _VALUES and length >= 6:
                row, column = struct.unpack_from("<HH", self._data, at)
                last = struct.unpack_from("<H", self._data, at + length - 2)[0] if kind == _MULRK else column
                box.add(row, column, last)
                filled.add(row)
                blank += self._result(kind, at, length) == _EMPTY
                error = self._error(kind, at, length)
                if error is not None:
                    trouble[row + 1, column + 1] = ERRORS.get(error, "#VALUE!")
                for place, value in self._dated(kind, at, column, last):
                    if not 0 <= value < DATE_END:
                        trouble[row + 1, place + 1] = IMPOSSIBLE_DATE
            elif kind == _MERGED and length >= 2:
                merged += [
                    Area(top + 1, left + 1, bottom + 1, right + 1)
                    for top, bottom, left, right in struct.iter_unpack("<4H", self._data[at + 2 : at + length])
                ]
            elif kind == _ROW and length >= 16:
                row, _, _, _, _, _, options = struct.unpack_from("<7H", self._data, at)
                if options & _HIDDEN:
                    hidden.add(row)
        box.refuse_stray(sheet, cell_limit)
        return SheetFacts(trouble, merged=tuple(merged), hidden_rows=len(hidden & filled), blank_formulas=blank)

    def _records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """Kind, position and length of each record of a substream, without those inside it (a chart's)."""
        data, size, depth = self._data, len(self._data), 0
        unpack = struct.Struct("<HH").unpack_from
        while at + 4 <= size:
            kind, length = unpack(data, at)
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:
                yield kind, at + 4, length
            at += 4 + length

    def _dated(self, kind: int, at: int, column: int, last: int) -> Iterator[tuple[int, float]]:
        """The numbers of a record that are formatted as dates, with their columns."""
        style = struct.Struct("<H").unpack_from
        if kind == _MULRK:
            for place in range(column, last + 1):
                start = at + 4 + 6 * (place - column)
                if style(self._data, start)[0] in self._dates:
                    yield place, rk_value(self._data, start + 2)
        elif style(self._data, at + 4)[0] in self._dates:
            if kind == _RK:
                yield column, rk_value(self._data, at + 6)
            elif kind == _NUMBER or (kind == _FORMULA and self._data[at + 12 : at + 14] != b"\xff\xff"):
                yield column, struct.unpack_from("<d", self._data, at + 6)[0]

    def _code(self, at: int, length: int) -> str:
        """A format's code; letters outside of Latin 1 do not matter to what it formats."""
        return self._data[at : at + length].replace(b"\0", b"").decode("latin-1").lstrip("\x01\x02\x03\x04\x05")

    def _name(self, at: int) -> str:
        data, length = self._data, self._data[at + 6]
        (version,) = struct.unpack_from("<H", data, 4)
        if version < _BIFF8:
            return data[at + 7 : at + 7 + length].decode("cp1252", "replace")
        wide = data[at + 7] & 1
        return data[at + 8 : at + 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")

    def _error(self, kind: int, at: int, length: int) -> int | None:
        data = self._data
        if kind == _BOOLERR and data[at + 7]:
            return data[at + 6]
        return data[at + 8] if self._result(kind, at, length) == _ERROR else None

    def _result(self, kind: int, at: int, length: int) -> int | None:
        """What a formula's result is; None for a number, and for anything else than a formula."""
        if kind == _FORMULA and length >= 14 and self._data[at + 12 : at + 14] == b"\xff\xff":
            return self._data[at + 6]
        return None


def rk_value(data: bytes, at: int) -> float:
    """A number in the short form: 30 bits of a whole number or of a float's upper half, perhaps a hundredth."""
    (bits,) = struct.unpack_from("<i", data, at)
    value = float(bits >> 2) if bits & 2 else struct.unpack("<d", struct.pack("<Ii", 0, bits & ~3))[0]
    return value / 100 if bits & 1 else value


def _stream(file: IO[bytes]) -> bytes:
    with olefile.OleFileIO(file) as ole:
        for name in ("Workbook", "Book"):
            if ole.exists(name):
                content: bytes = ole.openstream(name).read()
                return content
    raise ValueError("no workbook")
