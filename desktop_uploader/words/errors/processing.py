"""Words for errors: reading, checking and saving a file."""

from ..plurals import Plural

ERRORS: dict[str, tuple[str, str]] = {
    "reader-crashed": (
        "This file makes the reader stop working.",
        "Open it in Excel, save it as a new workbook, and add that.",
    ),
    "out-of-memory": (
        "This file needs more memory than a single file may use ({limit_mb} MB).",
        "Remove sheets or empty cells that are not needed, or split the file.",
    ),
    "time-limit": (
        Plural(
            "This file took longer than {seconds} second.", "This file took longer than {seconds} seconds.", "seconds"
        ),
        "Split the file, or raise the time limit in the settings.",
    ),
    "stalled": (
        Plural(
            "Processing made no progress for {seconds} second.",
            "Processing made no progress for {seconds} seconds.",
            "seconds",
        ),
        "Press Retry.",
    ),
    "attempts-used-up": (
        Plural(
            "This file was tried {attempts} time, and the program stopped.",
            "This file was tried {attempts} times, and each time the program stopped.",
            "attempts",
        ),
        "Open it in Excel, save it as a new workbook, and add that.",
    ),
    "saved-with-other-content": (
        "Rows of another file are already saved under this upload.",
        "Add the file again as a new upload.",
    ),
    "internal": ("Something unexpected went wrong ({reason}).", "Try it again. If it happens once more, report it."),
    "part-fell": (
        "A part of the program ended unexpectedly ({reason}).",
        "It begins again by itself. If this comes again, save a report under Settings, Diagnostics.",
    ),
    "claim-lost": ("Another program took over this file.", "Nothing is left to do here."),
    "file-saved-already": (
        "This file was saved on {when} already (upload {task}, {file}), and was not to be saved again.",
        'Nothing is left to do. To save it again after all, answer "yes".',
    ),
    "too-many-columns": (
        "A dataset can have no more columns than {limit}, and this one would have {count}.",
        "Split the columns into several files, or turn the table so that what stands side by side stands in rows.",
    ),
    "dataset-busy": ("Other files kept changing this file's dataset.", "Press Retry."),
    "rows-wrong": (
        Plural(
            "{rejected} row of {total} needs correcting, so nothing was saved.",
            "{rejected} of {total} rows need correcting, so nothing was saved.",
            "rejected",
        ),
        "Correct these cells and add the file again. No row is ever saved twice.",
    ),
    "headings-wrong": (
        "The headings do not fit the dataset {dataset}, so nothing was saved.",
        "Correct the headings and add the file again.",
    ),
}
