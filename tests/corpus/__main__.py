"""Runs the reader over folders of other people's files.

python -m tests.corpus DIR [--json FILE]   every file through the real check, and a table by outcome
python -m tests.corpus compare DIR         cell by cell against openpyxl; differences need a named reason
python -m tests.corpus agree DIR           files of one name but several formats hold the same values

Exits 1 where the bar is missed.
"""

import sys
from pathlib import Path

from . import agreement, comparison, outcomes


def main(arguments: list[str]) -> int:
    """Run a command; gives its exit code."""
    if not arguments or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    commands = {"agree": agreement.main, "compare": comparison.main}
    if arguments[0] in commands and len(arguments) == 2:
        return commands[arguments[0]](Path(arguments[1]))
    report = Path(arguments[2]) if len(arguments) == 3 and arguments[1] == "--json" else None
    return outcomes.main(Path(arguments[0]), report)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
