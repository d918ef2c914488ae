"""Words for what is done with many uploads at once: what is asked first, what is under way, what came of it."""

from ..model.selection import Deed
from ..model.status import TaskStatus
from .marking import N_
from .plurals import Plural

QUESTIONS = {
    Deed.CANCEL: Plural("Cancel {count} file?", "Cancel {count} files?"),
    Deed.UNDO: Plural("Take back the rows of {count} file?", "Take back the rows of {count} files?"),
    Deed.DELETE: Plural("Delete {count} file from the history?", "Delete {count} files from the history?"),
}
"""What is asked before it is done."""

CONSEQUENCES = {
    Deed.CANCEL: N_("Nothing of these files is saved. Retry has them processed after all."),
    Deed.UNDO: N_("Their rows leave the database. Retry imports the files again."),
    Deed.DELETE: N_(
        "They leave the list, and their stored copies are deleted. Your own files stay where they are.\n\n"
        "Saved rows stay. To take them back, undo the files first: it cannot be undone later."
    ),
}

FOR_GOOD = Plural(
    "The original of {count} of them is not kept any more: it cannot be imported again from here.",
    "The originals of {count} of them are not kept any more: they cannot be imported again from here.",
)

YES = {
    Deed.CANCEL: Plural("Cancel {count} file", "Cancel {count} files"),
    Deed.UNDO: Plural("Take back rows of {count} file", "Take back rows of {count} files"),
    Deed.DELETE: Plural("Delete {count} file", "Delete {count} files"),
}
"""The button that has it done."""

NO = N_("Leave them")

DOING = {
    Deed.RETRY: N_("Having files tried again: {done} of {count}."),
    Deed.CANCEL: N_("Cancelling files: {done} of {count}."),
    Deed.UNDO: N_("Taking back rows: {done} of {count} files."),
    Deed.SAVE_ORIGINAL: N_("Saving originals: {done} of {count}."),
    Deed.DELETE: N_("Deleting files: {done} of {count}."),
}

DONE = {
    Deed.RETRY: Plural("{count} file is tried again.", "{count} files are tried again."),
    Deed.CANCEL: Plural("{count} file is cancelled.", "{count} files are cancelled."),
    Deed.UNDO: Plural("The rows of {count} file are taken back.", "The rows of {count} files are taken back."),
    Deed.SAVE_ORIGINAL: Plural("{count} original is saved.", "{count} originals are saved."),
    Deed.DELETE: Plural("{count} file is deleted.", "{count} files are deleted."),
}

STOPPED = N_("You ended it here.")
LEFT_OUT = Plural("{count} was left out: {states}.", "{count} were left out: {states}.")
REFUSED = Plural("{count} could not be done: {reason}", "{count} could not be done: {reason}")
BROKEN_OFF = N_("It was broken off. {reason}")

STATES = {
    TaskStatus.UPLOADING: N_("{count} uploading"),
    TaskStatus.PENDING: N_("{count} waiting"),
    TaskStatus.PROCESSING: N_("{count} processing"),
    TaskStatus.DONE: N_("{count} done"),
    TaskStatus.FAILED: N_("{count} failed"),
    TaskStatus.CANCELLED: N_("{count} cancelled"),
}
"""How many of the files stand so: "9 done, 5 failed"."""

ASKING = N_("{count} to answer")
UNDONE = N_("{count} undone")
GONE = N_("{count} without their original, which is not kept any more")
"""Why files are left out that their state would let in."""

SELECTED = Plural("{count} file selected", "{count} files selected")

ABLE = {
    Deed.RETRY: N_("Retry ({count})"),
    Deed.CANCEL: N_("Cancel ({count})"),
    Deed.UNDO: N_("Undo ({count})"),
    Deed.SAVE_ORIGINAL: N_("Save originals… ({count})"),
    Deed.DELETE: N_("Delete… ({count})"),
}
"""Buttons that say with how many it can be done."""

BACK = {Deed.UNDO: N_("Import again"), Deed.CANCEL: N_("Retry")}
"""The button that takes it back, by a retry of the same files."""
