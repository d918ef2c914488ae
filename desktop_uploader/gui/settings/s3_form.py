"""The fields of an S3 storage."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from ...model.errors import StorageError
from ...model.places import Provider, S3Place
from ...storage.s3.providers import asked_of, ways_of
from ...words import Catalogue
from ...words import settings as texts
from ...words.marking import N_
from ..icons import Icons
from ..theme import Theme
from ..widgets import Choice, button
from .entries import typed
from .section import FIELD_WIDTH, Field, form, form_label

FIRST = (
    ("account", N_("Account"), N_("The account's id, as it stands in the address of the storage.")),
    ("endpoint", N_("Address"), ""),
    ("region", N_("Region"), ""),
    ("bucket", N_("Bucket"), ""),
    ("prefix", N_("Folder in the bucket"), N_("Left empty, files go to the top of the bucket.")),
)
DETAILS = (
    ("profile", N_("AWS profile"), N_("Takes the keys from this computer's AWS configuration.")),
    ("files_at_once", N_("Files at once"), N_("Holds from the next start.")),
    ("concurrency", N_("Parts of a file at once"), ""),
    ("bandwidth", N_("Most MB a second"), N_("0: no limit.")),
    ("tries", N_("Tries"), N_("How often a request is tried before its file waits.")),
    ("kms_key", N_("KMS key"), N_("Only with a key of AWS KMS.")),
    ("ca_file", N_("Certificates"), N_("A file with certificates to trust besides the system's.")),
    ("proxy", N_("Proxy"), N_("Left empty, the one of the system's environment.")),
)
CHOICES = (
    ("addressing", N_("Bucket's name"), texts.ADDRESSINGS),
    ("checksums", N_("Checksums"), texts.CHECKSUMS),
    ("sse", N_("Encryption"), texts.ENCRYPTIONS),
)


class S3Form(QWidget):
    """Shows a place and gives the one that is entered. Fields that a provider knows by itself are behind Details."""

    changed = Signal()

    def __init__(self, words: Catalogue, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._words = words
        self.provider = Choice(theme, icons, words.tr("Provider"))
        for value, text in texts.PROVIDERS.items():
            self.provider.addItem(words.tr(text), value)
        self.texts = {name: _line() for name, _, _ in (*FIRST, *DETAILS)}
        self.choices = {name: _choice(words, theme, icons, text, values) for name, text, values in CHOICES}
        self.fields: dict[str, Field] = {}
        self._kept: dict[str, Any] = {}
        """Settings that have no field here."""
        self._theme, self._icons = theme, icons
        self._first, self._more = form(), form()
        self._build()
        self.show_place(S3Place())

    def show_place(self, place: S3Place) -> None:
        """Put a place's settings into the fields."""
        values = place.model_dump(mode="json")
        self._kept = {name: value for name, value in values.items() if name not in (*self.texts, *self.choices)}
        self.provider.setCurrentIndex(self.provider.findData(values["provider"]))
        for name, line in self.texts.items():
            line.setText(typed(values[name]))
        for name, choice in self.choices.items():
            choice.setCurrentIndex(choice.findData(values[name]))
        self._look()

    def place(self) -> S3Place | None:
        """What is entered; None where something is missing or wrong, which is said beside it."""
        for field in self.fields.values():
            field.complain("")
        try:
            place = S3Place.model_validate(self._entered())
        except ValidationError as error:
            for found in error.errors():
                name = str(found["loc"][0])
                self.fields[name].complain(self._words.tr(texts.PROBLEMS.get(name, texts.UNUSABLE)))
            return None
        return place

    def missing(self, place: S3Place) -> str:
        """What the place still needs, in a sentence; empty where nothing does."""
        try:
            ways_of(place)
        except StorageError as error:
            return self._words.tr(texts.MISSING[str(error.params["setting"])])
        return "" if place.bucket else self._words.tr(texts.MISSING["bucket"])

    def _entered(self) -> dict[str, Any]:
        entered: dict[str, Any] = {**self._kept, "provider": self.provider.currentData()}
        entered |= {name: text for name, line in self.texts.items() if (text := line.text().strip())}
        entered |= {name: choice.currentData() for name, choice in self.choices.items()}
        return entered

    def _build(self) -> None:
        self._first.addRow(form_label(self._words.tr("Provider"), self.provider), self.provider)
        for name, text, hint in FIRST:
            self._add(self._first, name, text, self.texts[name], hint)
        self.details = button(self._words.tr("Details"), "fold")
        self.details.setCheckable(True)
        self.details.setToolTip(self._words.tr("What the provider sets; change it where your administrator says so"))
        self.more = QWidget()
        self.more.setLayout(self._more)
        self._more.setContentsMargins(0, 0, 0, 0)
        for name, text, _values in CHOICES:
            self._add(self._more, name, text, self.choices[name], "")
        for name, text, hint in DETAILS:
            self._add(self._more, name, text, self.texts[name], hint)
        self.more.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._first)
        column.addWidget(self.details, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.more)
        self.details.toggled.connect(self._on_details)
        self._theme.changed.connect(self._colour)
        self._colour()
        self.provider.activated.connect(self._on_provider)
        for line in self.texts.values():
            line.textChanged.connect(self.changed)
        for choice in self.choices.values():
            choice.activated.connect(self.changed)

    def _add(self, rows: Any, name: str, text: str, control: QWidget, hint: str) -> None:
        self.fields[name] = Field(control, self._words.tr(hint) if hint else "")
        rows.addRow(form_label(self._words.tr(text), control), self.fields[name])

    def _on_provider(self, _number: int) -> None:
        self._look()
        self.changed.emit()

    def _on_details(self, shown: bool) -> None:
        self.more.setVisible(shown)
        self._colour()

    def _colour(self) -> None:
        arrow = "chevron" if self.details.isChecked() else "chevron-right"
        self.details.setIcon(self._icons.icon(arrow, self._theme.tokens.soft))

    def _look(self) -> None:
        """Ask for what this provider needs, and for nothing that it knows."""
        provider = Provider(self.provider.currentData())
        asked = asked_of(provider)
        for name in ("account", "endpoint", "region"):
            self._first.setRowVisible(self.fields[name], name in asked or bool(self.texts[name].text()))


def _line() -> QLineEdit:
    made = QLineEdit()
    made.setFixedWidth(FIELD_WIDTH)
    return made


def _choice(words: Catalogue, theme: Theme, icons: Icons, name: str, values: Mapping[str, str]) -> QComboBox:
    made = Choice(theme, icons, words.tr(name))
    for value, text in values.items():
        made.addItem(words.tr(text), value)
    return made
