"""A marked copy that is added back: it is taken as the file was from which it was made."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..database.history.uploads import NewUpload, Uploads
from ..processing.marks import marks_of

_LASTING = ("column", "date-order", "new-dataset", "number-style", "type")
"""Kinds of answers that are about the content, and so hold for the corrected copy too."""


def as_before(upload: NewUpload, uploads: Uploads, is_dataset: Callable[[str], bool]) -> NewUpload:
    """The upload with dataset, definition and answers of the file that was marked; unchanged for any other file."""
    source = Path(upload.source)
    marked = marks_of(source).import_id if source.suffix.lower() in (".xlsx", ".xlsm") else None
    earlier = uploads.by_import(marked) if marked is not None else None
    if earlier is None:
        return upload
    given = (earlier.answers or {}).items()
    kept = {key: value for key, value in given if key.partition(":")[0] in _LASTING and value != "ask"}
    upload = replace(upload, answers={**kept, **(upload.answers or {})})
    if upload.dataset is not None or upload.definition is not None or earlier.dataset is None:
        return upload
    if earlier.definition is None and not is_dataset(earlier.dataset):
        # It was only proposed, and nothing was saved: it is proposed again.
        return upload
    return replace(upload, dataset=earlier.dataset, definition=earlier.definition)
