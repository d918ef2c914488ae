"""The steps of a release, on copies of what they change."""

import base64
import shutil
import subprocess
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from desktop_uploader.updates import UpdateCheck

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def release() -> Any:
    return import_module("release")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """What a release changes of the sources."""
    (tmp_path / "desktop_uploader").mkdir()
    for name in ("CHANGELOG.md", "pyproject.toml", "desktop_uploader/__init__.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_a_version_is_cut_and_its_tag_then_belongs_to_the_sources(release: Any, sources: Path) -> None:
    said = (sources / "CHANGELOG.md").read_text(encoding="utf-8").partition("## Unreleased\n")[2].strip()

    release.cut(sources, "7.1.0", date(2026, 1, 2))

    release.check(sources, "v7.1.0")
    assert release.notes(sources, "7.1.0").strip() == said
    assert '__version__ = "7.1.0"' in (sources / "desktop_uploader" / "__init__.py").read_text(encoding="utf-8")
    assert "## Unreleased\n\n## 7.1.0 - 2026-01-02\n" in (sources / "CHANGELOG.md").read_text(encoding="utf-8")
    with pytest.raises(release.ReleaseError, match="already"):
        release.cut(sources, "7.1.0")


def test_a_tag_of_another_version_and_one_without_notes_are_refused(release: Any, sources: Path) -> None:
    with pytest.raises(release.ReleaseError, match="not that of the sources"):
        release.check(sources, "v99.0.0")
    with pytest.raises(release.ReleaseError, match="says nothing"):
        release.check(sources, f"v{release.version(sources)}")


def test_a_release_is_told_where_to_ask_for_newer_ones(release: Any, tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    release.address(tmp_path, "owner/name")

    check = UpdateCheck(tmp_path / "updates.json", tmp_path / "resources")
    assert check.address(None) == "https://api.github.com/repos/owner/name/releases/latest"


def test_what_the_systems_made_is_collected_and_summed(release: Any, tmp_path: Path) -> None:
    for system in ("linux-x64", "windows-x64"):
        for name in (f"release/desktop-uploader-{system}", "smoke-test.json"):
            path = tmp_path / "artifacts" / system / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(system, encoding="utf-8")
    target = tmp_path / "release"

    release.collect(tmp_path / "artifacts", target)
    release.checksums(target)

    lines = (target / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert [line.split("  ")[1] for line in lines] == [
        "desktop-uploader-linux-x64",
        "desktop-uploader-windows-x64",
        "smoke-test-linux-x64.json",
        "smoke-test-windows-x64.json",
    ]
    assert lines[0].split("  ")[0] == sha256(b"linux-x64").hexdigest()


@pytest.mark.skipif(not all(map(shutil.which, ("osslsigncode", "openssl", "makensis"))), reason="needs osslsigncode")
def test_a_program_is_signed_with_the_certificate_that_is_given(tmp_path: Path) -> None:
    sign = import_module("sign")
    program = tmp_path / "program.exe"
    standin = ROOT / "tests" / "installer" / "standin.nsi"
    subprocess.run(["makensis", "-V1", f"-DOUT={program}", standin], check=True)
    making = """
        openssl req -x509 -newkey rsa:2048 -nodes -keyout key -out certificate -days 9 -subj /CN=Tests
            -addext extendedKeyUsage=codeSigning
        openssl pkcs12 -export -inkey key -in certificate -out both -passout pass:secret
    """.replace("\n            ", " ")
    for line in filter(None, map(str.strip, making.splitlines())):
        subprocess.run(line.split(), cwd=tmp_path, check=True, capture_output=True)
    given = {
        "WINDOWS_CERTIFICATE": base64.b64encode((tmp_path / "both").read_bytes()).decode(),
        "WINDOWS_CERTIFICATE_PASSWORD": "secret",
        "WINDOWS_TIMESTAMP": "",
    }

    assert sign.sign([program], {}) == 0
    assert sign.sign([program], {**given, "WINDOWS_CERTIFICATE_PASSWORD": "wrong"}) == 1
    assert sign.sign([program], given) == 0

    check = ["osslsigncode", "verify", "-CAfile", str(tmp_path / "certificate"), str(program)]
    assert subprocess.run(check, capture_output=True, check=False).returncode == 0
