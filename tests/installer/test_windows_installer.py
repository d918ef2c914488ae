"""The installer for Windows, built with stand-ins for the program and run under wine: every file, every key."""

import contextlib
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_uploader.autostart import base, windows
from desktop_uploader.model.kinds import KINDS

from .wine import Wine, files, program

ROOT = Path(__file__).resolve().parents[2]
COMMANDS, WINDOW = "desktop-uploader.exe", "desktop-uploader-gui.exe"
SOFTWARE = "HKEY_CURRENT_USER\\Software"
ENTRY = "\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\DesktopUploader"
RUN = (f"HKEY_CURRENT_USER\\{windows.RUN}", base.NAME)
PARENTS = ("\\Software\\Classes", "\\Classes\\Applications", "\\CurrentVersion\\Uninstall")
"""Keys that any Windows has; wine's are not there before something is written below them."""

NOISE = ("\\Wine", "\\Explorer\\", "MuiCache", "\\Internet Settings", "\\NetworkCards")
"""What wine itself writes as it goes."""

pytestmark = [
    pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed"),
    pytest.mark.skipif(program("wine64") is None, reason="wine64 is not installed"),
    # The first of them waits for wine's prefix.
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="module")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    made = Wine(tmp_path_factory.mktemp("wine") / "prefix")
    made.begin()
    yield made
    made.end()


