"""Undo and the same file again, through the command line in real processes."""

import sqlite3
from pathlib import Path

import pytest

from .test_whole_way import command, document


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("SKU;Price", *lines)) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def prices(data_dir: Path, tmp_path: Path) -> Path:
    """Two files with one key, the second with new values for one row."""
    schema = (
        '{"fields": [{"name": "SKU", "type": "string"}, {"name": "Price", "type": "number"}],'
        ' "primaryKey": "SKU", "x-repeatedKey": "update"}'
    )
    (tmp_path / "prices.json").write_text(schema, encoding="utf-8")
    assert command(data_dir, "datasets", "import", tmp_path / "prices.json").returncode == 0
    write(tmp_path / "one.csv", "A-1;1.5", "A-2;2.5")
    write(tmp_path / "two.csv", "A-2;9.5", "A-3;3.5")
    for name in ("one.csv", "two.csv"):
        assert command(data_dir, "add", tmp_path / name, "--dataset", "prices", "--wait").returncode == 0
    return tmp_path


def saved(data_dir: Path) -> list[str]:
    return sorted(command(data_dir, "records", "prices", "--format", "csv").stdout.splitlines()[1:])


def test_undo_takes_back_and_says_what_it_did(data_dir: Path, prices: Path) -> None:
    assert saved(data_dir) == ["A-1,1.5", "A-2,9.5", "A-3,3.5"]

    done = command(data_dir, "undo", "2")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "Undone. Rows removed: 1, with their earlier values again: 1, left as they are: 0.\n"
    assert saved(data_dir) == ["A-1,1.5", "A-2,2.5"]
    assert "Undone" in command(data_dir, "list").stdout
    task = document(data_dir, "show", "2")
    assert task["status"] == "DONE" and task["undone_at"] and task["events"][-1]["code"] == "undone"


def test_undo_names_the_rows_that_stay(data_dir: Path, prices: Path) -> None:
    done = command(data_dir, "undo", "1")

    assert done.returncode == 0
    assert "(A-2) has the values of two.csv, and stays." in done.stdout
    assert saved(data_dir) == ["A-2,9.5", "A-3,3.5"]


def test_an_undone_upload_is_retried_and_not_undone_twice(data_dir: Path, prices: Path) -> None:
    command(data_dir, "undo", "2")
    again = command(data_dir, "undo", "2")
    assert again.returncode == 1 and "Only finished uploads can be undone" in again.stderr

    assert command(data_dir, "retry", "2").returncode == 0
    assert command(data_dir, "worker", "--drain").returncode == 0

    assert saved(data_dir) == ["A-1,1.5", "A-2,9.5", "A-3,3.5"]
    assert command(data_dir, "doctor").returncode == 0


def test_the_same_file_again_is_asked_about(data_dir: Path, prices: Path) -> None:
    again = prices / "renamed.csv"
    again.write_bytes((prices / "two.csv").read_bytes())

    asked = document(data_dir, "add", again, "--dataset", "prices", "--wait")[0]
    assert (asked["status"], asked["error_code"]) == ("FAILED", "needs-answer")
    assert asked["error_params"]["questions"][0]["kind"] == "again"
    assert "upload 2, two.csv" in asked["error_message"]
    before = saved(data_dir)

    command(data_dir, "answer", str(asked["id"]), "again=no")
    command(data_dir, "worker", "--drain")
    left = document(data_dir, "show", str(asked["id"]))
    assert (left["status"], left["error_code"]) == ("FAILED", "file-saved-already")
    assert saved(data_dir) == before

    done = document(data_dir, "add", again, "--dataset", "prices", "--wait", "--again")[0]
    assert (done["status"], done["rows_saved"]) == ("DONE", 2)
    assert saved(data_dir) == before


def test_an_undone_file_may_be_added_again_without_a_question(data_dir: Path, prices: Path) -> None:
    command(data_dir, "undo", "2")

    done = document(data_dir, "add", prices / "two.csv", "--dataset", "prices", "--wait")[0]

    assert done["status"] == "DONE"


def test_doctor_names_uploads_of_which_the_two_databases_disagree(data_dir: Path, prices: Path) -> None:
    with sqlite3.connect(data_dir / "records.sqlite3") as connection:
        connection.execute("UPDATE du_imports SET state = 'closed' WHERE task_id = 1")
    connection.close()

    done = command(data_dir, "doctor")

    assert done.returncode == 1
    assert "Upload 1 is Done, but its rows are given up" in done.stdout
