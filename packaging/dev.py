"""Set the project up and run it, or test it. Needs nothing but Python 3.11 or newer.

python3 packaging/dev.py run [FILE...]     the window with these files, or with none of them the first page
python3 packaging/dev.py test [ARGS...]    lint, types, import contract and tests; ARGS go to pytest
python3 packaging/dev.py bundle            the program with all it needs in one folder, made and tried
python3 packaging/dev.py installer-test    the installer for Windows under wine, with stand-ins for the program
python3 packaging/dev.py bench             the benchmarks
python3 packaging/dev.py soak --minutes N  files of all sizes while processes are killed, and a report (soak.json)
python3 packaging/dev.py corpus DIR        every file of a folder through the check, and a table by outcome
python3 packaging/dev.py translate         bring the files of translations up to date with the sentences there are
python3 packaging/dev.py lock              write the pinned requirements anew
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.stamp"
PINS = ROOT / "packaging" / "requirements.txt"
BUNDLE_PINS = ROOT / "packaging" / "requirements-bundle.txt"
OLDEST = (3, 11)
LIBRARIES = (
    "fontconfig", "fonts-dejavu-core", "libdbus-1-3", "libegl1", "libgl1", "libglib2.0-0", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-xinerama0", "libxcb-xkb1", "libxkbcommon-x11-0", "libxkbcommon0",
)  # fmt: skip
"""What Qt's wheels need from Debian and Ubuntu."""


TOOLS = {
    "strace": "strace", "dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring", "faketime": "faketime",
    "makensis": "nsis",
}  # fmt: skip
"""What some tests need from Debian and Ubuntu, and its packages; without them they are skipped."""


WINDOWS = {"makensis": "nsis", "/usr/lib/wine/wine64": "wine64"}
"""What the installer for Windows is made and tried with: 100 MB to fetch."""


class SetUpError(Exception):
    """The set-up cannot go on; the text says what to do."""


