"""The program starts with the system, on each platform in its own way."""

import os
import plistlib
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.autostart import Autostart, autostart, own_command
from desktop_uploader.autostart.linux import LinuxAutostart
from desktop_uploader.autostart.macos import MacAutostart
from desktop_uploader.autostart.windows import WindowsAutostart

COMMAND = [sys.executable, "-m", "desktop_uploader", "--data-dir", "/a b/100 %/$x", "window", "--hidden"]


class FakeRegistry:
    """Keys and values as `winreg` gives them."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    @contextmanager
    def CreateKeyEx(self, key: Any, sub_key: str, reserved: int = 0, access: int = 0) -> Iterator[str]:
        yield sub_key

    def QueryValueEx(self, key: Any, name: str) -> tuple[str, int]:
        if f"{key}\\{name}" not in self.values:
            raise FileNotFoundError
        return self.values[f"{key}\\{name}"], 1

    def SetValueEx(self, key: Any, name: str, reserved: Any, kind: int, value: Any) -> None:
        self.values[f"{key}\\{name}"] = value

    def DeleteValue(self, key: Any, name: str) -> None:
        if self.values.pop(f"{key}\\{name}", None) is None:
            raise FileNotFoundError


@pytest.fixture(params=["linux", "macos", "windows"])
def each(request: pytest.FixtureRequest, tmp_path: Path) -> Autostart:
    made: dict[str, Autostart] = {
        "linux": LinuxAutostart(tmp_path),
        "macos": MacAutostart(tmp_path),
        "windows": WindowsAutostart(FakeRegistry()),
    }
    return made[request.param]


def test_it_is_switched_on_and_off(each: Autostart) -> None:
    assert not each.enabled()
    each.disable()

    each.enable(COMMAND)
    assert each.enabled()
    each.enable(COMMAND[:-1])
    assert each.enabled()

    each.disable()
    assert not each.enabled()


def test_a_desktop_runs_exactly_the_command_that_was_entered(tmp_path: Path) -> None:
    told = [
        sys.executable,
        "-c",
        "import sys; print(sys.argv[1:])",
        "a b",
        '"q"',
        "100 %",
        "$HOME",
        "back\\slash",
        "`x`",
    ]
    LinuxAutostart(tmp_path).enable(told)

    line = next(
        line.removeprefix("Exec=")
        for line in (tmp_path / "autostart" / "desktop-uploader.desktop").read_text(encoding="utf-8").splitlines()
        if line.startswith("Exec=")
    )
    # As the specification reads it: the file's escapes, then the quotes, then the field codes.
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', line.replace("\\\\", "\\"))
    arguments = [re.sub(r"\\(.)", r"\1", part).replace("%%", "%") for part in quoted]

    assert subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip() == str(told[3:])


def test_an_entry_that_the_desktop_has_switched_off_is_off(tmp_path: Path) -> None:
    entry = LinuxAutostart(tmp_path)
    entry.enable(COMMAND)
    path = tmp_path / "autostart" / "desktop-uploader.desktop"
    path.write_text(path.read_text(encoding="utf-8") + "Hidden=true\n", encoding="utf-8")

    assert not entry.enabled()


def test_a_file_that_is_no_entry_is_off_and_can_be_replaced(tmp_path: Path) -> None:
    for entry, path in (
        (LinuxAutostart(tmp_path), tmp_path / "autostart" / "desktop-uploader.desktop"),
        (MacAutostart(tmp_path), tmp_path / "Library" / "LaunchAgents" / "org.desktop-uploader.window.plist"),
    ):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"\xff\xfe nonsense")
        assert not entry.enabled()
        entry.enable(COMMAND)
        assert entry.enabled()


def test_the_agent_starts_the_program_at_sign_in(tmp_path: Path) -> None:
    MacAutostart(tmp_path).enable(COMMAND)

    agent = plistlib.loads(next(tmp_path.rglob("*.plist")).read_bytes())
    assert agent["ProgramArguments"] == COMMAND and agent["RunAtLoad"] is True


def test_the_registry_holds_one_line_that_windows_reads_as_the_command() -> None:
    registry = FakeRegistry()
    WindowsAutostart(registry).enable(["C:\\Program Files\\du.exe", "window", "--hidden"])

    assert list(registry.values.values()) == ['"C:\\Program Files\\du.exe" window --hidden']


@pytest.mark.skipif(sys.platform != "linux", reason="writes the entry of the person who runs the tests elsewhere")
def test_on_this_system_it_is_the_entry_of_the_desktop() -> None:
    entry = autostart()
    entry.enable(own_command())

    assert (Path(os.environ["XDG_CONFIG_HOME"]) / "autostart" / "desktop-uploader.desktop").exists()
    entry.disable()


def test_the_own_command_is_understood_by_this_program(tmp_path: Path) -> None:
    command = own_command(tmp_path)

    assert command[-1] == "--hidden"
    assert command[command.index("--data-dir") + 1] == str(tmp_path)
    # Nothing is open on this folder that would have to end.
    assert subprocess.run([*command[:-1], "--quit"], check=False).returncode == 0


@pytest.mark.parametrize(("beside", "expected"), [(True, ["--hidden"]), (False, ["window", "--hidden"])])
def test_a_bundle_is_started_by_its_program_without_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: bool, expected: list[str]
) -> None:
    suffix = ".exe" if sys.platform == "win32" else ""
    own, window = tmp_path / f"desktop-uploader{suffix}", tmp_path / f"desktop-uploader-gui{suffix}"
    if beside:
        window.touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(own))

    assert own_command() == [str(window if beside else own), *expected]
