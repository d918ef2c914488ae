"""Everything that the panel beside the history reads of one upload, and its texts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...model.problem import HANDFUL, Problem, ProblemGroup, grouped
from ...model.task import TaskAttempt, TaskEvent, UploadTask
from ...words import Catalogue
from .telling import attempts_text, technical

if TYPE_CHECKING:
    from ...database.history import History

MOST_PROBLEMS = 2000
MOST_GROUPS = 4
"""Sentences about many cells that are alike; the others are read in the list below."""


@dataclass(frozen=True, slots=True)
class Details:
    """Everything that is read for the panel."""

    task: UploadTask
    events: list[TaskEvent]
    problems: list[Problem]
    groups: list[ProblemGroup]
    total: int
    attempts: list[TaskAttempt]


def read_details(history: "History", task: UploadTask) -> Details:
    """Several queries: never on the GUI thread."""
    totals = history.problem_totals(task.id)
    problems = history.problems(task.id, limit=MOST_PROBLEMS)
    total = sum(total.count for total in totals)
    return Details(task, history.events(task.id), problems, grouped(problems, totals), total, history.attempts(task.id))


def timeline_text(details: Details, words: Catalogue) -> str:
    """What happened to it, and when."""
    return "\n\n".join(
        f"{event.at.astimezone():%H:%M:%S}  {words.event(event.code, event.params)}" for event in details.events
    )


def groups_text(details: Details, words: Catalogue) -> str:
    """One line for many cells that are alike, where they are many."""
    if details.total <= HANDFUL:
        return ""
    lines = [words.problem_group(group, details.task.rows_total) for group in details.groups[:MOST_GROUPS]]
    more = len(details.groups) - MOST_GROUPS
    return "\n".join([*lines, *([words.tr("and {count} more kinds below.", count=more)] if more > 0 else [])])


def note_text(details: Details, words: Catalogue) -> str:
    """That some problems are not listed; else which sheets were used."""
    hidden = details.total - len(details.problems)
    if hidden > 0:
        return words.tr("{count} more of the same kinds are not listed.", count=hidden)
    used = [event.params for event in details.events if event.code == "sheet-used"]
    return "\n".join(words.event("sheet-used", params) for params in used[-3:])


def technical_text(details: Details, words: Catalogue) -> str:
    """What someone who helps would ask for, and every attempt."""
    tried = attempts_text(details.attempts, words)
    return "\n\n".join(part for part in (technical(details.task, words), tried) if part)
