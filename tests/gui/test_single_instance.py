import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop_uploader.gui.single_instance import SingleInstance, hand_over


def test_a_second_start_hands_its_files_over(qtbot: QtBot, data_dir: Path, tmp_path: Path) -> None:
    data_dir.mkdir()
    first = SingleInstance(data_dir)
    handed: list[list[Path]] = []
    first.files_handed.connect(handed.append)
    file = tmp_path / "orders.xlsx"
    command = [sys.executable, "-m", "desktop_uploader", "--data-dir", str(data_dir), "window", str(file)]

    second = subprocess.Popen(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)

    assert second.returncode == 0
    assert handed == [[file]]
    first.close()


def test_nobody_answers_for_another_folder(qtbot: QtBot, data_dir: Path) -> None:
    assert not hand_over(data_dir, [])
