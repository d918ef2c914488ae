"""A file that is saved already, or a marked copy of one: before it is read to its end, and again when it is saved."""

from dataclasses import dataclass
from pathlib import Path

from ..database.records import Earlier, RecordsDatabase
from ..model.dataset import Dataset
from ..model.errors import FileRefused, NeedsAnswer, UploaderError
from ..model.jobs import CheckJob, ImportJob
from ..model.question import Question
from .marks import marks_of

AGAIN = "again"
CORRECTION = "correction"
YES, NO, REPLACE, ADD = "yes", "no", "replace", "add"


@dataclass(frozen=True, slots=True)
class Place:
    """How an import stands to others of the same file."""

    again: bool
    """True where a person wants it saved although it is saved already."""
    corrects: str | None = None
    """The import whose marked copy this file is."""
    replaces: str | None = None
    """The import whose place it takes."""


def place_of(job: ImportJob, dataset: Dataset, records: RecordsDatabase) -> Place:
    """What a person has decided, and what a marked copy says of itself.

    A whole marked copy takes the place of the file that it was made from; a workbook of wrong rows comes beside the
    rows that are saved.
    """
    marks, decision = marks_of(Path(job.path)), job.answers.get(CORRECTION)
    again = job.answers.get(AGAIN) == YES or decision in (ADD, REPLACE)
    replaces = marks.import_id if not marks.columns else None
    if marks.import_id is not None and decision == REPLACE:
        earlier = records.corrected_before(marks.import_id, dataset.name, job.import_id)
        replaces = earlier.import_id if earlier is not None else replaces
    return Place(again, marks.import_id, replaces)


def refuse_repeat(job: ImportJob | CheckJob, dataset: Dataset, records: RecordsDatabase) -> None:
    """Raises what `refusal` gives where the file, or another correction of the same file, is saved already."""
    if isinstance(job, CheckJob):
        return
    place = place_of(job, dataset, records)
    if place.again:
        return
    earlier = records.saved_before(job.sha256, dataset.name, job.import_id)
    if earlier is None and place.corrects is not None:
        earlier = records.corrected_before(place.corrects, dataset.name, job.import_id)
    if earlier is not None:
        raise refusal(job, earlier, place)


def told(earlier: Earlier) -> dict[str, str]:
    """What a person is told of it."""
    when = f"{earlier.saved_at.astimezone():%Y-%m-%d %H:%M}"
    return {"file": earlier.file_name, "when": when, "task": str(earlier.task_id)}


def refusal(job: ImportJob, earlier: Earlier, place: Place) -> UploaderError:
    """The question what to do with it or, where a person wants it left, the end of it."""
    params = told(earlier)
    correction = place.corrects is not None and earlier.corrects == place.corrects and earlier.sha256 != job.sha256
    kind, choices = (CORRECTION, (REPLACE, ADD, NO)) if correction else (AGAIN, (YES, NO))
    if job.answers.get(kind) == NO:
        return FileRefused("file-saved-already", **params)
    return NeedsAnswer([Question(kind, choices=choices, params=params)])
