"""What of the libraries goes into the bundle, and what stays out because nothing here uses it."""

import re
import sqlite3
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from icu import write_smaller

Entry: TypeAlias = "tuple[str, str, str]"
"""As PyInstaller has them: the place in the bundle, the file, the kind."""

ROOT = Path(__file__).resolve().parents[2]
SAFE_SQLITE = (3, 51, 3)
"""As in `desktop_uploader/doctor/surroundings.py`."""

QT_PLUGINS = frozenset(
    "iconengines imageformats platforminputcontexts platforms platformthemes styles wayland-decoration-client "
    "wayland-graphics-integration-client wayland-shell-integration".split()
)
"""Kinds of plugins that a program of widgets may want: none for TLS, SQL, QML, screens without a desktop."""

QT_PLUGINS_OUT = re.compile(
    r"q(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|direct2d)\b|virtualkeyboard|qgtk3|q(icns|pdf|tga|tiff|wbmp|webp)"
)
"""Plugins of those kinds for devices without a desktop, for pictures that nobody has, or that bring another toolkit."""

QT_LIBRARIES_OUT = re.compile(
    r"Qt6?(Concurrent|DBus\.(abi3|pyd)|Designer|EglFS|OpenGLWidgets|Pdf|Qml|Quick|Sql|Test|VirtualKeyboard)|opengl32sw"
)
MODULE = re.compile(r"\.abi3\.so$|\.pyd$|\.cpython-|python3")
LIBRARIES = (PurePosixPath("."), PurePosixPath("PySide6/Qt/lib"), PurePosixPath("PySide6"))
"""Folders of libraries; Windows has Qt's beside its modules."""

MODULES_OUT = ["tkinter", "unittest.mock", "pydoc", "pytest", "_pytest", "IPython", "setuptools", "pip", "wheel"]
"""Modules that libraries ask for and do without."""

MODULES_IN = ["isal.igzip_lib"]
"""Modules that only compiled code asks for, which PyInstaller cannot see."""

BOTOCORE_SERVICES = frozenset("s3 sts sso sso-oidc signin".split())
"""S3, and what boto3 gets keys from; botocore brings four hundred."""

LANGUAGES = frozenset("root en id de".split())
"""Whose names of months and days Babel brings: `desktop_uploader.words.languages.NAMES`, and what they build on."""


def wanted(entry: Entry) -> bool:
    """False for what nothing uses."""
    return _wanted(_path(entry[0]))


def _path(place: str) -> PurePosixPath:
    return PurePosixPath(place.replace("\\", "/"))


def _wanted(path: PurePosixPath) -> bool:
    parts, name = path.parts, path.name
    if "PySide6" in parts:
        return _wanted_of_qt(parts, name)
    if QT_LIBRARIES_OUT.search(name):
        return False
    if parts[:2] == ("botocore", "data") and len(parts) > 3:
        return parts[2] in BOTOCORE_SERVICES
    if parts[:2] == ("boto3", "data") or parts[:2] == ("boto3", "examples"):
        return parts[2] in BOTOCORE_SERVICES
    if parts[:2] == ("babel", "locale-data"):
        return path.stem in LANGUAGES
    return parts[0] not in ("alembic", "mako") or path.suffix == ""


def _wanted_of_qt(parts: tuple[str, ...], name: str) -> bool:
    if "translations" in parts or "qml" in parts:
        return False
    if "plugins" in parts:
        kind = parts[parts.index("plugins") + 1]
        return kind in QT_PLUGINS and not QT_PLUGINS_OUT.search(name)
    return not QT_LIBRARIES_OUT.search(name)


def reached(binaries: Iterable[Entry]) -> list[Entry]:
    """Without libraries that only what was left out had use for."""
    from PyInstaller.depend.bindepend import get_imports

    entries = {entry[0]: entry for entry in binaries}
    files = {_path(place).name.lower(): place for place in entries}
    # Others ask for libraries at the top or beside Qt's; Python and Qt ask for modules and plugins by themselves.
    found = {place for place in entries if _path(place).parent not in LIBRARIES or MODULE.search(place)}
    waiting = list(found)
    while waiting:
        for name, path in get_imports(entries[waiting.pop()][1]):
            place = files.get(Path(path or name).name.lower())
            if place is not None and place not in found:
                found.add(place)
                waiting.append(place)
    return [entries[place] for place in sorted(found)]


def without_dead_links(datas: Iterable[Entry], binaries: Iterable[Entry]) -> list[Entry]:
    """Without links to what was left out."""
    there = {entry[0] for entry in binaries}
    return [entry for entry in datas if entry[2] != "SYMLINK" or entry[1] in there]


def with_smaller_icu(binaries: Iterable[Entry], folder: Path) -> list[Entry]:
    """On Linux, with the data of ICU that are used; they are written into `folder`."""
    made = []
    for place, source, kind in binaries:
        if _path(place).name.startswith("libicudata.so"):
            smaller = folder / _path(place).name
            write_smaller(Path(source), smaller, LANGUAGES)
            source = str(smaller)
        made.append((place, source, kind))
    return made


def own_data() -> list[tuple[str, str]]:
    """The program's files that are no code, as (file or folder, place): those that the wheel has too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    package = ROOT / "desktop_uploader"
    files = [path for path in package.rglob("*") if path.suffix in (".json", ".mo")]
    within = [(str(path), path.parent.relative_to(ROOT).as_posix()) for path in sorted(files)]
    return within + [(str(ROOT / source), target) for source, target in included.items()]


def version() -> str:
    """The program's, from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def brings_sqlite() -> bool:
    """True where the bundle needs a newer SQLite than this Python has. Raises SystemExit where there is none."""
    if sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return False
    try:
        import pysqlite3
    except ImportError:
        safe = ".".join(map(str, SAFE_SQLITE))
        raise SystemExit(
            f"This Python has SQLite {sqlite3.sqlite_version}, and pysqlite3 has no wheel for this system. "
            f"Build with a Python that has SQLite {safe} or newer."
        ) from None
    if pysqlite3.sqlite_version_info < SAFE_SQLITE:
        raise SystemExit(f"pysqlite3 has SQLite {pysqlite3.sqlite_version}, which is too old.")
    return True


def without_old_sqlite(entries: Iterable[Entry]) -> list[Entry]:
    """Without Python's own module and its library: only one SQLite may be in one program."""
    return [entry for entry in entries if not re.match(r"(lib-dynload/)?(_sqlite3|libsqlite3|sqlite3\.dll)", entry[0])]


def icon() -> str | None:
    """The program's icon in the form of this system; Linux has it in the desktop entry."""
    kind = {"win32": "ico", "darwin": "icns"}.get(sys.platform)
    return str(ROOT / "resources" / "icons" / f"app.{kind}") if kind else None
