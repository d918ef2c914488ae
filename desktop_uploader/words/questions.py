"""Words for questions that only a person can answer, and for the answers there are."""

QUESTIONS: dict[str, str] = {
    "again": "This file was saved on {when} already (upload {task}, {file}). Save it again?",
    "column": 'More than one column is called "{about}" ({letters}). Which one is meant?',
    "dataset": "The headings fit more than one dataset ({datasets}). Which one does the file belong to?",
    "definition": "The definition that came with the file is not the one known for {name}. Which one counts?",
}
"""Kind of question → one sentence that ends with a question mark."""

ADVICE = "Answer, and the file goes on."

CHOICES: dict[str, str] = {
    "again=yes": "Save it again",
    "again=no": "Leave it",
    "definition=known": "The one that is known",
    "definition=new": "The one that came with the file, from now on",
}
"""`kind=value` → the words of a choice; one that is not listed is shown as it is."""
