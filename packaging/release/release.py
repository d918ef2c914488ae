"""Steps of a release that are the same everywhere. Needs nothing but Python 3.11 or newer.

python3 packaging/release/release.py cut VERSION           the changelog's section and the version in the sources
python3 packaging/release/release.py check TAG             is TAG the version of the sources, and in the changelog?
python3 packaging/release/release.py address OWNER/NAME    the bundle asks there, on GitHub, for newer versions
python3 packaging/release/release.py collect FROM TO       what the systems have made, in one folder
python3 packaging/release/release.py sbom DIR              what is in the bundle, as CycloneDX
python3 packaging/release/release.py checksums DIR         SHA256SUMS of the files in DIR
python3 packaging/release/release.py notes TAG --output F  the changelog's section of a version
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RELEASE = ROOT / "dist" / "release"
BUNDLE = ROOT / "dist" / "desktop-uploader"
PINS = ROOT / "packaging" / "requirements-bundle.txt"
SUMS = "SHA256SUMS"
CYCLONEDX = "cyclonedx-bom==7.5.0"


class ReleaseError(Exception):
    """The release cannot go on; the text says why."""


def main(arguments: list[str] | None = None) -> int:
    """Do a step; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("cut").add_argument("version")
    steps.add_parser("check").add_argument("tag")
    steps.add_parser("address").add_argument("repository")
    collecting = steps.add_parser("collect")
    collecting.add_argument("source", type=Path)
    collecting.add_argument("target", type=Path)
    steps.add_parser("sbom").add_argument("folder", type=Path)
    steps.add_parser("checksums").add_argument("folder", type=Path)
    noting = steps.add_parser("notes")
    noting.add_argument("tag")
    noting.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    try:
        _do(options)
    except ReleaseError as error:
        print(f"release.py: {error}", file=sys.stderr)
        return 1
    return 0


def _do(options: argparse.Namespace) -> None:
    if options.step == "cut":
        cut(ROOT, options.version)
    elif options.step == "check":
        check(ROOT, options.tag)
    elif options.step == "address":
        address(ROOT, options.repository)
    elif options.step == "collect":
        collect(options.source, options.target)
    elif options.step == "sbom":
        print(sbom(options.folder, version(ROOT)))
    elif options.step == "checksums":
        print(checksums(options.folder).read_text(encoding="utf-8"), end="")
    else:
        options.output.write_text(notes(ROOT, options.tag.removeprefix("v")), encoding="utf-8", newline="\n")


def version(root: Path) -> str:
    """The version of the sources."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def cut(root: Path, new: str, day: date | None = None) -> None:
    """Name the unreleased section of the changelog, begin another one, and set the version of the sources."""
    changelog = root / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    if f"\n## {new} " in text:
        raise ReleaseError(f"CHANGELOG.md has a section {new} already")
    heading = f"## Unreleased\n\n## {new} - {(day or date.today()).isoformat()}\n"
    _replace(changelog, r"(?m)^## Unreleased\n", heading)
    _replace(root / "pyproject.toml", r'(?m)^version = ".*"$', f'version = "{new}"')
    _replace(root / "desktop_uploader" / "__init__.py", r'(?m)^__version__ = ".*"$', f'__version__ = "{new}"')


def check(root: Path, tag: str) -> None:
    """Raises `ReleaseError` where a tag does not belong to the sources, or nothing is said of its version."""
    own = version(root)
    if tag != f"v{own}":
        raise ReleaseError(f"the tag {tag} is not that of the sources, v{own}")
    notes(root, own)


def address(root: Path, repository: str) -> None:
    """Write where a release asks for newer ones: read by `desktop_uploader/updates.py`, and no part of the sources."""
    told = {"updates": f"https://api.github.com/repos/{repository}/releases/latest"}
    (root / "resources" / "release.json").write_text(json.dumps(told) + "\n", encoding="utf-8", newline="\n")


def notes(root: Path, wanted: str) -> str:
    """The changelog's section of a version."""
    text = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(rf"(?ms)^## {re.escape(wanted)} - [^\n]*\n(.*?)(?=^## |\Z)", text)
    if found is None or not found[1].strip():
        raise ReleaseError(f"CHANGELOG.md says nothing of {wanted}")
    return found[1].strip() + "\n"


def collect(source: Path, target: Path) -> None:
    """Copy what is to be published; a report of a system's smoke test gets the system's name."""
    target.mkdir(parents=True, exist_ok=True)
    for item in sorted(path for path in source.rglob("*") if path.is_file()):
        system = item.relative_to(source).parts[0]
        name = f"{item.stem}-{system}{item.suffix}" if item.name == "smoke-test.json" else item.name
        if (target / name).exists():
            raise ReleaseError(f"there are two files {name}")
        shutil.copy2(item, target / name)


def checksums(folder: Path) -> Path:
    """A file that `sha256sum --check` takes."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name != SUMS)
    if not files:
        raise ReleaseError(f"{folder} is empty")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files]
    path = folder / SUMS
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return path


def sbom(folder: Path, number: str) -> Path:
    """What the bundle is made of, from its pins, by a tool in an environment of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"desktop-uploader-{number}-sbom.cdx.json"
    with tempfile.TemporaryDirectory() as scratch:
        environment = Path(scratch) / "venv"
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        programs = environment / ("Scripts" if sys.platform == "win32" else "bin")
        pip = [programs / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet", CYCLONEDX]
        subprocess.run(pip, check=True)
        options = ["--output-reproducible", "--of", "JSON", "--pyproject", ROOT / "pyproject.toml", "-o", path]
        subprocess.run([programs / "cyclonedx-py", "requirements", *options, PINS], check=True)
    return path


def _replace(path: Path, pattern: str, text: str) -> None:
    changed, count = re.subn(pattern, lambda _: text, path.read_text(encoding="utf-8"), count=1)
    if not count:
        raise ReleaseError(f"{path.name} has no line that {pattern} describes")
    path.write_text(changed, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
