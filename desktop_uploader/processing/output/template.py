"""An empty workbook of a dataset, to be filled in: headings, formats, drop-down lists, and the rules in words."""

from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ...model.jobs import TemplateJob, TemplateResult
from ...words import Catalogue
from ...words.languages import catalogue_for
from ...words.rules import is_needed
from ..marks import Marks
from .typed import sheet_name
from .validation import Lists, number_format, validation

LAST_ROW = 1_048_575
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""Characters that Excel takes for what it shows beside a cell."""

NARROWEST, WIDEST = 12, 40
NEEDED_COLOUR, OTHER_COLOUR = "#1F4E79", "#DDEBF7"


def run_template(job: TemplateJob) -> TemplateResult:
    """Write the template of a dataset to `job.target`."""
    words = catalogue_for(job.language)
    with xlsxwriter.Workbook(job.target) as book:
        taken: set[str] = set()
        sheet = book.add_worksheet(sheet_name(job.dataset.title or job.dataset.name, taken))
        guide = book.add_worksheet(sheet_name(words.text("guide-sheet"), taken))
        lists = Lists(book, taken)
        _Template(job, book, words).write(sheet, guide, lists)
        for key, value in Marks(None, (guide.name, *lists.names)).properties().items():
            book.set_custom_property(key, value)
    return TemplateResult()


def headings_of(schema: Mapping[str, Any]) -> list[str]:
    """What stands above each column: the field's title, or its name where there is none or it is not its own."""
    taken = [field.get("title") for field in schema["fields"]] + [field["name"] for field in schema["fields"]]
    return [
        field["title"] if field.get("title") and taken.count(field["title"]) == 1 else field["name"]
        for field in schema["fields"]
    ]


class _Template:
    """Writes the two sheets of one dataset."""

    def __init__(self, job: TemplateJob, book: Workbook, words: Catalogue) -> None:
        self._dataset = job.dataset
        self._schema = job.dataset.schema
        self._book = book
        self._words = words
        self._bold = book.add_format({"bold": True})

    def write(self, sheet: Worksheet, guide: Worksheet, lists: Lists) -> None:
        """Fill both."""
        fields, headings = self._schema["fields"], headings_of(self._schema)
        self._write_guide(guide, sheet.name, fields, headings)
        formats = {needed: self._heading_format(needed) for needed in (True, False)}
        for column, (field, heading) in enumerate(zip(fields, headings, strict=True)):
            needed = is_needed(field, self._schema)
            sheet.write_string(0, column, heading, formats[needed])
            note = "\n".join(filter(None, [field.get("description"), self._rule(field)]))
            sheet.write_comment(0, column, note, {"x_scale": 2})
            shape = self._book.add_format({"num_format": number_format(field)})
            sheet.set_column(column, column, min(max(len(heading) + 5, NARROWEST), WIDEST), shape)
            sheet.data_validation(1, column, LAST_ROW, column, self._validation(field, heading, column, lists))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, len(fields) - 1)

    def _validation(self, field: Mapping[str, Any], heading: str, column: int, lists: Lists) -> dict[str, Any]:
        message = self._rule(field)[:LONGEST_MESSAGE]
        return {
            **validation(field, column, lists),
            "ignore_blank": True,
            "input_title": heading[:LONGEST_TITLE],
            "input_message": message,
            "error_title": heading[:LONGEST_TITLE],
            "error_message": message,
        }

    def _write_guide(self, guide: Worksheet, name: str, fields: list[Any], headings: list[str]) -> None:
        text, wrap = self._words.text, self._book.add_format({"text_wrap": True, "valign": "top"})
        big = self._book.add_format({"bold": True, "font_size": 14})
        guide.write_string(0, 0, text("guide-title", {"dataset": self._dataset.title or self._dataset.name}), big)
        lines = text("guide-how", {"sheet": name}).splitlines()
        for row, line in enumerate(lines, 1):
            guide.write_string(row, 0, line)
        top = len(lines) + 2
        for column, code in enumerate(("guide-column", "guide-rule", "guide-description")):
            guide.write_string(top, column, text(code), self._bold)
        for row, (field, heading) in enumerate(zip(fields, headings, strict=True), top + 1):
            for column, cell in enumerate((heading, self._rule(field), field.get("description", ""))):
                guide.write_string(row, column, cell, wrap)
        guide.set_column(0, 0, 28)
        guide.set_column(1, 2, 60)
        guide.set_landscape()
        guide.fit_to_pages(1, 0)

    def _rule(self, field: Mapping[str, Any]) -> str:
        return self._words.rules(field, self._schema)

    def _heading_format(self, needed: bool) -> Format:
        colours = {"bg_color": NEEDED_COLOUR, "font_color": "white"} if needed else {"bg_color": OTHER_COLOUR}
        return self._book.add_format({"bold": True, "border": 1, "valign": "top", **colours})
