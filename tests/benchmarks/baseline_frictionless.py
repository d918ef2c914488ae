"""Frictionless checks the same file, or the same rows in memory, against the same definition.

Usage: baseline_frictionless.py WORKBOOK SCHEMA; prints the seconds for the file and for the rows as JSON.
"""

import json
import sys
import time
from pathlib import Path

import python_calamine as calamine
from frictionless import Detector, Resource, Schema, validate


def main(workbook: str, schema: str) -> None:
    descriptor = json.loads(Path(schema).read_text(encoding="utf-8"))
    file = _seconds(Resource(path=Path(workbook).name, basepath=str(Path(workbook).parent), schema=_schema(descriptor)))
    rows = calamine.CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    memory = _seconds(Resource(data=rows, schema=_schema(descriptor), detector=Detector(schema_sync=False)))
    print(json.dumps({"file": file, "memory": memory}))


def _schema(descriptor: object) -> Schema:
    return Schema.from_descriptor(descriptor)


def _seconds(resource: Resource) -> float:
    started = time.perf_counter()
    report = validate(resource, limit_errors=5)
    seconds = time.perf_counter() - started
    assert report.valid, report.flatten(["rowNumber", "fieldNumber", "type", "note"])[:5]
    return seconds


main(*sys.argv[1:3])
