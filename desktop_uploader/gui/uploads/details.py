"""Everything that the panel beside the history reads of one upload, and its texts."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from ...model.places import S3_SCHEME
from ...model.problem import HANDFUL, Problem, ProblemGroup, grouped
from ...model.task import TaskAttempt, TaskEvent, UploadTask
from ...words import Catalogue
from .telling import attempts_text, technical

if TYPE_CHECKING:
    from ...database.history import History

MOST_PROBLEMS = 2000
ASKED_AND_ANSWERED = ("retried", "answered")
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


def is_corrected(task: UploadTask) -> bool:
    """Whether the person's own file was changed after it was added: never on the GUI thread."""
    if not task.source_path or task.source_path.startswith(S3_SCHEME):
        return False
    try:
        changed = Path(task.source_path).stat().st_mtime
    except OSError:
        return False
    return changed > task.created_at.timestamp()


def timeline_text(details: Details, words: Catalogue) -> str:
    """What happened to it, and when."""
    return "\n\n".join(
        f"{event.at.astimezone():%H:%M:%S}  {words.event(event.code, event.params)}" for event in _told(details.events)
    )


def _told(events: list[TaskEvent]) -> list[TaskEvent]:
    """An answer says by itself that the file is tried again."""
    after = [later.code for _, later in pairwise(events)] + [""]
    return [event for event, then in zip(events, after, strict=True) if (event.code, then) != ASKED_AND_ANSWERED]


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
