"""What every section of the page Settings is, and how its fields look."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from ...words.marking import N_
from ..page import Kit
from ..widgets import card, label

LABEL_WIDTH = 148
FIELD_WIDTH = 320


LOCKED = N_("Set by your administrator.")


class Section(QWidget):
    """One section: its cards below each other."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        kit.background.troubled.connect(self._on_troubled)

    def read_again(self) -> None:
        """The databases can be read again, of which the section tells: show how they are, and leave what is entered."""

    def _on_troubled(self, _query: object, trouble: object) -> None:
        if trouble is None and self.isVisible():
            self.read_again()

    def locked(self, *names: str) -> bool:
        """True where an administrator has set one of these settings for good."""
        return bool(self.kit.application.settings.locked & set(names))

    def locked_label(self) -> QLabel:
        """A line that says so."""
        return label(self.kit.application.words.tr(LOCKED), factor=0.88, tone="soft", wrap=True)

    def refresh(self) -> None:
        """It comes into sight: show what holds now."""

    def close_down(self) -> None:
        """The program ends: wait for what is under way."""

    def titled_card(self, title: str) -> tuple[QFrame, QVBoxLayout]:
        """A card below its title."""
        made = card()
        column = QVBoxLayout(made)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(12)
        if title:
            column.addWidget(label(title, factor=1.15, bold=True))
        return made, column


class Field(QWidget):
    """A control with a line below it, which explains it or says what is wrong with what is in it."""

    def __init__(self, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control = control
        self._hint = hint
        self._line = label(hint, factor=0.88, tone="soft", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(control)
        column.addWidget(self._line)
        self._line.setVisible(bool(hint))

    def complain(self, text: str) -> None:
        """Say what is wrong; nothing puts the explanation back."""
        self._line.setText(text or self._hint)
        self._line.setVisible(bool(text or self._hint))
        self._line.setProperty("tone", "bad" if text else "soft")
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)

    @property
    def said(self) -> str:
        """What stands below the control."""
        return self._line.text()


def form() -> QFormLayout:
    """Labels of one width beside their fields."""
    made = QFormLayout()
    made.setHorizontalSpacing(16)
    made.setVerticalSpacing(10)
    made.setLabelAlignment(Qt.AlignmentFlag.AlignTop)
    made.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
    return made


def form_label(text: str, control: QWidget) -> QLabel:
    """The label of a form's row, which the keyboard and screen readers take to `control`."""
    made = label(text, tone="soft")
    made.setFixedWidth(LABEL_WIDTH)
    made.setFixedHeight(32)
    made.setBuddy(control)
    if not control.accessibleName():
        control.setAccessibleName(text)
    return made
