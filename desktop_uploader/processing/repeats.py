"""The same file again: a person decides, before it is read to its end and once more when it is saved."""

from ..database.records import Earlier, RecordsDatabase
from ..model.dataset import Dataset
from ..model.errors import FileRefused, NeedsAnswer, UploaderError
from ..model.jobs import CheckJob, ImportJob
from ..model.question import Question

AGAIN = "again"
YES = "yes"
NO = "no"


def wanted(job: ImportJob) -> bool:
    """True where a person wants the file saved although it is saved already."""
    return job.answers.get(AGAIN) == YES


def refuse_repeat(job: ImportJob | CheckJob, dataset: Dataset, records: RecordsDatabase) -> None:
    """Raises what `refusal` gives where the file is saved in this dataset already."""
    if isinstance(job, CheckJob) or wanted(job):
        return
    earlier = records.saved_before(job.sha256, dataset.name, job.import_id)
    if earlier is not None:
        raise refusal(job, earlier)


def refusal(job: ImportJob, earlier: Earlier) -> UploaderError:
    """The question whether to save it again or, where a person does not want that, the end of it."""
    params = {
        "file": earlier.file_name,
        "when": f"{earlier.saved_at.astimezone():%Y-%m-%d %H:%M}",
        "task": str(earlier.task_id),
    }
    if job.answers.get(AGAIN) == NO:
        return FileRefused("file-saved-already", **params)
    return NeedsAnswer([Question(AGAIN, choices=(YES, NO), params=params)])
