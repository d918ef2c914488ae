"""What a repeated key does."""

from typing import Any

import pytest

from desktop_uploader.database.records import KeyTaken, SameFileSaved
from desktop_uploader.model.ledger import Hold

from .shop import Shop

STAFF: dict[str, Any] = {
    "fields": [
        {"name": "No", "type": "integer"},
        {"name": "Mail", "type": "string", "constraints": {"unique": True}},
        {"name": "Since", "type": "date"},
    ],
    "primaryKey": "No",
}


def test_a_repeated_key_is_refused_unless_the_dataset_says_otherwise(shop: Shop) -> None:
    shop.save("one", [("a", 1.0)])

    with pytest.raises(KeyTaken):
        shop.save("two", [("b", 2.0), ("a", 3.0)])

    assert shop.rows() == [("a", 1.0)]


def test_update_gives_saved_rows_their_new_values_and_origin(shop: Shop) -> None:
    shop.save("one", [("a", 1.0), ("b", 2.0), ("c", 3.0)])

    result = shop.save("two", [("c", 3.0), ("b", 9.0), ("d", 4.0)], mode="update")

    assert sorted(shop.rows()) == [("a", 1.0), ("b", 9.0), ("c", 3.0), ("d", 4.0)]
    assert shop.origins() == {"a": ("one", 2), "b": ("two", 3), "c": ("two", 2), "d": ("two", 4)}
    assert result.notes == {"rows-updated": {"count": 1}, "rows-unchanged": {"count": 1}}
    assert result.counts.saved == 3


def test_a_file_added_earlier_never_overwrites_newer_values(shop: Shop) -> None:
    shop.save("monday", [("z", 0.0)], mode="update", added=10)
    shop.save("friday", [("a", 5.0)], added=50)

    result = shop.save("tuesday", [("a", 2.0), ("b", 2.0)], added=20)

    assert sorted(shop.rows()) == [("a", 5.0), ("b", 2.0), ("z", 0.0)]
    assert result.notes == {"newer-kept": {"count": 1}}
    assert (result.counts.total, result.counts.saved) == (2, 1)


def test_ignore_leaves_saved_rows_alone(shop: Shop) -> None:
    shop.save("one", [("a", 1.0)])

    result = shop.save("two", [("a", 9.0), ("b", 2.0)], mode="ignore")

    assert sorted(shop.rows()) == [("a", 1.0), ("b", 2.0)]
    assert result.notes == {"rows-ignored": {"count": 1}}


def test_the_ledger_keeps_the_counts(shop: Shop) -> None:
    shop.save("one", [("a", 1.0)])
    result = shop.save("two", [("a", 9.0)], mode="update")

    entry = shop.records.ledger_entry("two")

    assert entry is not None and entry.result == result


def test_an_updated_row_may_keep_its_other_unique_value(shop: Shop) -> None:
    shop.save("one", [(1, "a@x", None)], schema=STAFF, name="staff", mode="update")

    result = shop.save("two", [(1, "a@x", None), (2, "b@x", None)], name="staff")

    assert result.notes == {"rows-unchanged": {"count": 1}}


def test_a_unique_value_of_another_row_is_refused(shop: Shop) -> None:
    shop.save("one", [(1, "a@x", None)], schema=STAFF, name="staff", mode="update")

    for rows in ([(2, "a@x", None)], [(1, "b@x", None), (2, "c@x", None), (3, "b@x", None)]):
        with pytest.raises(KeyTaken):
            shop.save("two", rows, name="staff")

    taken = shop.records.taken_keys("staff", ["Mail"], {("a@x",): (2,), ("b@x",): (3,)})
    assert taken == {("a@x",)}
    assert shop.records.taken_keys("staff", ["Mail"], {("a@x",): (1,)}) == set()
    assert shop.rows("staff") == [(1, "a@x", None)]


def test_values_are_kept_exactly_for_an_undo(shop: Shop) -> None:
    values = [("a", 0.1), ("b", 1e-300), ("c", 123456789.12345679), ("d", None), ("e\x00\n'", -2.5)]
    shop.save("one", values, mode="update")
    shop.save("two", [(key, 7.0) for key, _ in values])

    shop.records.undo("two")

    assert list(map(repr, sorted(shop.rows()))) == list(map(repr, sorted(values)))


def test_the_same_file_is_noticed_inside_the_saving(shop: Shop) -> None:
    shop.save("one", [("a", 1.0)], sha256="same")

    with pytest.raises(SameFileSaved) as repeat:
        shop.save("two", [("b", 1.0)], sha256="same")

    assert repeat.value.earlier.file_name == "one"
    shop.records.undo("one")
    shop.save("three", [("b", 1.0)], sha256="same")
    assert shop.rows() == [("b", 1.0)]


def test_batches_that_were_used_up_save_nothing(shop: Shop) -> None:
    """A saving that is tried again must not find its rows gone."""
    shop.save("one", [("a", 1.0)])
    with pytest.raises(RuntimeError):
        save_iterator(shop)
    assert shop.rows() == [("a", 1.0)]


def save_iterator(shop: Shop) -> None:
    from desktop_uploader.database.records import Saving
    from desktop_uploader.model.jobs import ImportResult
    from desktop_uploader.model.task import RowCounts

    dataset = shop.records.dataset("prices")
    assert dataset is not None
    shop.records.open_import(Hold("i", 9, 1, "i", "i"))
    result = ImportResult(True, "prices", RowCounts(2, 2, 0))
    shop.records.save(Saving("i", 1, dataset, iter(()), result, lambda _done: None))


def test_nothing_temporary_is_left_for_the_next_saving(shop: Shop) -> None:
    shop.save("one", [("a", 1.0)], mode="update")
    for number in range(3):
        shop.save(f"more {number}", [("a", float(number))])

    assert shop.rows() == [("a", 2.0)]


def test_a_replaced_import_is_undone_in_the_same_transaction(shop: Shop) -> None:
    shop.save("marked", [("a", 1.0), ("b", 2.0)])

    shop.save("corrected", [("a", 1.0), ("b", 3.0), ("c", 4.0)], replaces="marked")

    assert {file for file, _ in shop.origins().values()} == {"corrected"}
    entry = shop.records.ledger_entry("marked")
    assert entry is not None and entry.undo is not None and entry.undo.removed == 2
