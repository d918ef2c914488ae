"""Words for the workbooks that the program makes: marked copies and templates."""

from .plurals import Plural

TEXTS = {
    # The sheet of problems
    "problems-sheet": "Problems",
    "problems-title": "What to correct in {file_name}",
    "copy-how": (
        "The cells listed here are coloured in your sheets, and each has a note.\n"
        "Correct them, save, and add this workbook to Desktop Uploader. This sheet and the notes are left out then."
    ),
    "rows-how": (
        "The other rows of {file_name} are saved.\n"
        'Correct the rows here (see "What to fix"), save, and add this workbook to Desktop Uploader.'
    ),
    "rows-how-unsaved": (
        "Nothing of {file_name} is saved yet.\n"
        'Correct its wrong rows here (see "What to fix") and copy them back into your file '
        '(the column "Row" says where), and add that again.\n'
        "Adding this workbook instead saves these rows alone."
    ),
    "problems-unlisted": "Problems of these kinds that are not listed: {count}. Add the file again to see those left.",
    "problem-where": "Where",
    "problem-column": "Column",
    "problem-value": "Value",
    "problem-words": "What to do",
    # Our columns in a workbook of wrong rows
    "row-column": "Row",
    "fix-column": "What to fix",
    "text-cut": "The text in {column} was longer than Excel can hold and is cut here.",
    # Why it is not the person's own workbook
    "lost": "This is a new workbook, because a copy of yours would lose {what}.",
    "lost-kind": "This is a new workbook, because notes can be put into .xlsx and .xlsm files only.",
    "lost-saved": "This is a new workbook, because the rows that are right are saved already.",
    "lost-large": "This is a new workbook with the wrong rows alone, because yours is very large.",
    # Templates
    "guide-sheet": "How to fill in",
    "guide-title": "How to fill in: {dataset}",
    "guide-how": (
        'Write into the sheet "{sheet}", one row for each entry below the headings.\n'
        "Columns with a dark heading are needed. Save the file and add it to Desktop Uploader."
    ),
    "guide-column": "Column",
    "guide-rule": "What to write",
    "guide-description": "Meaning",
    # What was found
    "checked": Plural("{count} row for {dataset} ({known})", "{count} rows for {dataset} ({known})"),
    "listed": Plural("{shown} of {count} row", "{shown} of {count} rows"),
    # What was made
    "copy-made": "Wrong cells that are marked: {cells}. The copy is {name}.",
    "rows-made": "Wrong rows: {rows}. They are in {name}.",
    # Saved rows written to a file
    "origin-file": "File",
    "origin-sheet": "Sheet",
    "origin-row": "Row in file",
    "original-saved": "The file is {name}, as it was added.",
    "deleted": "{file_name} is deleted.",
    "deleted:rows": "{file_name} is deleted. Its saved rows stay in {dataset}.",
    "delete-file": "It leaves the list, and its stored copy is deleted. Your own file stays where it is.",
    "delete-object": "It leaves the list. The file in S3 is yours and stays where it is.",
    "delete-rows": "Its saved rows stay in {dataset}. To take them back, undo it first: it cannot be undone later.",
    "template-made": "The template is {name}.",
}

LOST = {
    "charts": "its charts",
    "comments": "its conversations in comments",
    "connections": "its connections to other data",
    "controls": "its buttons and form controls",
    "drawings": "its pictures and shapes",
    "exactness": "some of its content",
    "extensions": "newer features of Excel in it",
    "links": "its links to other workbooks",
    "phonetic": "its phonetic guides",
    "pivots": "its pivot tables",
    "strict": "its Strict format",
    "views": "its custom views",
}
"""What a copy made by openpyxl would lose; `processing/output/fidelity.py` finds it."""
