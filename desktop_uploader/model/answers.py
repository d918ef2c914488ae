"""Whether answers can be answers at all, told before any file is looked at."""

from .errors import UsageError
from .question import ANSWER_VALUES, Answers


def refuse_unusable(answers: Answers) -> None:
    """Raises `UsageError`: `no-such-question`, or `answer-no-choice` for a value that no such question can have."""
    for key, value in answers.items():
        kind, _, about = key.partition(":")
        if kind not in ANSWER_VALUES:
            raise UsageError("no-such-question", key=key, known=sorted(ANSWER_VALUES))
        values = [choice for choice in ANSWER_VALUES[kind] if not (about and choice == "ask")]
        if values and value not in values:
            raise UsageError("answer-no-choice", key=key, value=value, choices=values)
