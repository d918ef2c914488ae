"""Words for the lines of a task's timeline. Codes not listed here are errors and have their words there."""

from ..model.undo import KeptReason
from .plurals import Plural

EVENTS = {
    "added": "Added.",
    "stored": "Stored safely.",
    "left-in-place": "Found in S3. It is read there, and stays as it is.",
    "claimed": "Processing began (attempt {attempt}).",
    "done": Plural(
        "{saved} of {total} row saved in {dataset}.", "{saved} of {total} rows saved in {dataset}.", "total"
    ),
    "rows-updated": "Rows that were saved before and have new values: {count}.",
    "rows-unchanged": "Rows that were saved before with the same values: {count}.",
    "rows-ignored": "Rows left out because rows with their key are saved already: {count}.",
    "newer-kept": "Rows left out because a file added later has newer values for them: {count}.",
    "undone:whole": "Undone. Rows removed: {removed}.",
    "undone": "Undone. Rows removed: {removed}, with their earlier values again: {restored}, left as they are: {kept}.",
    "replaced": "Replaced by the corrected file, upload {by}. Rows removed: {removed}, restored: {restored}.",
    "replaces": "Took the place of the file that it corrects. Rows removed: {removed}, restored: {restored}.",
    "cancel-requested": "Cancel was asked for.",
    "cancelled": "Cancelled. Nothing was saved.",
    "too-late-to-cancel": "The rows were already saved when Cancel came.",
    "retry-planned": "It did not work this time. Attempt {attempt} follows at {at}.",
    "tries-used-up": "Tried {tries} times. It is not tried again by itself.",
    "released": "The program was closed; the file waits for the next start.",
    "adopted": "Found in the storage without an entry, and entered again.",
    "released:trouble": "The database could not be used; the file waits until it can.",
    "put-off": "The place where the file is kept cannot be used; the file waits until it can.",
    "rescued": "The program that worked on this file ended unexpectedly; the file waits again.",
    "answered": "Answered: {answers}.",
    "original-removed": "The stored original was removed, as it is older than the settings keep them. Saved rows stay.",
    "retried": "Asked to try again.",
    "kind-known": "Its kind of file is known by now ({dataset}): it goes on by itself.",
    "upload-resumed": "The upload was cut short and is taken up again.",
    "source-changed-since": "The file was changed between adding and copying; it was taken as it was then.",
    "cells-trimmed": Plural(
        "Spaces around the text were removed in {count} cell.", "Spaces around the text were removed in {count} cells."
    ),
    "cells-repaired": Plural(
        "{count} cell was read although it was written differently, in the column {fields}.",
        "{count} cells were read although they were written differently, in these columns: {fields}.",
    ),
    "two-digit-years": Plural(
        "{count} date has a year of two digits, taken for 1950 to 2049, in the column {fields}.",
        "{count} dates have years of two digits, taken for 1950 to 2049, in these columns: {fields}.",
    ),
    "saved-before": (
        "This file was saved on {when} already (upload {task}, {file}). Adding it asks before it is saved again."
    ),
    "early-dates": Plural(
        "{count} date is before 1 March 1900, where Excel's calendar has a day too many, in the column {fields}. "
        "It was taken as Excel shows it; check it.",
        "{count} dates are before 1 March 1900, where Excel's calendar has a day too many, in these columns: {fields}. "
        "They were taken as Excel shows them; check them.",
    ),
    "zeros-kept": Plural(
        "{count} number was saved with the zeros that its format shows, in the column {fields}.",
        "{count} numbers were saved with the zeros that their format shows, in these columns: {fields}.",
    ),
    "answers-unused": "Nothing in the file fits these answers, so they were not used: {answers}.",
    "columns-left-out": "These columns are not in the dataset and were left out: {columns}.",
    "fields-absent": "These columns are missing in the file and stay empty: {fields}.",
    "text-read-as": 'Read as text ({encoding}), with columns divided by "{delimiter}".',
    "text-nuls": "Characters that no program shows were left out: {count}.",
    "sheet-used": Plural(
        'Sheet "{sheet}": headings taken from row {header_row}, {rows} row.',
        'Sheet "{sheet}": headings taken from row {header_row}, {rows} rows.',
        "rows",
    ),
    "sheet-used:lines": Plural(
        'Sheet "{sheet}": headings taken from rows {header_rows}, {rows} row.',
        'Sheet "{sheet}": headings taken from rows {header_rows}, {rows} rows.',
        "rows",
    ),
    "sheet-used:none": Plural(
        'Sheet "{sheet}": taken without headings, {rows} row.',
        'Sheet "{sheet}": taken without headings, {rows} rows.',
        "rows",
    ),
    "sheet-skipped": 'Sheet "{sheet}" was left out ({reason}).',
    "sheet-skipped:empty": 'Sheet "{sheet}" is empty.',
    "sheet-skipped:hidden": 'Sheet "{sheet}" was left out: it is hidden.',
    "sheet-skipped:chart": 'Sheet "{sheet}" was left out: it is a chart.',
    "sheet-skipped:no-headings": 'Sheet "{sheet}" was left out: no row with headings was found.',
    "sheet-skipped:other-dataset": (
        'Sheet "{sheet}" was left out: its headings are others. Save it as a file of its own and add that.'
    ),
    "sheet-skipped:other-dataset-known": (
        'Sheet "{sheet}" was left out: its headings are those of {dataset}. Add the file again as {dataset} for it.'
    ),
    "totals-left-out": Plural(
        'Sheet "{sheet}": totals below the data were left out (row {places}).',
        'Sheet "{sheet}": totals below the data were left out (rows {places}).',
    ),
    "footnotes-left-out": Plural(
        'Sheet "{sheet}": remarks below the data were left out (row {places}).',
        'Sheet "{sheet}": remarks below the data were left out (rows {places}).',
    ),
    "rows-outside-table": Plural(
        'Sheet "{sheet}": {count} row below the table was left out (row {places}).',
        'Sheet "{sheet}": {count} rows below the table were left out (rows {places}).',
    ),
    "hidden-rows": Plural(
        'Sheet "{sheet}" has {count} hidden row. It was read like the others.',
        'Sheet "{sheet}" has {count} hidden rows. They were read like the others.',
    ),
    "hidden-columns": Plural(
        'Sheet "{sheet}" has {count} hidden column ({letters}). It was read like the others.',
        'Sheet "{sheet}" has {count} hidden columns ({letters}). They were read like the others.',
    ),
    "hidden-unknown": (
        'Sheet "{sheet}": it could not be told whether it has hidden rows, merged cells or formulas without results.'
    ),
    "formulas-blank": Plural(
        'Sheet "{sheet}": {count} formula has no result, or an empty one, and was read as an empty cell. '
        "If Excel shows a value there, save the file in Excel and add it again.",
        'Sheet "{sheet}": {count} formulas have no result, or an empty one, and were read as empty cells. '
        "If Excel shows values there, save the file in Excel and add it again.",
    ),
    "merged-cells": (
        'Sheet "{sheet}": rows {first_row}-{last_row} of "{label}" are one merged cell. '
        "Only row {first_row} has its value; the others are empty."
    ),
    "more-merged-cells": Plural(
        'Sheet "{sheet}" has {count} more merged cell.', 'Sheet "{sheet}" has {count} more merged cells.'
    ),
    "cells-filled-down": Plural(
        'Sheet "{sheet}": {count} empty cell was given the value above it.',
        'Sheet "{sheet}": {count} empty cells were given the value above them.',
    ),
    "cells-without-heading": Plural(
        'Sheet "{sheet}": column {letter} has {count} value but no heading and was left out (row {places}).',
        'Sheet "{sheet}": column {letter} has {count} values but no heading and was left out (rows {places}).',
    ),
    "cells-beside-table": Plural(
        'Sheet "{sheet}": column {letter} stands beside the table and was left out ({count} value, row {places}).',
        'Sheet "{sheet}": column {letter} stands beside the table and was left out ({count} values, rows {places}).',
    ),
    "tables-left-out": Plural(
        'Sheet "{sheet}" has {count} other table that was left out: {tables}.',
        'Sheet "{sheet}" has {count} other tables that were left out: {tables}.',
    ),
    "columns-without-heading": Plural(
        'Sheet "{sheet}": {count} more column without a heading was left out.',
        'Sheet "{sheet}": {count} more columns without a heading were left out.',
    ),
}

KEPT_ROWS = {
    KeptReason.EDITED: "{place} ({key}) was changed with another program since, and stays.",
    KeptReason.OTHER_FILE: "{place} ({key}) has the values of {file_name}, and stays.",
}
"""Why a row stays after an undo."""
