"""Words for what a change of a dataset does to its saved rows, and for what differs between two versions."""

from .plurals import Plural

EFFECTS = {
    "column-renamed": 'The column "{old}" is called "{field}" from now on. Its saved values stay.',
    "column-added": Plural(
        'The column "{field}" is new: it stays empty in the {count} saved row.',
        'The column "{field}" is new: it stays empty in the {count} saved rows.',
    ),
    "column-returns": Plural(
        'The column "{field}" comes back with the value that {count} saved row still has.',
        'The column "{field}" comes back with the values that {count} saved rows still have.',
    ),
    "column-removed": Plural(
        'The column "{field}" is not shown any more. Its value in {count} saved row is kept, and comes back with a '
        "column of this name.",
        'The column "{field}" is not shown any more. Its values in {count} saved rows are kept, and come back with a '
        "column of this name.",
    ),
    "column-referenced": (
        '{dataset} refers to the column "{field}", so it must stay as it is called. Remove the reference from '
        "{dataset} first."
    ),
    "name-kept": (
        'A column "{new}" was removed earlier, and its saved values are kept under that name. '
        'Give "{old}" another name.'
    ),
    "type-changes": Plural(
        '"{field}" becomes {new_type}: the {count} saved value stays what it is.',
        '"{field}" becomes {new_type}: the {count} saved values stay what they are.',
    ),
    "type-unused": '"{field}" becomes {new_type}: no saved row has a value in it.',
    "type-refused": Plural(
        '"{field}" cannot become {new_type}: {count} saved value ({old_type}) would not stay what it is. Keep it as it '
        "is, or add a column of another name.",
        '"{field}" cannot become {new_type}: {count} saved values ({old_type}) would not stay what they are. Keep it '
        "as it is, or add a column of another name.",
    ),
    "key-set": "Rows are told apart by {fields} from now on.",
    "key-gone": (
        "Rows are not told apart by {fields} any more: the rows of a later file are saved beside those that are there."
    ),
    "key-repeats": Plural(
        "{fields} cannot be different in each row: {count} value is in more than one saved row. Choose other columns, "
        "or undo the uploads that repeat it.",
        "{fields} cannot be different in each row: {count} values are in more than one saved row. Choose other "
        "columns, or undo the uploads that repeat them.",
    ),
    "reference-added": Plural(
        '"{field}" must be in {dataset} from now on; {count} saved value is not.',
        '"{field}" must be in {dataset} from now on; {count} saved values are not.',
    ),
    "rule-fits": "New rule: {said} All saved rows fit.",
    "rule-broken": Plural(
        "New rule: {said} {count} saved row does not fit; it stays as it is.",
        "New rule: {said} {count} saved rows do not fit; they stay as they are.",
    ),
    "rule-untold": "New rule: {said} Try on saved records to see which saved rows do not fit.",
    "rule-gone": "Not asked any more: {said}",
    "rules-from-now-on": "The rules hold for files that are checked from now on. Saved rows stay as they are.",
    "confirmed": "The dataset stays as you save it: files do not change its columns by themselves any more.",
    "files-wait": Plural(
        "{count} file that waits is checked against the new version.",
        "{count} files that wait are checked against the new version.",
    ),
}

DIFFERENCES = {
    "first": Plural("First version, with {count} column.", "First version, with {count} columns."),
    "column-added": 'Column "{field}" added.',
    "column-removed": 'Column "{field}" removed.',
    "column-renamed": 'Column "{old}" called "{field}".',
    "type": '"{field}" holds {new_type} instead of {old_type}.',
    "aliases": 'Other headings of "{field}" changed.',
    "needed": '"{field}" is needed.',
    "not-needed": '"{field}" is not needed any more.',
    "field": 'Rules of "{field}" changed.',
    "order": "Order of the columns changed.",
    "key": "Rows are told apart by {fields}.",
    "key-gone": "Rows are not told apart any more.",
    "rules": "Rules between columns changed.",
    "repeated-key": "What happens when the same key comes again changed.",
    "wrong-rows": "What happens when some rows are wrong changed.",
    "remembered": "What was decided about headings is remembered.",
    "options": "Other settings changed.",
    "none": "Nothing changed but whether files may change it.",
}
