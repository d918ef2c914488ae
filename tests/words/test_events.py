"""Lines of the timeline."""

import pytest

from desktop_uploader.words import Catalogue


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("new-dataset:stock = yes", "Answered: Yes, save it as stock."),
        ("type:Pieces = number", 'Answered: "Pieces": Number.'),
        ("date-order:Day = dmy", 'Answered: "Day": Day first: 24/12/2026.'),
        ("column:Note = ", 'Answered: "Note": left out.'),
        ("heading-row:Data = 4", 'Answered: "Data": Row 4 holds the headings.'),
        ("again = yes", "Answered: Save it again."),
        ("something = else", "Answered: else."),
    ],
)
def test_an_answer_is_told_in_the_words_in_which_it_was_offered(answer: str, words: str) -> None:
    assert Catalogue().event("answered", {"answers": [answer]}) == words
