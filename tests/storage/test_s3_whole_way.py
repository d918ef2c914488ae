"""The program with its files in S3: added, stored, processed, tested, with keys that are seen nowhere."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import Application, build
from desktop_uploader.cli.diagnosis import finding_fields
from desktop_uploader.doctor.diagnostics import Diagnostics
from desktop_uploader.doctor.examine import examine
from desktop_uploader.model.errors import StorageError
from desktop_uploader.model.events import Happening, Trouble
from desktop_uploader.model.places import StorageKind
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.settings import Settings, find_folders
from desktop_uploader.storage.s3.uri import parse
from desktop_uploader.words import Catalogue

from .backends import make_bucket, raw_client, s3_settings
from .filekeyring import FILE
from .servers import ACCESS_KEY, SECRET_KEY, Server, free_ports

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="package")
def bucket(seaweedfs: Server, keys_of_tests: None) -> str:
    return make_bucket(seaweedfs)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text("Order,Amount\nA-1,10\nA-2,20\n", encoding="utf-8")
    return path


def opened(server: Server, bucket: str, data_dir: Path, kind: StorageKind = StorageKind.S3) -> Application:
    return build(Settings(storage=kind, s3=s3_settings(server, bucket, tries=1)), find_folders(data_dir), "test")


@pytest.fixture
def application(seaweedfs: Server, bucket: str, data_dir: Path) -> Iterator[Application]:
    made = opened(seaweedfs, bucket, data_dir)
    yield made
    made.close()


def add(application: Application, path: Path, storage: str | None = None) -> UploadTask:
    task_id = application.intake.register(path, storage=storage).id
    application.uploader.drain()
    return task(application, task_id)


def task(application: Application, task_id: int) -> UploadTask:
    found = application.history.task(task_id)
    assert found is not None
    return found


def test_a_file_in_s3_is_processed_and_stays_readable_when_the_setting_changes(
    seaweedfs: Server, bucket: str, data_dir: Path, file: Path
) -> None:
    first = opened(seaweedfs, bucket, data_dir)
    remote = add(first, file)
    first.close()
    second = opened(seaweedfs, bucket, data_dir, StorageKind.LOCAL)
    file.write_text("Order,Amount\nA-3,30\n", encoding="utf-8")
    local, chosen = add(second, file), add(second, file, "s3")

    second.workers[0].drain([remote.id, local.id])
    ends = [task(second, item.id) for item in (remote, local)]
    second.close()

    assert [item.status for item in ends] == [TaskStatus.DONE] * 2
    schemes = [(item.file_path or "").partition(":")[0] for item in (remote, local, chosen)]
    assert schemes == ["s3", "local", "s3"]
    assert list((data_dir / "outbox").iterdir()) == []


def test_an_object_replaced_before_it_is_processed_saves_nothing(
    application: Application, seaweedfs: Server, bucket: str, file: Path
) -> None:
    added = add(application, file)
    key = parse(added.file_path or "").key
    raw_client(seaweedfs).put_object(Bucket=bucket, Key=key, Body=b"Order,Amount\nA-1,99\n")

    application.workers[0].drain([added.id])

    ended = task(application, added.id)
    assert (ended.status, ended.error_code) == (TaskStatus.FAILED, "storage-replaced")
    assert application.records.datasets() == []


def test_a_file_waits_while_the_storage_cannot_be_reached(
    seaweedfs: Server, bucket: str, data_dir: Path, file: Path
) -> None:
    (port,) = free_ports(1)
    away, seen = opened(Server("seaweedfs", f"http://127.0.0.1:{port}"), bucket, data_dir), list[Happening]()
    away.subscribe(seen.append)
    with pytest.raises(StorageError, match="storage-refused"):
        add(away, file)
    away.close()
    back = opened(seaweedfs, bucket, data_dir)
    (waiting,) = back.history.tasks_by_id([1])
    assert waiting.status is TaskStatus.UPLOADING

    back.uploader.drain()
    back.workers[0].drain([1])

    assert task(back, 1).status is TaskStatus.DONE
    back.close()
    assert not [event for event in seen if isinstance(event, Trouble)]


def command(data_dir: Path, *arguments: str | Path, keys: str | None = None) -> subprocess.CompletedProcess[str]:
    """The program, with a keyring in a file and no keys in its environment."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "tests.storage.filekeyring.FileKeyring",
        "AWS_EC2_METADATA_DISABLED": "true",
        FILE: str(data_dir.parent / "keyring.json"),
    }
    line = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), *map(str, arguments)]
    return subprocess.run(
        line, capture_output=True, text=True, encoding="utf-8", check=False, timeout=100, env=environment, input=keys
    )


def test_keys_are_typed_in_once_used_and_seen_nowhere(
    seaweedfs: Server, bucket: str, data_dir: Path, file: Path
) -> None:
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text(
        f'storage = "s3"\nlog_level = "DEBUG"\n[s3]\nprovider = "other"\nbucket = "{bucket}"\n'
        f'endpoint = "{seaweedfs.endpoint}"\n',
        encoding="utf-8",
    )
    told = [
        command(data_dir, "storage", "set-keys", keys=f"{ACCESS_KEY}\n{SECRET_KEY}\n"),
        command(data_dir, "storage", "show"),
        command(data_dir, "storage", "test", "--json"),
        command(data_dir, "add", file, "--wait", "--json"),
        command(data_dir, "diagnostics", data_dir / "d.zip"),
    ]

    assert [result.returncode for result in told] == [0] * 5, [result.stderr for result in told]
    assert "keys: keyring" in told[1].stdout and json.loads(told[2].stdout)["passed"] is True
    assert json.loads(told[3].stdout)[0]["status"] == "DONE"
    assert not [result for result in told if SECRET_KEY in result.stdout + result.stderr]
    kept = [path for path in data_dir.rglob("*") if path.is_file()]
    assert kept and not [path for path in kept if SECRET_KEY.encode() in path.read_bytes()]
    assert SECRET_KEY in (data_dir.parent / "keyring.json").read_text(encoding="utf-8")


