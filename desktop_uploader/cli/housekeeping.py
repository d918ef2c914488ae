"""`delete` and `save-original`: uploads that leave the history, and files that are saved back from it."""

import sys
from argparse import Namespace

from ..bootstrap import Application
from ..model.errors import UploaderError


def delete(application: Application, options: Namespace) -> int:
    """Delete uploads, and say what went; exits 1 where one could not be."""
    refused = 0
    for task_id in options.ids:
        try:
            task = application.originals.delete(task_id)
        except UploaderError as error:
            refused = 1
            print(f"desktop-uploader: {application.words.exception(error)}", file=sys.stderr)
        else:
            print(application.words.deleted(task))
    return refused


def save_original(application: Application, options: Namespace) -> int:
    """Write an upload's file as it was added."""
    path = application.originals.save(options.id, options.target, lambda done: None, overwrite=options.force)
    print(application.words.text("original-saved", {"name": str(path)}))
    return 0
