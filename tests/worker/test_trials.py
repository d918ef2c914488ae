"""A definition that is not saved yet is tried on files and on saved rows, in a real child."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.engine import sqlite_url
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.editing import renamed, with_option
from desktop_uploader.model.errors import UploaderError
from desktop_uploader.model.jobs import Limits
from desktop_uploader.model.progress import Progress
from desktop_uploader.worker.supervisor import Stopped
from desktop_uploader.worker.trials import Trials

from ..database.records.shop import Shop

BASE: dict[str, Any] = {
    "fields": [
        {"name": "SKU", "type": "string", "constraints": {"required": True}},
        {"name": "Pieces", "type": "integer"},
        {"name": "Day", "type": "date"},
    ],
}
ROWS = [("a", 1, date(2026, 1, 2)), ("b", 20, None), ("c", None, date(2025, 1, 2))]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    opened = Shop(tmp_path / "records.sqlite3")
    opened.save("one", ROWS, schema=BASE)
    yield opened
    opened.close()


@pytest.fixture
def trials(shop: Shop) -> Iterator[Trials]:
    made = Trials(lambda _size: Limits(), sqlite_url(shop.path))
    yield made
    made.close()


def never() -> bool:
    return False


def ignored(_progress: Progress) -> None:
    pass


def with_rules(**rules: dict[str, Any]) -> dict[str, Any]:
    fields = [{**field, "constraints": rules.get(field["name"], {})} for field in BASE["fields"]]
    return {**BASE, "fields": fields}


def on_saved(trials: Trials, schema: dict[str, Any], new_names: dict[str, str] | None = None) -> list[tuple[Any, ...]]:
    """Of each problem: the field, the kind, the value, the file and the row."""
    moved: list[Progress] = []
    found = trials.on_saved(Dataset("prices", schema, 1), new_names or {}, moved.append, never)
    assert found.rows == 3 and found.wrong == len({problem.row for problem in found.problems})
    assert sum(total.count for total in found.totals) == len(found.problems) and moved
    return [(item.field, item.kind, item.value, item.params["file_name"], item.row) for item in found.problems]


def test_saved_rows_are_asked_for_the_new_rules(trials: Trials) -> None:
    schema = with_rules(
        Pieces={"maximum": 10, "required": True}, Day={"minimum": "2026-01-01"}, SKU={"pattern": "[ab]"}
    )

    assert sorted(on_saved(trials, schema), key=lambda item: (item[4], item[0])) == [
        ("Pieces", "maximum", "20", "one", 3),
        ("Day", "minimum", "2025-01-02", "one", 4),
        ("Pieces", "required", None, "one", 4),
        ("SKU", "pattern", "c", "one", 4),
    ]


def test_rules_between_columns_and_keys_are_asked_too(trials: Trials) -> None:
    schema = {**BASE, "x-rules": [{"rule": "[Pieces] < 5"}], "primaryKey": ["Day"]}

    assert on_saved(trials, schema) == [
        ("Day", "empty", None, "one", 3),
        ("Pieces", "rule", "20", "one", 3),
    ]


def test_values_are_asked_as_what_they_would_become_and_under_their_new_names(trials: Trials) -> None:
    schema = renamed(BASE, {"Pieces": "Quantity", "SKU": "Pieces"})
    fields = [*schema["fields"][:1], {"name": "Quantity", "type": "string", "constraints": {"minLength": 2}}]
    schema = {**schema, "fields": [*fields, {"name": "New", "type": "number", "constraints": {"required": False}}]}

    found = on_saved(trials, schema, {"Pieces": "Quantity", "SKU": "Pieces"})

    assert found == [("Quantity", "minLength", "1", "one", 2)]


def test_a_file_is_checked_against_what_is_not_saved_yet(trials: Trials, shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("SKU,Pieces,Day\nd,4,2026-01-02\ne,400,2026-01-03\n", encoding="utf-8")
    strict = Dataset("prices", with_rules(Pieces={"maximum": 10}), 1, confirmed=True)

    result = trials.on_file(path, strict, ignored, never)

    assert (result.counts.total, [item.value for item in result.problems]) == (2, ["400"])
    assert not trials.on_file(path, Dataset("prices", BASE, 1), ignored, never).problems
    assert len(shop.rows()) == 3


def test_a_definition_of_a_new_dataset_is_tried_too(trials: Trials, tmp_path: Path) -> None:
    path = tmp_path / "stock-2026.csv"
    path.write_text("Article,Pieces\n007,4\n", encoding="utf-8")
    proposed = trials.infer(path, ignored, never)
    assert (proposed.name, proposed.field_names) == ("stock", ["Article", "Pieces"])

    result = trials.on_file(path, proposed, ignored, never)

    assert (result.counts.saved, result.problems) == (1, ())


def test_what_is_no_table_is_refused_in_words(trials: Trials, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))

    with pytest.raises(UploaderError, match="file-"):
        trials.on_file(tmp_path / "a.xlsx", Dataset("prices", BASE, 1), ignored, never)


def test_a_trial_that_nobody_waits_for_ends(trials: Trials, shop: Shop) -> None:
    with pytest.raises(Stopped):
        trials.on_saved(Dataset("prices", BASE, 1), {}, ignored, lambda: True)

    assert on_saved(trials, with_option(BASE, "x-rules", [{"rule": "[Pieces] < 5"}])) == [
        ("Pieces", "rule", "20", "one", 3)
    ]