def test_objects_and_files_are_added_in_one_command(seaweedfs: Server, bucket: str, data_dir: Path, file: Path) -> None:
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text(
        f'[s3]\nprovider = "other"\nbucket = "{bucket}"\nendpoint = "{seaweedfs.endpoint}"\n', encoding="utf-8"
    )
    for key, row in (("in/Preise März.csv", b"C-1,1"), ("b.csv", b"C-2,2")):
        raw_client(seaweedfs).put_object(Bucket=bucket, Key=key, Body=b"Order,Amount\n" + row + b"\n")
    command(data_dir, "storage", "set-keys", keys=f"{ACCESS_KEY}\n{SECRET_KEY}\n")
    addresses = (f"s3://{bucket}/in/Preise März.csv", f"{seaweedfs.endpoint}/{bucket}/b.csv", f"s3://{bucket}/none.csv")

    added = command(data_dir, "add", addresses[0], file, addresses[1], "s3://inbox/", "--wait", "--json")
    missing = command(data_dir, "add", addresses[2], "--copy")

    tasks = json.loads(added.stdout)
    assert [(item["file_name"], item["status"], item["file_owned"]) for item in tasks] == [
        ("Preise März.csv", "DONE", False),
        ("orders.csv", "DONE", True),
        ("b.csv", "DONE", False),
    ]
    assert added.returncode == 1 and "names a bucket or a folder" in added.stderr
    assert missing.returncode == 1 and "none.csv is not there" in missing.stdout


def test_doctor_tells_the_storage_and_diagnostics_hides_its_names(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text(
        'storage = "s3"\n[s3]\nprovider = "minio"\nbucket = "salaries"\nprefix = "people"\nprofile = "anna"\n'
        'endpoint = "https://nas.contoso.example"\nca_file = "/etc/contoso/authority.pem"\n',
        encoding="utf-8",
    )
    told = json.loads(command(data_dir, "doctor", "--json").stdout)["settings"]["s3"]
    command(data_dir, "diagnostics", data_dir / "d.zip")

    assert (told["bucket"], told["ca_file"]) == ("salaries", "/etc/contoso/authority.pem")
    with zipfile.ZipFile(data_dir / "d.zip") as packed:
        settings = packed.read("settings.json").decode()
    assert '"provider": "minio"' in settings
    assert not [name for name in ("salaries", "people", "anna", "contoso") if name in settings]


def test_a_computer_without_a_keyring_says_so(data_dir: Path) -> None:
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text('[s3]\nbucket = "b"\n', encoding="utf-8")
    line = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), "storage", "set-keys"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}

    result = subprocess.run(line, capture_output=True, text=True, input="a\nb\n", env=environment, timeout=60)

    assert result.returncode == 1
    assert "no keyring" in result.stderr and "AWS_ACCESS_KEY_ID" in result.stderr and "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "line", ['proxy = "http://me:secret@proxy:3128"', 'endpoint = "storage.example"', 'secret_key = "x"']
)
def test_settings_that_hold_secrets_or_no_address_are_refused(data_dir: Path, line: str) -> None:
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text(f"[s3]\n{line}\n", encoding="utf-8")

    result = command(data_dir, "storage", "show")

    assert result.returncode == 1 and "settings.toml" in result.stderr and "me:secret" not in result.stderr


def test_nothing_of_s3_is_loaded_until_it_is_used(data_dir: Path) -> None:
    code = (
        "import sys; from desktop_uploader.bootstrap import build; from desktop_uploader.settings import *;"
        f"build(Settings(storage='s3'), find_folders(__import__('pathlib').Path({str(data_dir)!r}))).close();"
        "print([name for name in ('boto3', 'botocore', 'keyring', 'truststore') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)

    assert result.stdout.strip() == "[]"


def test_doctor_tries_the_storage_and_says_what_to_do(seaweedfs: Server, bucket: str, data_dir: Path) -> None:
    folders, place = find_folders(data_dir), s3_settings(seaweedfs, bucket, tries=1)
    folders.prepare()
    well = Settings(storage=StorageKind.S3, s3=place)
    ill = Settings(storage=StorageKind.S3, s3=place.model_copy(update={"bucket": "salaries-of-all"}))

    results = examine(well, folders, place=True).facts["storage_test"]
    (found,) = [finding for finding in examine(ill, folders, place=True).findings if finding.problem]
    Diagnostics(ill, folders, place=True).write(data_dir / "d.zip")

    assert [results[step] for step in ("put", "read", "list", "delete")] == ["done"] * 4
    assert "Correct the setting bucket" in finding_fields(found, Catalogue())["advice"]
    with zipfile.ZipFile(data_dir / "d.zip") as packed:
        report = packed.read("report.json").decode()
    assert "storage-no-bucket" in report and "salaries-of-all" not in report and SECRET_KEY not in report
