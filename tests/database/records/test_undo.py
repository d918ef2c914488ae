"""Taking an import back, where others have something to say about its rows."""

from typing import Any

import pytest

from desktop_uploader.database.records import ReferenceMissing
from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.ledger import LedgerState
from desktop_uploader.model.undo import KeptReason, UndoResult

from .shop import Shop
from .test_upsert import STAFF

ORDERS: dict[str, Any] = {
    "fields": [{"name": "Order", "type": "integer"}, {"name": "Article", "type": "string"}],
    "foreignKeys": [{"fields": "Article", "reference": {"resource": "prices", "fields": "SKU"}}],
}


def test_undo_removes_what_was_created_and_restores_what_was_updated(shop: Shop) -> None:
    shop.save("one", [("a", 1.0), ("b", 2.0)], mode="update")
    shop.save("two", [("b", 9.0), ("c", 3.0)])

    undone = shop.records.undo("two")

    assert undone == UndoResult("prices", removed=1, restored=1)
    assert shop.origins() == {"a": ("one", 2), "b": ("one", 3)}
    entry = shop.records.ledger_entry("two")
    assert entry is not None and (entry.state, entry.undo) == (LedgerState.UNDONE, undone)


def test_rows_that_a_later_file_updated_stay_and_are_listed(shop: Shop) -> None:
    shop.save("one", [("a", 1.0), ("b", 2.0)], mode="update")
    shop.save("two", [("b", 9.0)])

    undone = shop.records.undo("one")

    (kept,) = undone.rows
    assert (undone.removed, undone.kept) == (1, 1)
    assert (kept.reason, kept.key, kept.row, kept.file_name) == (KeptReason.OTHER_FILE, "b", 3, "two")
    assert shop.records.undo("two").removed == 1
    assert shop.rows() == []


def test_rows_that_another_program_changed_stay_and_are_listed(shop: Shop) -> None:
    shop.save("one", [("a", 1.0), ("b", 2.0), ("c", 3.0)])
    shop.sql("UPDATE prices SET price = 7 WHERE sku = 'b'")
    shop.sql("UPDATE prices SET price = 3 WHERE sku = 'c'")

    undone = shop.records.undo("one")

    (kept,) = undone.rows
    assert (undone.removed, undone.kept, kept.reason, kept.key) == (2, 1, KeptReason.EDITED, "b")
    assert shop.rows() == [("b", 7.0)]


def test_a_change_by_another_program_comes_back_with_the_row(shop: Shop) -> None:
    shop.save("one", [("a", 1.0)], mode="update")
    shop.sql("UPDATE prices SET price = 7")
    shop.save("two", [("a", 2.0)])

    assert shop.records.undo("two").restored == 1
    assert shop.rows() == [("a", 7.0)]
    assert shop.records.undo("one").kept == 1


def test_a_row_that_another_program_deleted_does_not_come_back(shop: Shop) -> None:
    shop.save("one", [("a", 1.0)], mode="update")
    shop.save("two", [("a", 2.0)])
    shop.sql("DELETE FROM prices")
    shop.save("three", [("b", 3.0)])

    assert shop.records.undo("three").removed == 1
    assert shop.records.undo("one") == UndoResult("prices")
    assert shop.rows() == []


def test_undoing_twice_says_the_same_and_does_nothing(shop: Shop) -> None:
    shop.save("one", [("a", 1.0)])
    first = shop.records.undo("one")
    shop.save("two", [("a", 2.0)])

    assert shop.records.undo("one") == first
    assert shop.rows() == [("a", 2.0)]


def test_what_is_not_saved_cannot_be_undone(shop: Shop) -> None:
    with pytest.raises(UsageError, match="undo-not-saved"):
        shop.records.undo("nothing")


def test_rows_that_others_refer_to_cannot_go(shop: Shop) -> None:
    shop.save("prices", [("a", 1.0), ("b", 1.0)])
    shop.save("orders", [(1, "a"), (2, None)], name="orders", schema=ORDERS)

    with pytest.raises(UsageError, match=r"undo-in-use\(dataset='orders', count=1\)"):
        shop.records.undo("prices")

    assert len(shop.rows()) == 2
    entry = shop.records.ledger_entry("prices")
    assert entry is not None and entry.state is LedgerState.SAVED
    shop.records.undo("orders")
    assert shop.records.undo("prices").removed == 2


def test_earlier_values_that_refer_to_what_is_gone_do_not_come_back(shop: Shop) -> None:
    keyed = {**ORDERS, "primaryKey": "Order", "x-repeatedKey": "update"}
    shop.save("prices a", [("a", 1.0)])
    shop.save("prices b", [("b", 1.0)])
    shop.save("orders", [(1, "a")], name="orders", schema=keyed)
    shop.save("moved", [(1, "b")], name="orders")
    shop.records.undo("prices a")

    with pytest.raises(UsageError, match="undo-in-use"):
        shop.records.undo("moved")
    assert shop.rows("orders") == [(1, "b")]


def test_a_reference_is_looked_up_again_in_the_saving(shop: Shop) -> None:
    shop.save("prices", [("a", 1.0)])

    with pytest.raises(ReferenceMissing):
        shop.save("orders", [(1, "a"), (2, "x")], name="orders", schema=ORDERS)

    assert shop.rows("orders") == []


def test_a_dataset_may_refer_to_itself(shop: Shop) -> None:
    own = {"fields": "Boss", "reference": {"fields": "No"}}
    fields = [{"name": "No", "type": "integer"}, {"name": "Boss", "type": "integer"}]
    schema = {"fields": fields, "primaryKey": "No", "foreignKeys": [own]}

    shop.save("staff", [(1, None), (2, 1)], name="staff", schema=schema)

    assert shop.records.undo("staff").removed == 2


def test_an_earlier_value_that_another_row_has_now_does_not_come_back(shop: Shop) -> None:
    shop.save("one", [(1, "a@x", None)], name="staff", schema=STAFF, mode="update")
    shop.save("two", [(1, "b@x", None)], name="staff")
    shop.save("three", [(2, "a@x", None)], name="staff")

    with pytest.raises(UsageError, match="undo-value-taken"):
        shop.records.undo("two")

    shop.records.undo("three")
    shop.records.undo("two")
    assert shop.rows("staff") == [(1, "a@x", None)]


def test_only_the_first_of_many_kept_rows_are_listed(shop: Shop) -> None:
    rows = [(f"k{number}", 1.0) for number in range(300)]
    shop.save("one", rows, mode="update")
    shop.save("two", rows)

    undone = shop.records.undo("one")

    assert (undone.kept, len(undone.rows)) == (300, 200)
