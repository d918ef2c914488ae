"""A first look at a sheet: its first rows, and the headings that were found in them."""

from dataclasses import dataclass

from ..reading.sheets import Sheet
from .headings import Headings
from .top import Top


@dataclass(frozen=True, slots=True)
class Look:
    """A first look at a sheet; a hidden one is not looked into."""

    sheet: Sheet
    top: Top | None
    headings: Headings | None = None
    asked_for: bool = False
    """A person named this sheet's heading row."""

    @property
    def filled(self) -> int:
        """How many of the first rows hold anything."""
        return len(self.top.rows) if self.top is not None else 0

    @property
    def has_rows(self) -> bool:
        """True where headings were found and something stands below them."""
        if self.headings is None or self.top is None or not self.top.rows:
            return False
        row = self.headings.row
        return self.top.rows[-1].number > row or any(line > row for line, _ in self.sheet.facts.trouble)

    @property
    def is_table(self) -> bool:
        """True where there are several columns with rows below them: a page of text has neither."""
        return self.headings is not None and len(self.headings.labels) > 1 and self.has_rows
