"""One cheap pass over a sheet's XML for what calamine hides, and for what would make it ask for gigabytes.

The bytes are searched, block by block, and only what was found is looked at closer: nothing is parsed that is well.
"""

import re
from collections.abc import Iterator
from functools import cached_property

from ...model.errors import FileRefused
from .cellmarks import Marks
from .extents import Extents, refuse_outside, refuse_stray_cells
from .package import Package, PartError
from .sheets import SheetFacts
from .styles import Styles, styles_of
from .tables import hidden_columns, merged_areas, tables_of

LONGEST_ROW = 64 * 1024**2
_PREFIX = re.compile(rb"<(\w+:)?(?:worksheet|sheetData|dialogsheet)\b")
_QUOTE = re.compile(rb"\sr=([\"'])")


class XlsxScan:
    """Looks at the sheets of one xlsx or xlsm. Parts that cannot be made out give no findings: reading decides."""

    def __init__(self, package: Package) -> None:
        self._package = package

    def check_extents(self, sheet: str, cell_limit: int) -> None:
        """Raises `FileRefused` where the sheet is not safe to read.

        "stray-cell" where its cells span more than `cell_limit`, "cell-outside", "file-unsafe".
        """
        try:
            if part := self.parts.get(sheet):
                self._check_extents(sheet, part, cell_limit)
        except PartError:
            return

    def facts(self, sheet: str) -> SheetFacts:
        """What one sheet holds besides values. Raises `FileRefused("file-unsafe")`."""
        try:
            part = self.parts.get(sheet)
            return SheetFacts() if part is None else self._facts(part)
        except PartError:
            return SheetFacts()

    @cached_property
    def parts(self) -> dict[str, str]:
        """Sheet name → part. Raises one of `PartError`."""
        return self._package.sheet_parts()

    @cached_property
    def styles(self) -> Styles:
        """The workbook's styles; none where they cannot be read, for values do not depend on them."""
        try:
            part = self._package.part_of("styles")
            return styles_of(self._package.xml(part)) if part else Styles()
        except PartError:
            return Styles()

    @cached_property
    def shared_returns(self) -> bool:
        """True where a shared text may hold a carriage return."""
        try:
            part = self._package.part_of("sharedStrings")
            return part is not None and any(map(may_hold_returns, self._package.blocks(part)))
        except PartError:
            return True

    def _check_extents(self, sheet: str, part: str, cell_limit: int) -> None:
        blocks, extents = SheetBlocks(self._package, part), Extents()
        for block in blocks:
            extents.add(blocks.rows(block), blocks.needle)
        refuse_outside(sheet, extents)
        if extents.cells > cell_limit:
            again = SheetBlocks(self._package, part)
            refuse_stray_cells(sheet, map(again.rows, again), again.needle, cell_limit)

    def _facts(self, part: str) -> SheetFacts:
        blocks = SheetBlocks(self._package, part)
        marks, returns = Marks(blocks.tag, blocks.quote, self.styles, blocks.addressed), self.shared_returns
        for block in blocks:
            marks.search(block)
            returns = returns or may_hold_returns(block)
        return SheetFacts(
            trouble=marks.trouble,
            tables=tables_of(self._package, part),
            merged=merged_areas(blocks.tail),
            hidden_rows=marks.hidden_rows,
            hidden_columns=hidden_columns(blocks.head),
            percent={column: frozenset(rows) for column, rows in marks.percent.items()},
            padded=marks.padded,
            returns=returns,
        )


class SheetBlocks:
    """A sheet's XML in blocks of whole rows, and how its producer writes tags and attributes."""

    def __init__(self, package: Package, part: str) -> None:
        self._blocks = package.blocks(part)
        self._start = next(self._blocks, b"")
        while len(self._start) < 1024 and (more := next(self._blocks, b"")):
            self._start += more
        if b"<!DOCTYPE" in self._start:
            raise FileRefused("file-unsafe")
        prefix, quote = _PREFIX.search(self._start), _QUOTE.search(self._start)
        self.tag = (prefix.group(1) or b"") if prefix else b""
        self.quote = quote.group(1) if quote else b'"'
        self.end = b"</" + self.tag + b"row>"
        self.needle = b" r=" + self.quote
        self.head = self._start.partition(b"<" + self.tag + b"sheetData")[0]
        self.addressed = self.needle in self._start
        self.tail = b""
        """What follows the last row, once all were given."""

    def __iter__(self) -> Iterator[bytes]:
        """The blocks; each begins where the last one ended."""
        rest = self._start
        while True:
            cut = rest.rfind(self.end)
            if cut >= 0:
                yield rest[: cut + len(self.end)]
                rest = rest[cut + len(self.end) :]
            more = next(self._blocks, b"")
            if not more:
                break
            rest += more
            if len(rest) > LONGEST_ROW:
                raise ValueError("no rows")
        self.tail = rest

    def rows(self, block: bytes) -> list[bytes]:
        """The rows of a block."""
        return block.split(self.end)[:-1]


def may_hold_returns(xml: bytes) -> bool:
    """True where the reader may give a carriage return: written as such, or as a reference to one."""
    return (b"_" in xml and b"_x000" in xml) or b"\r" in xml or (b"&#" in xml and bool(_RETURN.search(xml)))


_RETURN = re.compile(rb"&#(?:13|[xX]0*[dD]);")