@pytest.fixture(scope="module")
def installers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Installers of two versions, and the bundles that they were made of."""
    folder = tmp_path_factory.mktemp("installers")
    standin = folder / "standin.exe"
    source = Path(__file__).with_name("standin.nsi")
    subprocess.run(["makensis", "-V1", f"-DOUT={standin}", source], check=True)
    made = {}
    for version, rest in (("1.0.0", {"lib/old.dll": "1", "lib/both.dll": "1"}), ("1.10.0", {"lib/both.dll": "2"})):
        bundle = folder / version
        more = {"lib/locale/ä b.txt": version, "lib/new/$x.dat": version} if version == "1.10.0" else {}
        for name, text in {**rest, **more}.items():
            (bundle / name).parent.mkdir(parents=True, exist_ok=True)
            (bundle / name).write_text(text, encoding="utf-8")
        for name in (COMMANDS, WINDOW):
            shutil.copy(standin, bundle / name)
        command = [sys.executable, ROOT / "packaging" / "windows" / "build_installer.py", bundle, "--output", folder]
        told = subprocess.run([*command, "--version", version], capture_output=True, text=True, check=True)
        made[version] = Path(told.stdout.strip())
    return made


@pytest.fixture(scope="module")
def machine(wine: Wine) -> dict[tuple[str, str], str]:
    """The registry of everybody, before anything is installed."""
    return registry(wine, "HKLM\\Software")


@pytest.fixture
def before(wine: Wine) -> Iterator[dict[tuple[str, str], str]]:
    """The registry before a test; afterwards, whatever the test has left is gone."""
    yield registry(wine)
    for folder in places(wine):
        if (folder / "uninstall.exe").exists():
            (said(folder) / "let-go").touch() if said(folder).exists() else None
            uninstall(wine, folder)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(said(folder), ignore_errors=True)
    shutil.rmtree(wine.local / "Desktop Uploader", ignore_errors=True)


def registry(wine: Wine, *roots: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for root in roots or ("HKCU\\Software",):
        found |= wine.registry(root)
    mine = {where: value for where, value in found.items() if not any(part in where[0] for part in NOISE)}
    return {(key, name): value for (key, name), value in mine.items() if name or not key.endswith(PARENTS)}


def places(wine: Wine) -> tuple[Path, Path]:
    """Where it is for one person, and where for all."""
    return wine.local / "Programs" / "Desktop Uploader", wine.drive / "Program Files" / "Desktop Uploader"


def said(folder: Path) -> Path:
    """Where the stand-ins say what they were asked for."""
    return folder.parent / "said"


def bundle(installer: Path) -> Path:
    return installer.parent / installer.name.split("-")[2]


def uninstall(wine: Wine, folder: Path, *switches: str) -> int:
    # Without `_?=` it goes on from a copy of itself, for which nobody could wait; and it deletes not itself then.
    own = wine.path(folder)
    code = wine.run_line(f'"{own}\\uninstall.exe" /S {" ".join(switches)} _?={own}')
    if code == 0:
        (folder / "uninstall.exe").unlink()
        with contextlib.suppress(OSError):
            folder.rmdir()
    return code


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def without_remover(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in files(folder).items() if name != "uninstall.exe"}


def test_for_one_person_it_writes_its_files_and_keys_and_nothing_else(
    wine: Wine, installers: dict[str, Path], before: dict[tuple[str, str], str], machine: dict[tuple[str, str], str]
) -> None:
    folder, _ = places(wine)

    assert wine.run(installers["1.0.0"], "/S", "/AUTOSTART=1") == 0

    assert without_remover(folder) == files(installers["1.0.0"].parent / "1.0.0")
    assert list(wine.person.rglob("Desktop Uploader.lnk")) != []
    after, own = registry(wine), wine.path(folder)
    new = {where: value for where, value in after.items() if before.get(where) != value}
    assert {where for where in before if where not in after} == set()
    entry = {name: value for (key, name), value in new.items() if key == SOFTWARE + ENTRY and name}
    assert entry["DisplayVersion"] == '"1.0.0"'
    assert entry["Publisher"] == '"The Desktop Uploader developers"'
    assert entry["InstallLocation"] == f'"{own}"'
    assert int(entry["EstimatedSize"].removeprefix("dword:"), 16) > 100
    assert entry["QuietUninstallString"] == f'""{own}\\uninstall.exe" /S"'
    command = subprocess.list2cmdline([own + "\\" + WINDOW, "--hidden"])
    assert new[RUN] == f'"{command}"'
    opening = f"{SOFTWARE}\\Classes\\DesktopUploader.File\\shell\\open\\command"
    assert new[opening, "@"] == f'""{own}\\{WINDOW}" "%1""'
    for kind in KINDS:
        assert new[f"{SOFTWARE}\\Classes\\.{kind}\\OpenWithProgids", "DesktopUploader.File"] == '""'
    allowed = (ENTRY, "\\Classes\\.", "\\Classes\\DesktopUploader.File", f"\\Applications\\{WINDOW}", windows.RUN)
    assert registry(wine, "HKLM\\Software") == machine
    assert {where for where in new if not any(part in where[0] for part in allowed)} == set()


def test_removing_it_leaves_the_computer_as_it_was_and_what_a_person_has_put_there(
    wine: Wine, installers: dict[str, Path], before: dict[tuple[str, str], str]
) -> None:
    folder, _ = places(wine)
    data = wine.local / "Desktop Uploader"
    data.mkdir()
    (data / "history.sqlite3").write_text("all that was uploaded", encoding="utf-8")
    assert wine.run(installers["1.10.0"], "/S", "/AUTOSTART=1") == 0
    (folder / "lib" / "mine.txt").write_text("a person's own", encoding="utf-8")

    assert uninstall(wine, folder) == 0

    assert files(folder) == {"lib/mine.txt": b"a person's own"}
    assert [path.name for path in folder.rglob("*") if path.is_dir()] == ["lib"]
    assert list(wine.person.rglob("Desktop Uploader.lnk")) == []
    assert files(data) == {"history.sqlite3": b"all that was uploaded"}
    assert registry(wine) == before


def test_data_go_where_that_is_wished_and_only_what_is_known_to_be_data(
    wine: Wine, installers: dict[str, Path], before: dict[tuple[str, str], str]
) -> None:
    folder, _ = places(wine)
    data = wine.local / "Desktop Uploader"
    kept = (
        "history.sqlite3",
        "history.sqlite3-wal",
        "records.sqlite3",
        "settings.toml",
        "window.ini",
        "updates.json",
        "in-use.lock",
    )
    for name in (*kept, "files/2026/a.xlsx", "backups/b.sqlite3", "outbox/c", "Logs/desktop-uploader.log", "mine.txt"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(name, encoding="utf-8")
    assert wine.run(installers["1.0.0"], "/S") == 0

    assert uninstall(wine, folder, "/DELETEDATA") == 0

    assert files(data) == {"mine.txt": b"mine.txt"}
    assert [path.name for path in data.iterdir()] == ["mine.txt"]
    assert (said(folder) / "keys-removed").exists()
    assert not folder.exists()


def test_an_open_program_is_asked_to_end_and_waited_for_then_updated_and_opened_again(
    wine: Wine, installers: dict[str, Path], before: dict[tuple[str, str], str]
) -> None:
    folder, _ = places(wine)
    assert wine.run(installers["1.0.0"], "/S", "/AUTOSTART=1") == 0
    entry = registry(wine)[RUN]
    (folder / "mine.txt").write_text("a person's own", encoding="utf-8")
    open_program = wine.start(folder / WINDOW)
    until((said(folder) / "open").exists)
    (said(folder) / "open").unlink()

    assert wine.run(installers["1.10.0"], "/S") == 0

    # The stand-in says so only after its last file: it was not killed.
    assert (said(folder) / "finished").exists()
    assert open_program.wait(10) == 0
    expected = files(installers["1.10.0"].parent / "1.10.0")
    assert without_remover(folder) == {**expected, "mine.txt": b"a person's own"}
    assert registry(wine)[RUN] == entry
    assert registry(wine)[SOFTWARE + ENTRY, "DisplayVersion"] == '"1.10.0"'
    until((said(folder) / "open").exists)
    assert (said(folder) / "open").read_text(encoding="ascii").strip() == "--hidden"
    assert uninstall(wine, folder) == 0
    assert registry(wine) == before


def test_where_the_program_goes_on_nothing_is_changed(
    wine: Wine, installers: dict[str, Path], before: dict[tuple[str, str], str]
) -> None:
    folder, _ = places(wine)
    assert wine.run(installers["1.0.0"], "/S") == 0
    installed, keys = files(folder), registry(wine)
    # A command in a terminal: nobody can ask it to end.
    stubborn = wine.start(folder / COMMANDS, "stubborn")
    until((said(folder) / "open").exists)

    assert wine.run(installers["1.10.0"], "/S", "/WAIT=1") == 5
    assert uninstall(wine, folder, "/WAIT=1") == 5

    assert stubborn.poll() is None
    assert files(folder) == installed
    assert registry(wine) == keys
    (said(folder) / "let-go").touch()
    assert stubborn.wait(20) == 0


def test_an_older_version_does_not_take_the_place_of_a_newer_one(
    wine: Wine, installers: dict[str, Path], before: dict[tuple[str, str], str]
) -> None:
    folder, _ = places(wine)
    assert wine.run(installers["1.10.0"], "/S") == 0
    installed = files(folder)

    assert wine.run(installers["1.0.0"], "/S") == 3

    assert files(folder) == installed


def test_for_everybody_it_writes_nothing_of_one_persons(
    wine: Wine, installers: dict[str, Path], before: dict[tuple[str, str], str], machine: dict[tuple[str, str], str]
) -> None:
    _, folder = places(wine)

    assert wine.run(installers["1.0.0"], "/S", "/AllUsers", "/AUTOSTART=1") == 0

    assert without_remover(folder) == files(installers["1.0.0"].parent / "1.0.0")
    assert registry(wine) == before
    assert ("HKEY_LOCAL_MACHINE\\Software" + ENTRY, "DisplayVersion") in registry(wine, "HKLM\\Software")
    assert list(wine.person.rglob("Desktop Uploader.lnk")) == []
    assert uninstall(wine, folder) == 0
    assert registry(wine, "HKLM\\Software") == machine
    assert not folder.exists()


def test_a_chosen_folder_and_no_open_with(
    wine: Wine, installers: dict[str, Path], before: dict[tuple[str, str], str]
) -> None:
    chosen = wine.drive / "Tools" / "Up loader"

    setup = f"Z:{installers['1.0.0']}".replace("/", "\\")
    assert wine.run_line(f'"{setup}" /S /OPENWITH=0 /D=C:\\Tools\\Up loader') == 0
    assert wine.run(installers["1.10.0"], "/S", "/OPENWITH=0") == 0

    assert without_remover(chosen) == files(installers["1.10.0"].parent / "1.10.0")
    assert not [key for key, _ in registry(wine) if "DesktopUploader.File" in key]
    assert uninstall(wine, chosen) == 0
    assert registry(wine) == before
