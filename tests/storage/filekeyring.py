"""A keyring in a file, for programs that tests start where the operating system has none."""

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

FILE = "TEST_KEYRING_FILE"


class FileKeyring(KeyringBackend):
    """Named by `PYTHON_KEYRING_BACKEND`; its file by `TEST_KEYRING_FILE`."""

    priority = 1.0

    def get_password(self, service: str, username: str) -> str | None:
        found = self._read().get(f"{service}/{username}")
        return found if found is None else str(found)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.write_text(json.dumps({**self._read(), f"{service}/{username}": password}), encoding="utf-8")

    def delete_password(self, service: str, username: str) -> None:
        content = self._read()
        if content.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError(username)
        self._file.write_text(json.dumps(content), encoding="utf-8")

    @property
    def _file(self) -> Path:
        return Path(os.environ[FILE])

    def _read(self) -> dict[str, object]:
        return dict(json.loads(self._file.read_text(encoding="utf-8"))) if self._file.exists() else {}
