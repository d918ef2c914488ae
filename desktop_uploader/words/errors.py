"""Words for errors: what happened, and what to do. Placeholders are the error's parameters."""

from . import watching
from .plurals import Plural

UNKNOWN = (
    "Something unexpected went wrong ({code}).",
    "Press Retry. If it happens again, report it with the technical details.",
)

EXPECTED = {
    "string": "a text in quotation marks",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list in square brackets",
    "object": "an object in curly brackets",
    "choice": "one of: {choices}",
    "distinct": "a list in which nothing is repeated",
    "there": "there",
    "filled": "filled in as the standard says",
}
"""What a part of a definition must be."""

ERRORS: dict[str, tuple[str, str]] = {
    # The file that was picked
    "source-gone": ("The file {name} is not there any more.", "Look where it was moved to and add it again."),
    "source-is-folder": ("{name} is a folder.", "Open it and add the files in it."),
    "source-no-permission": (
        "You are not allowed to read {name}.",
        "Ask its owner for permission, or save a copy that you may read and add that.",
    ),
    "source-locked": ("{name} is open in another program.", "Close it there, then press Retry."),
    "source-owner-file": (
        "{name} is a marker that Excel keeps while a workbook is open.",
        "Add the workbook itself.",
    ),
    "source-unreadable": ("{name} could not be read: {reason}.", "Check the drive or the network, then press Retry."),
    "source-changed": (
        "{name} was changed while it was being copied.",
        "Wait until it is saved, then press Retry.",
    ),
    "address-unknown": (
        "{address} is not the address of a file in S3.",
        "Type it like s3://bucket/folder/file.xlsx.",
    ),
    "address-bucket": (
        'No bucket can have the name "{bucket}".',
        "Type the address like s3://bucket/folder/file.xlsx.",
    ),
    "address-no-file": (
        "{address} names a bucket or a folder, but no file in it.",
        "Add the name of the file, like s3://bucket/folder/file.xlsx.",
    ),
    "address-other-server": (
        "The server {host} is not the one of the S3 storage in the settings.",
        "Type the address like s3://bucket/folder/file.xlsx, or download the file and add it from there.",
    ),
    # Storage
    "disk-full": ("The disk is full.", "Free some space, then press Retry."),
    "storage-no-permission": (
        "Files cannot be written to {folder}.",
        "Check that you may write there, or choose another folder.",
    ),
    "storage-missing": (
        "The stored file is missing: {name}.",
        "Add the file again from where it came from.",
    ),
    "found-again": (
        "This file is stored, but the history no longer knew of it.",
        "Press Retry to have its rows saved.",
    ),
    "storage-damaged": (
        "The stored copy of {name} is not what was added.",
        "Add the file again from where it came from.",
    ),
    "storage-replaced": (
        "Another file has taken the place of the stored file {name}.",
        "Add the file again from where it came from.",
    ),
    "storage-key-taken": (
        "There is another file in the place where {name} would be stored; nothing was overwritten.",
        "Add the file again from where it came from.",
    ),
    "storage-folder-gone": (
        "The folder where files are kept is not there: {folder}.",
        "Connect the drive or the network. It is tried again.",
    ),
    "storage-path-too-long": ("The name {name} is too long for the storage folder.", "Shorten it, then add the file."),
    "storage-unknown": (
        'Files of the kind "{scheme}:" cannot be read by this program.',
        "Update Desktop Uploader, then press Retry.",
    ),
    "storage-not-set-up": (
        'The S3 storage is not set up: the setting "{setting}" is missing.',
        "Set it in the table [s3] of settings.toml.",
    ),
    "storage-no-host": (
        "No computer with the name {host} is known.",
        "Check your network connection and the address of the storage. It is tried again.",
    ),
    "storage-refused": (
        "{host} refuses the connection.",
        "Check the storage's address, and that its server is running. It is tried again.",
    ),
    "storage-timeout": (
        "{host} does not answer.",
        "Check your network connection, and whether a proxy must be set. It is tried again.",
    ),
    "storage-proxy": (
        "The proxy {host} does not let you through.",
        "Check the setting proxy, or ask who looks after your network. It is tried again.",
    ),
    "storage-certificate": (
        'The certificate of {host}, issued by "{issuer}", is not trusted: {reason}.',
        "Ask who looks after your network for the file of its certificate authority, and set it as ca_file.",
    ),
    "storage-certificate-unread": (
        "The certificate of {host} is not trusted: {reason}.",
        "Ask who looks after your network for the file of its certificate authority, and set it as ca_file.",
    ),
    "storage-clock": (
        Plural(
            "This computer's clock differs from the storage's by {seconds} second.",
            "This computer's clock differs from the storage's by {seconds} seconds.",
            by="seconds",
        ),
        "Set the clock right, then press Retry.",
    ),
    "storage-keys-missing": (
        "No keys for the storage were found.",
        'Type them in with "desktop-uploader storage set-keys", name a profile in the settings, or set '
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    ),
    "storage-keys-refused": (
        "The storage does not accept your keys.",
        'Type them in again with "desktop-uploader storage set-keys", then press Retry.',
    ),
    "storage-keys-expired": (
        "Your access to the storage has expired.",
        "Sign in again (for AWS: aws sso login), or type in new keys, then press Retry.",
    ),
    "storage-no-profile": (
        "There is no profile {profile} in the AWS configuration of this computer.",
        "Correct the setting profile, or make the profile with aws configure.",
    ),
    "storage-keyring": (
        "This computer has no keyring that can be used ({reason}).",
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where Desktop Uploader is started, or name a profile.",
    ),
    "storage-no-bucket": (
        "There is no bucket {bucket}.",
        "Correct the setting bucket, or have the bucket made.",
    ),
    "storage-wrong-region": (
        "The bucket {bucket} is in the region {region}.",
        "Set region to {region}, then press Retry.",
    ),
    "storage-denied": (
        "You are not allowed to do this in the bucket {bucket}: {action}.",
        "Ask whoever looks after the bucket for this permission, then press Retry.",
    ),
    "storage-throttled": ("The storage is asked too often at the moment ({reason}).", "It is tried again."),
    "storage-full": (
        "The storage has no room left ({reason}).",
        "Free some space there or have it enlarged, then press Retry.",
    ),
    "storage-garbled": ("The file was damaged on its way to the storage.", "It is sent again."),
    "storage-unexpected": (
        "The storage gave an answer that was not expected ({reason}).",
        'Check the provider in the settings, and try "desktop-uploader storage test".',
    ),
    "storage-unavailable": ("The place where files are kept does not answer: {reason}.", "It is tried again."),
    # Databases and folders
    "data-folder-not-writable": (
        "The data folder cannot be written to: {folder}.",
        "Choose another with --data-dir, or ask for permission to write there.",
    ),
    "data-folder-network": (
        "The data folder {folder} is on a network or synced drive, where a database can be damaged.",
        "Choose a folder on this computer with --data-dir.",
    ),
    "database-newer": (
        "The data folder was used by a newer version of Desktop Uploader (it has {found}, this program knows {known}).",
        "Install the newer version, or choose another folder with --data-dir.",
    ),
    "data-folder-synced": (
        "The data folder {folder} is synced by {program}, which can damage a database.",
        "Choose a folder on this computer that is not synced with --data-dir.",
    ),
    "data-folder-gone": (
        "The data folder {folder} is not there any more.",
        "Connect its drive again; work goes on by itself.",
    ),
    "database-foreign": (
        "The file {name} belongs to another program.",
        "Choose another folder with --data-dir, or move that file away.",
    ),
    "database-drive": (
        "The drive with {name} reports an error ({reason}).",
        "Check that it is connected and in order; work goes on by itself.",
    ),
    "database-busy": ("Another program is using the database.", "It is tried again by itself."),
    "database-damaged": (
        "The database file {name} is damaged.",
        'Close all windows and workers and run "desktop-uploader doctor --repair".',
    ),
    "database-read-only": (
        "The database file {name} is read-only.",
        "Check that you may write to it, then press Retry.",
    ),
    "database-trouble": ("The database could not be used: {reason}.", "Press Retry."),
    "backup-failed": (
        "The daily copy could not be written to {folder}: {reason}.",
        "Check that the drive is in order; it is tried again in an hour.",
    ),
    "backup-stopped": ("The copy of {name} was given up.", "It is made the next time."),
    "folder-in-use": (
        "Another window or worker uses the data folder {folder}.",
        "Close it, then start the repair again.",
    ),
    "folder-being-repaired": (
        "The data folder {folder} is being repaired.",
        "Wait until the repair has ended, then start again.",
    ),
    "migration-others-running": (
        "Desktop Uploader was updated while an older one is still running.",
        "Close the other window or worker, then start again.",
    ),
    # Processing
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
    "internal": ("Something unexpected went wrong ({reason}).", "Press Retry. If it happens again, report it."),
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
    # What a file is
    "file-empty": ("The file is empty.", "Check that it was saved, and add it again."),
    "file-password": (
        "This file is protected with a password.",
        "Open it in Excel, remove the password, save, and add it again.",
    ),
    "file-damaged": (
        "The file is damaged or is not a workbook that can be read.",
        "Open it in Excel, save it as an Excel Workbook (.xlsx), and add that.",
    ),
    "file-not-workbook": (
        "This is not an Excel or CSV file.",
        "Add a file of one of these kinds: xlsx, xlsm, xlsb, xls, ods, csv, tsv.",
    ),
    "file-is-zip": ("This is a zip archive and not a workbook.", "Unpack it and add the files in it."),
    "file-is-pdf": ("This is a PDF and not a workbook.", "Add the workbook that it was made from."),
    "file-is-web-page": (
        "This file is really a web page, and no table in it can be told from its layout.",
        "Open it in Excel and save it as an Excel Workbook (.xlsx).",
    ),
    "file-is-xml-spreadsheet": (
        "This file is an old XML spreadsheet.",
        "Open it in Excel and save it as an Excel Workbook (.xlsx).",
    ),
    "file-is-xml": ("This is an XML file and not a workbook.", "Open it in Excel and save it as an Excel Workbook."),
    "file-too-old": (
        "This file was written by a very old version of Excel.",
        "Open it in Excel and save it as an Excel Workbook (.xlsx).",
    ),
    "file-too-large-inside": (
        "Unpacked, this file is larger than {limit_gb} GB.",
        "Split it into smaller files.",
    ),
    "stray-cell": (
        "The sheet {sheet} has a cell far away from the others, at {address}, so the sheet is too large to read.",
        "Delete the rows and columns around it, save, and add the file again.",
    ),
    "cell-outside": (
        "The sheet {sheet} has a cell at {address}, which lies outside of what a sheet can hold.",
        "Open it in Excel, save it as a new workbook, and add that.",
    ),
    "sheet-too-large": (
        "A sheet of this file has more cells than can be read.",
        "Delete rows and columns that are not needed, or split the file.",
    ),
    "file-unsafe": (
        "This file has parts that no spreadsheet program writes, and that could overload a computer.",
        "Open it in Excel, save it as a new workbook, and add that.",
    ),
    "file-no-sheets": (
        "This workbook has no sheet with cells: only charts, dialogs or macros.",
        "Add the workbook that holds the rows.",
    ),
    "text-malformed": (
        "Row {row} of the text file, which begins in its line {line}, does not end.",
        "Look there for a quotation mark without its partner, correct it, and add the file again.",
    ),
    "text-encoding": ("The text file's letters cannot be read ({encoding}).", "Save it as CSV UTF-8 in Excel."),
    "file-no-rows": (
        "No cell of this file holds anything.",
        "Check that it is the right one: pictures, charts and text boxes cannot be read.",
    ),
    "no-values": (
        "The only cells of this file that hold anything show errors or pictures, such as {word} at {sheet}!{address}.",
        "Correct the formulas, or type the values, and add the file again.",
    ),
    "no-results": (
        "The formulas of this file were saved without their results, such as the one at {sheet}!{address}.",
        "Open it in Excel, save it there, and add it again.",
    ),
    "blank-results": (
        "The sheet {sheet} holds only formulas that have no result, or an empty one.",
        "Open it in Excel. If it shows values there, save it there and add it again.",
    ),
    "no-rows": (
        "Row {header_row} of the sheet {sheet} was taken for the headings ({labels}), and there are no rows below it.",
        "Check that it is the right file, and that its rows were saved in it.",
    ),
    "rows-left-out": (
        "Below the headings in row {header_row} of the sheet {sheet} there are only totals, remarks, or cells outside "
        "of the table (row {places}).",
        "If they are rows after all, draw the table over them or move them up to the headings, and add the file again.",
    ),
    "single-cell": (
        "The only cell of this file that holds anything is {sheet}!{address}.",
        "Check that it is the right file: a table has headings, and rows below them.",
    ),
    "sheets-hidden": (
        "No sheet of this file that can be seen holds rows, but hidden ones do: {sheets}.",
        "Open it in Excel, unhide the sheet that is meant, save, and add the file again.",
    ),
    "heading-row-blank": (
        "There is nothing in row {row} of the sheet {sheet}, so it cannot hold the headings.",
        "Answer with another row.",
    ),
    "dataset-would-change": (
        "The column {field} held {old} values so far, and this file has {new} values in it.",
        "Check the column. If it is right, change the dataset's definition.",
    ),
    # Definitions
    "definition-invalid": ("The definition {name} cannot be used: {reason}.", "Correct it and add the file again."),
    "definition-type": ("The definition's column {field} has an unknown type: {type}.", "Correct the definition."),
    "definition-format": (
        "The definition's column {field} has an unknown format: {format}.",
        "Correct the definition.",
    ),
    "definition-rule": (
        "The definition's column {field} has a rule that cannot be used: {rule} {value}.",
        "Correct the definition.",
    ),
    "definition-list": (
        "The definition's column {field} is a list whose delimiter or itemType cannot be used.",
        "Use a delimiter of at least one character, and an itemType such as number or date.",
    ),
    **{
        f"definition-needs-{kind}": (
            f'In the definition, "{{option}}" of the column {{field}} must be {words}.',
            "Correct the definition.",
        )
        for kind, words in EXPECTED.items()
    },
    **{
        f"definition-part-{kind}": (f'In the definition, "{{option}}" must be {words}.', "Correct the definition.")
        for kind, words in EXPECTED.items()
    },
    "definition-marks": (
        'In the definition, the column {field} has "{mark}" as decimalChar and as groupChar.',
        "Use two different marks.",
    ),
    "definition-both": (
        'In the definition, "{value}" of the column {field} is among trueValues and among falseValues.',
        "Remove it from one of them.",
    ),
    "definition-enum": (
        'In the definition, "{value}" of the column {field} is in its "enum" but not in its "categories".',
        "Add it to the categories, or remove it.",
    ),
    "definition-unnamed": ("Column {number} of the definition has no name.", 'Give it a "name".'),
    "definition-named-twice": ("The definition has two columns named {field}.", "Rename one of them."),
    "definition-key": (
        'In the definition, "{option}" names {field}, which is not one of its columns.',
        "Use the names of its columns: {fields}.",
    ),
    "definition-reference": (
        'In the definition, "foreignKeys" gives {fields} another number of columns than it refers to.',
        "Name as many columns on both sides.",
    ),
    "definition-rule-syntax": ("The rule {rule} cannot be understood.", "Write it like [Net] <= [Gross]."),
    "definition-rule-field": (
        'The rule {rule} names "{part}", which is not one of the columns.',
        "Write the column's name in brackets, and text in quotation marks.",
    ),
    "definition-rule-function": (
        'The rule {rule} uses "{part}", which is not known.',
        "Use one of: abs, date, days, empty, len, lower, max, min, round, today.",
    ),
    "definition-rule-part": (
        'The rule {rule} has a part that is not allowed: "{part}".',
        "Use comparisons, + - * / %, and, or, not, in, and columns in brackets.",
    ),
    "definition-rule-too-long": ("The rule {rule} is too long.", "Split it into several rules."),
    "definition-rule-kinds": (
        "The rule {rule} compares things of different kinds, such as a text and a number.",
        'Write dates as date("2026-11-24") and texts in quotation marks.',
    ),
    "reference-missing": (
        "This file refers to {fields} in the dataset {dataset}, which is not there.",
        "Add the file of {dataset} first, then press Retry.",
    ),
    "definition-changed-meanwhile": ("{name} was changed by another program meanwhile.", "Try again."),
    "definition-would-lose": (
        'The column "{field}" of {name} has saved values ({old}) that cannot become {new} and stay what they are.',
        "Keep the column as it is, or give the new one another name.",
    ),
    "definition-key-taken": (
        "Rows that are saved in {name} repeat a value that must now appear once.",
        "Correct the definition.",
    ),
    # Asking for what cannot be
    "port-taken": ("Port {port} cannot be used.", "Choose another with --metrics-port; 0 takes a free one."),
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
    "cannot-cancel": ("Upload {task_id} is already finished ({status}).", "There is nothing to cancel."),
    "settings-invalid": (
        "The settings file {name} has a mistake: {reason}.",
        "Correct it, or delete it to start fresh.",
    ),
    "settings-not-saved": (
        "The settings file {name} could not be written: {reason}.",
        "Check that you may write to its folder and that it is not open elsewhere. The setting holds until you close.",
    ),
    "already-running": ("Desktop Uploader is already open for this data folder.", "Its window comes to the front."),
    **watching.ERRORS,
}
