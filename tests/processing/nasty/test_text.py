"""Nasty cases 54 to 56: text files."""

from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.model.errors import FileRefused
from desktop_uploader.processing.reading import Book, open_file
from desktop_uploader.processing.reading import encoding as encodings
from desktop_uploader.words import Catalogue

from ..conftest import RunCheck


def opened(path: Path, content: bytes) -> Book:
    path.write_bytes(content)
    return open_file(path, path.name, 1_000_000)


def rows(path: Path, content: bytes) -> list[Any]:
    return list(opened(path, content).sheets[0].rows())


def refusal(path: Path, content: bytes) -> tuple[str, Any, Any]:
    with pytest.raises(FileRefused) as refused:
        rows(path, content)
    return refused.value.code, refused.value.params.get("line"), refused.value.params.get("row")


@pytest.mark.parametrize(
    ("encoding", "taken"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
    ],
    ids=lambda value: f"nasty_54_{value}",
)
def test_the_encoding_is_found_and_told(tmp_path: Path, encoding: str, taken: str) -> None:
    content = "City;Price\nKöln;1,50 €\n" if encoding == "cp1252" else "City;Price\nKöln;1,50\n"
    book = opened(tmp_path / "a.csv", content.encode(encoding))

    assert [list(row) for row in book.sheets[0].rows()] == [line.split(";") for line in content.splitlines()]
    assert book.notes["text-read-as"] == {"encoding": taken, "delimiter": ";"}


def test_nasty_54_the_whole_file_must_be_utf_8(tmp_path: Path) -> None:
    content = b"A,B\n" + b"x,y\n" * 400_000 + "Köln,z\n".encode("cp1252")

    assert rows(tmp_path / "a.csv", content)[-1] == ["Köln", "z"]


@pytest.mark.parametrize(("own", "page"), [("cp1250", "cp1250"), ("UTF-8", "cp1252"), ("cp65001", "cp1252")])
def test_nasty_54_the_computer_s_code_page_is_the_last_resort(
    monkeypatch: pytest.MonkeyPatch, own: str, page: str
) -> None:
    monkeypatch.setattr(encodings.locale, "getencoding", lambda: own)

    assert encodings.code_page() == page


