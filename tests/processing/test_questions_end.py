"""Every question offers only what can be honoured, and none comes a second time."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.errors import NeedsAnswer, UploaderError, UsageError
from desktop_uploader.model.question import asked
from desktop_uploader.words import Catalogue

from .conftest import RunCheck, RunImport
from .files import found, saved, workbook

FIRST = {
    "nothing": None,
    "dates": date(2026, 1, 2),
    "moments": datetime(2026, 1, 2, 3, 4),
    "numbers": 1.5,
    "whole numbers": 12,
    "yes and no": True,
    "texts": "x",
}
LATER: dict[str, list[Any]] = {
    "open dates": ["03/04/2026"],
    "dates in two orders": ["03.04.2026", "04/13/2026"],
    "open numbers": ["1.234"],
    "open numbers and texts": ["1.234", "abc"],
    "numbers in two styles": ["1.5", "1,5"],
    "zeros": ["007", 12],
    "zeros and texts": ["007", "abc"],
    "spaces": ["12 345"],
}


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("later", LATER)
def test_whatever_is_chosen_no_question_comes_again(
    look: RunCheck, load: RunImport, tmp_path: Path, first: str, later: str
) -> None:
    if FIRST[first] is not None:
        load(workbook(tmp_path / "a.xlsx", [["A", "B"], [FIRST[first], "x"]]))
    path = workbook(tmp_path / "b.xlsx", [["A", "B"], *([cell, "x"] for cell in LATER[later])])

    def go_on(answers: dict[str, str]) -> None:
        assert len(answers) < 4
        try:
            look(path, answers=answers)
        except NeedsAnswer as caught:
            assert "{" not in str(Catalogue().exception(caught))
            for question in asked(caught.params):
                assert question.key not in answers and len(question.choices) > 1
                for value in question.choices:
                    assert Catalogue().choice(question, value) != value
                    go_on({**answers, question.key: value})

    go_on({})


@pytest.mark.parametrize("answer", [{"date-order:A": "text"}, {"date-order:A": "xyz"}, {"again": "maybe"}, {"x": "y"}])
def test_an_answer_that_cannot_be_honoured_is_refused_with_the_choices(
    look: RunCheck, load: RunImport, tmp_path: Path, answer: dict[str, str]
) -> None:
    load(workbook(tmp_path / "a.xlsx", [["A", "B"], [date(2026, 1, 2), "x"]]))

    with pytest.raises(UsageError, match=r"answer-no-choice|no-such-question") as caught:
        look(workbook(tmp_path / "b.xlsx", [["A", "B"], ["03/04/2026", "x"]]), answers=answer)

    words = str(Catalogue().exception(caught.value))
    assert "{" not in words and ("dmy, mdy" in words or "again" in words)


def test_a_letter_that_is_no_column_of_that_heading_is_refused(look: RunCheck, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["No", "Sum", "Sum"], ["1", 2, 3]])

    with pytest.raises(UploaderError, match="answer-no-choice") as caught:
        look(path, answers={"column:Sum": "D"})

    assert caught.value.params["choices"] == ["B", "C"]


def zeros(load: RunImport, tmp_path: Path, first: float) -> Path:
    load(workbook(tmp_path / "a.xlsx", [["A", "B"], [first, "x"]]))
    path = workbook(tmp_path / "b.xlsx", [["A", "B"], ["007", "x"], ["+49171", "y"], [5, "z"]])
    with pytest.raises(NeedsAnswer) as caught:
        load(path)
    (question,) = asked(caught.value.params)
    assert question.params["examples"] == ["+49171", "007"]
    assert question.choices == ("number", "text" if first == 12 else "keep")
    return path


def test_the_question_about_texts_among_whole_numbers_shows_some_of_them(load: RunImport, tmp_path: Path) -> None:
    load(workbook(tmp_path / "a.xlsx", [["A", "B"], [12, "x"]]))
    path = workbook(tmp_path / "b.xlsx", [["A", "B"], [5, "x"], ["twelve", "y"], ["9" * 3 + "x" * 50, "z"]])
    with pytest.raises(NeedsAnswer) as caught:
        load(path)
    (question,) = asked(caught.value.params)
    assert question.params["examples"] == ["twelve", "999" + "x" * 37 + "…"]


def test_whole_numbers_that_meet_leading_zeros_become_text_or_stay_as_a_person_says(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    path = zeros(load, tmp_path, 12)

    assert load(path, answers={"column-type:A": "text"}).saved

    assert [row[0] for row in saved(records, "a")[1:]] == ["12", "007", "+49171", "5"]


def test_numbers_that_meet_leading_zeros_are_saved_without_or_named_as_a_person_says(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    path = zeros(load, tmp_path, 1.5)

    stopped = load(path, answers={"column-type:A": "keep"})
    assert found(stopped) == [
        ("A2", "type-error", "leading-zeros", "007"),
        ("A3", "type-error", "leading-zeros", "+49171"),
    ]
    result = load(path, answers={"column-type:A": "number"})
    assert result.notes["cells-repaired"]["repairs"] == {"A": {"leading-zeros": 2}}
    assert [row[0] for row in saved(records, "a")[1:]] == [1.5, 7.0, 49171.0, 5.0]


def test_a_column_that_a_person_defined_as_numbers_is_not_asked_about(load: RunImport, tmp_path: Path) -> None:
    definition = {"fields": [{"name": "A", "type": "number"}, {"name": "B"}]}
    load(workbook(tmp_path / "a.xlsx", [["A", "B"], [1.5, "x"]]), definition)

    result = load(workbook(tmp_path / "b.xlsx", [["A", "B"], ["007", "x"]]))

    assert result.notes["cells-repaired"]["count"] == 1


@pytest.mark.parametrize(
    ("first", "later"), [("dates", "open numbers"), ("yes and no", "open numbers"), ("numbers", "open dates")]
)
def test_what_would_change_nothing_is_not_asked(
    look: RunCheck, load: RunImport, tmp_path: Path, first: str, later: str
) -> None:
    load(workbook(tmp_path / "a.xlsx", [["A", "B"], [FIRST[first], "x"]]))

    result = look(workbook(tmp_path / "b.xlsx", [["A", "B"], *([cell, "x"] for cell in LATER[later])]))

    assert [item.code for item in result.problems] == ["type-error"]
