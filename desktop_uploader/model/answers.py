"""Whether answers can be answers at all."""

from collections.abc import Sequence

from .errors import UsageError
from .question import ANSWER_VALUES, Answers, Question


def refuse_unusable(answers: Answers, questions: Sequence[Question] = ()) -> None:
    """Look at answers without looking at a file; `questions` are those that were asked about it, if they are known.

    Raises `UsageError`: `no-such-question`, or `answer-no-choice` for a value that the question cannot have.
    """
    asked = {question.key: question.choices for question in questions}
    for key, value in answers.items():
        kind, _, about = key.partition(":")
        if kind not in ANSWER_VALUES:
            raise UsageError("no-such-question", key=key, known=sorted(ANSWER_VALUES))
        values = [choice for choice in ANSWER_VALUES[kind] if not (about and choice == "ask")]
        # Where the values depend on the file, others than those offered may be meant: any row can hold the headings.
        choices = asked.get(key, values) if values else ()
        if choices and value not in choices:
            raise UsageError("answer-no-choice", key=key, value=value, choices=list(choices))
