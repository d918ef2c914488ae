"""What is said of one file: what happened and what to do next, how long it took, what else is known."""

from collections.abc import Sequence

from ...model.progress import Progress, Stage
from ...model.status import TaskStatus
from ...model.task import AttemptOutcome, TaskAttempt, UploadTask
from ...words import Catalogue
from ...words.marking import N_

Sentence = tuple[str, str, str]
"""The tone, what happened, what to do next."""

LEAST_SHARE, LEAST_SECONDS, MINUTE = 0.05, 1.0, 60
"""Before so much is done, how long it takes cannot be said."""

OUTCOMES = {
    AttemptOutcome.DONE: N_("done"),
    AttemptOutcome.FAILED: N_("failed"),
    AttemptOutcome.RETRY: N_("to be tried again"),
    AttemptOutcome.CANCELLED: N_("cancelled"),
    AttemptOutcome.RELEASED: N_("given back"),
    AttemptOutcome.LOST: N_("taken over by another program"),
}


def sentence_of(task: UploadTask, words: Catalogue) -> Sentence:
    """What the panel says on top of a file's details."""
    tr = words.tr
    match task.status:
        case TaskStatus.FAILED if len(task.questions) > 1:
            return "warn", tr("Only you can decide how this file is meant."), tr("Answer, and the file goes on.")
        case TaskStatus.FAILED:
            error = words.error(task.error_code or "", task.error_params)
            return ("warn" if task.asks else "bad"), error.title, error.advice
        case TaskStatus.DONE if task.undone_at is not None:
            return (
                "idle",
                tr("Undone. The timeline says what went and what stays."),
                tr("Press Retry to import it again."),
            )
        case TaskStatus.DONE:
            counts = {"saved": task.rows_saved or 0, "total": task.rows_total or 0, "dataset": task.dataset}
            title = words.event("done", counts)
            if not task.rows_rejected:
                return "ok", title, ""
            left_out = words.tr(
                "Left out: {count}. Save a marked copy, correct it, and add it again.", count=task.rows_rejected
            )
            return "warn", title, left_out
        case TaskStatus.PROCESSING:
            return "info", tr("The file is being read, checked and saved."), tr("You can go on working.")
        case TaskStatus.UPLOADING:
            return "idle", tr("The file is being copied to where files are kept."), ""
        case TaskStatus.PENDING if task.error_code:
            error = words.error(task.error_code, task.error_params)
            return "warn", error.title, tr("It is tried again by itself.")
        case TaskStatus.PENDING:
            return "idle", tr("The file waits for its turn."), ""
        case _:
            return "idle", tr("Cancelled. Nothing was saved."), tr("Press Retry to process it after all.")


def took(task: UploadTask, words: Catalogue) -> str:
    """How long it waited and how long it was worked on."""
    if task.started_at is None:
        return words.tr("not begun")
    waited = words.number((task.started_at - task.created_at).total_seconds(), 1)
    if task.finished_at is None:
        return words.tr("running, after waiting {waited} s", waited=waited)
    worked = words.number((task.finished_at - task.started_at).total_seconds(), 1)
    return words.tr("{worked} s, after waiting {waited} s", worked=worked, waited=waited)


def left(progress: Progress, began: float, now: float) -> float | None:
    """Seconds that it likely takes yet, by how long the share that is done has taken; None where nobody can say."""
    share, passed = progress.share, now - began
    if share is None or share < LEAST_SHARE or passed < LEAST_SECONDS:
        return None
    return passed * (1 - share) / share


def progress_text(progress: Progress, seconds: float | None, words: Catalogue) -> str:
    """How far it is: "Checking: 61,840 of 100,000 rows, about 2 s left"."""
    stage, copying = words.stage(progress.stage), progress.stage is Stage.COPYING
    done, total = (
        (words.size(progress.done), words.size(progress.total)) if copying else (progress.done, progress.total)
    )
    if not progress.done:
        return stage
    if not progress.total:
        return (
            words.tr("{stage}: {done}", stage=stage, done=done)
            if copying
            else words.tr("{stage}: {done} rows", stage=stage, done=done)
        )
    shape = N_("{stage}: {done} of {total}") if copying else N_("{stage}: {done} of {total} rows")
    text = words.tr(shape, stage=stage, done=done, total=total)
    if seconds is None:
        return text
    if seconds < MINUTE:
        return words.tr("{progress}, about {count} s left", progress=text, count=max(1, round(seconds)))
    return words.tr("{progress}, about {count} min left", progress=text, count=round(seconds / MINUTE))


def attempts_text(attempts: Sequence[TaskAttempt], words: Catalogue) -> str:
    """One paragraph for each time that it was tried."""
    return "\n\n".join(_attempt(attempt, words) for attempt in attempts)


def _attempt(attempt: TaskAttempt, words: Catalogue) -> str:
    at = words.date_time(attempt.started_at)
    parts = [
        words.tr("Attempt {number}, {at}: {outcome}", number=attempt.number, at=at, outcome=_outcome(attempt, words))
    ]
    if spent := words.durations(attempt.seconds):
        parts.append(spent)
    if attempt.peak_memory:
        parts.append(words.tr("memory at most {size}", size=words.size(attempt.peak_memory)))
    return "\n".join(parts)


def _outcome(attempt: TaskAttempt, words: Catalogue) -> str:
    if attempt.outcome is None:
        return words.tr("under way")
    if attempt.error_code is not None:
        return words.error(attempt.error_code, {}).title
    return words.tr(OUTCOMES[attempt.outcome])


def technical(task: UploadTask, words: Catalogue) -> str:
    """What someone who helps would ask for."""
    shown = (
        (words.tr("Number: {value}", value=str(task.id)), True),
        (words.tr("Import: {value}", value=task.import_id), True),
        (words.tr("From: {value}", value=task.source_path), task.source_path),
        (words.tr("Kept as: {value}", value=task.file_path), task.file_path),
        (words.tr("Size: {value} bytes", value=task.size), task.size is not None),
        (words.tr("SHA-256: {value}", value=task.sha256), task.sha256),
        (words.tr("Dataset: {value}", value=task.dataset), task.dataset),
        (words.tr("Attempts: {value}", value=task.attempts), True),
        (words.tr("Error: {value}", value=task.error_code), task.error_code),
    )
    return "\n".join(line for line, known in shown if known)
