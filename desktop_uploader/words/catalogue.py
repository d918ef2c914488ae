"""Turns codes and parameters into sentences of one language."""

import gettext
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model.errors import UploaderError
from ..model.events import Resting
from ..model.jobs import MarkedCopyResult
from ..model.problem import Problem, ProblemGroup, column_letter
from ..model.progress import Stage
from ..model.question import NEEDS_ANSWER, Question, asked
from ..model.status import TaskStatus
from ..model.task import UploadTask
from ..model.undo import KeptRow
from . import (
    adding,
    doctor,
    errors,
    events,
    outputs,
    problem_groups,
    problems,
    questions,
    rules,
    states,
    storage,
    working,
)
from .plurals import in_form

MOST_LISTED = 20
"""Items of a list that a sentence names."""


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
        self._translations = translations or gettext.NullTranslations()
        self._translate = self._translations.gettext

    def error(self, code: str, params: Mapping[str, Any] | None = None) -> ErrorWords:
        """Words for an error code; an unknown one is named rather than hidden."""
        if code == NEEDS_ANSWER:
            return self._needs_answer(params or {})
        title, advice = errors.ERRORS.get(code, errors.UNKNOWN)
        values = _Params({"code": code, **(params or {})})
        return ErrorWords(self._fill(title, values), self._fill(advice, values))

    def finding(self, code: str, params: Mapping[str, Any] | None = None) -> ErrorWords:
        """Words for what `doctor` found."""
        if code not in doctor.FINDINGS:
            return self.error(code, params)
        title, advice = (self._fill(text, _Params(params or {})) for text in doctor.FINDINGS[code])
        return ErrorWords(title, advice)

    def deed(self, code: str, params: Mapping[str, Any] | None = None) -> str:
        """A line about what a repair did."""
        return self._fill(doctor.DEEDS[code], _Params(params or {}))

    def question(self, question: Question) -> str:
        """The question in one sentence."""
        variant = questions.QUESTIONS.get(f"{question.kind}:{question.params.get('kind')}")
        template = variant or questions.QUESTIONS.get(question.kind, "{kind} {about}?")
        return self._fill(template, _Params({"kind": question.kind, "about": question.about, **question.params}))

    def choice(self, question: Question, value: str) -> str:
        """The words of one of a question's choices."""
        template = questions.choice_template(question.kind, value)
        return self._fill(template, _Params({"value": value, "about": question.about, **question.params}))

    def _needs_answer(self, params: Mapping[str, Any]) -> ErrorWords:
        return ErrorWords(" ".join(map(self.question, asked(params))), self._translate(questions.ADVICE))

    def exception(self, error: UploaderError) -> ErrorWords:
        """Words for one of the program's own errors."""
        return self.error(error.code, error.params)

    def problem(self, problem: Problem) -> str:
        """What is wrong and what to do, without the place and the value, which stand beside it."""
        first = problem.params.get("first_sheet")
        elsewhere = f"{first}!" if first and first != problem.sheet else ""
        values = _Params({**problem.params, "field": problem.field, "value": problem.value, "elsewhere": elsewhere})
        sentence = self._fill(problems.template(problem.code, problem.params), values)
        hint = self._fill(problems.hint(problem.code), values) if problem.params.get("suggestion") else ""
        return f"{sentence} {hint}".strip()

    def place(self, problem: Problem, *, with_sheet: bool = True) -> str:
        """Where it is, as Excel says it; in a text file with its line, where that is another number."""
        address = problem.place if with_sheet else problem.address
        line = problem.params.get("line")
        return address if line is None else self._translate("{place} (line {line})").format(place=address, line=line)

    def problem_line(self, problem: Problem) -> str:
        """The whole sentence with its place: `Prices!D17, "Amount": "abc" is not a number. Type …`."""
        name = f'"{problem.field}"' if problem.field and problem.row else ""
        where = ", ".join(part for part in (self.place(problem), name) if part)
        return f"{where}: {self.problem(problem)}" if where else self.problem(problem)

    def problem_group(self, group: ProblemGroup, rows: int | None = None) -> str:
        """One sentence for many: `"Amount": 812 values are not numbers, such as Prices!D17, D18, D25. Type …`.

        `rows` is how many rows were checked: what nearly all of them have is said to be about the column.
        """
        if group.count == 1 and group.examples:
            return self.problem_line(group.examples[0])
        params = group.examples[0].params if group.examples else {}
        values = _Params({**params, "field": group.field, "count": group.count})
        what, advice = problem_groups.template(group.code, group.kind)
        if rows and rows >= problem_groups.FEWEST_ROWS and group.count >= problem_groups.NEARLY_ALL * rows:
            advice = problem_groups.WHOLE_COLUMN
        name = f'"{group.field}": ' if group.field else ""
        word = self._translate("in" if group.count <= len(group.examples) else "such as")
        where = f", {word} {self._places(group.examples)}" if group.examples else ""
        return f"{name}{self._fill(what, values)}{where}. {self._fill(advice, values)}"

    def event(self, code: str, params: Mapping[str, Any] | None = None) -> str:
        """A line of the timeline."""
        template = events.EVENTS.get(f"{code}:{(params or {}).get('kind')}") or events.EVENTS.get(code)
        if template is None:
            return str(self.error(code, params))
        if code == "answered":
            params = {"answers": [self._answer(item) for item in (params or {}).get("answers", ())]}
        return self._fill(template, _Params(params or {}))

    def _answer(self, item: str) -> str:
        """An answer, which is kept as `key = value`, in the words in which it was offered."""
        key, _, value = item.partition(" = ")
        kind, _, about = key.partition(":")
        words = self.choice(Question(kind, about), value)
        named = "{about}" in questions.choice_template(kind, value)
        return words if named or not about else f'"{about}": {words}'

    def rows(self, count: int) -> str:
        """1 row, 2,000 rows."""
        return self._fill(states.ROWS, _Params({"count": count}))

    def counted(self, template: str, count: int) -> str:
        """A phrase with a count in it."""
        return self._fill(template, _Params({"count": count}))

    def text(self, code: str, params: Mapping[str, Any] | None = None) -> str:
        """A sentence or a heading in a workbook that the program makes, or about one."""
        return self._fill(outputs.TEXTS[code], _Params(params or {}))

    def adding(self, code: str, params: Mapping[str, Any]) -> str:
        """A sentence about files that are added."""
        return self._fill(adding.TEXTS[code], _Params(params))

    def added(self, count: int, left_out: Mapping[Any, int]) -> str:
        """What came of adding many files: how many were added, and how many left out for which reason."""
        left = [self.adding(f"left:{why}", {"count": number}) for why, number in left_out.items() if number]
        return " ".join([self.adding("added" if count else "none", {"count": count}), *left])

    def delete_question(self, task: UploadTask) -> str:
        """What deleting an upload would delete, and what stays."""
        gone = self.text("delete-file" if task.file_owned else "delete-object")
        return f"{gone}\n\n{self.text('delete-rows', {'dataset': task.dataset})}" if _has_rows(task) else gone

    def deleted(self, task: UploadTask) -> str:
        """What deleting an upload has deleted, and what stays."""
        code = "deleted:rows" if _has_rows(task) else "deleted"
        return self.text(code, {"file_name": task.file_name, "dataset": task.dataset})

    def rules(self, field: Mapping[str, Any], schema: Mapping[str, Any]) -> str:
        """What a field of a Table Schema takes: "a whole number, needed, at least 1"."""
        phrases = rules.rules_of(field, schema)
        return ", ".join(
            in_form(template, values, self._translations).format_map(values) for template, values in phrases
        )

    def marked_copy(self, name: str, result: MarkedCopyResult) -> str:
        """What a marked copy is."""
        code = "copy-made" if result.rows is None else "rows-made"
        made = self.text(code, {"name": name, "cells": result.cells, "rows": result.rows})
        return f"{made}\n{self.lost(result.lost)}" if result.lost is not None else made

    def lost(self, code: str) -> str:
        """Why a marked copy is a new workbook."""
        what = outputs.LOST.get(code)
        return self.text("lost", {"what": self._translate(what)}) if what else self.text(f"lost-{code}")

    def status(self, status: TaskStatus) -> str:
        """The word for a state, as a person sees it."""
        return self._translate(states.STATUSES[status])

    def state(self, task: UploadTask) -> str:
        """The word for a task's state, as a person sees it."""
        if task.undone_at is not None:
            return self._translate(states.UNDONE)
        return self._translate(states.ASKING) if task.asks else self.status(task.status)

    def durations(self, seconds: Mapping[str, float]) -> str:
        """What an attempt spent its time on: "waited 0.3 s, read in 1.2 s"; empty where nothing is known."""
        return ", ".join(
            self._fill(template, _Params({"seconds": f"{seconds[name]:.1f}"}))
            for name, template in states.DURATIONS.items()
            if name in seconds
        )

    def kept_row(self, row: KeptRow) -> str:
        """Why a row stays after an undo; the place is the one in the file that was taken back."""
        place = "!".join(str(part) for part in (row.sheet, row.row) if part is not None)
        values = _Params({"place": place, "key": row.key, "file_name": row.file_name})
        return self._fill(events.KEPT_ROWS[row.reason], values)

    def stage(self, stage: Stage) -> str:
        """The word for what an import is doing."""
        return self._translate(states.STAGES[stage])

    def resting(self, resting: Resting) -> str:
        """Why no file is begun now; empty where files are."""
        return self._fill(working.RESTING[resting.code], _Params(resting.params)) if resting.code else ""

    def _places(self, examples: Sequence[Problem]) -> str:
        """Where, the sheet once: `Prices!D17, D18, North!D5`."""
        parts, sheet = [], None
        for problem in examples:
            parts.append(self.place(problem, with_sheet=problem.sheet != sheet or not problem.address))
            sheet = problem.sheet
        return ", ".join(parts)

    def step(self, name: str) -> str:
        """A step of the test of the storage."""
        return self._translate(storage.STEPS[name])

    def step_result(self, passed: bool | None) -> str:
        """What came of it; None: it was not tried."""
        return self._translate(storage.RESULTS[passed])

    def test_result(self, passed: bool) -> str:
        """What came of the whole test of the storage."""
        return self._translate(storage.PASSED if passed else storage.FAILED)

    def fact(self, name: str, value: object) -> str:
        """A sentence about what a storage is able to; empty where there is nothing to say."""
        template = storage.FACTS.get(f"{name}:{value}") or (storage.FACTS.get(name) if value else None)
        size = f"{int(value) / 1e9:,.1f} GB" if isinstance(value, int) else ""
        return self._fill(template, _Params({"value": value, "size": size})) if template else ""

    def _fill(self, template: str, values: "_Params") -> str:
        return in_form(template, values, self._translations).format_map(values)


def _has_rows(task: UploadTask) -> bool:
    return task.status is TaskStatus.DONE and task.undone_at is None and bool(task.rows_saved)


class _Params(dict[str, Any]):
    """Parameters for a template: numbers are grouped, lists joined, columns lettered, missing ones left visible."""

    def __getitem__(self, key: str) -> Any:
        value = super().get(key)
        if key == "column_letter":
            return column_letter(int(super().get("column", 0)))
        if isinstance(value, bool) or value is None:
            return "" if value is None else str(value).lower()
        if isinstance(value, int) and key not in (
            "year",
            "row",
            "line",
            "first_row",
            "last_row",
            "header_row",
            "task_id",
        ):
            return f"{value:,}"
        if isinstance(value, list | tuple):
            listed = ", ".join(str(item) for item in value[:MOST_LISTED])
            return listed if len(value) <= MOST_LISTED else f"{listed}, …"
        return value
