"""The report for whoever helps: one zip, masked."""

from pathlib import Path

from ...bootstrap import Application
from ...words.marking import N_
from ..saving import Making


def report_making(application: Application) -> Making:
    """To be saved where a person wants it."""
    tr, diagnostics = application.words.tr, application.diagnostics
    return Making(
        tr("Save a report for support"),
        Path.home() / "desktop-uploader-report.zip",
        tr("Zip archive (*.zip)"),
        lambda target: diagnostics.write(target, overwrite=True),
        N_("{name} is saved, without names, passwords or cells of your files. Look into it before you send it."),
    )
