"""Marks texts for translation where they stand as constants; they are translated where they are used."""


def N_(text: str) -> str:
    """The text itself: `Catalogue.tr` translates it later, and the extraction finds it here."""
    return text
