"""`list`, `show`, `retry`, `answer`, `cancel`."""

from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime

from ..bootstrap import Application
from ..model.errors import UsageError
from ..model.problem import grouped
from ..model.queries import TaskQuery
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..words import Catalogue
from .output import (
    group_fields,
    parse_answers,
    print_json,
    print_problems,
    print_questions,
    print_table,
    problem_fields,
    task_fields,
)


def list_tasks(application: Application, options: Namespace) -> int:
    """The newest tasks."""
    statuses = frozenset({TaskStatus(options.status)}) if options.status else frozenset[TaskStatus]()
    found = application.history.tasks(TaskQuery(statuses=statuses), limit=options.limit)
    if options.json:
        print_json([task_fields(task) for task in found])
    else:
        print_tasks(application, found)
    return 0


def show(application: Application, options: Namespace) -> int:
    """One task with everything that is known of it."""
    words = application.words
    task = application.history.task(options.id)
    if task is None:
        raise UsageError("no-such-task", task_id=options.id)
    if options.json:
        print_json(_whole(application, task))
        return 0
    print_tasks(application, [task])
    print_failure(application, task, limit=200)
    for attempt in application.history.attempts(task.id):
        spent = words.durations(attempt.seconds)
        print(words.tr("Attempt {number}: {spent}", number=attempt.number, spent=spent))
    print(words.tr("Timeline:"))
    for event in application.history.events(task.id):
        print(f"  {_local(event.at, words)}  {words.event(event.code, event.params)}")
    return 0


def retry(application: Application, options: Namespace) -> int:
    """Try again."""
    return _each(options.ids, application.queue.retry)


def answer(application: Application, options: Namespace) -> int:
    """Answer, and try again."""
    application.queue.answer(options.id, parse_answers(options.answers))
    return 0


def cancel(application: Application, options: Namespace) -> int:
    """End."""
    return _each(options.ids, application.cancel)


def print_tasks(application: Application, tasks: Iterable[UploadTask]) -> None:
    """A line for each task, and a line of words for each that failed."""
    words, tasks = application.words, list(tasks)
    rows = [
        (
            task.id,
            task.file_name,
            task.dataset,
            words.state(task),
            task.rows_saved,
            _local(task.created_at, words),
        )
        for task in tasks
    ]
    tr = words.tr
    headings = [tr("No."), tr("File"), tr("Dataset"), tr("Status"), tr("Rows saved"), tr("Added")]
    print_table(headings, rows, numbers=(0, 4))


def print_failure(application: Application, task: UploadTask, limit: int) -> None:
    """Why a task failed, what it asks, and which cells to correct."""
    if task.error_code is not None:
        print(f"\n{task.file_name}: {application.words.error(task.error_code, task.error_params)}")
    print_questions(application, task.questions, f"desktop-uploader answer {task.id}")
    history = application.history
    print_problems(application, history.problems(task.id), history.problem_totals(task.id), task.rows_total, limit)


def _whole(application: Application, task: UploadTask) -> dict[str, object]:
    history, words = application.history, application.words
    problems, totals = history.problems(task.id, limit=100_000), history.problem_totals(task.id)
    return {
        **task_fields(task),
        "events": [
            {**asdict(event), "message": words.event(event.code, event.params)} for event in history.events(task.id)
        ],
        "attempts_made": [asdict(attempt) for attempt in history.attempts(task.id)],
        "problems": [problem_fields(application, problem) for problem in problems],
        "problem_groups": [group_fields(application, group, task.rows_total) for group in grouped(problems, totals)],
        "problem_totals": [asdict(total) for total in totals],
    }


def _each(ids: list[int], action: Callable[[int], None]) -> int:
    for task_id in ids:
        action(task_id)
    return 0


def _local(moment: datetime, words: Catalogue) -> str:
    local = moment.astimezone()
    return f"{words.date(local.date())} {local:%H:%M:%S}"
