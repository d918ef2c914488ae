"""`check`: what an import of the files would do; nothing is added and nothing saved."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..bootstrap import Application
from ..intake.source import definition_beside, look_at, read_definition
from ..model.errors import UploaderError
from ..model.jobs import CheckResult
from ..model.problem import column_letter, grouped
from ..model.question import asked
from .output import group_fields, parse_answers, print_json, print_problems, print_questions, problem_fields

MOST_LINES = 20


def check(application: Application, options: Namespace) -> int:
    """Check one file after the other; exits 1 where one could not be saved as it is."""
    definition = read_definition(options.schema) if options.schema else None
    answers = parse_answers(options.answer)
    reports, fine = [], True
    for path in options.files:
        try:
            result = _check(application, path, options.dataset, definition, answers)
        except UploaderError as error:
            fine = False
            reports.append(_refusal(application, path, error))
            if not options.json:
                print(f"{path}: {application.words.exception(error)}", flush=True)
                print_questions(application, asked(error.params), f"desktop-uploader check {path} --answer")
            continue
        fine = fine and not result.totals
        reports.append(_fields(application, path, result))
        if not options.json:
            _print(application, path, result)
    if options.json:
        print_json(reports)
    return 0 if fine else 1


def _check(
    application: Application,
    path: Path,
    dataset: str | None,
    definition: Mapping[str, Any] | None,
    answers: Mapping[str, str],
) -> CheckResult:
    look_at(path)
    found = definition if definition is not None else definition_beside(path)
    return application.inspections.check(path, dataset=dataset, definition=found, answers=answers)


def _refusal(application: Application, path: Path, error: UploaderError) -> dict[str, Any]:
    return {
        "file": str(path),
        "outcome": "needs-answer" if error.code == "needs-answer" else "refused",
        "code": error.code,
        "message": str(application.words.exception(error)),
        "questions": error.params.get("questions", []),
    }


def _fields(application: Application, path: Path, result: CheckResult) -> dict[str, Any]:
    return {
        "file": str(path),
        "outcome": "problems" if result.totals else "fine",
        "kind": result.kind,
        "dataset": result.dataset.name,
        "dataset_version": result.dataset.version,
        "confirmed": result.dataset.confirmed,
        "sheets": [asdict(sheet) for sheet in result.sheets],
        "columns": {
            sheet: {name: column_letter(column) for name, column in columns.items()}
            for sheet, columns in result.columns.items()
        },
        "fields": result.dataset.schema["fields"],
        "rows": asdict(result.counts),
        "notes": [application.words.event(code, params) for code, params in result.notes.items()],
        "problems": [problem_fields(application, problem) for problem in result.problems],
        "problem_groups": [
            group_fields(application, group, result.counts.total) for group in grouped(result.problems, result.totals)
        ],
        "problem_totals": [asdict(total) for total in result.totals],
    }


def _print(application: Application, path: Path, result: CheckResult) -> None:
    words, total = application.words, sum(item.count for item in result.totals)
    version = result.dataset.version
    known = words.tr("version {version}", version=version) if version else words.tr("new")
    outcome = words.tr("{count} to correct", count=total) if total else words.tr("fine")
    rows = {"count": result.counts.total, "dataset": result.dataset.name, "known": known}
    print(f"{path}: {outcome}, {words.text('checked', rows)}")
    for sheet in result.sheets:
        for code, params in sheet.timeline():
            print(f"  {words.event(code, params)}")
    for code, params in result.notes.items():
        print(f"  {words.event(code, params)}")
    print_problems(application, result.problems, result.totals, result.counts.total, MOST_LINES)
