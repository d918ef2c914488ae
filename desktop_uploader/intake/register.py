"""The first, quick half of adding a file: it is looked at and gets its row."""

import getpass
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ..database.history.uploads import Also, NewUpload, Uploads
from ..model.events import Listener, TaskChanged
from ..model.question import Answers
from ..model.task import UploadTask
from ..storage.s3.pasted import read_address
from .corrected import as_before
from .source import definition_beside, look_at, refuse_name


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
        path = Path(os.path.abspath(path))
        size = look_at(path)
        found = definition if definition is not None else definition_beside(path)
        upload = as_before(
            NewUpload(path, _user(), size, dataset, found, answers, storage), self._uploads, self._is_dataset
        )
        task = self._uploads.register(upload, also)
        self._listener(TaskChanged(task.id))
        return task

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
    ) -> UploadTask:
        """Enter an object of S3; its row is UPLOADING on return. Nothing is asked of the server here.

        `address` is `s3://bucket/key`, as it is copied from elsewhere or as this program writes it. With `copy` the
        object is stored where new files are kept, else it is read where it is and never changed. What the server has
        to say of it, the task tells. Raises `SourceError` where the address is none.
        """
        picked = read_address(address)
        refuse_name(picked.name, address)
        place = storage if copy else None
        task = self._uploads.register(
            NewUpload(str(picked), _user(), size, dataset, definition, answers, place, copy, picked.name)
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
