"""A task's state, rows and place as people read them. Numbers, sizes and times: see `words.language`."""

from pathlib import PurePath
from urllib.parse import unquote

from ..model.places import S3_SCHEME, StorageKind
from ..model.progress import Progress, Stage
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..settings import Settings
from ..words import Catalogue

NOTHING = "–"  # noqa: RUF001
"""Stands where there is nothing to show."""


def place_text(task: UploadTask, words: Catalogue) -> str:
    """Where the file is kept."""
    path = task.file_path or ""
    return path.split("/")[2] if path.startswith(S3_SCHEME) else words.tr("this computer")


def status_text(task: UploadTask, progress: Progress | None, words: Catalogue) -> str:
    """The words of the status pill."""
    word = words.state(task)
    if task.status is TaskStatus.DONE and task.rows_rejected:
        return words.tr("Done, {count} left out", count=task.rows_rejected)
    if task.status in (TaskStatus.PROCESSING, TaskStatus.UPLOADING):
        share = share_of(task, progress)
        if share is not None:
            return f"{word} {words.share(share)}"
        if progress is not None and progress.stage in (Stage.OPENING, Stage.WAITING):
            return words.stage(progress.stage)
    return word


def share_of(task: UploadTask, progress: Progress | None) -> float | None:
    """The share of the work that is done, where it is known."""
    if task.status not in (TaskStatus.PROCESSING, TaskStatus.UPLOADING):
        return None
    return progress.share if progress is not None else task.progress


def rows_text(task: UploadTask, progress: Progress | None, words: Catalogue) -> str:
    """Saved rows; while processing, the rows so far."""
    if task.status is TaskStatus.PROCESSING and progress is not None and progress.stage is not Stage.COPYING:
        return words.number(progress.done) if progress.done else NOTHING
    if task.undone_at is not None:
        return "0"
    # What is not through has saved none yet, which is no news.
    ended = task.status is TaskStatus.DONE or (task.status is TaskStatus.FAILED and not task.asks)
    return words.number(task.rows_saved) if ended and task.rows_saved is not None else NOTHING


def kept_as(task: UploadTask, words: Catalogue) -> str:
    """The stored file's address, short."""
    if not task.file_path:
        return words.tr("not stored yet")
    scheme, _, key = task.file_path.partition(":")
    parts = PurePath(unquote(key.partition("?")[0])).parts
    if len(parts) < 3:
        return task.file_path
    if scheme == "s3":
        return f"s3://{parts[1]}/…/{parts[-2][:4]}…/{parts[-1]}"
    return "/".join([*parts[1:4], f"{parts[-2][:4]}…", parts[-1]])


def storage_text(settings: Settings, words: Catalogue) -> str:
    """Where new files go."""
    if settings.storage is StorageKind.S3:
        return words.tr("S3, bucket {bucket}", bucket=settings.s3.bucket)
    return words.tr("this computer")
