"""Sizes, times and counts as people read them."""

from datetime import datetime, timedelta
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


def size_text(size: int | None) -> str:
    """7.1 MB."""
    if size is None:
        return ""
    if size < 1000:
        return f"{size} B"
    for unit, factor in (("KB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        value = size / factor
        if value < 999.5 or unit == "GB":
            return f"{value:.0f} {unit}" if value >= 100 or unit == "KB" else f"{value:.1f} {unit}"
    return ""


def time_text(moment: datetime | None, now: datetime) -> str:
    """Relative for an hour, then the time of day, then the weekday, then the date."""
    if moment is None:
        return ""
    age = now - moment
    local, today = moment.astimezone(), now.astimezone().date()
    if age < timedelta(minutes=1):
        return "just now"
    if age < timedelta(hours=1):
        return f"{int(age.total_seconds() // 60)} min ago"
    days = (today - local.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1:
        return f"Yesterday {local:%H:%M}"
    if days < 7:
        return f"{local:%a %H:%M}"
    return f"{local:%Y-%m-%d}"


def place_text(task: UploadTask) -> str:
    """Where the file is kept."""
    path = task.file_path or ""
    return path.split("/")[2] if path.startswith(S3_SCHEME) else "this computer"


def status_text(task: UploadTask, progress: Progress | None, words: Catalogue) -> str:
    """The words of the status pill."""
    word = words.state(task)
    if task.status is TaskStatus.DONE and task.rows_rejected:
        return f"Done, {task.rows_rejected:,} left out"
    if task.status in (TaskStatus.PROCESSING, TaskStatus.UPLOADING):
        share = share_of(task, progress)
        if share is not None:
            return f"{word} {share:.0%}".replace("%", " %")
        if progress is not None and progress.stage in (Stage.OPENING, Stage.WAITING):
            return words.stage(progress.stage)
    return word


def share_of(task: UploadTask, progress: Progress | None) -> float | None:
    """The share of the work that is done, where it is known."""
    if task.status not in (TaskStatus.PROCESSING, TaskStatus.UPLOADING):
        return None
    return progress.share if progress is not None else task.progress


def rows_text(task: UploadTask, progress: Progress | None) -> str:
    """Saved rows; while processing, the rows so far."""
    if task.status is TaskStatus.PROCESSING and progress is not None and progress.stage is not Stage.COPYING:
        return f"{progress.done:,}" if progress.done else NOTHING
    if task.undone_at is not None:
        return "0"
    return f"{task.rows_saved:,}" if task.rows_saved is not None else NOTHING


def kept_as(task: UploadTask) -> str:
    """The stored file's address, short."""
    if not task.file_path:
        return "not stored yet"
    scheme, _, key = task.file_path.partition(":")
    parts = PurePath(unquote(key.partition("?")[0])).parts
    if len(parts) < 3:
        return task.file_path
    if scheme == "s3":
        return f"s3://{parts[1]}/…/{parts[-2][:4]}…/{parts[-1]}"
    return "/".join([*parts[1:4], f"{parts[-2][:4]}…", parts[-1]])


def storage_text(settings: Settings) -> str:
    """Where new files go."""
    return f"S3, bucket {settings.s3.bucket}" if settings.storage is StorageKind.S3 else "this computer"
