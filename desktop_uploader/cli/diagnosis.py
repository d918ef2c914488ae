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

IN_ORDER, PROBLEMS, IMPOSSIBLE = range(3)


def doctor(settings: Settings, folders: Folders, options: Namespace, words: Catalogue) -> int:
    """Print the state of everything; exits 0 where all is well, 1 where something is wrong, 2 where it cannot look.

    With `--repair`, first restore what can be restored, a line for each thing that is done.
    """
    try:
        deeds = _repair(folders, words, quiet=options.json) if options.repair else []
        report = examine(settings, folders, thorough=options.thorough, place=options.storage)
    except UploaderError as error:
        print(f"desktop-uploader: {words.exception(error)}", file=sys.stderr)
        return IMPOSSIBLE
    if options.json:
        done = {"repaired": [_deed(deed, words) for deed in deeds]} if options.repair else {}
        print_json({**report.facts, **done, "findings": [finding_fields(found, words) for found in report.findings]})
    else:
        _print(report, words)
    return PROBLEMS if report.problems else IN_ORDER


def diagnostics(settings: Settings, folders: Folders, options: Namespace, words: Catalogue) -> int:
    """Write the zip that may be sent to whoever helps, and say where it is."""
    writer = Diagnostics(settings, folders, place=options.storage)
    path = writer.write(options.file or Path(default_name()), overwrite=options.force)
    print(words.deed("diagnostics-written", {"path": str(path.absolute())}))
    return IN_ORDER


def finding_fields(finding: Finding, words: Catalogue) -> dict[str, Any]:
    """A finding with its words."""
    told = words.finding(finding.code, finding.params)
    return {**asdict(finding), "message": told.title, "advice": told.advice}


def _repair(folders: Folders, words: Catalogue, *, quiet: bool) -> list[Deed]:
    deeds = []
    for deed in repair(folders):
        deeds.append(deed)
        if not quiet:
            print(words.deed(deed.code, deed.params), flush=True)
    if not deeds and not quiet:
        print(words.deed("nothing"))
    return deeds


def _deed(deed: Deed, words: Catalogue) -> dict[str, Any]:
    return {**asdict(deed), "message": words.deed(deed.code, deed.params)}


def _print(report: Report, words: Catalogue) -> None:
    for name, value in report.facts.items():
        if isinstance(value, dict):
            print(f"{words.looked_at(name)}:")
            for key, item in value.items():
                # Settings are shown as they are written.
                print(f"  {key}: {item if name == 'settings' else _short(item, words)}")
        else:
            value = words.size(value) if name == "free_bytes" else _short(value, words)
            print(f"{words.looked_at(name)}: {value}")
    for found in report.findings:
        told = words.finding(found.code, found.params)
        print(words.tr("Problem: {words}", words=told) if found.problem else words.tr("Note: {words}", words=told))
    if not report.problems:
        print(words.tr("Everything is in order."))


def _short(value: object, words: Catalogue) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        ages = (words.tr("{number} h", number=item["age_hours"]) for item in value)
        return ", ".join(f"{item['file']} ({age})" for item, age in zip(value, ages, strict=True))
    return words.outcome(value)
