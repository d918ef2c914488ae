"""Asks which version of the program is the newest, where a person has chosen so. It tells; it changes nothing."""

import json
import re
import ssl
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from . import __version__
from .durable import write_whole
from .model.errors import UploaderError

EVERY = timedelta(days=1)
PATIENCE = 5.0
"""Seconds for the server."""

MOST_BYTES = 1024 * 1024
MOST_NOTES = 4000
MADE_TO_ASK = "release.json"
"""In the resources of a release: where it was made to ask."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version, what is new in it in plain text, and the page from which it can be had."""

    version: str
    notes: str
    link: str

    @property
    def newer(self) -> bool:
        """True where it is newer than this program."""
        return _rank(self.version) > _rank(__version__)


class UpdateCheck:
    """Remembers in the data folder when it has asked. Network and files: never on the GUI thread."""

    def __init__(self, path: Path, resources: Path) -> None:
        """`path` is the file that it remembers in, `resources` the program's own folder of resources."""
        self._path = path
        self._resources = resources

    def address(self, chosen: str | None) -> str | None:
        """Where to ask: as chosen, else as this program was made to; None where neither says."""
        made = _read(self._resources / MADE_TO_ASK).get("updates")
        return chosen or (made if isinstance(made, str) else None)

    def due(self, now: datetime) -> bool:
        """True where it has not asked for a day; a time that lies ahead counts for nothing."""
        try:
            asked = datetime.fromisoformat(str(_read(self._path).get("asked")))
            return not timedelta() <= now - asked < EVERY
        except (ValueError, TypeError):
            return True

    def remembered(self) -> Release | None:
        """What was told last; None where that is no newer version."""
        try:
            found = Release(**_read(self._path)["found"])
            return found if found.newer else None
        except (KeyError, TypeError, ValueError):
            return None

    def ask(self, chosen: str | None, now: datetime) -> Release:
        """The newest version. Raises `UploaderError`: "updates-no-address", "-unreachable", "-unreadable"."""
        address = self.address(chosen)
        if address is None:
            raise UploaderError("updates-no-address")
        # Before it asks: a server that does not answer is not asked again and again.
        kept = {**_read(self._path), "asked": now.astimezone(UTC).isoformat()}
        write_whole(self._path, json.dumps(kept))
        found = newest(address)
        write_whole(self._path, json.dumps({**kept, "found": asdict(found)}))
        return found


def newest(address: str) -> Release:
    """What is told at an address: by GitHub of its newest release, or as `version`, `notes` and `link`.

    Asks through the system's proxy, and trusts what the system trusts. Raises `UploaderError`.
    """
    host = urlsplit(address).hostname or ""
    # Loaded where it is wanted: a window opens without it.
    import truststore

    opener = build_opener(HTTPSHandler(context=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)), _NeverLessSafe())
    headers = {"Accept": "application/json", "User-Agent": f"desktop-uploader/{__version__}"}
    try:
        with opener.open(Request(address, headers=headers), timeout=PATIENCE) as answer:
            told = json.loads(answer.read(MOST_BYTES))
    except (URLError, OSError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise UploaderError("updates-unreachable", host=host, reason=str(reason)) from error
    except ValueError as error:
        raise UploaderError("updates-unreadable", host=host) from error
    try:
        return _release(told)
    except (ValueError, TypeError, AttributeError) as error:
        raise UploaderError("updates-unreadable", host=host) from error


class _NeverLessSafe(HTTPRedirectHandler):
    """Follows no server that leads away from https."""

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """See urllib."""
        if req.type == "https" and urlsplit(newurl).scheme != "https":
            raise URLError("it leads away from https")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _release(told: Mapping[str, Any]) -> Release:
    version = str(told.get("version") or told.get("tag_name") or "").removeprefix("v")
    link = str(told.get("link") or told.get("html_url") or "")
    notes = str(told.get("notes") or told.get("body") or "").replace("\r\n", "\n").strip()
    _rank(version)
    if urlsplit(link).scheme != "https" or not urlsplit(link).hostname:
        raise ValueError("no page that can be opened")
    return Release(version, notes[:MOST_NOTES], link)


def _rank(version: str) -> tuple[tuple[int, ...], bool]:
    """For comparing; one that is still being tried comes before its final one. Raises `ValueError`."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d{1,6}){0,3})([-.]?(?:a|b|rc|dev|alpha|beta).*)?", version)
    if found is None:
        raise ValueError(version)
    numbers = [int(part) for part in found[1].split(".")]
    return tuple([*numbers, 0, 0, 0][:4]), not found[2]


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
