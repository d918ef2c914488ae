"""Sheets of very many columns: read in time, or refused by name."""

import time
from pathlib import Path

import pytest

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.model.dataset import Dataset
from desktop_uploader.model.errors import DefinitionError, NeedsAnswer
from desktop_uploader.words import Catalogue

from .conftest import RunCheck, RunImport
from .files import saved, schema, text


def wide(path: Path, columns: int, rows: int = 20) -> Path:
    lines = [";".join(f"Column {number}" for number in range(columns))]
    lines += [";".join("t" if number % 3 else str(row * number) for number in range(columns)) for row in range(rows)]
    return text(path, "\n".join(lines) + "\n")


def test_as_many_columns_as_a_table_can_have_are_saved_in_time(
    load: RunImport, records: RecordsDatabase, tmp_path: Path
) -> None:
    began = time.process_time()
    load(wide(tmp_path / "wide-1.csv", 1_950))
    load(wide(tmp_path / "wide-2.csv", 1_950, rows=21))

    assert len(saved(records, "wide")) == 42
    assert time.process_time() - began < 15


def test_more_are_refused_before_anything_else_is_asked(look: RunCheck, tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="too-many-columns") as refused:
        look(wide(tmp_path / "wide.csv", 2_000, rows=2), answers={"new-dataset": "ask"})

    assert "no more columns than 1,950, and this one would have 2,000" in str(Catalogue().exception(refused.value))


def test_some_can_be_left_out_until_they_are_few_enough(look: RunCheck, tmp_path: Path) -> None:
    answers = {f"column:Column {number}": "" for number in range(60)}

    with pytest.raises(NeedsAnswer) as asked:
        look(wide(tmp_path / "wide.csv", 2_000, rows=2), answers={"new-dataset": "ask", **answers})

    assert len(asked.value.params["questions"][0]["params"]["fields"]) == 1_940


def test_a_definition_of_more_fields_is_refused(records: RecordsDatabase) -> None:
    fields = [{"name": f"F{number}"} for number in range(1_951)]

    with pytest.raises(DefinitionError, match="too-many-columns"):
        records.save_dataset(Dataset("wide", schema(*fields), confirmed=True))
