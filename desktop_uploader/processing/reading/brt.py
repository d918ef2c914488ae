"""What calamine hides in an xlsb: its records are walked once for errors, hidden rows, and how far the cells reach."""

import struct
from collections.abc import Iterator
from functools import cached_property

from .biff import ERRORS, CellBox, rk_value
from .package import Package
from .sheets import IMPOSSIBLE_DATE, Area, SheetFacts
from .styles import DATE_END, is_date_format

_ROW, _SHEET, _MERGED = 0, 156, 176
_ERROR, _FORMULA_TEXT, _FORMULA_ERROR = 3, 8, 11
_VALUES = frozenset({*range(2, 12), 62})
_RK, _NUMBERS = 2, frozenset({2, 5, 9})
_FORMAT, _XF, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_STYLE = 0xFFFFFF
_HIDDEN = 0x10
Record = tuple[int, int, int]
"""Kind, position of its content, length."""


class BrtScan:
    """Looks at the sheets of one xlsb."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def facts(self, sheet: str, cell_limit: int) -> SheetFacts:
        """What one sheet holds besides values.

        Raises `FileRefused("stray-cell")` where its cells span more than `cell_limit`, one of `PartError`,
        `struct.error` or IndexError where the part is damaged.
        """
        data = b"".join(self._package.blocks(self._parts[sheet]))
        trouble: dict[tuple[int, int], str] = {}
        hidden, filled, merged, box, row = set(), set(), list[Area](), CellBox(), 0
        blank = 0
        number = struct.Struct("<I").unpack_from
        for kind, at, length in records(data):
            if kind == _ROW and length >= 12:
                (row,) = number(data, at)
                if data[at + 11] & _HIDDEN:
                    hidden.add(row)
            elif kind in _VALUES and length >= 8:
                (column,) = number(data, at)
                box.add(row, column, column)
                filled.add(row)
                if kind == _FORMULA_TEXT:
                    blank += length >= 12 and number(data, at + 8)[0] == 0
                if kind in (_ERROR, _FORMULA_ERROR):
                    trouble[row + 1, column + 1] = ERRORS.get(data[at + 8], "#VALUE!")
                elif kind in _NUMBERS and number(data, at + 4)[0] & _STYLE in self._dates:
                    value = rk_value(data, at + 8) if kind == _RK else struct.unpack_from("<d", data, at + 8)[0]
                    if not 0 <= value < DATE_END:
                        trouble[row + 1, column + 1] = IMPOSSIBLE_DATE
            elif kind == _MERGED and length >= 16:
                top, bottom, left, right = struct.unpack_from("<4I", data, at)
                merged.append(Area(top + 1, left + 1, bottom + 1, right + 1))
        box.refuse_stray(sheet, cell_limit)
        return SheetFacts(trouble, merged=tuple(merged), hidden_rows=len(hidden & filled), blank_formulas=blank)

    @cached_property
    def _dates(self) -> set[int]:
        """The cell styles that format dates."""
        formats, styles, within = dict[int, str](), list[int](), False
        part = self._package.part_of("styles")
        for kind, at, _length in records(data := self._package.small(part) if part else b""):
            if kind == _FORMAT:
                formats[struct.unpack_from("<H", data, at)[0]] = _text(data, at + 2)[0]
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                within = kind == _STYLES_BEGIN
            elif kind == _XF and within:
                styles.append(struct.unpack_from("<H", data, at + 2)[0])
        return {at for at, number in enumerate(styles) if is_date_format(number, formats.get(number, ""))}

    @cached_property
    def _parts(self) -> dict[str, str]:
        workbook = self._package.workbook()
        relations, found = self._package.relations(workbook), {}
        data = self._package.small(workbook)
        for kind, at, _length in records(data):
            if kind == _SHEET:
                relation, after = _text(data, at + 8)
                name, _ = _text(data, after)
                if relation in relations:
                    found[name] = relations[relation].target
        return found


def records(data: bytes) -> Iterator[Record]:
    """The records of a part. Kinds and lengths are written with seven bits in each byte."""
    at, size = 0, len(data)
    while at < size:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | data[at] << 7
            at += 1
        length = shift = 0
        while True:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, at, length
        at += length


def _text(data: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le"), end
