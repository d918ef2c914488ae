"""What the cards of the preview say where a file has very many columns."""

from datetime import UTC, datetime

from desktop_uploader.gui.preview.decisions import Decisions
from desktop_uploader.gui.preview.saying import MOST_CARDS, Saying
from desktop_uploader.model.preview import ColumnSeen, PreviewResult, StyleSeen
from desktop_uploader.model.status import TaskStatus
from desktop_uploader.model.task import UploadTask
from desktop_uploader.words import Catalogue

NOW = datetime(2026, 11, 25, tzinfo=UTC)
TASK = UploadTask(1, "i", "u", "wide.csv", TaskStatus.FAILED, NOW, NOW)
READINGS = {"point": "1.234", "comma": "1234"}


def style(number: int, chosen: str | None = None) -> StyleSeen:
    name = f"Amount {number}"
    return StyleSeen(name, name, "number-style", "1.234", READINGS, chosen, "answer" if chosen else "open")


def test_many_columns_with_the_same_question_are_asked_about_once() -> None:
    decisions = Decisions(TASK)
    seen = PreviewResult({}, (), "Data", styles=tuple(style(number) for number in range(1, 501)))

    (card,) = Saying(seen, decisions, Catalogue()).all()
    assert card.title == "Which number is 1.234?" and card.text.startswith(
        "Nothing settles it in 500 columns: Amount 1"
    )
    card.options[1][2]()

    assert decisions.answers == {f"number-style:Amount {number}": "comma" for number in range(1, 501)}


def test_of_columns_that_are_settled_the_first_are_shown() -> None:
    seen = PreviewResult({}, (), "Data", styles=tuple(style(number, "comma") for number in range(1, 501)))

    said = Saying(seen, Decisions(TASK), Catalogue()).all()

    assert len(said) == MOST_CARDS and said[0].title == "“1.234” in “Amount 1” is 1,234"


def test_new_columns_with_the_same_heading_are_each_added_under_a_name_of_their_own() -> None:
    decisions = Decisions(TASK)
    columns = (
        ColumnSeen(1, "Note", "Note 1", None, proposed="string"),
        ColumnSeen(2, "Note", "Note 2", None, proposed="string"),
        ColumnSeen(3, "NOTE", "NOTE", None, proposed="integer"),
    )
    (card,) = Saying(PreviewResult({}, (), "Data", columns=columns), decisions, Catalogue()).all()
    for _ in range(2):
        card.options[0][2]()

    assert decisions.answers == {
        **{"column:Note 1": "Note", "column:Note 2": "Note 2", "column:NOTE": "NOTE 3"},
        **{"new-field:Note": "string", "new-field:Note 2": "string", "new-field:NOTE 3": "integer"},
    }
