"""Words for errors: what a person or program asked for and cannot have."""

from ..plurals import Plural

ERRORS: dict[str, tuple[str, str]] = {
    "port-taken": ("Port {port} cannot be used.", "Choose another with --metrics-port; 0 takes a free one."),
    "autostart-not-set": (
        "The system was not told whether to start the program: {reason}.",
        "Try again; if it stays so, ask whoever manages this computer.",
    ),
    "target-exists": ("There is already a file {name}.", "Choose another name, or replace it with --force."),
    "not-checked-yet": ("Upload {task_id} has not been checked to its end yet.", "Wait until it has, then try again."),
    "nothing-to-mark": (
        "No wrong cells are known of upload {task_id}.",
        'See what became of it with "desktop-uploader show".',
    ),
    "keys-empty": ("No keys were typed in.", "Type in both, the access key first."),
    "no-such-task": ("There is no upload number {task_id}.", 'See the numbers with "desktop-uploader list".'),
    "answer-malformed": ("{text} is not an answer.", "Type it as KEY=VALUE, such as date-order:Day=dmy."),
    "no-such-question": ("{key} is not a question that can be answered.", "An answer begins with one of: {known}."),
    "answer-no-choice": ('"{value}" is none of the answers to {key}.', "Answer with one of: {choices}."),
    "answer-unusable": ('"{value}" is not an answer to {key}.', "Answer with a value such as {example}."),
    "answer-no-such-field": (
        'The answer for the column "{label}" names a column that the dataset does not have: {value}.',
        "Answer with one of: {fields}.",
    ),
    "no-such-dataset": ("There is no dataset named {name}.", 'See the names with "desktop-uploader datasets list".'),
    "cannot-retry": (
        "Upload {task_id} is {status} and cannot be tried again.",
        "Only failed, cancelled and undone ones can.",
    ),
    "cannot-undo": (
        "Upload {task_id} is {status} and has no saved rows.",
        "Only finished uploads can be undone, and only once.",
    ),
    "undo-not-saved": ("No rows of this upload are saved.", "There is nothing to undo."),
    "undo-in-use": (
        Plural(
            "Rows that are saved in {dataset} refer to rows of this upload ({count} value).",
            "Rows that are saved in {dataset} refer to rows of this upload ({count} values).",
        ),
        "Undo the uploads of {dataset} first.",
    ),
    "undo-value-taken": (
        "A value that must appear once in {dataset} would appear twice if earlier values came back.",
        "Undo the upload that has saved it since first.",
    ),
    "cannot-delete": ("Upload {task_id} is not finished yet.", "Cancel it first, then delete it."),
    "original-removed": (
        "The stored original of upload {task_id} is not kept any more.",
        "Add the file again from where it came from.",
    ),
    "original-not-stored": ("The file of upload {task_id} was never stored.", "Look for it where it was added from."),
    "cannot-cancel": ("Upload {task_id} is already finished ({status}).", "There is nothing to cancel."),
    "settings-invalid": (
        "The settings file {name} has a mistake: {reason}.",
        "Correct it, or delete it to start fresh.",
    ),
    "settings-not-saved": (
        "The settings file {name} could not be written: {reason}.",
        "Check that you may write to its folder and that it is not open elsewhere. The setting holds until you close.",
    ),
    "policy-invalid": (
        "What an administrator has set for this computer has a mistake, in {path}: {reason}.",
        "Ask an administrator to correct that file.",
    ),
    "setting-locked": ("Your administrator has set {name} for this computer.", "Ask them if you need it otherwise."),
    "updates-no-address": (
        "This program does not know where to ask for a newer version.",
        "Look where you got it from.",
    ),
    "updates-unreachable": (
        "{host} could not be asked for a newer version: {reason}.",
        "Check the connection and try again later.",
    ),
    "updates-unreadable": ("{host} did not say which version is the newest.", "Try again later."),
    "already-running": ("Desktop Uploader is already open for this data folder.", "Its window comes to the front."),
}
