"""Write the manifest of a release for winget: three files, to be sent to the repository of winget's packages.

python3 packaging/windows/winget.py INSTALLER --version V --url ADDRESS --home ADDRESS --output DIR

ADDRESS is where the installer can be fetched once it is published, and where the project's page is.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from build_installer import PUBLISHER, own_kinds

IDENTIFIER = "DesktopUploader.DesktopUploader"
FORM = "1.10.0"
"""The version of winget's schema that is written."""

SUMMARY = "Drop Excel files on a window and watch their rows arrive, checked, in a database."
RETURN_CODES = {1: "cancelledByUser", 3: "downgrade", 5: "packageInUse"}
"""What the installer's exit codes mean; see installer.nsi."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("installer", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--home", required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(options.installer.read_bytes()).hexdigest().upper()
    for name, manifest in manifests(options.version, options.url, options.home, digest).items():
        path = options.output / name
        path.write_text(as_yaml(manifest), encoding="utf-8", newline="\n")
        print(path)
    return 0


def manifests(version: str, url: str, home: str, digest: str, day: date | None = None) -> dict[str, dict[str, Any]]:
    """The three manifests by the names of their files."""
    head = {"PackageIdentifier": IDENTIFIER, "PackageVersion": version}
    file = {"Architecture": "x64", "InstallerUrl": url, "InstallerSha256": digest}
    everybody = {"InstallerSwitches": {"Custom": "/AllUsers"}, "ElevationRequirement": "elevationRequired"}
    installer = {
        **head,
        "InstallerType": "nullsoft",
        "MinimumOSVersion": "10.0.17763.0",
        "InstallModes": ["interactive", "silent"],
        "UpgradeBehavior": "install",
        "Commands": ["desktop-uploader"],
        "FileExtensions": list(own_kinds()),
        "ProductCode": "DesktopUploader",
        "ReleaseDate": (day or date.today()).isoformat(),
        "ExpectedReturnCodes": [
            {"InstallerReturnCode": code, "ReturnResponse": meaning} for code, meaning in RETURN_CODES.items()
        ],
        "Installers": [{**file, "Scope": "user"}, {**file, "Scope": "machine", **everybody}],
    }
    locale = {
        **head,
        "PackageLocale": "en-US",
        "Publisher": PUBLISHER,
        "PackageName": "Desktop Uploader",
        "PackageUrl": home,
        "License": "MIT",
        "ShortDescription": SUMMARY,
        "Tags": ["csv", "database", "excel", "import", "spreadsheet"],
    }
    kinds = {
        "version": (f"{IDENTIFIER}.yaml", {**head, "DefaultLocale": "en-US"}),
        "installer": (f"{IDENTIFIER}.installer.yaml", installer),
        "defaultLocale": (f"{IDENTIFIER}.locale.en-US.yaml", locale),
    }
    return {name: {**content, "ManifestType": kind, "ManifestVersion": FORM} for kind, (name, content) in kinds.items()}


def as_yaml(manifest: Mapping[str, Any]) -> str:
    """YAML takes JSON for its values; one key a line, so that a change is seen."""
    schema = f"https://aka.ms/winget-manifest.{manifest['ManifestType']}.{FORM}.schema.json"
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in manifest.items()]
    return f"# yaml-language-server: $schema={schema}\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
