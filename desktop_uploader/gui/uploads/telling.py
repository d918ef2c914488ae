"""What is said of one file: what happened and what to do next, how long it took, what else is known."""

from ...model.status import TaskStatus
from ...model.task import UploadTask
from ...words import Catalogue

Sentence = tuple[str, str, str]
"""The tone, what happened, what to do next."""


def sentence_of(task: UploadTask, words: Catalogue) -> Sentence:
    """What the panel says on top of a file's details."""
    match task.status:
        case TaskStatus.FAILED if len(task.questions) > 1:
            return "warn", "Only you can decide how this file is meant.", "Answer, and the file goes on."
        case TaskStatus.FAILED:
            error = words.error(task.error_code or "", task.error_params)
            return ("warn" if task.asks else "bad"), error.title, error.advice
        case TaskStatus.DONE if task.undone_at is not None:
            return "idle", "Undone. The timeline says what went and what stays.", "Press Retry to import it again."
        case TaskStatus.DONE:
            counts = {"saved": task.rows_saved or 0, "total": task.rows_total or 0, "dataset": task.dataset}
            title = words.event("done", counts)
            if not task.rows_rejected:
                return "ok", title, ""
            left_out = f"Left out: {task.rows_rejected:,}. Save a marked copy, correct it, and add it again."
            return "warn", title, left_out
        case TaskStatus.PROCESSING:
            return "info", "The file is being read, checked and saved.", "You can go on working."
        case TaskStatus.UPLOADING:
            return "idle", "The file is being copied to where files are kept.", ""
        case TaskStatus.PENDING if task.error_code:
            error = words.error(task.error_code, task.error_params)
            return "warn", error.title, "It is tried again by itself."
        case TaskStatus.PENDING:
            return "idle", "The file waits for its turn.", ""
        case _:
            return "idle", "Cancelled. Nothing was saved.", "Press Retry to process it after all."


def took(task: UploadTask) -> str:
    """How long it waited and how long it was worked on."""
    if task.started_at is None:
        return "not begun"
    waited = (task.started_at - task.created_at).total_seconds()
    if task.finished_at is None:
        return f"running, after waiting {waited:.1f} s"
    return f"{(task.finished_at - task.started_at).total_seconds():.1f} s, after waiting {waited:.1f} s"


def technical(task: UploadTask) -> str:
    """What someone who helps would ask for."""
    shown = {
        "Number": task.id,
        "Import": task.import_id,
        "From": task.source_path,
        "Kept as": task.file_path,
        "Size": task.size,
        "SHA-256": task.sha256,
        "Dataset": task.dataset,
        "Attempts": task.attempts,
        "Error": task.error_code,
    }
    return "\n".join(f"{name}: {value}" for name, value in shown.items() if value is not None)
