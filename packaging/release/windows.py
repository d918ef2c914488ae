"""Of a release, what is made on Windows, in dist/release: the signed installer, and winget's manifest.

python packaging/release/windows.py
"""

import os
import subprocess
import sys
from pathlib import Path

import release

SCRIPTS = release.ROOT / "packaging" / "windows"
PROGRAMS = ("desktop-uploader.exe", "desktop-uploader-gui.exe")


def main() -> int:
    number = release.version(release.ROOT)
    _run(SCRIPTS / "sign.py", *(release.BUNDLE / name for name in PROGRAMS))
    signing = [f'--sign="{sys.executable}" "{SCRIPTS / "sign.py"}"'] if os.environ.get("WINDOWS_CERTIFICATE") else []
    _run(SCRIPTS / "build_installer.py", release.BUNDLE, "--output", release.RELEASE, *signing)
    installer = release.RELEASE / f"desktop-uploader-{number}-windows-x64.exe"
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    home = f"{server}/{os.environ.get('GITHUB_REPOSITORY', 'OWNER/NAME')}"
    if not os.environ.get("AZURE_SIGNING_ACCOUNT"):
        # Else it is signed later and has another checksum then.
        address = f"{home}/releases/download/v{number}/{installer.name}"
        where = ["--version", number, "--url", address, "--home", home]
        _run(SCRIPTS / "winget.py", installer, *where, "--output", release.RELEASE)
    return 0


def _run(script: Path, *arguments: str | Path) -> None:
    subprocess.run([sys.executable, str(script), *map(str, arguments)], check=True)


if __name__ == "__main__":
    sys.exit(main())
