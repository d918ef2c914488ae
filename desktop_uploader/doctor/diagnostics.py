"""One zip that may be sent to whoever helps: the state of the program, without names, secrets and cells."""

import json
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..logs import LOG_FILE
from ..model.errors import UploaderError
from ..settings import Folders, Settings
from ..words import Catalogue
from ..words.doctor import IN_DIAGNOSTICS
from ..worker.publishing import hand_over, refuse_existing
from .examine import examine
from .masking import MASKED, Masker
from .names import add_names
from .report import Report

TAIL = 500_000
"""Bytes of the log that are taken, from its end."""

OWN_WORDS = (
    *("desktop uploader", "desktop-uploader", "history.sqlite3", "records.sqlite3", "settings.toml"),
    *("appdata", "c:", "config", "data", "documents", "home", "library", "local", "log", "logs", "private", "roaming"),
    *("share", "state", "tmp", "users", "var"),
)
"""The program's own names, and those of folders that every computer has."""


class Diagnostics:
    """Writes the zip. Every call reads databases and files: never on the GUI thread."""

    def __init__(
        self,
        settings: Settings,
        folders: Folders,
        metrics: Callable[[], str] | None = None,
        *,
        place: bool = False,
    ) -> None:
        """`metrics` gives the figures as text, where the program can be asked for them.

        `place` has the place of files tried out, which is all that touches the keyring and the network.
        """
        self._place = place
        self._settings = settings
        self._folders = folders
        self._metrics = metrics

    def write(self, path: Path, *, overwrite: bool = False) -> Path:
        """Write the zip to `path`; gives its path.

        Raises `UsageError("target-exists")`, `StorageError` where it cannot be written. A damaged database is told
        in it.
        """
        refuse_existing(path, overwrite)
        with tempfile.TemporaryDirectory(prefix="desktop-uploader-") as folder:
            made = Path(folder) / "made.zip"
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in self._contents().items():
                    archive.writestr(name, content)
            hand_over(made, path, overwrite)
        return path

    def _contents(self) -> dict[str, str]:
        masker = Masker(OWN_WORDS)
        add_names(masker, self._folders, Path.home())
        s3 = self._settings.s3
        for kind in ("bucket", "account", "profile", "kms_key"):
            masker.add(kind, getattr(s3, kind))
        masker.add_path(f"{s3.prefix}x")
        masker.add_path(str(s3.ca_file) if s3.ca_file else None)
        chosen = self._settings.files_folder
        masker.add_path(str(chosen / "x") if chosen else None)
        contents = {
            "report.json": _json(masker.data(self._report())),
            "settings.json": _json(masker.data(self._settings.told())),
            "log.txt": "\n".join(map(masker.text, self._log_lines())),
        }
        if self._metrics is not None:
            contents["metrics.txt"] = masker.known(self._metrics())
        return {"manifest.json": _json(_manifest(contents, masker)), **contents}

    def _report(self) -> dict[str, Any]:
        try:
            report = examine(self._settings, self._folders, place=self._place)
        except UploaderError as error:
            return {"not_examined": str(Catalogue().exception(error))}
        facts = {name: value for name, value in report.facts.items() if name != "settings"}
        return {**facts, "findings": _findings(report)}

    def _log_lines(self) -> list[str]:
        path = self._folders.logs / LOG_FILE
        try:
            with open(path, "rb") as file:
                file.seek(max(0, path.stat().st_size - TAIL))
                lines = file.read().decode("utf-8", "replace").splitlines()
        except OSError:
            return []
        return lines[1:] if path.stat().st_size > TAIL else lines


def default_name(now: datetime | None = None) -> str:
    """A name for the zip."""
    return f"desktop-uploader-diagnostics-{now or datetime.now(UTC):%Y%m%d-%H%M%S}.zip"


def _findings(report: Report) -> list[dict[str, Any]]:
    words = Catalogue()
    return [
        {"code": found.code, "problem": found.problem, "message": words.finding(found.code, found.params).title}
        for found in report.findings
    ]


def _manifest(contents: dict[str, str], masker: Masker) -> dict[str, Any]:
    files = [
        {"file": name, "what": IN_DIAGNOSTICS[name], "bytes": len(content.encode())}
        for name, content in contents.items()
    ]
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "files": files,
        "masked": masker.counts,
        "left_out": [IN_DIAGNOSTICS[key].format(mark=MASKED) for key in ("secrets", "names", "cells")],
    }


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, default=str)
