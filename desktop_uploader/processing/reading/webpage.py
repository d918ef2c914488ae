"""Web pages that are called .xls: what many programs write as an "Excel export". Their tables are read as text."""

import codecs
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from ...model.errors import FileRefused
from .encoding import HEAD, encoding_of
from .sheets import Area, Row, SheetFacts

LARGEST = 64 * 1024**2
WIDEST_SPAN = 1000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CELLS, _IGNORED = frozenset({"td", "th"}), frozenset({"script", "style", "title"})

Attributes = list[tuple[str, str | None]]


class WebTable:
    """A table of a web page as a sheet; every cell is text, as the page shows it."""

    visible = True
    first_column = 1

    def __init__(self, name: str) -> None:
        self.name = name
        self.table: list[list[str]] = []
        self.merged: list[Area] = []
        self.trouble: dict[tuple[int, int], str] = {}
        self.hidden = 0

    @property
    def facts(self) -> SheetFacts:
        """See `Sheet.facts`."""
        return SheetFacts(self.trouble, merged=tuple(self.merged), hidden_rows=self.hidden, returns=False)

    @property
    def height(self) -> int | None:
        """Rows in all."""
        return len(self.table)

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`."""
        yield from self.table


def web_tables(path: Path) -> list[WebTable]:
    """The page's tables. Raises `FileRefused("file-is-web-page")` where it has none, or tables within tables."""
    if path.stat().st_size > LARGEST:
        raise FileRefused("file-is-web-page")
    page = _Page()
    page.feed(path.read_bytes().decode(_encoding(path), "replace"))
    page.close()
    tables = [table for table in page.tables if table.table]
    if not tables or page.nested:
        raise FileRefused("file-is-web-page")
    return tables


class _Page(HTMLParser):
    """Gathers tables. Cells that span several rows or columns hold their text in the first, as merged cells do."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[WebTable] = []
        self.nested = False
        self._depth = self._ignored = 0
        self._cell: list[str] | None = None
        self._value: str | None = None
        self._span = (1, 1)
        self._taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag == "table":
            self._depth += 1
            self.nested = self.nested or self._depth > 1
            self.tables.append(WebTable(f"Table {len(self.tables) + 1}"))
            self._taken = set()
        elif tag == "tr" and self._depth:
            self._end_cell()
            self.tables[-1].table.append([])
            style = (dict(attrs).get("style") or "").replace(" ", "").lower()
            self.tables[-1].hidden += "display:none" in style
        elif tag in _CELLS and self._depth and self.tables[-1].table:
            self._end_cell()
            self._begin_cell(dict(attrs))
        elif tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")
        elif tag in _IGNORED:
            self._ignored += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS or tag in ("tr", "table"):
            self._end_cell()
        if tag == "table":
            self._depth = max(0, self._depth - 1)
        elif tag in _IGNORED:
            self._ignored = max(0, self._ignored - 1)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._ignored:
            self._cell.append(_SPACES.sub(" ", data))

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._cell, self._value = [], attributes.get("x:num")
        self._span = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
        if error := attributes.get("x:err"):
            table = self.tables[-1]
            table.trouble[len(table.table), self._next_column() + 1] = error

    def _end_cell(self) -> None:
        if self._cell is None or not self.tables[-1].table:
            return
        table, column = self.tables[-1], self._next_column()
        row, cells = len(table.table), table.table[-1]
        cells.extend([""] * (column - len(cells)))
        text = "\n".join(line.strip(" ") for line in "".join(self._cell).strip(" \n").split("\n"))
        # Excel's own pages say the whole number where they show a rounded one.
        cells.append("" if (row, column + 1) in table.trouble else self._value or text)
        height, width = self._span
        if height * width > 1:
            table.merged.append(Area(row, column + 1, row + height - 1, column + width))
            self._taken |= {(row + i, column + j) for i in range(height) for j in range(width)}
        self._cell = None

    def _next_column(self) -> int:
        row, column = len(self.tables[-1].table), len(self.tables[-1].table[-1])
        while (row, column) in self._taken:
            column += 1
        return column


def _span(text: str | None) -> int:
    return max(1, min(int(text), WIDEST_SPAN)) if text and text.strip().isdecimal() else 1


def _encoding(path: Path) -> str:
    found = encoding_of(path).name
    with open(path, "rb") as file:
        declared = _CHARSET.search(file.read(HEAD))
    if declared and not found.startswith("utf-"):
        try:
            return codecs.lookup(declared.group(1).decode()).name
        except LookupError:
            return found
    return found
