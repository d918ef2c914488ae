"""Turns codes and parameters into sentences of one language."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..model.errors import UploaderError
from ..model.problem import Problem, column_letter
from ..model.progress import Stage
from ..model.question import NEEDS_ANSWER, Question
from ..model.status import TaskStatus
from ..model.task import UploadTask
from . import errors, events, problems, questions, states


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """What happened, in one sentence, and what to do about it, in another."""

    title: str
    advice: str

    def __str__(self) -> str:
        return f"{self.title} {self.advice}".strip()


class Catalogue:
    """The words of one language; English where no translation is given."""

    def __init__(self, translations: gettext.NullTranslations | None = None) -> None:
        self._translate = (translations or gettext.NullTranslations()).gettext

    def error(self, code: str, params: Mapping[str, Any] | None = None) -> ErrorWords:
        """Words for an error code; an unknown one is named rather than hidden."""
        if code == NEEDS_ANSWER:
            return self._needs_answer(params or {})
        title, advice = errors.ERRORS.get(code, errors.UNKNOWN)
        values = _Params({"code": code, **(params or {})})
        return ErrorWords(self._fill(title, values), self._fill(advice, values))

    def question(self, question: Question) -> str:
        """The question in one sentence."""
        template = questions.QUESTIONS.get(question.kind, "{kind} {about}?")
        return self._fill(template, _Params({"kind": question.kind, "about": question.about, **question.params}))

    def choice(self, question: Question, value: str) -> str:
        """The words of one of a question's choices."""
        template = questions.CHOICES.get(f"{question.kind}={value}")
        return self._fill(template, _Params({"about": question.about, **question.params})) if template else value

    def _needs_answer(self, params: Mapping[str, Any]) -> ErrorWords:
        asked = [Question(**item) for item in params.get("questions", ())]
        return ErrorWords(" ".join(map(self.question, asked)), self._translate(questions.ADVICE))

    def exception(self, error: UploaderError) -> ErrorWords:
        """Words for one of the program's own errors."""
        return self.error(error.code, error.params)

    def problem(self, problem: Problem) -> str:
        """What is wrong and what to do, without the place and the value, which stand beside it."""
        values = _Params({**problem.params, "field": problem.field, "value": problem.value})
        return self._fill(problems.template(problem.code, problem.params), values)

    def problem_line(self, problem: Problem) -> str:
        """The whole sentence with its place: `Prices!D17, "Amount": "abc" is not a number. Type …`."""
        place = "!".join(part for part in (problem.sheet, problem.address) if part)
        name = f'"{problem.field}"' if problem.field and problem.row else ""
        where = ", ".join(part for part in (place, name) if part)
        return f"{where}: {self.problem(problem)}" if where else self.problem(problem)

    def event(self, code: str, params: Mapping[str, Any] | None = None) -> str:
        """A line of the timeline."""
        template = events.EVENTS.get(f"{code}:{(params or {}).get('kind')}") or events.EVENTS.get(code)
        if template is None:
            return str(self.error(code, params))
        return self._fill(template, _Params(params or {}))

    def status(self, status: TaskStatus) -> str:
        """The word for a state, as a person sees it."""
        return self._translate(states.STATUSES[status])

    def state(self, task: UploadTask) -> str:
        """The word for a task's state, as a person sees it."""
        return self._translate(states.ASKING) if task.asks else self.status(task.status)

    def stage(self, stage: Stage) -> str:
        """The word for what an import is doing."""
        return self._translate(states.STAGES[stage])

    def _fill(self, template: str, values: "_Params") -> str:
        return self._translate(template).format_map(values)


class _Params(dict[str, Any]):
    """Parameters for a template: numbers are grouped, lists joined, columns lettered, missing ones left visible."""

    def __getitem__(self, key: str) -> Any:
        value = super().get(key)
        if key == "column_letter":
            return column_letter(int(super().get("column", 0)))
        if isinstance(value, bool) or value is None:
            return "" if value is None else str(value).lower()
        if isinstance(value, int) and key not in ("year", "row", "first_row", "last_row", "header_row", "task_id"):
            return f"{value:,}"
        if isinstance(value, list | tuple):
            return ", ".join(str(item) for item in value)
        return value
