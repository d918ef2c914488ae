"""What an administrator sets for everybody on a computer."""

import os
from pathlib import Path

import pytest

from desktop_uploader.cli.main import run
from desktop_uploader.folders import find_folders, policy_file
from desktop_uploader.model.errors import UploaderError
from desktop_uploader.settings import Folders, load_settings, save_settings


@pytest.fixture
def folders(data_dir: Path) -> Folders:
    data_dir.mkdir()
    return find_folders(data_dir)


def allow(text: str) -> None:
    """Write the policy."""
    path = policy_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_it_lies_where_this_system_keeps_what_holds_for_everybody() -> None:
    assert str(policy_file()).startswith(os.environ["XDG_CONFIG_DIRS"])
    assert policy_file().parts[-2:] == ("Desktop Uploader", "settings.toml")


def test_a_default_gives_way_to_a_person(folders: Folders) -> None:
    allow('slots = 4\nbattery_limit = 50\n[s3]\nbucket = "office"\nregion = "eu-central-1"\n')
    folders.settings_file.write_text('slots = 2\n[s3]\nbucket = "mine"\n', encoding="utf-8")

    settings = load_settings(folders)

    assert (settings.slots, settings.battery_limit) == (2, 50)
    assert (settings.s3.bucket, settings.s3.region) == ("mine", "eu-central-1")
    assert settings.locked == frozenset()


def test_a_policy_that_powershell_or_notepad_has_written_is_read(folders: Folders) -> None:
    allow("\N{BYTE ORDER MARK}slots = 4\r\n")

    assert load_settings(folders).slots == 4


def test_a_locked_setting_stands_over_file_and_environment(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    allow('locked = ["storage", "s3", "slots", "keep_history_days"]\nstorage = "s3"\n[s3]\nbucket = "office"\n')
    folders.settings_file.write_text(
        'storage = "local"\nslots = 3\nkeep_history_days = 5\n[s3]\nregion = "mine"\n', encoding="utf-8"
    )
    monkeypatch.setenv("DESKTOP_UPLOADER_SLOTS", "5")
    monkeypatch.setenv("DESKTOP_UPLOADER_S3__BUCKET", "elsewhere")

    settings = load_settings(folders)

    assert (settings.storage, settings.s3.bucket, settings.s3.region) == ("s3", "office", "")
    # Without a value of its own it stands at the program's.
    assert (settings.slots, settings.keep_history_days) == (1, None)
    assert settings.model_copy(update={"language": "de"}).locked == {"storage", "s3", "slots", "keep_history_days"}


def test_what_is_locked_is_not_saved(folders: Folders, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    allow('locked = ["slots", "watch"]\n')

    with pytest.raises(UploaderError, match="setting-locked"):
        save_settings(folders, {"slots": 2, "tray": False})
    assert run(["--data-dir", str(folders.data), "watch", "add", str(tmp_path)], lambda *_: 2, lambda _: 2) == 1

    assert "Your administrator has set watch" in capsys.readouterr().err
    assert not folders.settings_file.exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("slots = 99", "slots"),
        ("colour = 1", "colour"),
        ('locked = ["colour"]', "there is no setting colour"),
        ("locked = true", "list of names"),
        ("slots = ", ""),
    ],
)
def test_a_mistake_in_it_is_said_with_its_place(folders: Folders, text: str, reason: str) -> None:
    allow(text)

    with pytest.raises(UploaderError) as told:
        load_settings(folders)

    assert told.value.code == "policy-invalid"
    assert told.value.params["path"] == str(policy_file())
    assert reason in told.value.params["reason"]
