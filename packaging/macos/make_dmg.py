"""Of a release, what is made on macOS: the application signed, attested by Apple, and in an image, in dist/release.

python3 packaging/macos/make_dmg.py NAME

NAME is the system in the file's name, such as macos-arm64. Without MACOS_CERTIFICATE (PKCS #12 in base64; its password
in MACOS_CERTIFICATE_PASSWORD, its name in MACOS_IDENTITY) the application has a signature that no Mac but the builder's
trusts. Without APPLE_ID, APPLE_TEAM and APPLE_PASSWORD (one made for this) it is not sent to Apple.
"""

import base64
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
APPLICATION = ROOT / "dist" / "Desktop Uploader.app"
LICENCES = ROOT / "dist" / "desktop-uploader" / "licences"
RELEASE = ROOT / "dist" / "release"
DMGBUILD = "dmgbuild==1.6.7"


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    image = RELEASE / f"desktop-uploader-{project['project']['version']}-{sys.argv[1]}.dmg"
    RELEASE.mkdir(parents=True, exist_ok=True)
    add_licences(LICENCES, APPLICATION)
    with certificate() as identity:
        if identity:
            sign(APPLICATION, identity)
        else:
            # PyInstaller's signature does not hold for what was added.
            run("codesign", "--force", "--deep", "--sign", "-", APPLICATION)
        make_image(image)
        if identity:
            run("codesign", "--force", "--timestamp", "--sign", identity, image)
    if all(os.environ.get(name) for name in ("APPLE_ID", "APPLE_TEAM", "APPLE_PASSWORD")):
        notarize(image)
    else:
        print("There is no account of Apple's (APPLE_ID, APPLE_TEAM, APPLE_PASSWORD): it is not notarized.")
    print(image)
    return 0


@contextmanager
def certificate() -> Iterator[str | None]:
    """The name of the certificate to sign with, in a keychain that is gone afterwards; None where there is none."""
    given = os.environ.get("MACOS_CERTIFICATE")
    if not given:
        print("There is no certificate (MACOS_CERTIFICATE): no other Mac trusts the signature.")
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        keychain, secret = Path(folder) / "release.keychain-db", secrets.token_urlsafe()
        file = Path(folder) / "certificate.p12"
        file.write_bytes(base64.b64decode(given))
        run("security", "create-keychain", "-p", secret, keychain)
        try:
            run("security", "unlock-keychain", "-p", secret, keychain)
            password = os.environ.get("MACOS_CERTIFICATE_PASSWORD", "")
            run("security", "import", file, "-k", keychain, "-P", password, "-T", "/usr/bin/codesign")
            run("security", "set-key-partition-list", "-S", "apple-tool:,apple:", "-k", secret, keychain)
            run("security", "list-keychains", "-d", "user", "-s", keychain, "login.keychain-db")
            yield os.environ["MACOS_IDENTITY"]
        finally:
            run("security", "delete-keychain", keychain)


def add_licences(licences: Path, application: Path) -> None:
    """Put the texts of all licences into the application, where its page About looks for the list of its parts."""
    shutil.copytree(licences, application / "Contents" / "Resources" / "licences", dirs_exist_ok=True)


def sign(application: Path, identity: str) -> None:
    """Sign what is inside first, the application last."""
    options = ["codesign", "--force", "--timestamp", "--options", "runtime", "--sign", identity]
    libraries = [path for kind in ("*.so", "*.dylib") for path in application.rglob(kind) if not path.is_symlink()]
    frameworks = [path for path in application.rglob("*.framework") if not path.is_symlink()]
    for path in sorted([*libraries, *frameworks], key=lambda path: -len(path.parts)):
        run(*options, path)
    entitlements = ["--entitlements", HERE / "entitlements.plist"]
    for path in (application / "Contents" / "MacOS").iterdir():
        run(*options, *entitlements, path)
    run(*options, *entitlements, application)
    run("codesign", "--verify", "--deep", "--strict", application)


def make_image(image: Path) -> None:
    """Put the application into an image beside a link to the folder that it is dragged to."""
    with tempfile.TemporaryDirectory() as scratch:
        run(sys.executable, "-m", "venv", scratch)
        run(f"{scratch}/bin/python", "-m", "pip", "install", "--quiet", DMGBUILD)
        defines = ["-D", f"application={APPLICATION}", "-D", f"icon={ROOT / 'resources' / 'icons' / 'app.icns'}"]
        run(f"{scratch}/bin/dmgbuild", "-s", HERE / "dmg_settings.py", *defines, "Desktop Uploader", image)


def notarize(image: Path) -> None:
    """Have Apple attest the image, wait for it, and attach what it says."""
    account = ["--apple-id", os.environ["APPLE_ID"], "--team-id", os.environ["APPLE_TEAM"]]
    run("xcrun", "notarytool", "submit", image, *account, "--password", os.environ["APPLE_PASSWORD"], "--wait")
    run("xcrun", "stapler", "staple", image)


def run(*command: str | Path) -> None:
    """Run to the end. Raises `SystemExit`, without the arguments: passwords are among them."""
    done = subprocess.run([str(part) for part in command], check=False)
    if done.returncode:
        raise SystemExit(f"{Path(str(command[0])).name} has failed with {done.returncode}.")


if __name__ == "__main__":
    sys.exit(main())
