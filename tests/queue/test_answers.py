"""A person's answers about a file."""

import pytest

from desktop_uploader.model.errors import NeedsAnswer, UsageError
from desktop_uploader.model.question import Question
from desktop_uploader.model.task import Claim, Failure

from ..history_parts import Parts


def asked(parts: Parts) -> Claim:
    """The next task, ended with a question."""
    claim = parts.queue.claim(parts.owners.register("worker"))
    assert claim is not None
    assert parts.queue.fail(claim, Failure("needs-answer", {"questions": []}))
    return claim


def test_answers_are_kept_together_and_the_task_is_tried_again(parts: Parts) -> None:
    task_id = parts.pending()
    asked(parts)
    parts.queue.answer(task_id, {"date-order:Day": "dmy"})
    asked(parts)
    parts.queue.answer(task_id, {"again": "yes"})

    last = asked(parts)

    assert last.task.answers == {"date-order:Day": "dmy", "again": "yes"}


def test_an_answer_to_no_question_is_refused_and_changes_nothing(parts: Parts) -> None:
    task_id = parts.pending()
    asked(parts)

    with pytest.raises(UsageError, match="no-such-question"):
        parts.queue.answer(task_id, {"colour": "blue"})

    assert parts.queue.claim(parts.owners.register("worker")) is None


@pytest.mark.parametrize(
    "answer", [{"date-order:Day": "xyz"}, {"again": "maybe"}, {"new-dataset:a": "ask"}, {"type:Day": "text"}]
)
def test_a_value_that_no_such_question_has_is_refused_and_changes_nothing(parts: Parts, answer: dict[str, str]) -> None:
    task_id = parts.pending()
    asked(parts)

    with pytest.raises(UsageError, match="answer-no-choice") as caught:
        parts.queue.answer(task_id, answer)

    assert caught.value.params["choices"]
    assert parts.queue.claim(parts.owners.register("worker")) is None


def test_a_choice_that_the_question_of_the_file_does_not_offer_is_refused(parts: Parts) -> None:
    task_id = parts.pending()
    claim = parts.queue.claim(parts.owners.register("worker"))
    assert claim is not None
    error = NeedsAnswer([Question("date-order", "Day", ("dmy", "mdy"))])
    parts.queue.fail(claim, Failure(error.code, error.params))

    with pytest.raises(UsageError, match="answer-no-choice") as caught:
        parts.queue.answer(task_id, {"date-order:Day": "text"})

    assert caught.value.params["choices"] == ["dmy", "mdy"]


def test_the_newest_answer_is_the_last(parts: Parts) -> None:
    task_id = parts.pending()
    for name in ("a", "b", "a"):
        asked(parts)
        parts.queue.answer(task_id, {f"new-dataset:{name}": "yes"})

    last = asked(parts)

    assert list(last.task.answers or {}) == ["new-dataset:b", "new-dataset:a"]


def test_a_running_task_takes_no_answer(parts: Parts) -> None:
    task_id = parts.pending()
    parts.queue.claim(parts.owners.register("worker"))

    with pytest.raises(UsageError, match="cannot-retry"):
        parts.queue.answer(task_id, {"again": "yes"})


def test_answers_given_anew_take_the_place_of_those_before(parts: Parts) -> None:
    task_id = parts.pending()
    asked(parts)
    parts.queue.answer(task_id, {"date-order:Day": "dmy", "again": "yes"})
    asked(parts)

    parts.queue.answer(task_id, {"again": "yes"}, anew=True)

    assert asked(parts).task.answers == {"again": "yes"}


def test_a_file_whose_kind_is_known_by_now_is_tried_again_once(parts: Parts) -> None:
    task_id = parts.pending()
    asked(parts)

    assert parts.queue.kind_known(task_id, "orders")
    assert not parts.queue.kind_known(task_id, "orders")
    assert parts.queue.claim(parts.owners.register("worker"), only=[task_id]) is not None
