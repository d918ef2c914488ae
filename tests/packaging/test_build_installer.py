"""What can be said of the installer for Windows without running it; see `tests/installer` for the rest."""

import json
import shutil
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.bootstrap import UPDATES_FILE
from desktop_uploader.doctor.restore import ASIDE
from desktop_uploader.folders import find_folders
from desktop_uploader.gui.datasets import draft_file


@pytest.fixture
def build() -> Any:
    return import_module("build_installer")


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "bundle"
    for name in ("desktop-uploader.exe", "desktop-uploader-gui.exe", "lib/a/one.dll", "lib/b.pyd"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


def test_all_that_is_put_there_is_taken_away_again_folders_last(build: Any, bundle: Path) -> None:
    lines = [line.strip() for line in build.file_list(bundle, build.bundled(bundle)).splitlines()]

    assert [line for line in lines if line.startswith(("Delete", "RMDir"))] == [
        'Delete "$INSTDIR\\desktop-uploader-gui.exe"',
        'Delete "$INSTDIR\\desktop-uploader.exe"',
        'Delete "$INSTDIR\\lib\\a\\one.dll"',
        'Delete "$INSTDIR\\lib\\b.pyd"',
        'RMDir "$INSTDIR\\lib\\a"',
        'RMDir "$INSTDIR\\lib"',
    ]
    assert sum(line.startswith("File ") for line in lines) == 4


@pytest.mark.parametrize(("version", "expected"), [("1.2", "1.2.0.0"), ("0.3.1rc2", "0.3.1.0")])
def test_windows_is_told_four_numbers(build: Any, version: str, expected: str) -> None:
    assert build.numbers(version) == expected


def test_a_folder_without_the_programs_is_refused(build: Any, tmp_path: Path) -> None:
    with pytest.raises(build.BuildError, match=r"desktop-uploader-gui\.exe"):
        build.bundled(tmp_path)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed")
def test_the_same_bundle_makes_the_same_installer(build: Any, bundle: Path, tmp_path: Path) -> None:
    made = [build.build(bundle, tmp_path / name, "1.2.3") for name in ("first", "second")]

    assert made[0].name == "desktop-uploader-1.2.3-windows-x64.exe"
    assert len({sha256(path.read_bytes()).hexdigest() for path in made}) == 1


def test_wingets_manifest_has_both_scopes_and_what_the_exit_codes_mean() -> None:
    winget = import_module("winget")
    made = winget.manifests("1.2.3", "https://x.example/setup.exe", "https://x.example", "AB" * 32, date(2026, 1, 2))

    assert [content["ManifestType"] for content in made.values()] == ["version", "installer", "defaultLocale"]
    installer = made["DesktopUploader.DesktopUploader.installer.yaml"]
    assert [item["Scope"] for item in installer["Installers"]] == ["user", "machine"]
    assert {item["InstallerReturnCode"] for item in installer["ExpectedReturnCodes"]} == {1, 3, 5}
    lines = winget.as_yaml(installer).splitlines()[1:]
    assert {key: json.loads(value) for key, _, value in (line.partition(": ") for line in lines)} == installer


def test_the_uninstaller_knows_everything_that_the_program_keeps(data_dir: Path) -> None:
    script = (Path(__file__).parents[2] / "packaging" / "windows" / "registration.nsh").read_text(encoding="utf-8")
    folders = find_folders(data_dir)
    kept = {path.name for path in (folders.history, folders.records, folders.own_files, folders.outbox)}
    kept |= {folders.backups.name, folders.settings_file.name, "window.ini", UPDATES_FILE, draft_file.FILE, ASIDE}

    assert {name for name in kept if f'"$0\\{name}' not in script} == set()
