"""A Windows for tests: a wine prefix of its own, its files and its registry."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PLACES = (Path("/usr/lib/wine"), Path("/usr/lib64/wine"))
"""Where the 64-bit programs are where they are not on the path: on Debian."""


def program(name: str) -> str | None:
    """Where `wine64` or `wineserver` is, or None."""
    return shutil.which(name) or next((str(place / name) for place in PLACES if (place / name).is_file()), None)


@dataclass(frozen=True)
class Wine:
    """Programs run in it to their end; `drive` is C:."""

    prefix: Path

    @property
    def drive(self) -> Path:
        return self.prefix / "drive_c"

    @property
    def person(self) -> Path:
        """The person's folder."""
        return next(path for path in (self.drive / "users").iterdir() if path.name != "Public")

    @property
    def local(self) -> Path:
        return self.person / "AppData" / "Local"

    def begin(self) -> None:
        """Make the prefix, and keep its server, which every program would start anew."""
        self.prefix.mkdir()
        subprocess.run([program("wineserver") or "", "-p"], env=self._environment, check=True)
        assert self.run("wineboot", "-i") == 0

    def end(self) -> None:
        subprocess.run([program("wineserver") or "", "-k"], env=self._environment, check=False)

    def run(self, *command: str | Path) -> int:
        """Run to the end; gives the exit code."""
        return self.start(*command).wait(60)

    def run_line(self, line: str) -> int:
        """Run a command line as it stands: some arguments may not be put in quotes, as `run` puts them."""
        script = self.drive / "line.bat"
        script.write_text(f"@echo off\r\n{line}\r\nexit %ERRORLEVEL%\r\n", encoding="ascii")
        return self.run("cmd", "/c", "C:\\line.bat")

    def path(self, path: Path) -> str:
        """As Windows writes it."""
        return "C:\\" + str(path.relative_to(self.drive)).replace("/", "\\")

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([program("wine64") or "", *map(str, command)], env=self._environment, **quiet)

    def registry(self, root: str) -> dict[tuple[str, str], str]:
        """All values below a key such as `HKCU\\Software`, as {(key, name): value as regedit writes it}.

        Keys without values stand there too, with an empty name. HKLM takes seconds.
        """
        file = self.prefix / "exported.reg"
        assert self.run("reg", "export", root, f"Z:{file}", "/y") == 0
        return dict(_values(file.read_text(encoding="utf-16")))

    @property
    def _environment(self) -> dict[str, str]:
        own = {"WINEPREFIX": str(self.prefix), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
        own["LC_ALL"] = "C.UTF-8"
        return {**{name: value for name, value in os.environ.items() if name != "DISPLAY"}, **own}


def _values(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    key = ""
    for line in text.replace("\\\n", "").splitlines():
        if line.startswith("["):
            key = line.strip("[]")
            yield (key, ""), ""
        elif "=" in line:
            name, _, value = line.partition("=")
            yield (key, name.strip('"') or "@"), value.replace("\\\\", "\\").replace('\\"', '"')


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path within it, and what it holds."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