def test_nasty_54_a_person_says_how_a_file_is_written(look: RunCheck, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("City,Land;Price,Old\nKrak\u00f3w,PL;1,2\n".encode("cp852"))
    fields = {"fields": [{"name": "City,Land"}, {"name": "Price,Old"}]}

    result = look(path, fields, answers={"encoding": "cp852", "delimiter": ";"})

    assert result.notes["text-read-as"] == {"encoding": "cp852", "delimiter": ";"}
    assert not result.problems and result.columns["a"] == {"City,Land": 1, "Price,Old": 2}
    said = open_file(path, path.name, 1_000_000, {"encoding": "cp852", "delimiter": ";"})
    assert list(said.sheets[0].rows())[1] == ["Krak\u00f3w,PL", "1,2"]


@pytest.mark.parametrize("answers", [{"encoding": "latin-99"}, {"encoding": "base64"}, {"delimiter": ";;"}])
def test_nasty_54_a_way_of_writing_that_does_not_exist_is_refused(tmp_path: Path, answers: dict[str, str]) -> None:
    (tmp_path / "a.csv").write_bytes(b"A,B\n1,2\n")

    with pytest.raises(FileRefused, match="answer-unusable"):
        open_file(tmp_path / "a.csv", "a.csv", 1_000_000, answers)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"A;B\n1,5;2,5\n1,5;2,5\n", ["A", "B"]),
        (b"A,B;C\n1;2\n3;4\n", ["A,B", "C"]),
        (b"A|B\n1,2|3\n", ["A", "B"]),
        (b"A\tB\n1,2\t3\n", ["A", "B"]),
        (b"Name\nKoeln\n", ["Name"]),
        (b'"A;1",B\n"x;y",z\n"x;y",z\n', ["A;1", "B"]),
        (b"sep=;\r\nA;B,C\r\n1;2\r\n", ["A", "B,C"]),
        (b'"sep=\t"\nA\tB\n', ["A", "B"]),
    ],
    ids=lambda value: "nasty_55" if isinstance(value, bytes) else "",
)
def test_the_delimiter_is_found(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    assert rows(tmp_path / "a.csv", content)[0] == expected


def test_nasty_55_a_sample_that_is_cut_within_a_line_decides_nothing(tmp_path: Path) -> None:
    # By its commas alone every line has two fields, the cut one too, which has lost its semicolons.
    line = b"x," + b"y" * 100_000 + b";1;2\n"

    assert rows(tmp_path / "a.csv", b"A,A;B;C\n" + line * 5)[0] == ["A,A", "B", "C"]


def test_nasty_56_line_breaks_in_quotes_belong_to_the_row(tmp_path: Path) -> None:
    assert rows(tmp_path / "a.csv", b'A,B\n"1\n2",3\n4,5\n') == [["A", "B"], ["1\n2", "3"], ["4", "5"]]


def test_nasty_56_a_quotation_mark_that_swallows_the_end_is_reported_with_line_and_row(tmp_path: Path) -> None:
    content = b'A,B\n"1\n2",3\nx,"y\n' + b"z,z\n" * 10

    assert refusal(tmp_path / "a.csv", content) == ("text-malformed", 4, 3)


def test_nasty_56_a_quotation_mark_that_swallows_a_megabyte_is_reported_with_line_and_row(tmp_path: Path) -> None:
    content = b'sep=,\nA,B\n"1\n2",3\nx,"y\n' + b"z,z\n" * 400_000 + b'"'

    assert refusal(tmp_path / "a.csv", content) == ("text-malformed", 5, 3)


def test_nasty_56_a_quotation_mark_within_a_text_is_only_that(tmp_path: Path) -> None:
    assert rows(tmp_path / "a.csv", b'A,B\n5" pipe,x\ny,z\n')[1] == ['5" pipe', "x"]


def test_nasty_56_nuls_are_left_out_and_counted(tmp_path: Path) -> None:
    book = opened(tmp_path / "a.csv", b"A,B\nx\x00,y\n" + b"x,y\n" * 50)

    assert list(book.sheets[0].rows())[1] == ["x", "y"]
    assert book.notes["text-nuls"] == {"count": 1}


def test_nasty_56_carriage_returns_alone_end_lines(tmp_path: Path) -> None:
    assert rows(tmp_path / "a.csv", b"A,B\rx,y\r") == [["A", "B"], ["x", "y"]]


def test_rows_are_numbered_as_excel_does(look: RunCheck, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'sep=;\nName;Count\n"one\ntwo";1\nx;soon\n')
    definition = {"fields": [{"name": "Name"}, {"name": "Count", "type": "integer"}]}

    result = look(path, definition)

    assert [(problem.row, problem.column) for problem in result.problems] == [(3, 2)]
    assert result.notes["text-read-as"] == {"encoding": "utf-8", "delimiter": ";"}


def test_nasty_56_a_problem_names_the_line_where_it_is_another_number_than_the_row(
    look: RunCheck, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'sep=;\nName;Count\nw;0\n"one\ntwo";1\nx;soon\n"y\n\n";later\n')
    definition = {"fields": [{"name": "Name"}, {"name": "Count", "type": "integer"}]}

    lines = [Catalogue().problem_line(problem) for problem in look(path, definition).problems]

    assert [line.partition(",")[0] for line in lines] == ["a!B4 (line 6)", "a!B5 (line 7)"]


def test_a_text_file_of_one_line_for_each_row_names_no_lines(look: RunCheck, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name;Count\nw;0\nx;soon\n")

    (problem,) = look(path, {"fields": [{"name": "Name"}, {"name": "Count", "type": "integer"}]}).problems

    assert "line" not in problem.params
