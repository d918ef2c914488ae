"""Make the installer for Windows of a bundle's folder. Needs makensis (on Debian: apt-get install nsis).

python3 packaging/windows/build_installer.py BUNDLE --output DIR [--version V] [--sign COMMAND]

`--sign` is a command that signs the file whose name is added to it; the uninstaller is signed too.
"""

import argparse
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PUBLISHER = "The Desktop Uploader developers"
PROGRAMS = ("desktop-uploader.exe", "desktop-uploader-gui.exe")
SIDE = (164, 314, (0x25, 0x63, 0xEB))
"""Width, height and colour of the picture on the last page: the icon's."""


class BuildError(Exception):
    """No installer is made; the text says why."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--output", type=Path, default=ROOT / "dist")
    parser.add_argument("--version", default=own_version())
    parser.add_argument("--sign", metavar="COMMAND")
    options = parser.parse_args()
    try:
        print(build(options.bundle, options.output, options.version, options.sign))
    except BuildError as error:
        print(f"build_installer.py: {error}", file=sys.stderr)
        return 1
    return 0


def build(bundle: Path, output: Path, version: str, sign: str | None = None) -> Path:
    """Make `desktop-uploader-VERSION-windows-x64.exe` in `output`. Raises `BuildError`."""
    makensis = shutil.which("makensis")
    if makensis is None:
        raise BuildError("makensis is missing (https://nsis.sourceforge.io; on Debian: apt-get install nsis)")
    files = bundled(bundle)
    output.mkdir(parents=True, exist_ok=True)
    target = output.absolute() / f"desktop-uploader-{version}-windows-x64.exe"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "files.nsh").write_text(file_list(bundle, files), encoding="utf-8-sig", newline="\r\n")
        (Path(folder) / "side.bmp").write_bytes(plain_picture(*SIDE))
        defined = {
            "VERSION": version,
            "NUMBERS": numbers(version),
            "PUBLISHER": PUBLISHER,
            "SIZE": str(sum((bundle / name).stat().st_size for name in files) // 1024),
            "ICON": str(ROOT / "resources" / "icons" / "app.ico"),
            "GENERATED": folder,
            "OUT": str(target),
        }
        defined |= {"SIGN": sign} if sign else {}
        options = ["-V2", "-WX", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in defined.items())]
        done = subprocess.run([makensis, *options, "installer.nsi"], cwd=HERE, capture_output=True, check=False)
    if done.returncode:
        raise BuildError((done.stdout + done.stderr).decode(errors="replace")[-2000:])
    return target


def bundled(bundle: Path) -> list[Path]:
    """The bundle's files, below its folder. Raises `BuildError` where it is no bundle for Windows."""
    missing = [name for name in PROGRAMS if not (bundle / name).is_file()]
    if missing:
        raise BuildError(f"{bundle} has no {' and no '.join(missing)}")
    return sorted(path.relative_to(bundle) for path in bundle.rglob("*") if path.is_file())


def numbers(version: str) -> str:
    """Four numbers, as Windows has versions. Raises `BuildError` where there is no number."""
    found = re.match(r"\d+(\.\d+){0,3}", version)
    if found is None:
        raise BuildError(f"{version} is no version")
    return ".".join([*found[0].split("."), "0", "0", "0"][:4])


def file_list(bundle: Path, files: Iterable[Path]) -> str:
    """What is put on the computer, and the same taken away again: nothing else is ever deleted."""
    files = list(files)
    folders = sorted({parent for file in files for parent in file.parents if parent != Path()}, reverse=True)
    kinds = (f'!insertmacro ${{WHAT}} "{kind}"' for kind in own_kinds())
    lines = [
        *_macro("INSTALL_FILES", _installing(bundle.absolute(), files)),
        *_macro("REMOVE_FILES", _removing(files, folders)),
        *_macro("EACH_KIND WHAT", kinds),
    ]
    return "\n".join(lines) + "\n"


def plain_picture(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A bitmap of one colour (red, green, blue), for the side of the last page."""
    line = bytes(reversed(colour)) * width
    pixels = (line + b"\0" * (-len(line) % 4)) * height
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(pixels), 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 14 + len(head) + len(pixels), 0, 0, 14 + len(head)) + head + pixels


def own_version() -> str:
    """The program's, from pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def own_kinds() -> tuple[str, ...]:
    """Endings of files that can be added."""
    sys.path.insert(0, str(ROOT))
    from desktop_uploader.model.kinds import KINDS

    return KINDS


def _macro(name: str, lines: Iterable[str]) -> list[str]:
    return [f"!macro {name}", *(f"  {line}" for line in lines), "!macroend"]


def _installing(bundle: Path, files: Iterable[Path]) -> Iterator[str]:
    folder = None
    for file in files:
        if file.parent != folder:
            folder = file.parent
            yield f"SetOutPath {_installed(folder)}"
        yield f'File "{os.fspath(bundle / file)}"'


def _removing(files: Iterable[Path], folders: Iterable[Path]) -> Iterator[str]:
    yield from (f"Delete {_installed(file)}" for file in files)
    yield from (f"RMDir {_installed(folder)}" for folder in folders)


def _installed(path: Path) -> str:
    parts = [part for part in path.parts if part != "."]
    return '"' + "\\".join(["$INSTDIR", *map(_escaped, parts)]) + '"'


def _escaped(text: str) -> str:
    return text.replace("$", "$$")


if __name__ == "__main__":
    sys.exit(main())
