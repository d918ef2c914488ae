"""The test of a place: a small file goes there and back, step by step."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..model.errors import StorageError
from .base import Original, Step, Storage

FOLDER = "connection-test"
"""The first part of the keys that tests use."""

CONTENT = b"Desktop Uploader was here to see whether files can be kept in this place.\n"

Facts = Mapping[str, Any]


def try_out(storage: Storage, also: Callable[[str, Original], Facts] | None = None) -> Iterator[Step]:
    """`Storage.test`; `also` finds out, from the file's URI, what else the place is able to while it is there."""
    original = Original(secrets.token_hex(8), sha256(CONTENT).hexdigest())
    with TemporaryDirectory(prefix="desktop-uploader-") as name:
        folder = Path(name)
        uris: list[str] = []

        def put() -> Facts:
            source = folder / "test.txt"
            source.write_bytes(CONTENT)
            uris.append(storage.put(source, f"{FOLDER}/{original.import_id}/test.txt", original))
            return also(uris[0], original) if also is not None else {}

        def read() -> Facts:
            storage.fetch(uris[0], folder, original.sha256)
            return {}

        def listed() -> Facts:
            if not storage.list(f"{FOLDER}/{original.import_id}/").files:
                raise StorageError("storage-missing", name="test.txt")
            return {}

        def delete() -> Facts:
            storage.delete(uris[0])
            return {}

        for step, work in (("put", put), ("read", read), ("list", listed), ("delete", delete)):
            yield _step(step, work, skip=step != "put" and not uris)


def _step(name: str, work: Callable[[], Facts], skip: bool) -> Step:
    if skip:
        return Step(name, skipped=True)
    try:
        return Step(name, facts=work())
    except StorageError as error:
        return Step(name, error)
