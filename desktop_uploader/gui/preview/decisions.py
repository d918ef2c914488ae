"""What a person has decided about a file in its preview, as the answers that an import needs. No Qt."""

from itertools import chain, count

from ...model.preview import ColumnSeen, PreviewResult, StyleSeen
from ...model.question import NEW_DATASET, Answers
from ...model.task import UploadTask

DATASET, COLUMN, TYPE, NEW_FIELD = "dataset", "column", "type", "new-field"
HEADING_ROW, REMEMBER, WRONG_ROWS = "heading-row", "remember", "wrong-rows"
OF_COLUMNS = (COLUMN, TYPE, NEW_FIELD, "number-style", "date-order", "column-type")
LEFT_OUT = ""


class Decisions:
    """One file's. They outlive the page that shows them."""

    def __init__(self, task: UploadTask) -> None:
        self._answers = {key: value for key, value in (task.answers or {}).items() if key != NEW_DATASET}
        self.sheet: str | None = None
        """The sheet that was chosen; None: the first one that is used."""
        self.suggest = True
        """True until it is settled whether a known dataset is tried."""

    @property
    def answers(self) -> Answers:
        """All that was decided."""
        return dict(self._answers)

    @property
    def remember(self) -> bool:
        """True where the answers hold for later files too."""
        return self._answers.get(REMEMBER) != "no"

    @property
    def new_name(self) -> str:
        """The name that was given to a new dataset."""
        return next((key.partition(":")[2] for key in reversed(self._answers) if _kind(key) == NEW_DATASET), "")

    def adopt(self, result: PreviewResult) -> None:
        """Keep what was suggested, so that later looks do not suggest something else."""
        self._answers |= {key: value for key, value in result.answers.items() if _kind(key) in (DATASET, HEADING_ROW)}
        self.suggest = False

    def final(self, result: PreviewResult) -> Answers:
        """Everything that the import needs to do what the result shows."""
        named = {} if result.known else {f"{NEW_DATASET}:{result.dataset}": "yes"}
        # What other values have settled here may be open in the next file.
        styles = {style.key: style.chosen for style in result.styles if style.chosen is not None}
        return {**styles, **self._answers, **named}

    def choose_sheet(self, name: str) -> None:
        """Look at another sheet; what was said of the columns of this one is dropped."""
        self._drop(HEADING_ROW, DATASET, NEW_DATASET, *OF_COLUMNS)
        self.sheet, self.suggest = name, True

    def choose_headings(self, sheet: str, row: int) -> None:
        """Take another row for the headings, 0 for none; what was said of the columns is dropped."""
        self._drop(HEADING_ROW, *OF_COLUMNS)
        self.sheet = sheet
        self._answers[f"{HEADING_ROW}:{sheet}"] = str(row)

    def choose_dataset(self, name: str) -> None:
        """Have the rows go to a known dataset."""
        self._drop(DATASET, NEW_DATASET, *OF_COLUMNS)
        self._answers[DATASET] = name
        self.suggest = False

    def choose_new(self, name: str) -> None:
        """Have a new dataset made; "" for the name that is proposed."""
        if DATASET in self._answers:
            self._drop(*OF_COLUMNS)
        self._drop(DATASET, NEW_DATASET)
        if name:
            self._answers[f"{NEW_DATASET}:{name}"] = "yes"
        self.suggest = False

    def send_to(self, column: ColumnSeen, field: str, result: PreviewResult) -> None:
        """Have a column go to a field, `LEFT_OUT` for none; another column that goes there is left out."""
        for other in result.columns:
            if other.field == field and other.key != column.key and field:
                self._answers[f"{COLUMN}:{other.key}"] = LEFT_OUT
        if column.field and (self.is_new(column.field) or (not field and not result.known)):
            self._drop_field(column.field)
        self._answers[f"{COLUMN}:{column.key}"] = field

    def add_field(self, column: ColumnSeen, kind: str) -> None:
        """Have the known dataset get a field for a column, named as its heading; numbered where another one is."""
        name = self._answers.get(f"{COLUMN}:{column.key}", "")
        if self.is_new(name):
            self._drop_field(name)
        else:
            taken = {key.partition(":")[2].casefold() for key in self._answers if _kind(key) == NEW_FIELD}
            numbered = (f"{column.heading} {number}" for number in count(2))
            name = next(name for name in chain((column.heading,), numbered) if name.casefold() not in taken)
        self._answers[f"{COLUMN}:{column.key}"] = name
        self._answers[f"{NEW_FIELD}:{name}"] = kind

    def is_new(self, field: str) -> bool:
        """True for a field that the known dataset is to get."""
        return f"{NEW_FIELD}:{field}" in self._answers

    def swap(self, first: ColumnSeen, second: ColumnSeen) -> None:
        """Exchange the fields to which two columns go."""
        self._answers[f"{COLUMN}:{first.key}"] = second.field or LEFT_OUT
        self._answers[f"{COLUMN}:{second.key}"] = first.field or LEFT_OUT

    def take_in(self, column: ColumnSeen) -> None:
        """Have a column that was left out be what it is without an answer."""
        self._answers.pop(f"{COLUMN}:{column.key}", None)

    def rename(self, column: ColumnSeen, name: str) -> None:
        """Call the new field of a column otherwise; what was said of it goes with it."""
        for kind in (TYPE, NEW_FIELD, "number-style", "date-order"):
            value = self._answers.pop(f"{kind}:{column.field}", None)
            if value is not None:
                self._answers[f"{kind}:{name}"] = value
        self._answers[f"{COLUMN}:{column.key}"] = name

    def set_type(self, field: str, kind: str) -> None:
        """Have a new field hold this type."""
        self._drop_field(field)
        self._answers[f"{TYPE}:{field}"] = kind

    def set_style(self, style: StyleSeen, value: str) -> None:
        """Say how a column's texts are written."""
        self._answers[style.key] = value

    def answer(self, key: str, value: str) -> None:
        """Answer a question."""
        self._answers[key] = value

    def set_remember(self, remember: bool) -> None:
        """Whether the answers hold for later files with the same headings."""
        self._drop(REMEMBER)
        if not remember:
            self._answers[REMEMBER] = "no"

    def save_others(self, others: bool) -> None:
        """What becomes of rows that are right where others are wrong."""
        self._answers[WRONG_ROWS] = "others" if others else "nothing"

    def _drop(self, *kinds: str) -> None:
        self._answers = {key: value for key, value in self._answers.items() if _kind(key) not in kinds}

    def _drop_field(self, field: str) -> None:
        for kind in (TYPE, NEW_FIELD, "number-style", "date-order"):
            self._answers.pop(f"{kind}:{field}", None)


def _kind(key: str) -> str:
    return key.partition(":")[0]
