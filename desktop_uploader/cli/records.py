"""`records`: the saved rows, exactly as they are."""

import csv
import json
import sys
from argparse import Namespace
from itertools import islice

from ..bootstrap import Application
from ..model.errors import UsageError
from .output import plain, print_json, print_table

PAGE = 1000


def records(application: Application, options: Namespace) -> int:
    """Print the rows of a dataset in the order in which they were saved."""
    if application.records.dataset(options.dataset) is None:
        raise UsageError("no-such-dataset", name=options.dataset)
    limit = options.limit if options.limit or options.format != "table" else PAGE
    headings, rows = application.records.rows(options.dataset, limit=limit, origin=options.origin)
    if options.format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(headings)
        writer.writerows([_exact(value) for value in row] for row in rows)
    elif options.format == "json":
        print_json([dict(zip(headings, row, strict=True)) for row in rows])
    else:
        shown = list(islice(rows, limit))
        print_table(headings, shown)
        total = application.records.row_count(options.dataset)
        if total > len(shown):
            listed = application.words.text("listed", {"shown": len(shown), "count": total})
            print(f"{listed}; --limit N shows more.", file=sys.stderr)
    return 0


def _exact(value: object) -> object:
    """Dates as ISO, structures as JSON, true and false; numbers as the shortest text that reads back equal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=plain)
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if isoformat is not None else value
