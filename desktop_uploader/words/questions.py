"""Words for questions that only a person can answer, and for the answers there are."""

QUESTIONS: dict[str, str] = {}
"""Kind of question → one sentence that ends with a question mark."""

ADVICE = "Answer, and the file goes on."

CHOICES: dict[str, str] = {}
"""`kind=value` → the words of a choice; one that is not listed is shown as it is."""
