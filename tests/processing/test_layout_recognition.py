"""Which dataset a file belongs to."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import NeedsAnswer
from desktop_uploader.processing.layout.recognition import dataset_name
from desktop_uploader.words import Catalogue

from .conftest import RunCheck, RunImport
from .files import Cells, saved, schema, workbook

AGAIN = {"again": "yes"}
ROWS: Cells = [["Name", "City"], ["x", "y"]]


def test_a_file_is_recognised_by_all_its_headings_whatever_its_name(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "orders-2026-11.xlsx", ROWS))

    load(workbook(tmp_path / "december.xlsx", [["Export"], [], ["CITY", "name"], ["b", "a"]]))

    assert saved(records, "orders") == [["Name", "City"], ["x", "y"], ["a", "b"]]


def test_other_headings_under_the_same_name_are_another_dataset(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "orders-1.xlsx", ROWS))
    load(workbook(tmp_path / "orders-2.xlsx", [["Part", "Stock"], ["p", 1]]))
    load(workbook(tmp_path / "orders-3.xlsx", [["Part", "Stock"], ["q", 2]]))

    assert saved(records, "orders")[1:] == [["x", "y"]]
    assert saved(records, "orders-2")[1:] == [["p", 1], ["q", 2]]


def test_two_datasets_that_fit_are_asked_about(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    for name in ("buyers", "sellers"):
        records.save_dataset(Dataset(name, schema({"name": "Name"}, {"name": "City"}), confirmed=True))
    path = workbook(tmp_path / "people.xlsx", ROWS)
    with pytest.raises(NeedsAnswer) as asked:
        load(path)
    question = asked.value.params["questions"][0]
    assert (question["kind"], question["choices"]) == ("dataset", ("buyers", "sellers"))
    assert "buyers, sellers" in str(Catalogue().exception(asked.value))

    assert load(path, answers={"dataset": "sellers"}).dataset == "sellers"
    assert load(workbook(tmp_path / "buyers-2026.xlsx", ROWS)).dataset == "buyers"


def test_a_definition_that_contradicts_the_known_one_is_asked_about(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", [["A", "B"], ["1", "x"]])
    known, new = schema({"name": "A"}, {"name": "B"}), schema({"name": "A", "title": "No."}, {"name": "B"})
    assert load(path, known).saved
    with pytest.raises(NeedsAnswer) as asked:
        load(path, new, answers=AGAIN)
    assert asked.value.params["questions"][0]["choices"] == ("known", "new")
    assert "{" not in str(Catalogue().exception(asked.value))

    assert load(path, new, answers={**AGAIN, "definition": "known"}).saved
    assert records.datasets()[0].schema == known
    assert load(path, new, answers={**AGAIN, "definition": "new"}).saved
    assert (records.datasets()[0].schema, records.datasets()[0].version) == (new, 2)


def test_the_same_definition_is_not_asked_about_after_a_mapping_was_kept(load: RunImport, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["A", "X"], ["1", "x"]])
    definition = schema({"name": "A"}, {"name": "B", "constraints": {"required": True}})
    assert load(path, definition, answers={"column:X": "B"}).saved

    assert load(path, definition, answers=AGAIN).saved


def test_a_definition_confirms_what_was_only_inferred(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", ROWS)
    load(path)

    assert load(path, schema({"name": "Name"}, {"name": "City"}), answers=AGAIN).saved

    assert records.datasets()[0].confirmed


def test_many_known_datasets_cost_little(look: RunCheck, records: RecordsDatabase, tmp_path: Path) -> None:
    for number in range(50):
        fields = [{"name": f"Field {number} {column}"} for column in range(20)]
        records.save_dataset(Dataset(f"d{number}", {"fields": fields}, confirmed=True))
    labels = [f"Field 49 {column}" for column in range(20)]

    assert look(workbook(tmp_path / "a.xlsx", [labels, labels])).dataset.name == "d49"


def test_a_dataset_that_changed_between_adding_and_trying_again_is_the_one_that_counts(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    old = schema({"name": "A", "type": "integer"}, {"name": "Day", "type": "date"})
    known = records.save_dataset(Dataset("a", old, confirmed=True))
    path = workbook(tmp_path / "a.xlsx", [["A", "Day"], ["x", "03/04/2026"]])
    answers = {"date-order:Day": "dmy"}
    assert [item.kind for item in load(path, answers=answers).problems] == ["integer"]
    records.save_dataset(replace(known, schema=schema({"name": "A"})))

    result = load(path, answers=answers)

    assert saved(records, "a") == [["A"], ["x"]]
    assert result.notes["answers-unused"] == {"answers": ["date-order:Day"]}
    assert result.notes["columns-left-out"] == {"columns": ["Day"]}


def test_a_file_whose_definition_was_taken_when_it_was_added_asks_where_the_dataset_changed_since(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    mine = schema({"name": "A", "type": "integer"})
    load(workbook(tmp_path / "a-1.xlsx", [["A"], [1], [2]]), mine)
    path = workbook(tmp_path / "a-2.xlsx", [["A"], ["x"], ["y"]])
    assert not load(path, mine).saved
    newer = schema({"name": "A", "type": "string"})
    records.save_dataset(replace(records.datasets()[0], schema=newer))

    with pytest.raises(NeedsAnswer) as asked:
        load(path, mine)
    assert [item["kind"] for item in asked.value.params["questions"]] == ["definition"]

    assert load(path, mine, answers={"definition": "known"}).saved
    assert [row[0] for row in saved(records, "a")[1:]] == ["1", "2", "x", "y"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("orders-2026-11.xlsx", "orders"),
        ("Orders October 2026.xlsx", "orders"),
        ("Bestellungen_März.csv", "bestellungen"),
        ("laporan penjualan agustus (2).xlsx", "laporan-penjualan"),
        ("Q3 returns v2.xls", "returns"),
        ("prices (EUR).xlsx", "prices-(eur)"),
        ("May.xlsx", "may"),
        ("2026.xlsx", "2026"),
    ],
)
def test_a_dataset_is_called_by_what_files_of_a_kind_have_in_common(file: str, name: str) -> None:
    assert dataset_name(file) == name
