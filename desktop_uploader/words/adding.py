"""Words for many files that are added at once."""

from .plurals import Plural

TEXTS = {
    "moving": "Adding files from {place}: {done} of {found}",
    "listing": "Adding files from {place}: {done} of {found} found so far",
    "paused": "Adding files from {place} is paused: {done} of {found}",
    "added": Plural("{count} file was added.", "{count} files were added."),
    "none": "No file was added.",
    "stopped": "Stopped. Files that were added: {count} of {found}.",
    "known": Plural("{count} of these files was added before.", "{count} of these files were added before.", "count"),
    "left:known": Plural("{count} was left out: it was added before.", "{count} were left out: added before."),
    "left:kind": Plural(
        "{count} was left out: it is no Excel or CSV file.", "{count} were left out: no Excel or CSV files."
    ),
    "left:temporary": Plural(
        "{count} was left out: it is a temporary file.", "{count} were left out: temporary files."
    ),
    "left:hidden": Plural("{count} was left out: it is hidden.", "{count} were left out: hidden."),
    "left:refused": Plural("{count} could not be read.", "{count} could not be read."),
    "again": "Add known files again with --again.",
    "why:known": "It was added before.",
    "why:kind": "It is no Excel or CSV file.",
    "why:temporary": "It is a temporary file.",
    "why:hidden": "It is hidden.",
}
