"""Brings the translations up to date: `python3 packaging/dev.py translate`.

Sentences that are new stand untranslated in `words/locale/CODE/LC_MESSAGES/desktop_uploader.po`, those that are gone
are taken out, and what is translated is compiled into the `.mo` beside it, which the program reads.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desktop_uploader.words.languages import DOMAIN, NAMES

from .extraction import PACKAGE, messages

NEVER = datetime(2026, 1, 1, tzinfo=UTC)
LOCALE = PACKAGE / "words" / "locale"
KEPT = ("Language:", "Plural-Forms:", "Content-Type:")
"""Lines of the head that are written: the others would differ from run to run, or say nothing."""
_KEPT = tuple(f'"{name}' for name in KEPT)


def languages() -> list[str]:
    """The codes of the languages that are translated into."""
    return [code for code in NAMES if code != "en"]


def po_file(code: str) -> Path:
    """A language's sentences."""
    return LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(code: str) -> Catalog:
    """What is translated."""
    if not po_file(code).is_file():
        return Catalog(locale=code)
    return read_po(BytesIO(po_file(code).read_bytes()), locale=code)


def updated(code: str) -> Catalog:
    """With every sentence there is, those translated that were before."""
    before = read(code)
    now = Catalog(locale=code, header_comment=before.header_comment, fuzzy=False)
    now.mime_headers = before.mime_headers
    for message in messages():
        known = before.get(message.one)
        forms = _forms(known) if known is not None else []
        counted = message.many is not None
        if counted and len(forms) != now.num_plurals:
            forms = [""] * now.num_plurals
        key = (message.one, message.many) if counted else message.one
        now.add(key, tuple(forms) if counted else "".join(forms[:1]), [(place, 0) for place in sorted(message.places)])
    return now


def po_bytes(catalog: Catalog) -> bytes:
    """As a file, the same for the same sentences."""
    written = BytesIO()
    write_po(written, catalog, width=118, include_lineno=False)
    head, end, rest = written.getvalue().decode("utf-8").partition("\n\n")
    lines = [line for line in head.splitlines() if not line.startswith('"') or line.startswith(_KEPT)]
    return ("\n".join(lines) + end + rest).encode("utf-8")


def mo_bytes(catalog: Catalog) -> bytes:
    """Compiled, the same for the same sentences. What is not translated is left out, and so is English."""
    # The head as it stands in the file, without the lines that change.
    done = read_po(BytesIO(po_bytes(catalog)), locale=catalog.locale)
    for message in list(done):
        if message.id and not all(_forms(message)):
            done.delete(message.id)
    done.creation_date = done.revision_date = NEVER
    written = BytesIO()
    write_mo(written, done)
    return written.getvalue()


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def untranslated(catalog: Catalog) -> list[str]:
    """What is still to be done; for a sentence with a count each of the language's forms is needed."""
    left = []
    for message in catalog:
        forms = _forms(message)
        if message.id and (not all(forms) or (message.pluralizable and len(forms) != catalog.num_plurals)):
            left.append(message.id if isinstance(message.id, str) else message.id[0])
    return left


def main() -> int:
    """Write the files, and say how much is translated."""
    for code in languages():
        catalog = updated(code)
        po_file(code).parent.mkdir(parents=True, exist_ok=True)
        po_file(code).write_bytes(po_bytes(catalog))
        po_file(code).with_suffix(".mo").write_bytes(mo_bytes(catalog))
        left = len(untranslated(catalog))
        print(f"{code}: {len(catalog) - left} of {len(catalog)} sentences are translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
