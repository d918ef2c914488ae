"""What is translated has the same parameters, is compiled, and is written by the rules of its language."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop_uploader.words.languages import NAMES, catalogue_for, chosen, environment_languages
from desktop_uploader.words.plurals import Plural

from .extraction import placeholders
from .translate import _forms, languages, mo_bytes, po_file, read, untranslated, updated

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("code", languages())
def test_a_translation_has_the_parameters_of_its_sentence(code: str) -> None:
    for message in read(code):
        one, many = (message.id, message.id) if isinstance(message.id, str) else message.id
        for form in filter(None, _forms(message) if message.id else []):
            # A form for one thing alone may leave its number out.
            assert placeholders(form) in (placeholders(one), placeholders(many)), one


@pytest.mark.parametrize("code", languages())
def test_the_compiled_sentences_are_those_of_the_readable_file(code: str) -> None:
    assert po_file(code).with_suffix(".mo").read_bytes() == mo_bytes(read(code)), "run packaging/dev.py translate"


@pytest.mark.parametrize("code", languages())
def test_every_sentence_is_translated(code: str) -> None:
    assert not untranslated(updated(code)), "run packaging/dev.py translate, and translate what is new"


@pytest.mark.parametrize(
    ("code", "number", "size", "share", "day", "earlier"),
    [
        ("en", "1,234.5", "7.1 MB", "26 %", "2026-11-25", "Mon 12:00"),
        ("id", "1.234,5", "7,1 MB", "26%", "25 Nov 2026", "Sen 12.00"),
        ("de", "1.234,5", "7,1 MB", "26 %", "25.11.2026", "Mo. 12:00"),
    ],
)
def test_numbers_and_dates_are_written_as_in_the_language(
    code: str, number: str, size: str, share: str, day: str, earlier: str
) -> None:
    words = catalogue_for(code)
    here = datetime(2026, 11, 23, 12, 0).astimezone()

    assert words.number(1234.5, 1) == number
    assert (words.size(7_123_456), words.share(0.256)) == (size, share)
    assert words.date(date(2026, 11, 25)) == day
    assert words.ago(here, here + timedelta(days=2)) == earlier


@pytest.mark.parametrize(("code", "forms"), [("en", 2), ("id", 1), ("de", 2)])
def test_a_sentence_with_a_count_has_the_forms_of_its_language(code: str, forms: int) -> None:
    words = catalogue_for(code)
    said = [words.trn("{count} row", "{count} rows", count).split()[1] for count in (1, 2, 1200)]

    assert len(set(said)) == forms
    assert words.trn("{count} row", "{count} rows", 1200).startswith("1,200" if code == "en" else "1.200")


@pytest.mark.parametrize("code", NAMES)
def test_what_has_no_words_stays_empty(code: str) -> None:
    words = catalogue_for(code)

    assert (words.tr(""), words.fill("", {"count": 1})) == ("", "")
    assert words.finding("sqlite-old", {"found": "3.40", "safe": "3.51"}).advice == ""


def test_what_is_not_translated_stays_english() -> None:
    words = catalogue_for("id")

    assert words.tr("Nobody translates {this}.", this=1000) == "Nobody translates 1.000."
    assert words.counted(Plural("{count} nobody", "{count} nobodies"), 2) == "2 nobodies"


@pytest.mark.parametrize(
    ("setting", "preferred", "code"),
    [
        ("system", ["id-ID", "en-US"], "id"),
        ("system", ["in_ID"], "id"),
        ("system", ["fr-FR", "de-AT"], "de"),
        ("system", ["de_DE.UTF-8"], "de"),
        ("system", ["fr-FR"], "en"),
        ("system", [], "en"),
        ("de", ["id-ID"], "de"),
    ],
)
def test_the_computers_language_is_spoken_unless_another_is_chosen(
    setting: str, preferred: list[str], code: str
) -> None:
    assert chosen(setting, preferred) == code


@pytest.mark.parametrize(
    ("environment", "languages"),
    [
        ({"LANG": "id_ID.UTF-8"}, ["id_ID.UTF-8"]),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "de_DE.UTF-8"}, ["de_DE.UTF-8"]),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "id:de"}, ["id", "de", "en_US.UTF-8"]),
        ({"LANG": "C.UTF-8", "LANGUAGE": "id"}, ["C.UTF-8"]),
    ],
)
def test_the_environment_says_the_language_as_it_does_to_gettext(
    environment: dict[str, str], languages: list[str]
) -> None:
    assert environment_languages(environment) == languages


def test_each_language_is_named() -> None:
    assert NAMES["id"] == "Bahasa Indonesia"
