"""Words for problems in cells, columns and sheets."""

from collections.abc import Mapping
from typing import Any

from .plurals import Plural

PROBLEMS: dict[str, str] = {
    "type-error": '"{value}" is not what this column holds. Correct it.',
    "type-error:number": '"{value}" is not a number. Type a number such as 1234.50.',
    "type-error:ambiguous-number": (
        '"{value}" can mean a thousand or a decimal. Choose the number style for this column in its dataset.'
    ),
    "type-error:number-style": '"{value}" is not written like the other numbers of this column. Type it as they are.',
    "type-error:leading-zeros": (
        '"{value}" has zeros or a plus sign in front, which a number does not keep. Type it without them.'
    ),
    "type-error:percent": (
        '"{value}" is a percentage, and this column holds plain numbers. Type the number without the percent sign.'
    ),
    "type-error:not-finite": '"{value}" is no amount that can be saved. Type a number, or leave the cell empty.',
    "type-error:number-too-long": (
        '"{value}" has more than {digits} digits, which cannot be kept exactly as a number. '
        "Make this a text column in its dataset."
    ),
    "type-error:integer": '"{value}" is not a whole number. Type a number without decimals, such as 12.',
    "type-error:integer-too-long": '"{value}" is too long for a whole number. Make this a text column in its dataset.',
    "type-error:rounded-number": (
        "Excel has rounded this long number ({value}): it keeps only {digits} digits. "
        "Format the column as text and type the number again."
    ),
    "type-error:boolean": '"{value}" is neither yes nor no here. Type one of: {examples}.',
    "type-error:date": '"{value}" is not a date. Type a date such as 2026-11-24.',
    "type-error:date-impossible": (
        '"{value}" is not a date that exists, or not written as this column expects. Type a date such as 2026-11-24.'
    ),
    "type-error:date-number": '"{value}" looks like an Excel date number. Format the cell as a date.',
    "type-error:date-with-time": '"{value}" has a time, and this column holds only dates. Remove the time.',
    "type-error:date-too-early": '"{value}" is the day from which Excel counts, and stands for no date. Type the date.',
    "type-error:datetime": '"{value}" is not a date with a time. Type one such as 2026-11-24 14:30.',
    "type-error:time": '"{value}" is not a time. Type a time such as 14:30:00.',
    "type-error:time-over-a-day": (
        '"{value}" is a day long or longer, and this column holds times of a day. Type a time such as 14:30:00.'
    ),
    "type-error:duration": '"{value}" is not a length of time. Type one such as PT2H30M, or 2:30:00.',
    "type-error:year": '"{value}" is not a year. Type four digits such as 2026.',
    "type-error:yearmonth": '"{value}" is not a month of a year. Type one such as 2026-11.',
    "type-error:yearmonth-with-day": '"{value}" is one day, and this column holds months. Type one such as 2026-11.',
    "type-error:object": '"{value}" is not a JSON object. Write one, with names and values in curly brackets.',
    "type-error:array": '"{value}" is not a JSON list. Write one such as ["red", "blue"].',
    "type-error:list-item": '"{value}" has a part that does not belong in this list. Correct that part.',
    "type-error:geopoint-default": '"{value}" is not a point on a map. Type longitude and latitude such as 13.4, 52.5.',
    "type-error:geopoint-array": '"{value}" is not a point on a map. Type longitude and latitude such as [13.4, 52.5].',
    "type-error:geopoint-object": (
        '"{value}" is not a point on a map. Write a JSON object with the longitude as lon and the latitude as lat.'
    ),
    "type-error:geopoint-outside": (
        '"{value}" is outside the map. Type a longitude from -180 to 180 and a latitude from -90 to 90.'
    ),
    "type-error:geojson": '"{value}" is not a shape on a map. Copy it again from the program that made it.',
    "type-error:email": '"{value}" is not an e-mail address. Type one such as name@example.com.',
    "type-error:uri": '"{value}" is not a web address. Type one such as https://example.com.',
    "type-error:uuid": '"{value}" is not an identifier of this kind. Copy it again from where it comes from.',
    "type-error:binary": '"{value}" is not data of this kind. Copy it again from where it comes from.',
    "type-error:excel-error": "the cell shows the Excel error {error}. Correct the formula or type the value.",
    "type-error:impossible-date": (
        "the cell is formatted as a date, but its number is no date that exists. Type the date again."
    ),
    "type-error:no-result": (
        "the cell holds a formula whose result was never saved. Open the file in Excel, save it, and add it again."
    ),
    "constraint-error": '"{value}" breaks a rule of this column. Correct it.',
    "constraint-error:required": "this cell is empty, and a value is needed. Type it.",
    "constraint-error:enum": '"{value}" is not in the list: {limit}. Choose one of them.',
    "constraint-error:pattern": (
        '"{value}" is not written as this column expects. Look how other rows are written, and write it the same way.'
    ),
    "constraint-error:minimum": '"{value}" is too small. Type {limit} or more.',
    "constraint-error:maximum": '"{value}" is too large. Type {limit} or less.',
    "constraint-error:exclusiveMinimum": '"{value}" is too small. Type more than {limit}.',
    "constraint-error:exclusiveMaximum": '"{value}" is too large. Type less than {limit}.',
    "constraint-error:minLength": Plural(
        '"{value}" is too short. Type at least {limit} character.',
        '"{value}" is too short. Type at least {limit} characters.',
        "limit",
    ),
    "constraint-error:maxLength": Plural(
        '"{value}" is too long. Shorten it to {limit} character.',
        '"{value}" is too long. Shorten it to {limit} characters.',
        "limit",
    ),
    "constraint-error:jsonSchema": (
        '"{value}" does not have the parts that this column expects. Look how other rows are written, and correct it.'
    ),
    "row-constraint:message": "{message} Correct this row.",
    "row-constraint:rule": "this row breaks the rule {rule}. Correct one of the cells that it names.",
    "foreign-key-error:other": '"{value}" is not in the dataset {dataset}. Correct it, or add it there first.',
    "foreign-key-error:own": '"{value}" stands nowhere in the column {targets}. Correct it, or add a row for it.',
    "primary-key-error:empty": "this cell is empty, and it tells the rows apart. Type a value.",
    "primary-key-error:repeated": (
        '"{value}" appears already in {elsewhere}{column_letter}{first_row}, and must appear once. '
        "Correct it, or delete one of the two rows."
    ),
    "primary-key-error:already-saved": (
        '"{value}" was saved from an earlier file already, and must appear once. Correct it, or delete this row.'
    ),
    "unique-error:repeated": (
        '"{value}" appears already in {elsewhere}{column_letter}{first_row}, and must appear once. '
        "Correct it, or delete one of the two rows."
    ),
    "unique-error:already-saved": (
        '"{value}" was saved from an earlier file already, and must appear once. Correct it, or delete this row.'
    ),
    "missing-label": (
        'The column "{field}" was not found. Headings were taken from row {header_row}: {labels}. '
        "Add the column, or correct its heading."
    ),
    "missing-label:all": (
        "None of the dataset's columns was found. Headings were taken from row {header_row}: {labels}. "
        "Check that it is the right file, or correct its headings."
    ),
    "extra-label": 'The column "{value}" is not in the dataset, which allows no others. Remove the column.',
    "incorrect-label": (
        'This column is called "{value}", and in this place "{field}" is expected. Correct the heading or the order.'
    ),
    "duplicate-label:moved": (
        'More than one column is called "{field}" ({letters}), and they stand in another order than in earlier files. '
        "Correct the order of the columns, or rename them."
    ),
    "duplicate-label": 'More than one column is called "{field}". Rename all but one of them.',
}

HINTS = {"missing-label": 'Is "{suggestion}" the same as "{field}"?'}
HINT = 'Did you mean "{suggestion}"?'
"""Added where a problem has the parameter `suggestion`: what is there that is nearly right."""


def template(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for a problem's code; `params["kind"]` picks a variant where a code has several."""
    kind = params.get("kind")
    return PROBLEMS.get(f"{code}:{kind}") or PROBLEMS.get(code) or '"{value}" cannot be saved ({code}). Correct it.'


def hint(code: str) -> str:
    """What to ask about a near miss."""
    return HINTS.get(code, HINT)
