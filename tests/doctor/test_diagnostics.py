"""The zip tells what helps, and nothing that names anybody."""

import getpass
import json
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import build
from desktop_uploader.doctor.diagnostics import Diagnostics
from desktop_uploader.doctor.masking import Masker
from desktop_uploader.model.errors import UsageError
from desktop_uploader.model.places import S3Place
from desktop_uploader.settings import Folders, Settings, find_folders

from ..cli.test_whole_way import command

NAMES = ("Zanzibar salaries", "Quartz Ltd", "kowalska", "top-secret-folder", "Geheimblatt", "Mustermann", "0815-4711")


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """A data folder in which everything is named after somebody: user, computer, files, dataset, sheet, cells."""
    monkeypatch.setattr(getpass, "getuser", lambda: "kowalska")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "kowalska")
    source = tmp_path / "kowalska" / "top-secret-folder"
    source.mkdir(parents=True)
    good = source / "Zanzibar salaries.csv"
    good.write_text("Name;Phone\nMustermann;0815-4711\n", encoding="utf-8")
    wrong = source / "Quartz Ltd.csv"
    wrong.write_text("Name;Phone\nMustermann;0815-4711\nMustermann\n", encoding="utf-8")
    found = find_folders(tmp_path / "kowalska" / "data")
    application = build(Settings(), found, "test")
    for path in (good, wrong):
        task = application.intake.register(path, dataset=None)
        application.uploader.drain()
        application.workers[0].drain([task.id])
    log = application.folders.logs / "desktop-uploader.log"
    application.close()
    with log.open("a", encoding="utf-8") as file:
        file.write("could not read 'Geheimblatt' in Unknown file (3).xlsx of s3://quartz-bucket/in/Geheimblatt.xlsx\n")
        file.write("https://quartz.example.com:9000/x refused kowalska@quartz.example at 192.168.7.11\n")
        file.write("stored as local:abc/2026/Quartz Ltd/other Zanzibar file.ods\n")
    return found


def contents(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_no_name_no_secret_and_no_cell_is_in_it(folders: Folders, tmp_path: Path) -> None:
    written = contents(Diagnostics(Settings(), folders).write(tmp_path / "d.zip"))

    assert set(written) == {"manifest.json", "report.json", "settings.json", "log.txt"}
    planted = (*NAMES, "Zanzibar", "quartz", "salaries", "Unknown file", "192.168.7.11", socket.gethostname())
    for name in planted:
        found = [file for file, text in written.items() if name.casefold() in text.casefold()]
        assert not found, (name, found)


def test_the_same_thing_has_the_same_name_everywhere(folders: Folders, tmp_path: Path) -> None:
    written = contents(Diagnostics(Settings(), folders).write(tmp_path / "d.zip"))

    masker = Masker()
    masker.add("file", "Quartz Ltd.csv")
    assert masker.text("a Quartz Ltd.csv, again quartz ltd.csv") == "a file-1.csv, again file-1.csv"
    manifest = json.loads(written["manifest.json"])
    assert {entry["file"] for entry in manifest["files"]} == set(written) - {"manifest.json"}
    assert manifest["masked"]["user"] == 1 and manifest["masked"]["file"] >= 2


def test_it_tells_what_helps(folders: Folders, tmp_path: Path) -> None:
    written = contents(Diagnostics(Settings(slots=3), folders).write(tmp_path / "d.zip"))

    report = json.loads(written["report.json"])
    assert report["databases"] == {"history.sqlite3": "ok", "records.sqlite3": "ok"}
    assert report["schemas"]["found"] == report["schemas"]["known"] and report["version"]
    assert sum(report["uploads"]["status"].values()) == 2
    assert json.loads(written["settings.json"])["slots"] == 3
    assert "attempt=1" in written["log.txt"]


def test_values_of_secret_settings_are_left_out() -> None:
    masked = Masker().data({"s3": {"secret_key": "AKIA", "password": "p", "endpoint": "https://minio.office:9000"}})

    assert masked == {"s3": {"secret_key": "***", "password": "***", "endpoint": "https://host-1:9000"}}


def test_damaged_databases_are_told_and_do_not_keep_it_from_being_written(folders: Folders, tmp_path: Path) -> None:
    folders.history.with_name("history.sqlite3-wal").unlink(missing_ok=True)
    folders.history.write_bytes(b"damaged" * 1000)

    written = contents(Diagnostics(Settings(), folders).write(tmp_path / "d.zip"))

    assert "database-not-whole" in [found["code"] for found in json.loads(written["report.json"])["findings"]]
    assert "Zanzibar" not in "".join(written.values())


def test_an_existing_file_is_replaced_only_when_asked(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / "d.zip").touch()
    with pytest.raises(UsageError, match="target-exists"):
        Diagnostics(Settings(), folders).write(tmp_path / "d.zip")

    Diagnostics(Settings(), folders).write(tmp_path / "d.zip", overwrite=True)


def test_the_keyring_is_not_loaded(data_dir: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from desktop_uploader.doctor.diagnostics import Diagnostics;"
        "from desktop_uploader.settings import Settings, find_folders;"
        "Diagnostics(Settings(), find_folders(Path(sys.argv[1]))).write(Path(sys.argv[2]));"
        "assert 'keyring' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(data_dir), str(tmp_path / "d.zip")], check=True)


def test_the_command_writes_it_and_says_where(data_dir: Path, tmp_path: Path) -> None:
    done = command(data_dir, "diagnostics", tmp_path / "d.zip")

    assert done.returncode == 0 and str(tmp_path / "d.zip") in done.stdout
    assert set(contents(tmp_path / "d.zip")) >= {"manifest.json", "report.json", "log.txt"}
    assert command(data_dir, "diagnostics", tmp_path / "d.zip").returncode == 1


def test_what_was_set_while_the_program_runs_is_told_and_masked(data_dir: Path, tmp_path: Path) -> None:
    application = build(Settings(), find_folders(data_dir), "test")
    application.apply(Settings(memory_limit_mb=512, s3=S3Place(bucket="quartz-bucket")))
    log = application.folders.logs / "desktop-uploader.log"
    with log.open("a", encoding="utf-8") as file:
        file.write("quartz-bucket is looked for\n")

    written = contents(application.diagnostics.write(tmp_path / "d.zip"))
    application.close()

    assert json.loads(written["settings.json"])["memory_limit_mb"] == 512
    assert "is looked for" in written["log.txt"]
    assert "quartz" not in "".join(written.values())
