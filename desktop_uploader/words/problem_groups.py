"""Words for many problems of one kind in one column: what they are, and what to do. Always about two or more."""

from .plurals import Plural

NEARLY_ALL = 0.9
"""The share of rows from which a problem is one of the column, and not of its cells."""

FEWEST_ROWS = 20
WHOLE_COLUMN = "Nearly every row has this. Check that it is the right column, and change the column or its dataset."

ALL_PLACES = "{what}, in {places}. {advice}"
SOME_PLACES = "{what}, such as {places}. {advice}"
NO_PLACES = "{what}. {advice}"

_CORRECT = "Correct them."

GROUPS: dict[str, tuple[str, str]] = {
    "type-error": ("{count} values are not what this column holds", _CORRECT),
    "type-error:number": ("{count} values are not numbers", "Type numbers such as 1234.50."),
    "type-error:ambiguous-number": (
        "{count} values can mean a thousand or a decimal",
        "Choose the number style for this column in its dataset.",
    ),
    "type-error:number-style": (
        "{count} values are not written like the other numbers of this column",
        "Type them as they are.",
    ),
    "type-error:leading-zeros": (
        "{count} values have zeros or plus signs in front, which numbers do not keep",
        "Type them without.",
    ),
    "type-error:percent": (
        "{count} values are percentages, and this column holds plain numbers",
        "Type the numbers without percent signs.",
    ),
    "type-error:not-finite": (
        "{count} values are no amounts that can be saved",
        "Type numbers, or leave the cells empty.",
    ),
    "type-error:number-too-long": (
        "{count} values have more than {digits} digits, which cannot be kept exactly as numbers",
        "Make this a text column in its dataset.",
    ),
    "type-error:integer": ("{count} values are not whole numbers", "Type numbers without decimals, such as 12."),
    "type-error:integer-too-long": (
        "{count} values are too long for whole numbers",
        "Make this a text column in its dataset.",
    ),
    "type-error:rounded-number": (
        "{count} long numbers were rounded by Excel, which keeps only {digits} digits",
        "Format the column as text and type the numbers again.",
    ),
    "type-error:boolean": ("{count} values are neither yes nor no here", "Type one of: {examples}."),
    "type-error:date": ("{count} values are not dates", "Type dates such as 2026-11-24."),
    "type-error:date-impossible": (
        "{count} values are not dates that exist, or not written as this column expects",
        "Type dates such as 2026-11-24.",
    ),
    "type-error:date-number": ("{count} values look like Excel date numbers", "Format the cells as dates."),
    "type-error:date-with-time": (
        "{count} values have a time, and this column holds only dates",
        "Remove the times.",
    ),
    "type-error:date-too-early": (
        "{count} values are the day from which Excel counts, and stand for no date",
        "Type the dates.",
    ),
    "type-error:datetime": ("{count} values are not dates with a time", "Type them such as 2026-11-24 14:30."),
    "type-error:time": ("{count} values are not times", "Type times such as 14:30:00."),
    "type-error:time-over-a-day": (
        "{count} values are a day long or longer, and this column holds times of a day",
        "Type times such as 14:30:00.",
    ),
    "type-error:duration": ("{count} values are not lengths of time", "Type them such as PT2H30M, or 2:30:00."),
    "type-error:year": ("{count} values are not years", "Type four digits such as 2026."),
    "type-error:yearmonth": ("{count} values are not months of a year", "Type them such as 2026-11."),
    "type-error:yearmonth-with-day": (
        "{count} values are single days, and this column holds months",
        "Type them such as 2026-11.",
    ),
    "type-error:object": (
        "{count} values are not JSON objects",
        "Write them with names and values in curly brackets.",
    ),
    "type-error:array": ("{count} values are not JSON lists", 'Write them such as ["red", "blue"].'),
    "type-error:list-item": ("{count} values have a part that does not belong in this list", "Correct those parts."),
    "type-error:geopoint-default": (
        "{count} values are not points on a map",
        "Type longitude and latitude such as 13.4, 52.5.",
    ),
    "type-error:geopoint-array": (
        "{count} values are not points on a map",
        "Type longitude and latitude such as [13.4, 52.5].",
    ),
    "type-error:geopoint-object": (
        "{count} values are not points on a map",
        "Write JSON objects with the longitude as lon and the latitude as lat.",
    ),
    "type-error:geopoint-outside": (
        "{count} values are outside the map",
        "Type longitudes from -180 to 180 and latitudes from -90 to 90.",
    ),
    "type-error:geojson": (
        "{count} values are not shapes on a map",
        "Copy them again from the program that made them.",
    ),
    "type-error:email": ("{count} values are not e-mail addresses", "Type addresses such as name@example.com."),
    "type-error:uri": ("{count} values are not web addresses", "Type addresses such as https://example.com."),
    "type-error:uuid": (
        "{count} values are not identifiers of this kind",
        "Copy them again from where they come from.",
    ),
    "type-error:binary": ("{count} values are not data of this kind", "Copy them again from where they come from."),
    "type-error:excel-error": ("{count} cells show Excel errors", "Correct the formulas or type the values."),
    "type-error:impossible-date": (
        "{count} cells are formatted as dates, but their numbers are no dates that exist",
        "Type the dates again.",
    ),
    "type-error:no-result": (
        "{count} cells hold formulas whose results were never saved",
        "Open the file in Excel, save it, and add it again.",
    ),
    "constraint-error": ("{count} values break a rule of this column", _CORRECT),
    "constraint-error:required": ("{count} cells are empty, and values are needed", "Type them."),
    "constraint-error:enum": ("{count} values are not in the list: {limit}", "Choose values from the list."),
    "constraint-error:pattern": (
        "{count} values are not written as this column expects",
        "Look how other rows are written, and write them the same way.",
    ),
    "constraint-error:minimum": ("{count} values are too small", "Type values of {limit} or more."),
    "constraint-error:maximum": ("{count} values are too large", "Type values of {limit} or less."),
    "constraint-error:exclusiveMinimum": ("{count} values are too small", "Type values of more than {limit}."),
    "constraint-error:exclusiveMaximum": ("{count} values are too large", "Type values of less than {limit}."),
    "constraint-error:minLength": (
        "{count} values are too short",
        Plural("Type at least {limit} character.", "Type at least {limit} characters.", "limit"),
    ),
    "constraint-error:maxLength": (
        "{count} values are too long",
        Plural("Shorten them to {limit} character.", "Shorten them to {limit} characters.", "limit"),
    ),
    "constraint-error:jsonSchema": (
        "{count} values do not have the parts that this column expects",
        "Look how other rows are written, and correct them.",
    ),
    "row-constraint:message": ("in {count} rows: {message}", "Correct these rows."),
    "row-constraint:rule": ("{count} rows break the rule {rule}", "Correct one of the cells that it names."),
    "foreign-key-error:other": (
        "{count} values are not in the dataset {dataset}",
        "Correct them, or add them there first.",
    ),
    "foreign-key-error:own": (
        "{count} values stand nowhere in the column {targets}",
        "Correct them, or add rows for them.",
    ),
    "primary-key-error:empty": ("{count} cells are empty, and they tell the rows apart", "Type values."),
    "primary-key-error:repeated": (
        "{count} values appear more than once, and must appear once",
        "Correct them, or delete the rows that are there twice.",
    ),
    "primary-key-error:already-saved": (
        "{count} values were saved from an earlier file already, and must appear once",
        "Correct them, or delete these rows.",
    ),
    "unique-error:repeated": (
        "{count} values appear more than once, and must appear once",
        "Correct them, or delete the rows that are there twice.",
    ),
    "unique-error:already-saved": (
        "{count} values were saved from an earlier file already, and must appear once",
        "Correct them, or delete these rows.",
    ),
    "missing-label": ("the column was not found in {count} sheets", "Add it, or correct its heading."),
    "missing-label:all": (
        "none of the dataset's columns was found in {count} sheets",
        "Check that it is the right file, or correct its headings.",
    ),
    "extra-label": ("{count} columns are not in the dataset, which allows no others", "Remove them."),
    "incorrect-label": (
        "another column stands where this one is expected in {count} sheets",
        "Correct the headings or their order.",
    ),
    "duplicate-label:moved": (
        "more than one column has this heading, in another order than in earlier files, in {count} sheets",
        "Correct the order of the columns, or rename them.",
    ),
    "duplicate-label": ("more than one column has this heading in {count} sheets", "Rename all but one of them."),
}

_OTHERS = ("{count} values cannot be saved", _CORRECT)


def template(code: str, kind: str | None) -> tuple[str, str]:
    """What they are, and what to do."""
    return GROUPS.get(f"{code}:{kind}") or GROUPS.get(code) or _OTHERS