def main(arguments: list[str]) -> int:
    """Run a command; gives its exit code."""
    commands = {"run": run, "test": test, "bundle": bundle, "bench": bench, "soak": soak, "corpus": corpus}
    commands |= {"installer-test": installer_test, "translate": translate, "lock": lock}
    if not arguments or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    if sys.version_info < OLDEST:
        print(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    try:
        set_up()
        return commands[arguments[0]](arguments[1:])
    except SetUpError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Open the window with the files; without a display, do the same job in the terminal."""
    options, files = _options(arguments)
    if has_display():
        return call([python(), "-m", "desktop_uploader", *options, "window", *files])
    print("There is no display: the files are processed here.\n", flush=True)
    if files:
        return call([python(), "-m", "desktop_uploader", *options, "add", "--wait", *files])
    with tempfile.TemporaryDirectory(prefix="desktop-uploader-samples-") as folder:
        samples = sorted(str(path) for path in (ROOT / "resources" / "samples").glob("*.[xc][ls][sv]*"))
        code = call([python(), "-m", "desktop_uploader", "--data-dir", folder, "add", "--wait", *samples])
    print("\nTwo of the samples are meant to fail: the price list has three wrong cells, the salaries a password.")
    return 0 if code == 1 else code or 1


def test(arguments: list[str]) -> int:
    """Lint, types on three systems, import contract, tests; the first failure ends it."""
    add_tools(TOOLS)
    mypy = [python(), "-m", "mypy"]
    tests = arguments or ["-n", "2"]
    steps = [
        ("lint", [python(), "-m", "ruff", "check", "."]),
        ("format", [python(), "-m", "ruff", "format", "--check", "."]),
        ("types", mypy),
        ("types, Windows", [*mypy, "--platform", "win32"]),
        ("types, macOS", [*mypy, "--platform", "darwin"]),
        ("imports", [str(python_folder() / "lint-imports")]),
        ("tests", [python(), "-m", "pytest", *tests]),
    ]
    for name, command in steps:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        code = call(command, QT_QPA_PLATFORM="offscreen")
        print(f"== {name}: {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
        if code:
            return code
    return 0


def bundle(arguments: list[str]) -> int:
    """Make the bundle in an environment of its own, and try it where nothing else helps it."""
    folder = ROOT / "packaging" / "bundle"
    code = call([sys.executable, str(folder / "build.py"), *arguments])
    tests = [python(), "-m", "pytest", "tests/bundle", "-p", "no:cacheprovider"]
    return code or call(tests, BUNDLE_FOLDER=str(ROOT / "dist" / "desktop-uploader"))


def installer_test(arguments: list[str]) -> int:
    """The tests of `tests/installer`, which the test command leaves out for what they need and how long they take."""
    add_tools(WINDOWS)
    options = ["--override-ini", "addopts=-ra --strict-markers", "-p", "no:xdist"]
    return call([python(), "-m", "pytest", *options, "tests/installer", *arguments])


def bench(arguments: list[str]) -> int:
    """Measure; each benchmark prints its ratio and its bar. What is compared with has an environment of its own."""
    others = ROOT / ".venv-bench"
    pins = ROOT / "packaging" / "requirements-bench.txt"
    stamp = others / "set-up.stamp"
    mark = hashlib.sha256(pins.read_bytes()).hexdigest()
    other_python = others / python_folder().name / Path(python()).name
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != mark:
        _must([sys.executable, "-m", "venv", str(others)], "Python's venv is missing.")
        pip = [str(other_python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
        _must([*pip, "--require-hashes", "-r", str(pins)], "The packages could not be installed. Is the network up?")
        stamp.write_text(mark, encoding="utf-8")
    arguments = [*arguments, "--others", str(other_python)]
    return call([python(), "-m", "tests.benchmarks", *arguments], QT_QPA_PLATFORM="offscreen")


def soak(arguments: list[str]) -> int:
    """The long run of `tests/faults/soak.py`."""
    return call([python(), "-m", "tests.faults.soak", *arguments])


def corpus(arguments: list[str]) -> int:
    """Check every file of a folder; `compare DIR` and `agree DIR` look at the cells."""
    return call([python(), "-m", "tests.corpus", *(_absolute(item) for item in arguments)])


def _absolute(argument: str) -> str:
    path = Path(argument)
    return str(path.resolve()) if path.exists() or path.suffix else argument


def translate(arguments: list[str]) -> int:
    """Read the sentences from the code, and write what is translated and what is not."""
    return call([python(), "-m", "tests.words.translate", *arguments])


def lock(_arguments: list[str]) -> int:
    """Resolve pyproject.toml into pin files for all systems, with hashes and without hosts; the bundle's agrees."""
    call([python(), "-m", "pip", "install", "--quiet", "uv"])
    compiling = [python(), "-m", "uv", "pip", "compile", "--universal", "--generate-hashes", "--no-header"]
    compiling += ["--no-annotate", "--quiet", "--python-version", "3.11", "pyproject.toml", "--output-file"]
    code = call([*compiling, str(PINS), "--all-extras"])
    return code or call([*compiling, str(BUNDLE_PINS), "--group", "bundle", "--constraint", str(PINS)])


def set_up() -> None:
    """Make the virtual environment and install what is pinned; does nothing where that is done already."""
    mark = _fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == mark and Path(python()).exists():
        return
    add_libraries()
    print("Setting up (once)...", flush=True)
    _make_venv()
    pip = [python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    _must([*pip, "--require-hashes", "-r", str(PINS)], "The packages could not be installed. Is the network up?")
    _must([*pip, "--no-deps", "--editable", str(ROOT)], "The project itself could not be installed.")
    STAMP.write_text(mark, encoding="utf-8")


def add_libraries() -> None:
    """On Debian and Ubuntu, install what Python and Qt need where this is root; else print the line to type."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    wanted = [*LIBRARIES, *_venv_packages()]
    missing = [name for name in wanted if not _installed(name)]
    if not missing:
        return
    if os.geteuid() != 0:
        print(f"If the window does not open, type: sudo apt-get install -y {' '.join(missing)}", flush=True)
        return
    print(f"Installing {', '.join(missing)}...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"stdout": subprocess.DEVNULL, "env": environment}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    if subprocess.run(["apt-get", "install", "-y", "-qq", *missing], check=False, **quiet).returncode:
        raise SetUpError(f"these could not be installed: {' '.join(missing)}")


def add_tools(tools: dict[str, str]) -> None:
    """On Debian and Ubuntu, install programs that some tests need, given with their packages, where this is root."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        missing = [package for name, package in tools.items() if shutil.which(name) is None]
        if missing:
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            quiet = {"stdout": subprocess.DEVNULL, "env": environment}
            subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
            # One by one: what one system does not have must not keep the others away.
            for package in missing:
                command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
                subprocess.run(command, check=False, **quiet)


def has_display() -> bool:
    """True where a window can be shown."""
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def python_folder() -> Path:
    """Where the environment's programs are."""
    return VENV / ("Scripts" if os.name == "nt" else "bin")


def python() -> str:
    """The environment's Python."""
    return str(python_folder() / ("python.exe" if os.name == "nt" else "python"))


def call(command: list[str], **environment: str) -> int:
    """Run a command in the project's folder; gives its exit code."""
    return subprocess.run(command, cwd=_folder(command), env={**os.environ, **environment}, check=False).returncode


def _folder(command: list[str]) -> Path | None:
    # Files are named from where the person is; everything else works on the project.
    return None if "desktop_uploader" in command else ROOT


def _options(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Options of the program (`--data-dir DIR`), and files."""
    options, files = [], []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--data-dir":
            options += [argument, next(rest, "")]
        else:
            files.append(argument)
    return options, files


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for part in (PINS.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _make_venv() -> None:
    working = Path(python()).exists() and not subprocess.run([python(), "-m", "pip", "--version"],
        check=False, capture_output=True).returncode  # fmt: skip
    if working:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    _must(
        [sys.executable, "-m", "venv", str(VENV)], "Python's venv is missing (on Debian: apt-get install python3-venv)."
    )


def _must(command: list[str], otherwise: str) -> None:
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8", errors="replace"
    )
    if done.returncode:
        print((done.stdout + done.stderr)[-4000:], file=sys.stderr)
        raise SetUpError(otherwise)


def _venv_packages() -> list[str]:
    """Debian's own Python comes without venv."""
    own = Path(sys.executable).resolve().is_relative_to("/usr/bin")
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"] if own else []


def _installed(package: str) -> bool:
    state = subprocess.run(["dpkg-query", "-W", "-f=${Status}", package], check=False, capture_output=True, text=True)
    return "install ok installed" in state.stdout or _provided(package)


def _provided(package: str) -> bool:
    # Ubuntu 24.04 renamed some libraries for 64-bit times; the new ones provide the old names.
    state = subprocess.run(
        ["dpkg-query", "-W", "-f=${Status}", f"{package}t64"], check=False, capture_output=True, text=True
    )
    return "install ok installed" in state.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
