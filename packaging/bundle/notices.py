"""The licences of all that is in the bundle: a folder for each part, and a list. A part without a text is refused.

Usage: python packaging/bundle/notices.py TOC FOLDER

Run by build.py in the bundle's environment; TOC is what PyInstaller notes of the files it has collected.
"""

import ast
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEXTS = HERE / "licences"
TOOLS = frozenset("altgraph macholib packaging pefile pip pyinstaller-hooks-contrib pywin32-ctypes setuptools".split())
"""What builds and is not in what is built. PyInstaller itself is: its loader starts the program."""

OWN_TEXTS = {
    "pyside6-essentials": ("LGPL-3.txt", "GPL-3.txt", "Qt.txt"),
    "shiboken6": ("LGPL-3.txt", "GPL-3.txt", "Qt.txt"),
}
"""Texts of packages that bring none."""

WORDS = ("licen", "copying", "notice", "authors")


@dataclass(frozen=True, slots=True)
class Part:
    """Something in the bundle that others have made."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]

    def folder(self, within: Path) -> Path:
        """Where its texts go."""
        return within / f"{self.name}-{self.version}"


def main(arguments: list[str]) -> int:
    """Write all texts."""
    collected, folder = Path(arguments[0]), Path(arguments[1])
    shutil.rmtree(folder, ignore_errors=True)
    parts = [python_itself(), *sorted(packages(), key=lambda part: part.name.lower()), *system_libraries(collected)]
    if missing := [part.name for part in parts if not part.texts]:
        raise SystemExit(f"No licence text for {', '.join(missing)}.")
    for part in parts:
        place = part.folder(folder)
        place.mkdir(parents=True, exist_ok=True)
        for text in part.texts:
            shutil.copyfile(text, place / text.name)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
    (folder / "README.txt").write_text(listed(parts), encoding="utf-8")
    print(f"licences: {len(parts)} parts, {sum(len(part.texts) for part in parts)} texts")
    return 0


def listed(parts: Iterable[Part]) -> str:
    """What a person reads first."""
    lines = [f"{part.name} {part.version}: {part.licence}" for part in parts]
    head = (
        "Desktop Uploader itself is under the MIT licence (LICENSE.txt). It contains the parts below; their licences\n"
    )
    return head + "are in the folders beside this file.\n\n" + "\n".join(lines) + "\n"


def packages() -> list[Part]:
    """The Python packages of this environment, build tools aside."""
    found = [package for package in distributions() if package.name.lower() not in TOOLS]
    return [Part(package.name, package.version, licence_of(package), texts_of(package)) for package in found]


def licence_of(package: Distribution) -> str:
    """What the package says of itself, in a few words."""
    stated = package.metadata.get("License-Expression") or package.metadata.get("License") or ""
    kinds = [item for item in package.metadata.get_all("Classifier", []) if item.startswith("License ::")]
    short = stated.strip().splitlines()[0] if stated.strip() else ""
    return short or ", ".join(kind.rpartition(" :: ")[2] for kind in kinds) or "see its text"


def texts_of(package: Distribution) -> tuple[Path, ...]:
    """The files of its metadata that hold licences, as PEP 639 names them or as was usual before; else our own."""
    files = [file for file in package.files or () if ".dist-info" in file.parts[0] and "_vendor" not in file.parts]
    texts = [Path(str(file.locate())) for file in files if any(word in file.name.lower() for word in WORDS)]
    own = [TEXTS / name for name in OWN_TEXTS.get(package.name.lower().replace("_", "-"), ())]
    return tuple(sorted({text for text in texts if text.is_file() and text.suffix not in (".py", ".pyc")})) or tuple(
        own
    )


def python_itself() -> Part:
    """The interpreter and its library."""
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix), Path("/usr/share/doc") / _short_python())
    texts = [place / name for place in places for name in ("LICENSE.txt", "LICENSE", "copyright")]
    return Part("Python", sys.version.split()[0], "PSF-2.0", tuple(text for text in texts if text.is_file())[:1])


def _short_python() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def system_libraries(collected: Path) -> list[Part]:
    """On Linux, the distribution's packages whose libraries were collected."""
    if sys.platform != "linux" or shutil.which("dpkg-query") is None:
        return []
    (entries,) = ast.literal_eval(collected.read_text(encoding="utf-8"))
    files = {
        Path(source).resolve()
        for _, source, kind in entries
        if kind == "BINARY" and source.startswith(("/lib", "/usr"))
    }
    parts = {}
    for file in sorted(files):
        name, version = _package_of(file)
        text = Path("/usr/share/doc") / name / "copyright"
        parts[name] = Part(name, version, "see its text", (text,) if text.is_file() else ())
    return [parts[name] for name in sorted(parts)]


def _package_of(file: Path) -> tuple[str, str]:
    # Where /lib is a link to /usr/lib, packages may own the file under either name.
    for name in (str(file), str(file).removeprefix("/usr")):
        asked = subprocess.run(["dpkg-query", "-S", name], check=False, capture_output=True, text=True)
        if asked.returncode == 0:
            package = asked.stdout.partition(": ")[0]
            version = subprocess.run(
                ["dpkg-query", "-W", "-f=${Version}", package], check=True, capture_output=True, text=True
            ).stdout
            return package.partition(":")[0], version.replace(":", "_")
    raise SystemExit(f"No package owns {file}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
