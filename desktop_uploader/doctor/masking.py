"""Puts the same neutral name wherever a name of a person, a computer, a file or a dataset stands."""

import re
from collections.abc import Iterable
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

MASKED = "***"
SECRET = re.compile(r"secret|passw|token|credential|api_?key|access_?key|private", re.IGNORECASE)
"""Names of settings whose values are never told."""

EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("key", re.compile(r"(?<=s3://)[^/\s'\"]+/(?P<masked>[^\s'\"]+)")),
    ("bucket", re.compile(r"(?<=s3://)[^/\s'\"]+")),
    ("host", re.compile(r"(?<=://)(?!\*)[^/\s'\":,)]+")),
    ("mail", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
    ("address", re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")),
    ("key", re.compile(r"local:(?P<masked>\S.*?)(?= \||$)", re.MULTILINE)),
    ("text", re.compile(r"(?<=')[^'\n]{1,200}(?=')|(?<=\")[^\"\n]{1,200}(?=\")")),
)
"""What looks like a name though nobody knows it; applied to free text in this order."""

_FILE = re.compile(
    r"(?<![\w-])[\w(][\w() .,&+-]*\.(?:xlsx|xlsm|xlsb|xls|ods|csv|tsv|txt|json|zip|pdf|docx?)\b", re.IGNORECASE
)
"""A file's name may have spaces; too much of a sentence is masked rather than too little."""

_NEUTRAL = re.compile(r"(\b[a-z]+-\d+(?:\.[a-z0-9]{1,5})?\b)")


class Masker:
    """Remembers which name stands for what, so that one thing has one name in every file.

    Names are added first, then texts are masked. Names of one letter are not looked for.
    """

    def __init__(self, keep: Iterable[str] = ()) -> None:
        """`keep`: the program's own words, which stay where they look like names."""
        self._neutral: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._keep = {word.casefold() for word in keep}
        self._pattern: re.Pattern[str] | None = None

    @property
    def counts(self) -> dict[str, int]:
        """Kind of name → how many different ones were masked."""
        return dict(self._counts)

    def add(self, kind: str, *names: str | None) -> None:
        """Have these names masked wherever they stand. A file's name keeps its ending."""
        for name in names:
            if name and len(name.strip()) > 1 and name.casefold() not in self._keep:
                self._neutral_for(kind, name)
                self._pattern = None

    def add_path(self, path: str | None) -> None:
        """Have the name of every folder of a path masked."""
        if path:
            pure = PureWindowsPath(path) if "\\" in path else PurePosixPath(path)
            self.add("folder", *(part for part in pure.parts[:-1] if part != pure.anchor))

    def text(self, text: str) -> str:
        """A free text, such as a line of the log: known names, and whatever looks like one."""
        masked = self.known(text)
        for kind, pattern in _PATTERNS:
            masked = pattern.sub(partial(self._unknown, kind), masked)
        # Between neutral names, lest two of them and what stands between be taken for one.
        return "".join(
            part if number % 2 else _FILE.sub(partial(self._unknown, "file"), part)
            for number, part in enumerate(_NEUTRAL.split(masked))
        )

    def known(self, text: str) -> str:
        """Known names only."""
        if self._pattern is None:
            # The longest first: a name may be a part of another.
            names = sorted(self._neutral, key=len, reverse=True)
            self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names) or r"(?!)", re.I)
        return self._pattern.sub(lambda match: self._neutral[match[0].casefold()], text)

    def data(self, value: Any, name: str = "") -> Any:
        """Plain data, as for JSON; the value of a secret is left out whatever it is."""
        if isinstance(value, dict):
            return {key: self.data(item, str(key)) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.data(item, name) for item in value]
        if value is not None and not isinstance(value, bool) and SECRET.search(name):
            return MASKED
        return self.text(value) if isinstance(value, str) else value

    def _unknown(self, kind: str, match: re.Match[str]) -> str:
        found = match[match.lastgroup or 0]
        if found.casefold() in self._keep or found in self._neutral.values() or not re.search(r"\w", found):
            return match[0]
        return match[0].replace(found, self._neutral_for(kind, found))

    def _neutral_for(self, kind: str, name: str) -> str:
        key = name.casefold()
        if key not in self._neutral:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            ending = EXTENSION.search(name) if kind == "file" else None
            self._neutral[key] = f"{kind}-{self._counts[kind]}{ending[0].lower() if ending else ''}"
        return self._neutral[key]
