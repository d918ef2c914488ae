"""Definitions that cannot be used, wherever they come from, are refused in plain words before anything is done."""

import json
import shutil
from pathlib import Path

from .test_whole_way import SAMPLES, command

WRONG = {"fields": [{"name": "Day", "type": "date", "constraints": {"minimum": "soon"}}]}


def test_a_definition_that_cannot_be_used_is_named_with_its_column(data_dir: Path, tmp_path: Path) -> None:
    definition = tmp_path / "customers.schema.json"
    definition.write_text(json.dumps(WRONG), encoding="utf-8")
    table = Path(shutil.copy(SAMPLES / "customers.csv", tmp_path / "customers.csv"))
    sentence = "The definition's column Day has a rule that cannot be used: minimum soon."

    imported = command(data_dir, "datasets", "import", definition)
    given = command(data_dir, "add", SAMPLES / "customers.csv", "--schema", definition)
    beside = command(data_dir, "add", table)

    for done in (imported, given, beside):
        assert sentence in done.stderr and "Traceback" not in done.stderr
        assert done.returncode != 0
    assert json.loads(command(data_dir, "list", "--json").stdout) == []
