"""Whether a definition can be used: against the published profile of Table Schema v2, and what no profile can say."""

from collections.abc import Mapping
from typing import Any

from .meaning import check_meaning
from .profile import check_profile

__all__ = ["checked_definition"]


def checked_definition(definition: Mapping[str, Any]) -> dict[str, Any]:
    """The definition, if it can be used. Raises `DefinitionError`, which names the column and what to do."""
    check_profile(definition)
    check_meaning(definition)
    return dict(definition)
