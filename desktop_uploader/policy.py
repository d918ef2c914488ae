"""What an administrator has set for everybody on a computer: defaults, and settings that nobody else changes."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .folders import policy_file
from .model.errors import UploaderError

LOCKED = "locked"
"""The key under which the names of the settings stand that nobody else changes."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Settings by their names, as in `settings.toml`; a locked one without a value stands at the program's own."""

    values: Mapping[str, Any] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()

    @property
    def defaults(self) -> dict[str, Any]:
        """What holds where a person has chosen nothing."""
        return {name: value for name, value in self.values.items() if name not in self.locked}


def read_policy() -> Policy:
    """The policy of this computer, empty where there is none. Raises `UploaderError("policy-invalid")`."""
    try:
        # With the mark that PowerShell and Notepad put before a text.
        values = tomllib.loads(policy_file().read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Policy()
    except (OSError, ValueError) as error:
        raise invalid(str(error)) from error
    locked = values.pop(LOCKED, [])
    if not isinstance(locked, list) or not all(isinstance(name, str) for name in locked):
        raise invalid(f"{LOCKED}: must be a list of names of settings")
    return Policy(values, frozenset(locked))


def refuse_locked(names: Iterable[str]) -> None:
    """Raises `UploaderError("setting-locked")` where an administrator has set one of these for good."""
    locked = sorted(read_policy().locked & set(names))
    if locked:
        raise UploaderError("setting-locked", name=locked[0])


def invalid(reason: str) -> UploaderError:
    """The error that says what is wrong with the policy."""
    return UploaderError("policy-invalid", path=str(policy_file()), reason=reason)
