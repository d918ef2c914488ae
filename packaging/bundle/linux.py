"""Pack the bundle for Linux: a tar.xz to unpack anywhere, and a Debian package. Both files into dist/.

Usage: python packaging/bundle/linux.py

The same bundle gives the same files: owners, times and order are fixed.
"""

import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from contents import version

from build import BUNDLE, DIST, HERE, ROOT, date

PARTS = HERE / "linux"
NAME = "desktop-uploader"
LARGEST = 60_000_000
"""Bytes of what is downloaded."""

MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
"""A machine's name, and Debian's for it."""

CONTROL = """Package: {name}
Version: {version}
Architecture: {machine}
Maintainer: Desktop Uploader maintainers <desktop-uploader@localhost>
Installed-Size: {size}
Depends: libc6 (>= 2.36), libegl1, libgl1
Recommends: fontconfig, gnome-keyring | kwalletmanager
Section: database
Priority: optional
Description: drop Excel files and have their rows checked and saved
 Desktop Uploader keeps each file safe, reads it in the background, checks
 every cell, and saves the rows, all of them or none. A file that is wrong
 says which cell, what is in it, and what to type instead.
"""


def main() -> int:
    """Make both."""
    made = [make_archive(), make_package()]
    for file in made:
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e6:.1f} MB")
    return 0 if all(file.stat().st_size <= LARGEST for file in made) else 1


def make_archive() -> Path:
    """The bundle with its desktop entry, icon and description in `share`, as the folder desktop-uploader-VERSION."""
    top = f"{NAME}-{version()}"
    target = DIST / f"{top}-linux-{os.uname().machine}.tar.xz"
    with tempfile.TemporaryDirectory() as scratch:
        share = Path(scratch)
        write_share(share)
        with lzma.open(target, "wb", preset=6) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
            add_all(archive, BUNDLE, top)
            add_all(archive, share, f"{top}/share")
    return target


def make_package() -> Path:
    """The bundle below /opt, its programs in /usr/bin, the desktop's files in /usr/share."""
    machine = MACHINES.get(os.uname().machine, os.uname().machine)
    target = DIST / f"{NAME}_{version()}_{machine}.deb"
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        shutil.copytree(BUNDLE, root / "opt" / NAME, symlinks=True)
        write_share(root / "usr" / "share")
        for program in (NAME, f"{NAME}-gui"):
            link = root / "usr" / "bin" / program
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(f"/opt/{NAME}/{program}")
        size = sum(file.lstat().st_size for file in root.rglob("*")) // 1024
        control = root / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text(CONTROL.format(name=NAME, version=version(), machine=machine, size=size), encoding="utf-8")
        for file in (root, *root.rglob("*")):
            _settle(file)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(root), str(target)]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(date())}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return target


def write_share(folder: Path) -> None:
    """Desktop entry, AppStream description and icon, in the folders where desktops look for them."""
    day = time.strftime("%Y-%m-%d", time.gmtime(date()))
    described = (PARTS / f"{NAME}.metainfo.xml").read_text(encoding="utf-8")
    described = described.replace("@VERSION@", version()).replace("@DATE@", day)
    icons = folder / "icons" / "hicolor" / "scalable" / "apps"
    for place in (folder / "applications", folder / "metainfo", icons):
        place.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PARTS / f"{NAME}.desktop", folder / "applications" / f"{NAME}.desktop")
    (folder / "metainfo" / f"{NAME}.metainfo.xml").write_text(described, encoding="utf-8")
    shutil.copyfile(ROOT / "resources" / "icons" / "app.svg", icons / f"{NAME}.svg")


def add_all(archive: tarfile.TarFile, folder: Path, name: str) -> None:
    """Add a folder's files in the order of their names, owned by root, with the time of the build."""
    for file in sorted(_files(folder)):
        entry = archive.gettarinfo(str(file), f"{name}/{file.relative_to(folder).as_posix()}")
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = date()
        entry.mode = 0o777 if entry.issym() else 0o755 if entry.mode & 0o100 else 0o644
        if entry.isreg():
            with file.open("rb") as content:
                archive.addfile(entry, content)
        else:
            archive.addfile(entry)


def _files(folder: Path) -> Iterable[Path]:
    return (file for file in folder.rglob("*") if file.is_symlink() or file.is_file())


def _settle(file: Path) -> None:
    """The time of the build, and permissions that do not depend on whoever builds."""
    if not file.is_symlink():
        file.chmod(0o755 if file.is_dir() or file.stat().st_mode & 0o100 else 0o644)
    os.utime(file, (date(), date()), follow_symlinks=False)


if __name__ == "__main__":
    sys.exit(main())
