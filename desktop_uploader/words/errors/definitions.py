"""Words for errors: a dataset's definition."""

from ..plurals import Plural

_EXPECTED = {
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
        for kind, words in _EXPECTED.items()
    },
    **{
        f"definition-part-{kind}": (f'In the definition, "{{option}}" must be {words}.', "Correct the definition.")
        for kind, words in _EXPECTED.items()
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
    "definition-name-kept": (
        'A column "{new}" was removed from {name} earlier, and its saved values are kept under that name.',
        'Give "{old}" another name.',
    ),
    "dataset-referenced": (
        "{dataset} refers to rows of {name}, so {name} cannot be deleted.",
        "Remove the reference from {dataset} first.",
    ),
    "dataset-in-use": (
        Plural("{count} file of {name} is not finished yet.", "{count} files of {name} are not finished yet."),
        "Wait until they are, or cancel them, then delete the dataset.",
    ),
    "dataset-maybe-in-use": (
        "A file is being worked on that may belong to {name}.",
        "Wait until it is finished, then delete the dataset.",
    ),
    "dataset-watched": (
        "The watched folder {folder} adds its files to {name}.",
        "Change or remove it on the page Settings first.",
    ),
    "definition-would-lose": (
        'The column "{field}" of {name} has saved values ({old}) that cannot become {new} and stay what they are.',
        "Keep the column as it is, or give the new one another name.",
    ),
    "definition-key-taken": (
        "Rows that are saved in {name} repeat a value that must now appear once.",
        "Correct the definition.",
    ),
}
