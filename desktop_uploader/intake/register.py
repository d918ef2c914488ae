"""The first, quick half of adding a file: it is looked at and gets its row."""

import getpass
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..database.history.uploads import Also, NewUpload, Uploads
from ..model.errors import DatabaseTrouble, UploaderError
from ..model.events import Listener, TaskChanged
from ..model.question import Answers
from ..model.task import UploadTask
from ..storage.s3.pasted import read_address
from .corrected import as_before
from .source import definition_beside, look_at, refuse_name


@dataclass(frozen=True, slots=True)
class Given:
    """What a person has said beforehand about the files that are added; see `Intake.register`."""

    dataset: str | None = None
    definition: Mapping[str, Any] | None = None
    answers: Answers | None = None
    storage: str | None = None


class Intake:
    """Takes files in. The copying is done by an `Uploader`, which is woken."""

    def __init__(self, uploads: Uploads, listener: Listener, samples: Path, is_dataset: Callable[[str], bool]) -> None:
        self._uploads = uploads
        self._listener = listener
        self._samples = samples
        self._is_dataset = is_dataset

    def register(
        self,
        path: Path,
        *,
        dataset: str | None = None,
        definition: Mapping[str, Any] | None = None,
        answers: Answers | None = None,
        storage: str | None = None,
        also: Also | None = None,
    ) -> UploadTask:
        """Enter a file; its row is UPLOADING on return. Takes one small transaction, whatever the file's size.

        `definition` is a Table Schema for it; without one, a definition that lies beside the file is taken.
        `answers` settle questions before they are asked; `storage` is where it shall be kept (`local`, `s3`). A marked
        copy is taken as the file from which it was made. `also` happens in the same transaction.
        Raises `SourceError` where the file cannot be read, `DefinitionError` where its definition cannot.
        """
        task = self._uploads.register(self._looked_at(path, Given(dataset, definition, answers, storage)), also)
        self._listener(TaskChanged(task.id))
        return task

    def register_all(self, paths: Sequence[Path], given: Given) -> tuple[list[UploadTask], dict[Path, UploaderError]]:
        """Enter some dozens of files in one transaction: their uploads, and why others could not be added."""
        uploads, refused = [], {}
        for path in paths:
            try:
                uploads.append(self._looked_at(path, given))
            except DatabaseTrouble:
                raise
            except UploaderError as error:
                refused[path] = error
        tasks = self._uploads.register_all(uploads) if uploads else []
        for task in tasks:
            self._listener(TaskChanged(task.id))
        return tasks, refused

    def _looked_at(self, path: Path, given: Given) -> NewUpload:
        path = Path(os.path.abspath(path))
        size = look_at(path)
        found = given.definition if given.definition is not None else definition_beside(path)
        upload = NewUpload(path, _user(), size, given.dataset, found, given.answers, given.storage)
        return as_before(upload, self._uploads, self._is_dataset)

    def register_object(
        self,
        address: str,
        *,
        copy: bool,
        dataset: str | None = None,
        definition: Mapping[str, Any] | None = None,
        answers: Answers | None = None,
        storage: str | None = None,
        size: int | None = None,
        also: Also | None = None,
    ) -> UploadTask:
        """Enter an object of S3; its row is UPLOADING on return. Nothing is asked of the server here.

        `address` is `s3://bucket/key`, as it is copied from elsewhere or as this program writes it. With `copy` the
        object is stored where new files are kept, else it is read where it is and never changed. What the server has
        to say of it, the task tells. `also` happens in the same transaction.
        Raises `SourceError` where the address is none.
        """
        picked = read_address(address)
        refuse_name(picked.name, address)
        place = storage if copy else None
        task = self._uploads.register(
            NewUpload(str(picked), _user(), size, dataset, definition, answers, place, copy, picked.name),
            also,
        )
        self._listener(TaskChanged(task.id))
        return task

    def sample_files(self) -> list[Path]:
        """The files of "Try it with sample files"."""
        return sorted(path for path in self._samples.iterdir() if path.suffix in (".xlsx", ".csv"))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
