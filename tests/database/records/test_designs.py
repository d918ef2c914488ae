"""What a change of a definition would do is said before, and then it does just that."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.backup import backups_in
from desktop_uploader.model.change import Effect
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.editing import renamed, with_option, without_field
from desktop_uploader.model.errors import DefinitionError, UsageError
from desktop_uploader.model.ledger import LedgerState

from .shop import Shop

BASE: dict[str, Any] = {
    "fields": [
        {"name": "SKU", "type": "string"},
        {"name": "Pieces", "type": "integer"},
        {"name": "Day", "type": "date"},
    ],
    "primaryKey": ["SKU"],
}
ROWS = [("a", 1, date(2026, 1, 2)), ("b", 2, None), ("c", 2, None)]


@pytest.fixture
def filled(shop: Shop) -> Shop:
    shop.save("one", ROWS, schema=BASE)
    return shop


def wanted(shop: Shop, schema: dict[str, Any]) -> Dataset:
    known = shop.records.dataset("prices")
    assert known is not None
    return Dataset("prices", schema, known.version, confirmed=True)


def told(shop: Shop, schema: dict[str, Any], new_names: dict[str, str] | None = None) -> dict[str, Effect]:
    found = shop.records.designs.forecast(wanted(shop, schema), new_names or {})
    assert found is not None and found.rows == 3
    return {effect.code: effect for effect in found.effects}


def retyped(field: str, kind: str, **more: Any) -> dict[str, Any]:
    fields = [{**item, "type": kind, **more} if item["name"] == field else item for item in BASE["fields"]]
    return {**BASE, "fields": fields}


def test_nothing_is_told_of_what_stays(filled: Shop) -> None:
    assert told(filled, BASE) == {}


def test_a_new_column_is_empty_in_the_saved_rows(filled: Shop) -> None:
    effects = told(filled, {**BASE, "fields": [*BASE["fields"], {"name": "Note", "type": "string"}]})

    assert effects["column-added"].params == {"field": "Note", "count": 3}


def test_a_removed_column_keeps_its_values_and_comes_back_with_them(filled: Shop) -> None:
    less = without_field(BASE, "Day")
    assert told(filled, less)["column-removed"].params == {"field": "Day", "count": 1}

    filled.records.designs.save(wanted(filled, less))
    assert told(filled, BASE)["column-returns"].params == {"field": "Day", "count": 1}
    filled.records.designs.save(wanted(filled, BASE))

    assert filled.rows() == ROWS


@pytest.mark.parametrize(
    ("kind", "code"), [("number", "type-changes"), ("string", "type-changes"), ("date", "type-refused")]
)
def test_what_is_told_of_a_type_is_what_happens(filled: Shop, kind: str, code: str) -> None:
    schema = retyped("Pieces", kind)
    effect = told(filled, schema)[code]
    assert effect.params == {"field": "Pieces", "old": "integer", "new": kind, "count": 3}

    if effect.refuses:
        with pytest.raises(DefinitionError, match="definition-would-lose"):
            filled.records.designs.save(wanted(filled, schema))
    else:
        filled.records.designs.save(wanted(filled, schema))
        assert [str(row[1]).removesuffix(".0") for row in filled.rows()] == ["1", "2", "2"]


def test_saved_rows_that_repeat_a_new_key_refuse_it(filled: Shop) -> None:
    effects = told(filled, with_option(BASE, "primaryKey", ["Pieces"]))

    assert effects["key-repeats"] == Effect("key-repeats", {"fields": ["Pieces"], "count": 1}, refuses=True)
    assert effects["key-set"].params == {"fields": ["Pieces"]}


def test_new_rules_hold_from_now_on(filled: Shop) -> None:
    effects = told(filled, retyped("Pieces", "integer", constraints={"minimum": 2}))

    assert list(effects) == ["rules-from-now-on"]


def test_a_renamed_column_keeps_its_values_and_its_old_heading(filled: Shop) -> None:
    schema = renamed(BASE, {"Pieces": "Quantity"})
    assert list(told(filled, schema, {"Pieces": "Quantity"})) == ["column-renamed"]

    saved = filled.records.designs.save(wanted(filled, schema), {"Pieces": "Quantity"})

    assert filled.rows() == ROWS
    assert saved.schema["fields"][1] == {"name": "Quantity", "type": "integer", "x-aliases": ["Pieces"]}
    filled.save("two", [("d", 4, None)], schema=dict(saved.schema))
    filled.records.undo("one")
    assert filled.rows() == [("d", 4, None)]


def test_two_columns_can_change_names(filled: Shop) -> None:
    swap = {"SKU": "Day", "Day": "SKU"}
    schema = renamed(BASE, swap)
    assert schema["primaryKey"] == ["Day"]

    filled.records.designs.save(wanted(filled, schema), swap)

    assert filled.rows() == ROWS


def test_a_name_whose_values_are_kept_is_refused(filled: Shop) -> None:
    filled.define(without_field(BASE, "Day"))
    schema = renamed(without_field(BASE, "Day"), {"Pieces": "Day"})

    assert told(filled, schema, {"Pieces": "Day"})["name-kept"].refuses
    with pytest.raises(DefinitionError, match="definition-name-kept"):
        filled.records.designs.save(wanted(filled, schema), {"Pieces": "Day"})
    assert filled.rows() == [row[:2] for row in ROWS]


def test_a_column_that_another_dataset_refers_to_stays(filled: Shop) -> None:
    reference = {"fields": ["Item"], "reference": {"resource": "prices", "fields": ["SKU"]}}
    filled.define({"fields": [{"name": "Item", "type": "string"}], "foreignKeys": [reference]}, "orders")

    assert told(filled, without_field(BASE, "SKU"))["column-referenced"].refuses
    with pytest.raises(DefinitionError, match="dataset-referenced"):
        filled.records.designs.remove("prices", 1, filled.path.parent / "backups")
    assert len(filled.rows()) == 3


def test_a_new_reference_tells_how_many_values_refer_to_nothing(filled: Shop) -> None:
    filled.save("articles", [("a",)], name="articles", schema={"fields": [{"name": "No", "type": "string"}]})
    reference = {"fields": ["SKU"], "reference": {"resource": "articles", "fields": ["No"]}}

    effects = told(filled, {**BASE, "foreignKeys": [reference]})

    assert effects["reference-added"].params == {"field": "SKU", "dataset": "articles", "count": 2}


def test_a_forecast_that_nobody_waits_for_ends(filled: Shop) -> None:
    filled.save("many", [(f"k{number}", number % 9, None) for number in range(20_000)])

    assert (
        filled.records.designs.forecast(wanted(filled, with_option(BASE, "primaryKey", ["Pieces"])), {}, lambda: True)
        is None
    )


def test_every_version_is_kept_with_its_time(filled: Shop) -> None:
    filled.define(without_field(BASE, "Day"))

    newest, first = filled.records.designs.versions("prices")

    assert (newest.number, first.number) == (2, 1)
    assert first.schema == BASE and newest.made_at >= first.made_at


def test_a_deleted_dataset_goes_with_its_rows_after_a_copy(filled: Shop, tmp_path: Path) -> None:
    filled.save("two", [("d", 4, None)])
    filled.define({"fields": [{"name": "Other"}]}, "others")

    removed = filled.records.designs.remove("prices", 1, tmp_path / "backups")

    assert (removed.rows, removed.undone) == (4, {"one": 3, "two": 1})
    assert [dataset.name for dataset in filled.records.datasets()] == ["others"]
    assert filled.records.states(["one", "two"]) == dict.fromkeys(["one", "two"], LedgerState.UNDONE)
    assert filled.records.undo("one").removed == 3
    (copy,) = backups_in(tmp_path / "backups", "records")
    assert copy.path.name == removed.copy and copy.kind == "before"
    kept = Shop(copy.path)
    assert len(kept.rows()) == 4
    kept.close()


def test_a_deleted_datasets_name_can_be_used_anew(filled: Shop, tmp_path: Path) -> None:
    filled.records.designs.remove("prices", 1, tmp_path / "backups")
    with pytest.raises(UsageError, match="no-such-dataset"):
        filled.records.designs.remove("prices", 1, tmp_path / "backups")

    filled.save("three", [("x", 1.5)])

    assert filled.rows() == [("x", 1.5)]


def test_a_dataset_that_has_changed_meanwhile_is_not_deleted(filled: Shop, tmp_path: Path) -> None:
    filled.define(without_field(BASE, "Day"))

    with pytest.raises(DefinitionError, match="definition-changed-meanwhile"):
        filled.records.designs.remove("prices", 1, tmp_path / "backups")


def test_examples_are_the_values_that_were_saved_last(filled: Shop) -> None:
    filled.save("two", [("d", None, None)])

    assert filled.records.designs.newest_values("prices") == {"SKU": "d", "Pieces": 2, "Day": date(2026, 1, 2)}


def test_another_stamp_after_any_change_also_where_a_number_is_given_again(filled: Shop) -> None:
    stamps = [filled.records.definitions_stamp()]
    filled.define({**BASE, "fields": [*BASE["fields"], {"name": "Note", "type": "string"}]})
    stamps.append(filled.records.definitions_stamp())
    filled.define(BASE, "orders")
    stamps.append(filled.records.definitions_stamp())
    filled.records.designs.remove("orders", 1, filled.path.parent / "backups")
    filled.define(BASE, "sales")
    stamps.append(filled.records.definitions_stamp())

    assert len(set(stamps)) == 4
