"""What is said of a look at a file: what a column holds, what of it is left out, what is open, how much was checked."""

from ...model.preview import PreviewResult
from ...model.question import Question
from ...words import Catalogue
from ...words.plurals import Plural

ABOVE = Plural("{count} row above the headings is left out.", "{count} rows above the headings are left out.")
TOTALS = Plural("Row {rows} looks like a total and is left out.", "Rows {rows} look like totals and are left out.")
NOTES = Plural("Row {rows} looks like a note and is left out.", "Rows {rows} look like notes and are left out.")


def type_word(kind: str, words: Catalogue) -> str:
    """What a field holds, in a word."""
    return words.choice(Question("type"), kind)


def left_out(result: PreviewResult, words: Catalogue) -> str:
    """Which rows are none of the table; empty where all are."""
    first = result.header_rows[0] if result.header_rows else 0
    above = [number for number, _ in result.tops if number < first]
    found = ((ABOVE, above), (TOTALS, result.totals), (NOTES, result.footnotes))
    return " ".join(
        words.fill(said, {"count": len(rows), "rows": [words.number(row) for row in rows]})
        for said, rows in found
        if rows
    )


def open_questions(result: PreviewResult, words: Catalogue) -> str:
    """What the preview is for, and how much of it is still to be answered."""
    asked = len(result.questions) + sum(style.chosen is None for style in result.styles)
    said = words.tr("Say once what its columns mean; files like this will not ask again.")
    still = words.trn("{count} question is open.", "{count} questions are open.", asked) if asked else ""
    return f"{said} {still}".strip()


def checked(result: PreviewResult, words: Catalogue) -> str:
    """How many rows were checked, and how long it took; empty where there are none."""
    total = result.counts.total if result.counts is not None else 0
    if not total:
        return ""
    seconds = words.number(result.seconds, 1)
    return words.trn(
        "Checked {count} row in {seconds} s", "Checked all {count} rows in {seconds} s", total, seconds=seconds
    )


def next_step(result: PreviewResult, words: Catalogue) -> str:
    """The words of the button that goes on."""
    total, saved = (result.counts.total, result.counts.saved) if result.counts is not None else (0, 0)
    if total and not saved:
        return words.tr("See what to correct")
    return words.trn("Import {count} row", "Import {count} rows", saved)
