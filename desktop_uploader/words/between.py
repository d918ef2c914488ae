"""Rules between columns, in a sentence each: what must hold of a row."""

RULES = {
    "same": '"{left}" must be the same as "{right}".',
    "other": '"{left}" must not be the same as "{right}".',
    "less": '"{left}" must be less than "{right}".',
    "not-more": '"{left}" must not be more than "{right}".',
    "more": '"{left}" must be more than "{right}".',
    "not-less": '"{left}" must not be less than "{right}".',
    "before": '"{left}" must be before "{right}".',
    "not-after": '"{left}" must not be after "{right}".',
    "after": '"{left}" must be after "{right}".',
    "not-before": '"{left}" must not be before "{right}".',
    "needed-beside": '"{needed}" is needed where "{other}" has a value.',
    "needed-where": '"{needed}" is needed where "{other}" is "{what}".',
    "needed-where-yes": '"{needed}" is needed where "{other}" is yes.',
    "needed-where-no": '"{needed}" is needed where "{other}" is no.',
    "one-of": "One of these columns must have a value: {fields}.",
    "together": "These columns together must be different in each row: {fields}.",
    "reference": "What stands in {fields} must be in the dataset {dataset}.",
    "reference-own": "What stands in {fields} must be in another row of this dataset.",
    "formula": "Each row must fit {rule}.",
}
