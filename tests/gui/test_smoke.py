"""The trial of an installation, as an administrator starts it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_uploader.bootstrap import resource_folder
from desktop_uploader.gui.smoke.parts import Wrong, expect
from desktop_uploader.gui.smoke.report import Report


def test_the_trial_finds_this_installation_whole_and_leaves_the_persons_data_alone(tmp_path: Path) -> None:
    home, report = tmp_path / "home", tmp_path / "report.json"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment |= {"HOME": str(home), "AWS_PROFILE": "nobody", "DESKTOP_UPLOADER_STORAGE": "s3"}

    command = [sys.executable, "-m", "desktop_uploader", "--smoke-test", str(report)]
    subprocess.run(command, env=environment, check=False, capture_output=True, timeout=100)

    told = json.loads(report.read_text(encoding="utf-8"))
    assert [step for step in told["steps"] if not step["ok"]] == []
    assert told["ok"] and {"import", "window", "outputs"} <= {step["step"] for step in told["steps"]}
    assert not [path for path in home.rglob("*") if "Desktop Uploader" in path.name]


def test_a_step_that_fails_is_told_and_the_others_go_on() -> None:
    report = Report()
    with report.step("first") as found:
        found["seen"] = 1
        expect(False, "it is missing")
    with report.step("second"):
        expect(resource_folder("icons"), "never said")

    told = report.document()
    assert not told["ok"] and not report.ok
    first, second = told["steps"]
    assert (first["ok"], first["found"], first["error"]) == (False, {"seen": 1}, f"{Wrong.__name__}: it is missing")
    assert second["ok"]


@pytest.mark.parametrize("program", ["main", "main_gui"])
def test_both_programs_can_be_tried(program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from desktop_uploader import __main__ as start

    asked: list[Path | None] = []
    monkeypatch.setattr(start, "_try_everything", lambda file: asked.append(file) or 0)
    monkeypatch.setattr(sys, "argv", ["desktop-uploader", "--smoke-test", str(tmp_path / "report.json")])

    assert getattr(start, program)() == 0
    assert asked == [tmp_path / "report.json"]
