"""Sign programs for Windows where there is a certificate; without one, say so and do nothing.

python3 packaging/windows/sign.py FILE...

WINDOWS_CERTIFICATE is the certificate with its key (PKCS #12) in base64, WINDOWS_CERTIFICATE_PASSWORD its password,
WINDOWS_TIMESTAMP the server that attests the time; empty: none does. Done by signtool (Windows SDK) or osslsigncode.
"""

import base64
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

TIMESTAMP = "http://timestamp.digicert.com"
NAME = "Desktop Uploader"
KITS = Path(r"C:\Program Files (x86)\Windows Kits\10\bin")


def main() -> int:
    return sign(map(Path, sys.argv[1:]), os.environ)


def sign(files: Iterable[Path], environment: Mapping[str, str]) -> int:
    """Sign the files in place; gives the exit code."""
    certificate = environment.get("WINDOWS_CERTIFICATE")
    if not certificate:
        print("There is no certificate (WINDOWS_CERTIFICATE): nothing is signed.")
        return 0
    tool = signtool() or shutil.which("osslsigncode")
    if tool is None:
        print("Neither signtool nor osslsigncode is installed.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        path, password = Path(folder) / "certificate.p12", Path(folder) / "password"
        path.write_bytes(base64.b64decode(certificate))
        password.write_text(environment.get("WINDOWS_CERTIFICATE_PASSWORD", ""), encoding="utf-8")
        time = environment.get("WINDOWS_TIMESTAMP", TIMESTAMP)
        for file in files:
            if "osslsigncode" in Path(tool).name:
                done = _osslsigncode(tool, file, path, password, time)
            else:
                done = _signtool(tool, file, path, password, time)
            if done:
                return done
            print(f"{file} is signed.")
    return 0


def signtool() -> str | None:
    """The newest signtool of the Windows SDK."""
    found = sorted(KITS.glob("10.*/x64/signtool.exe")) if KITS.is_dir() else []
    return shutil.which("signtool") or (str(found[-1]) if found else None)


def _osslsigncode(tool: str, file: Path, certificate: Path, password: Path, time: str) -> int:
    signed = file.with_suffix(".signed")
    options = ["-pkcs12", certificate, "-readpass", password, "-h", "sha256", "-n", NAME]
    options += ["-ts", time] if time else []
    done = subprocess.run([tool, "sign", *options, "-in", file, "-out", signed], check=False, capture_output=True)
    if done.returncode:
        print((done.stdout + done.stderr).decode(errors="replace"), file=sys.stderr)
        signed.unlink(missing_ok=True)
        return 1
    signed.replace(file)
    return 0


def _signtool(tool: str, file: Path, certificate: Path, password: Path, time: str) -> int:
    options = ["/f", certificate, "/p", password.read_text(encoding="utf-8"), "/fd", "sha256", "/d", NAME]
    options += ["/tr", time, "/td", "sha256"] if time else []
    return subprocess.run([tool, "sign", *options, file], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
