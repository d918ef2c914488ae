"""Saved values as they are shown, and as they are copied: shown by the language, copied exactly."""

from collections.abc import Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from ...model.exact import exact
from ...words import Catalogue
from ..plain import brief

LONGEST = 500
"""Characters of a text that a cell shows."""


def shown(value: Any, words: Catalogue) -> str:
    """A value in words of the language, with every digit that it has."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return words.tr("yes") if value else words.tr("no")
    if isinstance(value, float):
        return words.exact_number(value)
    if isinstance(value, datetime):
        return f"{words.date(value.date())} {value.timetz().isoformat()}"
    if isinstance(value, date):
        return words.date(value)
    text = str(exact(value))
    return brief(text, LONGEST) if len(text) > LONGEST or not text.isprintable() else text


def copied(value: Any) -> str:
    """A value as text that reads back equal."""
    return "" if value is None else str(exact(value))


def as_tabbed(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table for a spreadsheet program: cells between tabs, quoted where they hold one."""
    lines = [list(headings), *([copied(value) for value in row] for row in rows)]
    return "\n".join("\t".join(map(_quoted, line)) for line in lines)


def as_html(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table for a text program, and for Excel: texts stay texts there."""
    head = "".join(f"<th>{escape(name)}</th>" for name in headings)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<meta charset="utf-8"><table><tr>{head}</tr>{body}</table>'


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if any(letter in text for letter in '\t\r\n"') else text


def _cell(value: Any) -> str:
    style = " style=\"mso-number-format:'\\@'\"" if isinstance(value, str) else ""
    return f"<td{style}>{escape(copied(value))}</td>"
