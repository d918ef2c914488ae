"""Words for problems in cells, columns and sheets."""

from collections.abc import Mapping
from typing import Any

PROBLEMS: dict[str, str] = {}


def template(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for a problem's code; `params["kind"]` picks a variant where a code has several."""
    kind = params.get("kind")
    return PROBLEMS.get(f"{code}:{kind}") or PROBLEMS.get(code) or "{value} cannot be saved ({code})."
