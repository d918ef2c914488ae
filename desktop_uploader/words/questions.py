"""Words for questions that only a person can answer, and for the answers there are."""

from .plurals import Plural

QUESTIONS: dict[str, str] = {
    "column-type": '"{about}" held whole numbers so far, and this file has other texts in it. What is this column?',
    "column-type:texts": (
        '"{about}" held whole numbers so far, and this file has texts in it, such as {examples}. What is this column?'
    ),
    "column-type:zeros": (
        '"{about}" held numbers so far, and this file has texts in it that are more than numbers, such as {examples}. '
        "What is this column?"
    ),
    "heading-row": (
        'No row of the sheet "{about}" looks like headings: row {row} holds data ({cells}). '
        "Which row holds the headings?"
    ),
    "heading-row:several": (
        'More than one row of the sheet "{about}" can be its headings (rows {rows}). Which row holds them?'
    ),
    "new-dataset": Plural(
        'This is a new kind of file: {rows} row in the sheet "{sheet}". '
        'Are its columns understood as they are meant? They would be saved as "{about}".',
        'This is a new kind of file: {rows} rows in the sheet "{sheet}". '
        'Are its columns understood as they are meant? They would be saved as "{about}".',
        "rows",
    ),
    "new-dataset:taken": (
        'There is a dataset named "{name}" already, and it has other columns. '
        'Is this file to be saved as the dataset "{about}"?'
    ),
    "number-style": 'In "{about}", is {examples} written with a decimal point or with a decimal comma?',
    "date-order": 'In "{about}", does {examples} begin with the day or with the month?',
    "again": "This file was saved on {when} already (upload {task}, {file}). Save it again?",
    "column": 'More than one column is called "{about}" ({letters}). Which one is meant?',
    "correction": (
        "A corrected copy of the same file was saved on {when} already (upload {task}, {file}). "
        "Does this one take its place?"
    ),
    "dataset": "The headings fit more than one dataset ({datasets}). Which one does the file belong to?",
    "definition": "The definition that came with the file is not the one known for {name}. Which one counts?",
}
"""Kind of question → what to ask; `kind:variant` where `params["kind"]` names one."""

ADVICE = "Answer, and the file goes on."

CHOICES: dict[str, str] = {
    "column-type=keep": "Numbers: show me the cells that are not",
    "column-type=number": "Numbers: zeros and plus signs in front are left out",
    "column-type=text": "Text from now on",
    "new-dataset=yes": "Yes, save it as {about}",
    "type=string": "Text",
    "type=integer": "Whole number",
    "type=number": "Number",
    "type=boolean": "Yes or no",
    "type=date": "Date",
    "type=datetime": "Date and time",
    "type=time": "Time of day",
    "type=duration": "Length of time",
    "encoding": "written as {value}",
    "delimiter": "separated by {value}",
    "dataset": "dataset {value}",
    "type=left-out": "Leave out",
    "number-style=point": "Decimal point: 1,234.50",
    "number-style=comma": "Decimal comma: 1.234,50",
    "number-style=text": "Neither: keep it as text",
    "date-order=dmy": "Day first: 24/12/2026",
    "date-order=mdy": "Month first: 12/24/2026",
    "date-order=text": "Neither: keep it as text",
    "again=yes": "Save it again",
    "again=no": "Leave it",
    "column": "Column {value}",
    "column=": "left out",
    "heading-row": "Row {value} holds the headings",
    "heading-row=0": "There are none: all rows are data",
    "correction=replace": "Yes, replace its rows",
    "correction=add": "No, save both",
    "correction=no": "Leave it",
    "remember=yes": "remembered for files with these headings",
    "remember=no": "for this file alone",
    "wrong-rows=nothing": "nothing is saved while rows are wrong",
    "wrong-rows=others": "rows without a mistake are saved",
    "definition=known": "The one that is known",
    "definition=new": "The one that came with the file, from now on",
}
"""`kind=value`, or a kind for all its values → the words of a choice; one that is not listed is shown as it is."""


def choice_template(kind: str, value: str) -> str:
    """The words of a choice, with `{value}`, `{about}` and the question's parameters to be filled in."""
    kind = "type" if kind == "new-field" else kind
    return CHOICES.get(f"{kind}={value}") or CHOICES.get(kind) or "{value}"
