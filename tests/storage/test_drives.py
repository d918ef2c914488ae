"""Where a data folder lies: on this computer, on a network, or in a folder that another program syncs."""

import json
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import psutil
import pytest

from desktop_uploader.storage.drives import drive_of

Mount = namedtuple("Mount", "mountpoint fstype opts")


def mounts(monkeypatch: pytest.MonkeyPatch, *found: tuple[str, str, str]) -> None:
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: [Mount(*mount) for mount in found])


def test_a_folder_on_this_computer_is_safe(tmp_path: Path) -> None:
    drive = drive_of(tmp_path / "not" / "made", {}, tmp_path)

    assert drive.safe and drive.file_system


def test_the_system_really_says_what_a_drive_is(tmp_path: Path) -> None:
    place = tmp_path / "drive"
    place.mkdir()
    if sys.platform != "linux" or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], check=False).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        assert drive_of(place / "data", {}, tmp_path).file_system == "tmpfs"
    finally:
        subprocess.run(["umount", place], check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="names of Linux's file systems")
@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse.rclone"])
def test_network_file_systems_are_told_by_the_innermost_mount(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts(monkeypatch, ("/", "ext4", "rw"), ("/mnt/office", kind, "rw"), ("/mnt/office/own", "ext4", "rw"))

    assert drive_of(Path("/mnt/office/data"), {}, Path("/home/ani")).network
    assert not drive_of(Path("/mnt/office/own/data"), {}, Path("/home/ani")).network
    assert not drive_of(Path("/mnt/officer"), {}, Path("/home/ani")).network


def test_on_a_mac_every_drive_that_is_not_local_is_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    mounts(monkeypatch, ("/", "apfs", "rw,local"), ("/Volumes/share", "acmefs", "rw"))
    monkeypatch.setattr(sys, "platform", "darwin")

    assert drive_of(Path("/Volumes/share/data"), {}, Path("/Users/ani")).network
    assert not drive_of(Path("/Users/ani"), {}, Path("/Users/ani")).network


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("OneDrive - Example Ltd/data", "OneDrive"),
        ("Dropbox/data", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs/data", "iCloud"),
        ("Library/CloudStorage/GoogleDrive-ani@example.com/My Drive", "Google Drive"),
        ("Documents/data", None),
        ("Dropbox exports/data", None),
    ],
)
def test_synced_folders_are_told_by_their_names(folder: str, program: str | None, tmp_path: Path) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)

    assert drive_of(place, {}, tmp_path).synced_by == program


def test_synced_folders_are_told_by_what_the_programs_say(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    accounts = {"business": {"path": str(tmp_path / "Team files")}}
    (tmp_path / ".dropbox" / "info.json").write_text(json.dumps(accounts), encoding="utf-8")
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)

    assert drive_of(tmp_path / "Team files" / "data", {}, tmp_path).synced_by == "Dropbox"
    assert drive_of(tmp_path / "shared" / "data", {}, tmp_path).synced_by == "Syncthing"
    assert drive_of(tmp_path / "work", {"OneDriveCommercial": str(tmp_path / "work")}, tmp_path).synced_by == "OneDrive"
    assert drive_of(tmp_path, {"OneDrive": ""}, tmp_path).synced_by is None
