"""Words for the lines of a task's timeline. Codes not listed here are errors and have their words there."""

EVENTS = {
    "added": "Added.",
    "stored": "Stored safely.",
    "claimed": "Processing began (attempt {attempt}).",
    "done": "{saved} of {total} rows saved in {dataset}.",
    "cancel-requested": "Cancel was asked for.",
    "cancelled": "Cancelled. Nothing was saved.",
    "too-late-to-cancel": "The rows were already saved when Cancel came.",
    "retry-planned": "It did not work this time. Trying again at {at}.",
    "released": "The program was closed; the file waits for the next start.",
    "rescued": "The program that worked on this file ended unexpectedly; the file waits again.",
    "answered": "Answered: {answers}.",
    "retried": "Asked to try again.",
    "upload-resumed": "The upload was cut short and is taken up again.",
    "cells-trimmed": "Spaces around the text were removed in {count} cells.",
    "columns-left-out": "These columns are not in the dataset and were left out: {columns}.",
    "fields-absent": "These columns are missing in the file and stay empty: {fields}.",
    "sheet-used": 'Sheet "{sheet}": headings taken from row {header_row}, {rows} rows.',
    "sheet-skipped": 'Sheet "{sheet}" was left out ({reason}).',
}
