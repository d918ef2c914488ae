"""Folders added, uploads deleted, and originals saved back, as it is typed."""

import subprocess
import sys
from pathlib import Path


def typed(data: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_a_folder_is_added_once_saved_back_and_deleted(data_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Orders"
    (folder / "May").mkdir(parents=True)
    for name in ("a.csv", "May/b.csv", "notes.txt"):
        (folder / name).write_text(f"A;B\n{name};1\n", encoding="utf-8")

    first = typed(data_dir, "add", folder, "--recursive", "--wait")
    assert first.returncode == 0, first.stderr
    assert "2 files were added. 1 was left out: it is no Excel or CSV file." in first.stderr
    again = typed(data_dir, "add", folder, "--recursive")
    assert "No file was added." in again.stderr and "2 were left out: added before." in again.stderr
    assert "--again" in again.stderr

    saved = typed(data_dir, "save-original", "1", tmp_path / "back.csv")
    assert saved.returncode == 0 and (tmp_path / "back.csv").read_bytes() == (folder / "a.csv").read_bytes()
    assert typed(data_dir, "save-original", "1", tmp_path / "back.csv").returncode == 1

    deleted = typed(data_dir, "delete", "1", "7")
    assert deleted.returncode == 1 and "There is no upload number 7." in deleted.stderr
    assert deleted.stdout == "a.csv is deleted. Its saved rows stay in a.\n"
