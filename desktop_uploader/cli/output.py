"""Tasks, problems and tables as text and as JSON."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from ..bootstrap import Application
from ..model.answers import refuse_unusable
from ..model.errors import UsageError
from ..model.exact import plain
from ..model.problem import HANDFUL, Problem, ProblemGroup, ProblemTotal, column_letter, grouped
from ..model.question import Question
from ..model.task import UploadTask


def print_json(document: Any) -> None:
    """One JSON document on standard output."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2, default=plain)
    print()


def task_fields(task: UploadTask) -> dict[str, Any]:
    """A task with the column names of the history."""
    return asdict(task)


def problem_fields(application: Application, problem: Problem) -> dict[str, Any]:
    """A problem with its column as a letter and its words."""
    return {
        "sheet": problem.sheet,
        "row": problem.row,
        "column": column_letter(problem.column) if problem.column else None,
        "field": problem.field,
        "code": problem.code,
        "value": problem.value,
        "message": application.words.problem_line(problem),
    }


def group_fields(application: Application, group: ProblemGroup, rows: int | None) -> dict[str, Any]:
    """A group of problems with some of its cells and its words."""
    return {
        "code": group.code,
        "kind": group.kind,
        "field": group.field,
        "count": group.count,
        "examples": [problem.place for problem in group.examples],
        "message": application.words.problem_group(group, rows),
    }


def print_problems(
    application: Application,
    problems: Sequence[Problem],
    totals: Sequence[ProblemTotal],
    rows: int | None,
    limit: int,
) -> None:
    """The problems cell by cell, up to `limit`; where they are many, first those that are alike in one line."""
    total = sum(item.count for item in totals)
    if total > HANDFUL:
        for group in grouped(problems, totals):
            print(f"  {application.words.problem_group(group, rows)}")
        print(f"  {application.words.tr('Cell by cell:')}")
    for problem in problems[:limit]:
        print(f"  {application.words.problem_line(problem)}")
    if total > limit:
        print(f"  {application.words.tr('and {count} more.', count=total - min(limit, len(problems)))}")


def parse_answers(texts: Sequence[str]) -> dict[str, str]:
    """`KEY=VALUE` as typed, split. Raises `UsageError` where there is no equals sign, or it can be no answer."""
    answers = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not key:
            raise UsageError("answer-malformed", text=text)
        answers[key.strip()] = value.strip()
    refuse_unusable(answers)
    return answers


def print_questions(application: Application, questions: Sequence[Question], command: str) -> None:
    """What can be answered, as it is typed."""
    for question in questions:
        for value in question.choices:
            answer = f"{question.key}={value}"
            print(f'  {command} "{answer}"    {application.words.choice(question, value)}')


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int] = ()) -> None:
    """Columns as wide as their widest cell; those in `numbers` on the right."""
    lines = [list(headings), *([_cell(value) for value in row] for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(headings))]
    for line in lines:
        cells = [
            cell.rjust(width) if index in numbers else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, dict | list | tuple):
        value = json.dumps(value, ensure_ascii=False, default=plain)
    return str(value).replace("\r", "").replace("\n", " ")
