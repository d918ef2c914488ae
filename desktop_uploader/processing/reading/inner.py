"""A workbook of ours as its owner has it: without the sheets and columns that we put into it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..marks import Marks
from .sheets import Area, Row, Sheet, TableArea


def without_marks(sheets: Sequence[Sheet], marks: Marks) -> list[Sheet]:
    """The sheets without what is ours."""
    kept = [sheet for sheet in sheets if sheet.name not in marks.sheets]
    return [InnerSheet(sheet, *marks.columns) for sheet in kept] if len(marks.columns) == 2 else kept


class InnerSheet:
    """A sheet of wrong rows without the first column and the one that says what to fix. See `Sheet`."""

    def __init__(self, sheet: Sheet, first: str, last: str) -> None:
        self.name = sheet.name
        self.visible = sheet.visible
        self.facts = sheet.facts
        self._sheet = sheet
        headings = list(next(iter(sheet.rows()), ()))
        self._cut = 1 if headings[:1] == [first] else 0
        self._blank = max((column for column, label in enumerate(headings) if label == last), default=None)
        if self._cut and sheet.height:
            # As sure as an Excel table is: the headings are in the first row, for we wrote them there.
            area = Area(1, self.first_column, sheet.height, sheet.first_column + len(headings) - 1)
            self.facts = replace(sheet.facts, tables=(TableArea(sheet.name, area),))

    @property
    def first_column(self) -> int:
        """See `Sheet.first_column`."""
        return self._sheet.first_column + self._cut

    @property
    def height(self) -> int | None:
        """See `Sheet.height`."""
        return self._sheet.height

    def rows(self) -> Iterator[Row]:
        """See `Sheet.rows`."""
        for row in self._sheet.rows():
            cells = list(row)
            if self._blank is not None and self._blank < len(cells):
                cells[self._blank] = ""
            yield cells[self._cut :]
