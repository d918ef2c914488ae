"""`undo`: an upload's rows are taken back."""

from argparse import Namespace
from dataclasses import asdict

from ..bootstrap import Application
from .output import print_json

MOST_LINES = 20


def undo(application: Application, options: Namespace) -> int:
    """Take the rows back, and say what became of each kind; raises where that cannot be."""
    result = application.undo(options.id)
    if options.json:
        print_json(asdict(result))
        return 0
    words = application.words
    print(words.event("undone", result.counts))
    for row in result.rows[:MOST_LINES]:
        print(f"  {words.kept_row(row)}")
    if result.kept > MOST_LINES:
        print(f"  {words.tr('and {count} more.', count=result.kept - min(MOST_LINES, len(result.rows)))}")
    return 0
