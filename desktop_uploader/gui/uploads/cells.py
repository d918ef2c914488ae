"""A file shown in Excel at one of its cells, where the system lets another program say so.

What a file, a sheet or a cell is called goes to the script as a value and never into its text: names may hold quotes,
dollars and backticks.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 20
"""Seconds; Excel may have to start."""

WINDOWS = """& {
    $ErrorActionPreference = 'Stop'
    try { $excel = [Runtime.InteropServices.Marshal]::GetActiveObject('Excel.Application') }
    catch { $excel = New-Object -ComObject Excel.Application }
    $excel.AutomationSecurity = 2
    $excel.Visible = $true
    $book = $excel.Workbooks.Open($env:DU_FILE)
    $sheet = if ($env:DU_SHEET) { $book.Worksheets.Item($env:DU_SHEET) } else { $book.Worksheets.Item(1) }
    $sheet.Activate()
    [void]$excel.Goto($sheet.Range($env:DU_CELL))
}

"""
"""For PowerShell, which takes its input as if it were typed: one block, ended by an empty line, is run as a whole, and
what fails in it ends it. Macros of the file ask as they do when a person opens it, which they else would not."""

MACOS = """
on run argv
    tell application "Microsoft Excel"
        activate
        open workbook workbook file name (item 1 of argv)
        if (item 2 of argv) is not "" then activate object worksheet (item 2 of argv) of active workbook
        select range (item 3 of argv) of active sheet
    end tell
end run
"""
"""For AppleScript."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is run: a program that reads its script from its input."""

    arguments: tuple[str, ...]
    script: str
    values: Mapping[str, str] = field(default_factory=dict)
    """Variables of its environment."""


def command_for(platform: str, path: Path, sheet: str | None, cell: str) -> Command | None:
    """What shows the cell on this platform; None where nothing is known to."""
    if platform == "win32":
        home = Path(os.environ.get("SystemRoot", r"C:\Windows")) / "System32" / "WindowsPowerShell" / "v1.0"
        program = (str(home / "powershell.exe"), "-NoProfile", "-NonInteractive", "-Command", "-")
        return Command(program, WINDOWS, {"DU_FILE": str(path), "DU_SHEET": sheet or "", "DU_CELL": cell})
    if platform == "darwin":
        return Command(("/usr/bin/osascript", "-", str(path), sheet or "", cell), MACOS)
    return None


def show_cell(path: Path, sheet: str | None, cell: str) -> bool:
    """Have Excel show a cell; False where it cannot. May take seconds: never on the GUI thread."""
    command = command_for(sys.platform, path, sheet, cell)
    if command is None:
        return False
    try:
        ended = subprocess.run(
            command.arguments,
            input=command.script,
            env={**os.environ, **command.values},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return ended.returncode == 0
