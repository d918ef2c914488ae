"""Whatever is saved and undone, in whatever order: the table is as if only the others had been saved, as added."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_uploader.database.records import KeyTaken

from .shop import Shop

KEYS = "abcdef"
rows_of_a_file = st.dictionaries(st.sampled_from(KEYS), st.one_of(st.none(), st.sampled_from([0.1, 0.5])), min_size=1)
saves = st.tuples(
    st.just("save"),
    rows_of_a_file,
    st.sampled_from(["refuse", "update", "update", "ignore"]),
    st.integers(0, 5),
)
undos = st.tuples(st.just("undo"), st.integers(0, 20))
steps = st.lists(st.one_of(saves, saves, undos), max_size=14)


@dataclass
class Import:
    name: str
    order: tuple[int, int]
    mode: str
    rows: dict[str, float | None]


@dataclass
class Model:
    """The table as a person would work it out: every import that is not undone, one after the other, as added."""

    saved: list[Import] = field(default_factory=list)

    def table(self) -> dict[str, tuple[float | None, str]]:
        found: dict[str, tuple[float | None, str]] = {}
        for one in sorted(self.saved, key=lambda item: item.order):
            for key, value in one.rows.items():
                if key not in found or one.mode != "ignore":
                    found[key] = (value, one.name)
        return found


def table(shop: Shop) -> dict[str, tuple[float | None, str]]:
    return {row[4]: (row[5], row[1]) for row in shop.records.rows("prices", origin=True)[1]}


def play(shop: Shop, what: list[tuple[Any, ...]]) -> Model:
    model = Model()
    for number, step in enumerate(what):
        if step[0] == "save":
            _, rows, mode, added = step
            one = Import(f"file {number}", (added, number), mode, rows)
            if mode == "refuse" and rows.keys() & model.table().keys():
                with pytest.raises(KeyTaken):
                    shop.save(one.name, list(rows.items()), mode=mode, added=added)
            else:
                before = model.table()
                model.saved.append(one)
                result = shop.save(one.name, list(rows.items()), mode=mode, added=added)
                check_counts(result, one, before, model.table())
        elif model.saved:
            before = model.table().keys()
            one = model.saved.pop(step[1] % len(model.saved))
            undone = shop.records.undo(one.name)
            assert undone.removed == len(before - model.table().keys())
            assert undone.removed + undone.restored + undone.kept == len(one.rows)
        assert table(shop) == model.table()
    return model


def check_counts(result: Any, one: Import, before: dict[str, Any], after: dict[str, Any]) -> None:
    notes = {code: params["count"] for code, params in result.notes.items()}
    shown = [key for key in one.rows if after[key][1] == one.name]
    met = [key for key in shown if key in before]
    kept_out = "rows-ignored" if one.mode == "ignore" else "newer-kept"
    expected = {
        "rows-updated": sum(before[key][0] != after[key][0] for key in met),
        "rows-unchanged": sum(before[key][0] == after[key][0] for key in met),
        kept_out: len(one.rows) - len(shown),
    }
    assert notes == {code: count for code, count in expected.items() if count}
    assert result.counts.saved == len(shown)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_any_saves_and_undos_leave_the_table_as_if_only_the_others_had_been(what: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder) / "records.sqlite3")
        try:
            model = play(shop, what)
            for one in model.saved:
                shop.records.undo(one.name)
            assert not any(shop.dump().values())
        finally:
            shop.close()


@settings(max_examples=20, deadline=None)
@given(steps, rows_of_a_file, st.sampled_from(["update", "ignore"]), st.integers(0, 5))
def test_a_saved_import_undone_leaves_the_tables_as_they_were(
    what: list[tuple[Any, ...]], rows: dict[str, float | None], mode: str, added: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shop = Shop(Path(folder) / "records.sqlite3")
        try:
            play(shop, [("save", {"a": 0.5}, "update", 3), *what])
            before = shop.dump()
            shop.save("last", list(rows.items()), mode=mode, added=added)
            shop.records.undo("last")
            assert shop.dump() == before
        finally:
            shop.close()
