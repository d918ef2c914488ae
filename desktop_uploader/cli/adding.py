"""`add`: files become tasks; with `--wait` they are processed here."""

import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..bootstrap import Application
from ..intake import Given, Outcome, Why
from ..intake.source import read_definition
from ..model.errors import UploaderError
from ..model.status import TaskStatus
from ..storage.s3.pasted import as_s3, is_remote
from .keys import ask_at_start
from .output import parse_answers, print_json, task_fields
from .storing import process, store
from .tasks import print_failure, print_tasks


def add(application: Application, options: Namespace) -> int:
    """Register and store the files; exits 1 where one was not added or, with `--wait`, failed."""
    definition = read_definition(options.schema) if options.schema else None
    answers = parse_answers(options.answer) | ({"again": "yes"} if options.again else {})
    given = {"dataset": options.dataset, "definition": definition, "answers": answers, "storage": options.storage}
    ask_at_start(application.settings, application.keys, application.words, options.storage)
    ids, refused = _register(application, options, given)
    stored = store(application)
    if options.wait:
        # A person waits for these files now.
        application.readiness.overrule(for_good=True)
    processed = process(application, application.workers[0], ids) if options.wait and ids else True
    found = application.history.tasks_by_id(ids)
    if options.json:
        print_json([task_fields(task) for task in found])
    else:
        print_tasks(application, found)
        for task in found:
            print_failure(application, task, limit=20)
    failed = any(task.status in (TaskStatus.FAILED, TaskStatus.CANCELLED) for task in found)
    return 1 if refused or failed or not (stored and processed) else 0


def _register(application: Application, options: Namespace, given: Mapping[str, Any]) -> tuple[list[int], int]:
    """The uploads, and how many files could not be read."""
    ids, refused = [], 0
    many: list[Path] = []
    for file in options.files:
        try:
            if is_remote(file):
                address = as_s3(file, application.settings.s3)
                ids.append(application.intake.register_object(address, copy=options.copy, **given).id)
            elif options.skip_known or Path(file).is_dir():
                many.append(Path(file))
            else:
                ids.append(application.intake.register(Path(file), **given).id)
        except UploaderError as error:
            refused += 1
            said = application.words.tr("not added: {words}", words=application.words.exception(error))
            print(f"desktop-uploader: {said}", file=sys.stderr)
    if many:
        outcome = _add_many(application, many, options, given)
        ids, refused = ids + outcome.ids, refused + outcome.left_out[Why.REFUSED]
    return ids, refused


def _add_many(application: Application, picked: list[Path], options: Namespace, given: Mapping[str, Any]) -> Outcome:
    """Add folders, and say on standard error what came of it."""
    adding = application.many_files(picked, Given(**given), recursive=options.recursive, sift=not options.again)
    adding.run()
    adding.leave_out_known()
    words, outcome = application.words, adding.outcome
    again = words.adding("again", {}) if outcome.left_out[Why.KNOWN] else ""
    print(f"desktop-uploader: {words.added(len(outcome.ids), outcome.left_out)} {again}".rstrip(), file=sys.stderr)
    for path, why, error in outcome.told:
        if why is Why.REFUSED and error is not None:
            said = words.tr("not added: {words}", words=f"{path}: {words.exception(error)}")
            print(f"desktop-uploader: {said}", file=sys.stderr)
    return outcome
