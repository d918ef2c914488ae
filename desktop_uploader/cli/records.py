"""`records`: the saved rows, exactly as they are."""

import csv
import sys
from argparse import Namespace
from itertools import islice

from ..bootstrap import Application
from ..model.errors import UsageError
from ..model.exact import exact
from .output import print_json, print_table

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
        writer.writerows([exact(value) for value in row] for row in rows)
    elif options.format == "json":
        print_json([dict(zip(headings, row, strict=True)) for row in rows])
    else:
        shown = list(islice(rows, limit))
        print_table(headings, shown)
        total = application.records.row_count(options.dataset)
        if total > len(shown):
            listed = application.words.text("listed", {"shown": len(shown), "count": total})
            print(application.words.tr("{listed}; --limit N shows more.", listed=listed), file=sys.stderr)
    return 0
