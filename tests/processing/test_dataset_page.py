"""What `docs/dataset-format.md` lists is what there is."""

import re
from collections.abc import Iterator
from pathlib import Path

from desktop_uploader.database.records.types import column_type
from desktop_uploader.model.question import ANSWER_KINDS, ANSWER_VALUES
from desktop_uploader.processing.checking.converters import converter, strict_manner
from desktop_uploader.processing.checking.definition.options import FIELD_OPTIONS, OPTIONS
from desktop_uploader.words.questions import CHOICES

PAGE = (Path(__file__).parents[2] / "docs" / "dataset-format.md").read_text(encoding="utf-8")


def tables(begin: str) -> Iterator[list[list[str]]]:
    """The rows of every table that begins with these words; an empty first cell means the one above."""
    for found in re.findall(rf"^\| {begin} .*?(?=^$)", PAGE, re.M | re.S):
        rows: list[list[str]] = []
        for line in found.splitlines()[2:]:
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            rows.append(cells if cells[0] else [rows[-1][0], *cells[1:]])
        yield rows


def words(text: str) -> list[str]:
    """What stands between backquotes."""
    return re.findall(r"`([^`]+)`", text)


def test_every_option_of_ours_is_listed() -> None:
    (rows,) = tables("option")
    listed = {(name, where) for row in rows for name in words(row[0]) for where in row[1].split(", ")}

    fields = {(name, "field") for name in FIELD_OPTIONS["properties"] if name.startswith("x-")}
    assert listed == fields | {(name, "schema") for name in OPTIONS["properties"] if name.startswith("x-")}


def test_every_answer_is_listed_with_its_choices() -> None:
    asked, said = tables("key")
    kinds = {key.partition(":")[0] for row in [*asked, *said] for key in words(row[0])}
    choices = {(key.partition(":")[0], choice) for row in asked for key in words(row[0]) for choice in words(row[1])}

    assert kinds == ANSWER_KINDS
    asked_kinds = {kind for kind, _ in choices}
    worded = {(kind, choice) for kind, sign, choice in (key.partition("=") for key in CHOICES) if sign}
    assert choices == {(kind, choice) for kind, choice in worded if kind in asked_kinds}


def test_every_value_that_an_answer_can_have_is_listed() -> None:
    listed: dict[str, set[str]] = {}
    for row in (row for rows in tables("key") for row in rows):
        for key in words(row[0]):
            listed.setdefault(key.partition(":")[0], set()).update(words(row[1]))

    for kind, values in ANSWER_VALUES.items():
        assert set(values) == listed[kind] or not values, kind


def test_every_type_is_listed_with_its_storage() -> None:
    rows = next(found for found in tables("type") if len(found[0]) == 4)
    stored = {kind: row[1].partition(",")[0].partition(" ")[0] for row in rows for kind in words(row[0])}

    assert stored == {kind: column_type(kind) for kind in stored}
    assert len(stored) == 16
    assert all(converter({"name": "A", "type": kind}, strict_manner()) for kind in stored)
