"""The job that looks at every saved row of a dataset with another definition in mind."""

from dataclasses import replace

from ..database.records import RecordsDatabase
from ..model.jobs import SavedCheckJob, SavedCheckResult
from ..model.progress import Stage
from .checking.saved import SavedCheck
from .examining import Report


def run_saved_check(job: SavedCheckJob, report: Report, records: RecordsDatabase) -> SavedCheckResult:
    """Every row is read once, some thousand at a time; nothing is changed.

    Raises `DefinitionError` where the definition cannot be used.
    """
    designs, name = records.designs, job.dataset.name
    back = {new: old for old, new in job.renamed.items()}
    types = {job.renamed.get(field, field): kind for field, kind in designs.stored_types(name).items()}
    check, total = SavedCheck(job.dataset, types), records.row_count(name)
    report(Stage.CHECKING, 0, total)
    for chunk in designs.scan(name, [back.get(field, field) for field in check.read]):
        check.see(chunk)
        report(Stage.CHECKING, check.rows, total)
    origins = designs.origins(sorted({number for number, _ in check.problems}))
    problems = tuple(
        replace(problem, params={**problem.params, "task_id": origins[number][0], "file_name": origins[number][1]})
        for number, problem in check.problems
        if number in origins
    )
    return SavedCheckResult(check.rows, check.wrong, problems, check.totals)
