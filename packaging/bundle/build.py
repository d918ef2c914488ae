"""Make the bundle: the program with all it needs in one folder, dist/desktop-uploader, and try it.

Usage: python packaging/bundle/build.py [--only-build]

It is made in an environment of its own, of the pinned packages and nothing else (requirements-bundle.txt).
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
VENV = ROOT / ".venv-bundle"
PINS = ROOT / "packaging" / "requirements-bundle.txt"
DIST, WORK = ROOT / "dist", ROOT / "build"
BUNDLE = DIST / "desktop-uploader"
LARGEST = 140_000_000
"""Bytes of the whole folder; a library more than expected is found here."""

PROGRAM = BUNDLE / ("desktop-uploader.exe" if os.name == "nt" else "desktop-uploader")


def main() -> int:
    """Build and try; gives the exit code."""
    for name, step in STEPS[: -1 if "--only-build" in sys.argv else None]:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        step()
        print(f"== {name}: {time.monotonic() - started:.1f} s", flush=True)
    size = sum(path.stat().st_size for path in BUNDLE.rglob("*") if not path.is_symlink())
    print(f"{BUNDLE.relative_to(ROOT)}: {size / 1e6:.1f} MB")
    return 0 if size <= LARGEST else 1


def set_up() -> None:
    """Make the environment; does nothing where that is done already."""
    stamp, mark = VENV / "set-up.stamp", _mark()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == mark:
        return
    _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    pip = [python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    _run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(PINS)])
    stamp.write_text(mark, encoding="utf-8")


def build() -> None:
    """Run PyInstaller. What it makes depends on the sources and the pins alone."""
    fixed = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": str(date()), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [python(), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(WORK), str(HERE / "desktop_uploader.spec")]
    _run(command, PYINSTALLER_CONFIG_DIR=str(WORK / "cache"), **fixed)
    if sys.platform == "linux":
        gui = BUNDLE / "desktop-uploader-gui"
        gui.unlink(missing_ok=True)
        gui.symlink_to(PROGRAM.name)


def add_notices() -> None:
    """Write the licences of all parts."""
    collected = WORK / "desktop_uploader" / "COLLECT-00.toc"
    _run([python(), str(HERE / "notices.py"), str(collected), str(BUNDLE / "licences")])


def smoke_test() -> None:
    """Have the bundle try itself, far from the sources. Raises SystemExit where something is wrong."""
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        command = [str(PROGRAM), "--smoke-test", str(report)]
        code = subprocess.run(command, cwd=scratch, env=_without_python(), check=False).returncode
        told = json.loads(report.read_text(encoding="utf-8")) if report.is_file() else {"steps": []}
    for step in told["steps"]:
        print(f"{step['step']}: {'ok' if step['ok'] else step['error']}, {step['seconds']} s")
    (DIST / "smoke-test.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if code or not told.get("ok"):
        raise SystemExit("The bundle does not work; see dist/smoke-test.json.")


def date() -> int:
    """Seconds since 1970 that stand for the build: those of the last commit, so that the same sources give the same."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(given)
    log = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=False, capture_output=True, text=True)
    return int(log.stdout or 315532800)


def python() -> str:
    """The environment's Python."""
    return str(VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def _without_python() -> dict[str, str]:
    """An environment in which no Python of the build can help."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def _mark() -> str:
    parts = (PINS.read_bytes(), sys.version.encode(), str(ROOT).encode())
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _run(command: list[str], **environment: str) -> None:
    code = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode
    if code:
        raise SystemExit(f"{Path(command[0]).name} {' '.join(command[1:4])} ended with {code}.")


STEPS = (("environment", set_up), ("bundle", build), ("licences", add_notices), ("smoke test", smoke_test))

if __name__ == "__main__":
    sys.exit(main())
