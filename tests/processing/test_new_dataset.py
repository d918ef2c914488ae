"""A file of a kind that is not known, shown to a person before its dataset is made."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import NeedsAnswer
from desktop_uploader.model.question import Question, asked
from desktop_uploader.words import Catalogue

from .conftest import RunImport
from .files import Cells, found, saved, schema, text, workbook

ASK = {"new-dataset": "ask"}
ROWS: Cells = [
    ["Price list"],
    [],
    ["Item", "Stock", "Day", "Code"],
    ["bolt", 12, date(2026, 1, 2), "007"],
    ["nut", 3, date(2026, 1, 3), "12"],
    ["nut", 4, date(2026, 1, 4), "13"],
    ["saw", 4, date(2026, 1, 5), "14"],
    ["vice", 4, date(2026, 1, 6), "15"],
]


def questions(load: RunImport, path: Path, **answers: str) -> list[Question]:
    given = {key.replace("_", "-", 1): value for key, value in answers.items()}
    with pytest.raises(NeedsAnswer) as caught:
        load(path, answers=ASK | given)
    assert "{" not in str(Catalogue().exception(caught.value))
    return list(asked(caught.value.params))


def fields(question: Question, key: str) -> dict[str, Any]:
    return {item["name"]: item[key] for item in question.params["fields"]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return workbook(tmp_path / "prices-2026.xlsx", ROWS)


def test_it_is_shown_with_all_that_a_person_needs_to_confirm_it(load: RunImport, path: Path) -> None:
    (question,) = questions(load, path)

    assert (question.key, question.choices) == ("new-dataset:prices", ("yes",))
    shown = dict(question.params)
    assert shown.pop("fields")[1] == {
        "heading": "Stock",
        "column": "B",
        "name": "Stock",
        "type": "integer",
        "types": ["string", "integer", "number"],
        "examples": ["12", "3", "4"],
    }
    where = {"sheet": "Data", "sheets": ["Data"], "header_row": 3, "header_rows": [3], "rows": 5}
    assert shown == {**where, "left_out": [], "labels": ["Item", "Stock", "Day", "Code"]}
    assert fields(question, "type") == {"Item": "string", "Stock": "integer", "Day": "date", "Code": "string"}
    assert fields(question, "examples")["Day"] == ["2026-01-02", "2026-01-03", "2026-01-04"]
    assert fields(question, "types")["Item"] == ["string"]


def test_nobody_is_asked_without_the_wish(load: RunImport, path: Path) -> None:
    assert load(path).saved


def test_yes_saves_it_under_the_name_that_was_given(load: RunImport, records: RecordsDatabase, path: Path) -> None:
    assert load(path, answers={**ASK, "new-dataset:Our prices": "yes"}).saved

    assert saved(records, "Our prices")[1][0] == "bolt"
    assert [dataset.name for dataset in records.datasets()] == ["Our prices"]


def test_a_known_kind_is_not_asked_about(load: RunImport, path: Path, tmp_path: Path) -> None:
    load(path, answers={**ASK, "new-dataset:prices": "yes"})

    assert load(workbook(tmp_path / "more.xlsx", ROWS[:5]), answers=ASK).dataset == "prices"
    wider = [["Item", "Stock", "Day", "Code", "Place"], ["saw", 1, date(2026, 1, 2), "1", "shelf"]]
    assert load(workbook(tmp_path / "prices-2027.xlsx", wider), answers=ASK).dataset == "prices"


def test_a_definition_beside_the_file_is_not_asked_about(load: RunImport, path: Path) -> None:
    assert load(path, schema({"name": "Item"}), answers=ASK).saved


def test_a_heading_row_alone_shows_it_again(load: RunImport, path: Path) -> None:
    (question,) = questions(load, path, **{"heading-row:Data": "4"})

    assert (question.params["header_row"], question.params["rows"]) == (4, 4)
    assert list(fields(question, "heading").values()) == ["bolt", "12", "2026-01-02", "007"]


def test_what_the_texts_leave_open_is_asked_in_one_go(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    path = text(tmp_path / "days.csv", 'Day,Net\n03/04/2026,"1.234"\n')
    found = questions(load, path)

    assert [item.key for item in found] == ["new-dataset:days", "date-order:Day", "number-style:Net"]
    assert fields(found[0], "type") == {"Day": "date", "Net": "number"}
    answers = {"new-dataset:days": "yes", "date-order:Day": "mdy", "number-style:Net": "comma"}
    assert load(path, answers=ASK | answers).saved
    assert saved(records, "days")[1] == [date(2026, 3, 4), 1234.0]


def test_another_type_is_shown_and_then_saved(load: RunImport, records: RecordsDatabase, path: Path) -> None:
    (question,) = questions(load, path, **{"type:Stock": "string"})
    assert fields(question, "type")["Stock"] == "string"

    assert load(path, answers={**ASK, "type:Stock": "string", "type:Code": "integer", "new-dataset": "yes"}).saved

    assert saved(records, "prices")[1] == ["bolt", "12", date(2026, 1, 2), 7]


def test_a_type_settles_the_question_that_it_does_not_raise(load: RunImport, tmp_path: Path) -> None:
    path = text(tmp_path / "days.csv", "Day,Net\n03/04/2026,x\n")

    assert [item.key for item in questions(load, path, **{"type:Day": "string"})] == ["new-dataset:days"]
    as_date = questions(load, path, **{"type:Day": "date"})
    assert [item.choices for item in as_date] == [("yes",), ("dmy", "mdy")]


def test_a_type_that_some_value_does_not_fit_makes_problems(load: RunImport, path: Path) -> None:
    result = load(path, answers={**ASK, "type:Item": "number", "new-dataset:prices": "yes"})

    assert not result.saved
    assert found(result)[0] == ("A4", "type-error", "number", "bolt")


def test_columns_go_by_their_new_names_or_are_left_out(load: RunImport, records: RecordsDatabase, path: Path) -> None:
    answers = {"column:Stock": "", "column:Item": "Part", "type:Item": "string"}
    (question,) = questions(load, path, **answers)
    assert (fields(question, "heading")["Part"], question.params["left_out"]) == ("Item", ["Stock"])

    assert load(path, answers={**ASK, **answers, "new-dataset:prices": "yes"}).saved
    assert saved(records, "prices")[0] == ["Part", "Day", "Code"]


def test_a_name_that_belongs_to_other_columns_is_asked_for_again(
    load: RunImport, records: RecordsDatabase, path: Path, tmp_path: Path
) -> None:
    load(workbook(tmp_path / "people.xlsx", [["Name"], ["x"], ["y"]]))

    (question,) = questions(load, path, **{"new-dataset:People": "yes"})
    assert (question.key, question.params["name"]) == ("new-dataset:People-2", "People")
    assert load(path, answers={**ASK, "new-dataset:People": "yes", "new-dataset:People-2": "yes"}).saved


def test_types_say_nothing_of_a_known_dataset(load: RunImport, path: Path, tmp_path: Path) -> None:
    load(path)

    result = load(workbook(tmp_path / "more.xlsx", ROWS[:5]), answers={"type:Stock": "string"})

    assert result.notes["answers-unused"] == {"answers": ["type:Stock"]}
