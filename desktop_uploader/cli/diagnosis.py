"""`doctor` looks whether everything is in order, and repairs; `diagnostics` packs what helps others to help."""

import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..doctor.diagnostics import Diagnostics, default_name
from ..doctor.examine import examine
from ..doctor.repair import repair
from ..doctor.report import Deed, Finding, Report
from ..model.errors import UploaderError
from ..settings import Folders, Settings
from ..words import Catalogue
from .output import print_json

WORDS = Catalogue()
IN_ORDER, PROBLEMS, IMPOSSIBLE = range(3)


def doctor(settings: Settings, folders: Folders, options: Namespace) -> int:
    """Print the state of everything; exits 0 where all is well, 1 where something is wrong, 2 where it cannot look.

    With `--repair`, first restore what can be restored, a line for each thing that is done.
    """
    try:
        deeds = _repair(folders, quiet=options.json) if options.repair else []
        report = examine(settings, folders, thorough=options.thorough, place=options.storage)
    except UploaderError as error:
        print(f"desktop-uploader: {WORDS.exception(error)}", file=sys.stderr)
        return IMPOSSIBLE
    if options.json:
        done = {"repaired": [_deed(deed) for deed in deeds]} if options.repair else {}
        print_json({**report.facts, **done, "findings": [finding_fields(found) for found in report.findings]})
    else:
        _print(report)
    return PROBLEMS if report.problems else IN_ORDER


def diagnostics(settings: Settings, folders: Folders, options: Namespace) -> int:
    """Write the zip that may be sent to whoever helps, and say where it is."""
    writer = Diagnostics(settings, folders, place=options.storage)
    path = writer.write(options.file or Path(default_name()), overwrite=options.force)
    print(WORDS.deed("diagnostics-written", {"path": str(path.absolute())}))
    return IN_ORDER


def finding_fields(finding: Finding) -> dict[str, Any]:
    """A finding with its words."""
    words = WORDS.finding(finding.code, finding.params)
    return {**asdict(finding), "message": words.title, "advice": words.advice}


def _repair(folders: Folders, *, quiet: bool) -> list[Deed]:
    deeds = []
    for deed in repair(folders):
        deeds.append(deed)
        if not quiet:
            print(WORDS.deed(deed.code, deed.params), flush=True)
    if not deeds and not quiet:
        print(WORDS.deed("nothing"))
    return deeds


def _deed(deed: Deed) -> dict[str, Any]:
    return {**asdict(deed), "message": WORDS.deed(deed.code, deed.params)}


def _print(report: Report) -> None:
    for name, value in report.facts.items():
        if isinstance(value, dict):
            print(f"{name.replace('_', ' ')}:")
            for key, item in value.items():
                print(f"  {key}: {_short(item)}")
        else:
            print(f"{name.replace('_', ' ')}: {value}")
    for found in report.findings:
        print(f"{'problem' if found.problem else 'note'}: {WORDS.finding(found.code, found.params)}")
    if not report.problems:
        print("Everything is in order.")


def _short(value: object) -> object:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return ", ".join(f"{item['file']} ({item['age_hours']} h)" for item in value)
    return value
