"""Turns codes and parameters into sentences of one language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..model.errors import UploaderError
from ..model.progress import Stage
from ..model.question import NEEDS_ANSWER, Question, asked
from ..model.status import TaskStatus
from . import (
    adding,
    between,
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
from .language import Language
from .plurals import in_form

if TYPE_CHECKING:
    from ..model.events import Resting
    from ..model.jobs import MarkedCopyResult
    from ..model.problem import Problem, ProblemGroup
    from ..model.task import UploadTask
    from ..model.undo import KeptRow


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """What happened, in one sentence, and what to do about it, in another."""

    title: str
    advice: str

    def __str__(self) -> str:
        return f"{self.title} {self.advice}".strip()


class Catalogue(Language):
    """The words of one language for codes and their parameters; English where no translation is given."""

    def error(self, code: str, params: Mapping[str, Any] | None = None) -> ErrorWords:
        """Words for an error code; an unknown one is named rather than hidden."""
        if code == NEEDS_ANSWER:
            return self._needs_answer(params or {})
        title, advice = errors.ERRORS.get(code, errors.UNKNOWN)
        values = {"code": code, **self._told(params or {})}
        return ErrorWords(self.fill(title, values), self.fill(advice, values))

    def finding(self, code: str, params: Mapping[str, Any] | None = None) -> ErrorWords:
        """Words for what `doctor` found."""
        if code not in doctor.FINDINGS:
            return self.error(code, params)
        values = self._told(params or {})
        title, advice = (self.fill(text, values) for text in doctor.FINDINGS[code])
        return ErrorWords(title, advice)

    def _told(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """With words for the states among them."""
        status, state = states.STATUSES.get(params.get("status", "")), doctor.LEDGER.get(params.get("state", ""))
        told = {name: self.tr(word) for name, word in (("status", status), ("state", state)) if word}
        return {**params, **told}

    def looked_at(self, name: str) -> str:
        """What `doctor` looked at, as its report names it."""
        return self.tr(doctor.FACTS.get(name, name))

    def outcome(self, value: object) -> str:
        """What it found there."""
        if isinstance(value, bool):
            return self.tr(doctor.ANSWERS[value])
        if value is None:
            return "-"
        return self.tr(doctor.OUTCOMES[value]) if isinstance(value, str) and value in doctor.OUTCOMES else str(value)

    def deed(self, code: str, params: Mapping[str, Any] | None = None) -> str:
        """A line about what a repair did."""
        return self.fill(doctor.DEEDS[code], params or {})

    def question(self, question: Question) -> str:
        """The question in one sentence."""
        variant = questions.QUESTIONS.get(f"{question.kind}:{question.params.get('kind')}")
        template = variant or questions.QUESTIONS.get(question.kind, "{kind} {about}?")
        return self.fill(template, {"kind": question.kind, "about": question.about, **question.params})

    def choice(self, question: Question, value: str) -> str:
        """The words of one of a question's choices."""
        template = questions.choice_template(question.kind, value)
        return self.fill(template, {"value": value, "about": question.about, **question.params})

    def _needs_answer(self, params: Mapping[str, Any]) -> ErrorWords:
        return ErrorWords(" ".join(map(self.question, asked(params))), self.tr(questions.ADVICE))

    def exception(self, error: UploaderError) -> ErrorWords:
        """Words for one of the program's own errors."""
        return self.error(error.code, error.params)

    def problem(self, problem: Problem) -> str:
        """What is wrong and what to do, without the place and the value, which stand beside it."""
        first = problem.params.get("first_sheet")
        elsewhere = f"{first}!" if first and first != problem.sheet else ""
        params = self._with_rule(problem.params)
        values = {**params, "field": problem.field, "value": problem.value, "elsewhere": elsewhere}
        sentence = self.fill(problems.template(problem.code, problem.params), values)
        hint = self.fill(problems.hint(problem.code), values) if problem.params.get("suggestion") else ""
        return f"{sentence} {hint}".strip()

    def place(self, problem: Problem, *, with_sheet: bool = True) -> str:
        """Where it is, as Excel says it; in a text file with its line, where that is another number."""
        address = problem.place if with_sheet else problem.address
        line = problem.params.get("line")
        return address if line is None else self.tr("{place} (line {line})", place=address, line=line)

    def problem_line(self, problem: Problem) -> str:
        """The whole sentence with its place: `Prices!D17, "Amount": "abc" is not a number. Type …`."""
        name = self.tr('"{name}"', name=problem.field) if problem.field and problem.row else ""
        where = ", ".join(part for part in (self.place(problem), name) if part)
        words = self.problem(problem)
        return self.tr("{where}: {words}", where=where, words=words) if where else words

    def problem_group(self, group: ProblemGroup, rows: int | None = None) -> str:
        """One sentence for many: `"Amount": 812 values are not numbers, such as Prices!D17, D18, D25. Type …`.

        `rows` is how many rows were checked: what nearly all of them have is said to be about the column.
        """
        if group.count == 1 and group.examples:
            return self.problem_line(group.examples[0])
        params = self._with_rule(group.examples[0].params) if group.examples else {}
        values = {**params, "field": group.field, "count": group.count}
        what, advice = problem_groups.template(group.code, group.kind)
        if rows and rows >= problem_groups.FEWEST_ROWS and group.count >= problem_groups.NEARLY_ALL * rows:
            advice = problem_groups.WHOLE_COLUMN
        told = {"what": self.fill(what, values), "advice": self.fill(advice, values)}
        if group.examples:
            shape = problem_groups.ALL_PLACES if group.count <= len(group.examples) else problem_groups.SOME_PLACES
            words = self.tr(shape, places=self._places(group.examples), **told)
        else:
            words = self.tr(problem_groups.NO_PLACES, **told)
        return self.tr('"{name}": {words}', name=group.field, words=words) if group.field else words

    def problem_kind(self, group: ProblemGroup) -> str:
        """What they are, without places and advice: `"Amount": 812 values are not numbers`."""
        example = group.examples[0] if group.examples else None
        if group.count == 1 and example is not None:
            words = self.problem(example)
        else:
            params = self._with_rule(example.params) if example is not None else {}
            what, _ = problem_groups.template(group.code, group.kind)
            words = self.fill(what, {**params, "field": group.field, "count": group.count})
        return self.tr('"{name}": {words}', name=group.field, words=words) if group.field else words

    def rule(self, code: str, params: Mapping[str, Any]) -> str:
        """A rule between columns, as a sentence."""
        return self.fill(between.RULES[code], params)

    def _with_rule(self, params: Mapping[str, Any]) -> Mapping[str, Any]:
        """Where a rule is told that says nothing of its own, its sentence is the message."""
        code = params.get("told")
        return {**params, "message": self.rule(code, params)} if code in between.RULES else params

    def event(self, code: str, params: Mapping[str, Any] | None = None) -> str:
        """A line of the timeline."""
        template = events.EVENTS.get(f"{code}:{(params or {}).get('kind')}") or events.EVENTS.get(code)
        if template is None:
            return str(self.error(code, params))
        if code == "answered":
            params = {"answers": [self._answer(item) for item in (params or {}).get("answers", ())]}
        return self.fill(template, params or {})

    def _answer(self, item: str) -> str:
        """An answer, which is kept as `key = value`, in the words in which it was offered."""
        key, _, value = item.partition(" = ")
        kind, _, about = key.partition(":")
        words = self.choice(Question(kind, about), value)
        named = "{about}" in questions.choice_template(kind, value)
        return words if named or not about else self.tr('"{name}": {words}', name=about, words=words)

    def rows(self, count: int) -> str:
        """1 row, 2,000 rows."""
        return self.fill(states.ROWS, {"count": count})

    def counted(self, template: str, count: int) -> str:
        """A phrase with a count in it."""
        return self.fill(template, {"count": count})

    def text(self, code: str, params: Mapping[str, Any] | None = None) -> str:
        """A sentence or a heading in a workbook that the program makes, or about one."""
        return self.fill(outputs.TEXTS[code], params or {})

    def adding(self, code: str, params: Mapping[str, Any]) -> str:
        """A sentence about files that are added."""
        return self.fill(adding.TEXTS[code], params)

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
            # Limits are shown as they are typed: without groups.
            in_form(template, values, self._translations).format_map(values)
            for template, values in phrases
        )

    def marked_copy(self, name: str, result: MarkedCopyResult) -> str:
        """What a marked copy is."""
        code = "copy-made" if result.rows is None else "rows-made"
        made = self.text(code, {"name": name, "cells": result.cells, "rows": result.rows})
        return f"{made}\n{self.lost(result.lost)}" if result.lost is not None else made

    def lost(self, code: str) -> str:
        """Why a marked copy is a new workbook."""
        what = outputs.LOST.get(code)
        return self.text("lost", {"what": self.tr(what)}) if what else self.text(f"lost-{code}")

    def status(self, status: TaskStatus) -> str:
        """The word for a state, as a person sees it."""
        return self.tr(states.STATUSES[status])

    def state(self, task: UploadTask) -> str:
        """The word for a task's state, as a person sees it."""
        if task.undone_at is not None:
            return self.tr(states.UNDONE)
        return self.tr(states.ASKING) if task.asks else self.status(task.status)

    def durations(self, seconds: Mapping[str, float]) -> str:
        """What an attempt spent its time on: "waited 0.3 s, read in 1.2 s"; empty where nothing is known."""
        return ", ".join(
            self.fill(template, {"seconds": self.number(seconds[name], 1)})
            for name, template in states.DURATIONS.items()
            if name in seconds
        )

    def kept_row(self, row: KeptRow) -> str:
        """Why a row stays after an undo; the place is the one in the file that was taken back."""
        place = "!".join(str(part) for part in (row.sheet, row.row) if part is not None)
        values = {"place": place, "key": row.key, "file_name": row.file_name}
        return self.fill(events.KEPT_ROWS[row.reason], values)

    def stage(self, stage: Stage) -> str:
        """The word for what an import is doing."""
        return self.tr(states.STAGES[stage])

    def resting(self, resting: Resting) -> str:
        """Why no file is begun now; empty where files are."""
        return self.fill(working.RESTING[resting.code], resting.params) if resting.code else ""

    def _places(self, examples: Sequence[Problem]) -> str:
        """Where, the sheet once: `Prices!D17, D18, North!D5`."""
        parts, sheet = [], None
        for problem in examples:
            parts.append(self.place(problem, with_sheet=problem.sheet != sheet or not problem.address))
            sheet = problem.sheet
        return ", ".join(parts)

    def step(self, name: str) -> str:
        """A step of the test of the storage."""
        return self.tr(storage.STEPS[name])

    def step_result(self, passed: bool | None) -> str:
        """What came of it; None: it was not tried."""
        return self.tr(storage.RESULTS[passed])

    def test_result(self, passed: bool) -> str:
        """What came of the whole test of the storage."""
        return self.tr(storage.PASSED if passed else storage.FAILED)

    def fact(self, name: str, value: object) -> str:
        """A sentence about what a storage is able to; empty where there is nothing to say."""
        template = storage.FACTS.get(f"{name}:{value}") or (storage.FACTS.get(name) if value else None)
        size = self.tr("{size} GB", size=self.number(value / 1e9, 1)) if isinstance(value, int) else ""
        return self.fill(template, {"value": value, "size": size}) if template else ""


def _has_rows(task: UploadTask) -> bool:
    return task.status is TaskStatus.DONE and task.undone_at is None and bool(task.rows_saved)
