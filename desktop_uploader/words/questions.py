"""Words for questions that only a person can answer, and for the answers there are."""

QUESTIONS: dict[str, str] = {
    "again": "This file was saved on {when} already (upload {task}, {file}). Save it again?",
}
"""Kind of question → one sentence that ends with a question mark."""

ADVICE = "Answer, and the file goes on."

CHOICES: dict[str, str] = {
    "again=yes": "Save it again",
    "again=no": "Leave it",
}
"""`kind=value` → the words of a choice; one that is not listed is shown as it is."""
