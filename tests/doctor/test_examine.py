import json
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from desktop_uploader.database.presence import Presence
from desktop_uploader.doctor.examine import examine
from desktop_uploader.doctor.repair import tidy
from desktop_uploader.doctor.surroundings import loose_paths
from desktop_uploader.settings import Folders, Settings, find_folders

from ..cli.test_whole_way import SAMPLES, command


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("made") / "data"
    assert command(data, "add", SAMPLES / "customers.csv", "--wait").returncode == 0
    return data


@pytest.fixture
def folders(made: Path, data_dir: Path) -> Folders:
    shutil.copytree(made, data_dir)
    return find_folders(data_dir)


def problems(folders: Folders, *, thorough: bool = False) -> list[str]:
    return [found.code for found in examine(Settings(), folders, thorough=thorough).problems]


def stored(folders: Folders) -> Path:
    return next(path for path in folders.files.rglob("*.csv"))


def test_a_folder_in_order_has_no_problems(folders: Folders) -> None:
    assert problems(folders, thorough=True) == []


def test_a_stored_file_that_is_missing_or_changed_is_found(folders: Folders) -> None:
    file = stored(folders)
    content = file.read_bytes()
    file.write_bytes(content[:-1] + b"?")
    assert problems(folders) == [] and problems(folders, thorough=True) == ["stored-changed"]
    file.write_bytes(content + b"?")
    assert problems(folders) == ["stored-changed"]
    file.unlink()
    assert problems(folders) == ["stored-missing"]


def test_a_task_and_its_rows_that_do_not_agree_are_found(folders: Folders) -> None:
    with sqlite3.connect(folders.records) as connection:
        connection.execute("UPDATE du_imports SET state = 'closed'")
    connection.close()

    assert problems(folders) == ["disagreement"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_what_others_may_read_is_found_and_made_private_again(folders: Folders) -> None:
    folders.history.chmod(0o644)
    folders.files.chmod(0o755)
    assert problems(folders) == ["others-may-read"] * 2

    repaired = command(folders.data, "doctor", "--repair")

    assert repaired.returncode == 0 and "can be read by you alone now" in repaired.stdout
    assert problems(folders) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_what_is_found_is_told_when_it_is_put_right(folders: Folders) -> None:
    folders.outbox.chmod(0o2700)
    assert problems(folders) == ["others-may-read"]

    assert [deed.code for deed in tidy(folders, loose_paths(folders))] == ["made-private"]
    assert problems(folders) == []


def test_unfinished_files_are_told_and_removed(folders: Folders) -> None:
    part = folders.outbox / "x" / "a.xlsx.part"
    part.parent.mkdir()
    part.touch()
    os.utime(part, (0, 0))
    assert "unfinished-files" in [found.code for found in examine(Settings(), folders).findings]

    assert "1 unfinished file was removed" in command(folders.data, "doctor", "--repair").stdout
    assert not part.exists()


def test_exit_codes_and_json(folders: Folders) -> None:
    whole = command(folders.data, "doctor", "--json")
    assert whole.returncode == 0 and json.loads(whole.stdout)["databases"]["history.sqlite3"] == "ok"
    stored(folders).unlink()
    broken = command(folders.data, "doctor", "--json")
    assert broken.returncode == 1
    (found,) = [found for found in json.loads(broken.stdout)["findings"] if found["problem"]]
    assert found["code"] == "stored-missing" and "missing" in found["message"]
    with Presence(folders.data):
        refused = command(folders.data, "doctor", "--repair")
    assert refused.returncode == 2 and "Another window or worker" in refused.stderr


def test_a_folder_that_is_not_made_yet_is_in_order(data_dir: Path) -> None:
    assert problems(find_folders(data_dir)) == []
    assert not data_dir.exists()
