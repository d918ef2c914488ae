"""Say whether every dependency has a wheel for each system that the program is for: nobody has to compile anything.

Usage: .venv/bin/python packaging/wheels.py [VERSION...]

Resolves the bundle's pins for each system and version of Python anew, from wheels alone; installs nothing.
"""

import os
import subprocess
import sys
from pathlib import Path

PACKAGING = Path(__file__).parent
SYSTEMS = {
    "Windows, x86_64": "x86_64-pc-windows-msvc",
    "macOS 14, arm64": "aarch64-apple-darwin",
    "macOS 14, x86_64": "x86_64-apple-darwin",
    "Linux with glibc 2.34, x86_64": "x86_64-manylinux_2_34",
    "Linux with glibc 2.39, arm64": "aarch64-manylinux_2_39",
}
"""The oldest ones that Qt has wheels for."""

OLDEST_MACOS = "14.0"
VERSIONS = ("3.11", "3.13")


def main(arguments: list[str]) -> int:
    """A line for each system and version; exit 1 where one lacks a wheel."""
    failed = 0
    for version in arguments or VERSIONS:
        for name, system in SYSTEMS.items():
            found, said = resolve(system, version)
            print(f"Python {version}, {name}: {f'{found} wheels' if found else said}", flush=True)
            failed += not found
    return 1 if failed else 0


def resolve(system: str, version: str) -> tuple[int, str]:
    """How many packages are found; where they are not, what is missing."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"]
    command += ["--only-binary", ":all:", "--python-platform", system, "--python-version", version]
    command.append(str(PACKAGING / "requirements-bundle.txt"))
    environment = {**os.environ, "MACOSX_DEPLOYMENT_TARGET": OLDEST_MACOS}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    return (done.stdout.count("==") if not done.returncode else 0), done.stderr.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
