"""Settings: what a person or an administrator may choose."""

import os
import tomllib
from collections.abc import Callable, Mapping, MutableMapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, PrivateAttr, ValidationError
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from .durable import write_whole
from .folders import SETTINGS_FILE
from .folders import Folders as Folders
from .folders import find_folders as find_folders
from .model.errors import UploaderError
from .model.hours import WorkingHours
from .model.notices import Notice
from .model.places import S3Place, StorageKind
from .model.watch import Watch, refuse_overlaps
from .policy import Policy, invalid, read_policy, refuse_locked
from .words.languages import NAMES, SYSTEM

if TYPE_CHECKING:
    import tomlkit

    from .model.jobs import Limits

MOST_SLOTS = 16


class WhenClosing(StrEnum):
    """What closing the window does: the first three where files are being processed, the last one always."""

    ASK = "ask"
    FINISH = "finish"
    STOP = "stop"
    STAY = "stay"
    """Go on behind the icon, also without files: folders are watched."""


def _whole_path(path: Path) -> Path:
    whole = path.expanduser()
    if not whole.is_absolute():
        raise ValueError("must be a whole path, beginning with the drive or with /")
    return whole


def _known_language(code: str) -> str:
    if code not in (SYSTEM, *NAMES):
        raise ValueError(f"must be one of: {', '.join((SYSTEM, *NAMES))}")
    return code


def _safe_address(address: str) -> str:
    parts = urlsplit(address)
    near = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not parts.hostname or parts.username or not (parts.scheme == "https" or (parts.scheme == "http" and near)):
        raise ValueError("must begin with https:// and hold no name and no password")
    return address


class Settings(BaseSettings):
    """What can be chosen: in `settings.toml`, or in variables such as `DESKTOP_UPLOADER_SLOTS`."""

    model_config = SettingsConfigDict(
        env_prefix="DESKTOP_UPLOADER_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        # Reading them makes a class of its own, see `load_settings`: one of the two is enough.
        defer_build=True,
    )

    language: Annotated[str, AfterValidator(_known_language)] = Field(
        default=SYSTEM, description="The language of the window and of the commands; system: the computer's."
    )
    slots: int = Field(default=1, ge=1, le=MOST_SLOTS, description="Files worked on at the same time.")
    poll_seconds: float = Field(default=5.0, gt=0, le=3600, description="How often the worker looks for files.")
    stall_seconds: float = Field(default=60.0, gt=0, description="A file without progress for this long is stopped.")
    time_limit_seconds: float = Field(default=300.0, gt=0, description="The longest time for a file of up to 50 MB.")
    memory_limit_mb: int = Field(default=2048, ge=256, description="The most memory that one file may use.")
    keep_history_days: int | None = Field(
        default=None,
        ge=1,
        le=36500,
        description="Files that were saved or cancelled longer ago leave the list, and their stored copies go. "
        "Saved rows stay. Not set: all are kept.",
    )
    keep_originals_days: int | None = Field(
        default=None,
        ge=1,
        le=36500,
        description="The stored copies of files that were finished longer ago go; their uploads stay in the list, and "
        "their rows. Files that failed, ask or wait are kept. Not set: all are kept.",
    )
    backup_records_mb: int = Field(
        default=200, ge=0, description="The saved rows are copied daily up to this size; 0: never."
    )
    when_closing: WhenClosing = Field(
        default=WhenClosing.ASK, description="What closing the window does while files are being processed."
    )
    working_hours: Annotated[WorkingHours, BeforeValidator(WorkingHours.parse), PlainSerializer(str)] | None = Field(
        default=None,
        description="Files are worked on between these times of day, such as 18:00-07:00. Not set: always.",
    )
    battery_limit: int = Field(
        default=20,
        ge=0,
        le=100,
        description="On battery, no file is begun with so many percent or less. 0: the battery does not count; "
        "100: nothing is begun on battery.",
    )
    tray: bool = Field(default=True, description="Whether an icon stands for the program while it runs.")
    notify: tuple[Notice, ...] = Field(default=tuple(Notice), description="Of what a message of the system tells.")
    notify_in_front: bool = Field(default=False, description="Whether such messages come while the window is in front.")
    storage: StorageKind = Field(default=StorageKind.LOCAL, description="Where new files are kept.")
    files_folder: Annotated[Path, AfterValidator(_whole_path)] | None = Field(
        default=None, description="The folder for files kept on this computer; else one below the data folder."
    )
    earlier_files_folders: tuple[Annotated[Path, AfterValidator(_whole_path)], ...] = Field(
        default=(), description="Folders chosen before, whose files are still read there."
    )
    s3: S3Place = Field(default=S3Place(), description="The S3 storage; its variables: DESKTOP_UPLOADER_S3__BUCKET.")
    watch: Annotated[tuple[Watch, ...], AfterValidator(refuse_overlaps)] = Field(
        default=(), description="Folders whose files are added by themselves: tables [[watch]]."
    )
    check_for_updates: bool = Field(
        default=False, description="Whether to ask once a day for a newer version. Nothing is changed by itself."
    )
    updates_address: Annotated[str, AfterValidator(_safe_address)] | None = Field(
        default=None, description="Where to ask for a newer version; else where this one was made to ask."
    )
    log_level: str = Field(default="INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    _locked: frozenset[str] = PrivateAttr(default=frozenset())

    @property
    def locked(self) -> frozenset[str]:
        """The names of the settings that an administrator has set for good."""
        return self._locked

    def told(self) -> dict[str, Any]:
        """As plain data, for a person to read: of the S3 storage only what is set, and nothing where it is not used."""
        plain = self.model_dump(mode="json")
        table = plain.pop("s3")
        if self.storage is StorageKind.S3:
            plain["s3"] = {name: value for name, value in table.items() if value}
        return plain

    def limits_for(self, size: int | None) -> "Limits":
        """The limits for a file of `size` bytes: the time limit grows with files over 50 MB."""
        from .model.jobs import Limits

        factor = max(1.0, (size or 0) / (50 * 1024**2))
        return Limits(
            memory=self.memory_limit_mb * 1024**2,
            stall=self.stall_seconds,
            ceiling=self.time_limit_seconds * factor,
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment stands over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(folders: Folders) -> Settings:
    """Read the settings: what an administrator has locked, then environment, file, and what is usual on this computer.

    Raises `UploaderError`: "settings-invalid" where the file has a mistake, "policy-invalid" where the policy has one.
    """
    policy = read_policy()
    usual = _validated(policy)
    locked = {name: value for name, value in usual.model_dump(mode="json").items() if name in policy.locked}

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=folders.settings_file)

        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            *sources: PydanticBaseSettingsSource,
            **more: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            own = super().settings_customise_sources(settings_cls, *sources, **more)
            return (
                InitSettingsSource(settings_cls, locked),
                *own,
                InitSettingsSource(settings_cls, policy.defaults),
            )

    try:
        made = FromFile()
    except ValidationError as error:
        place, reason = first_mistake(error)
        raise UploaderError("settings-invalid", name=SETTINGS_FILE, reason=f"{place}: {reason}") from error
    except (OSError, ValueError) as error:
        raise UploaderError("settings-invalid", name=SETTINGS_FILE, reason=str(error)) from error
    made._locked = policy.locked
    return made


def _validated(policy: Policy) -> Settings:
    """The settings of a computer where nobody has chosen anything."""

    class Alone(Settings):
        @classmethod
        def settings_customise_sources(
            cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *_: Any, **__: Any
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            return (init_settings,)

    unknown = sorted(policy.locked - set(Settings.model_fields))
    if unknown:
        raise invalid(f"locked: there is no setting {unknown[0]}")
    try:
        return Alone(**policy.values)
    except ValidationError as error:
        place, reason = first_mistake(error)
        raise invalid(f"{place}: {reason}") from error


def set_language(folders: Folders) -> str:
    """The setting `language` alone, which is read also where another setting has a mistake."""
    try:
        code = tomllib.loads(folders.settings_file.read_text(encoding="utf-8")).get("language")
    except (OSError, ValueError):
        code = None
    code = os.environ.get("DESKTOP_UPLOADER_LANGUAGE", code)
    return code if code in NAMES else SYSTEM


def first_mistake(error: ValidationError) -> tuple[str, str]:
    """The setting, and what a validator of ours has said of it, without what Pydantic puts in front."""
    first = error.errors()[0]
    return ".".join(str(part) for part in first["loc"]), first["msg"].removeprefix("Value error, ")


def save_settings(folders: Folders, changes: Mapping[str, Any]) -> Settings:
    """Write settings into the file; what a person wrote there beside them stays as it is, comments too.

    A mapping changes the settings of a table, None takes a setting out. Gives the settings that hold then: those of the
    environment stand over the file.
    Raises `UploaderError("settings-not-saved")` where the file cannot be read or written, and as `load_settings` and
    `refuse_locked`.
    """
    refuse_locked(changes)
    edit_settings(folders, lambda document: _change(document, changes))
    return load_settings(folders)


def edit_settings(folders: Folders, edit: "Callable[[tomlkit.TOMLDocument], None]") -> None:
    """Have `edit` change the file's content. Raises `UploaderError("settings-not-saved")`, and what `edit` raises."""
    # Loaded where settings are written: every start reads them.
    import tomlkit

    path = folders.settings_file
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.exists() else tomlkit.document()
        edit(document)
        write_whole(path, tomlkit.dumps(document))
    except (OSError, ValueError) as error:
        raise UploaderError("settings-not-saved", name=SETTINGS_FILE, reason=str(error)) from error


def place_changes(before: Settings, kind: StorageKind, folder: Path | None, place: S3Place) -> dict[str, Any]:
    """For `save_settings`: where new files are kept; of the S3 storage only what is not said by itself.

    A folder that is given up stays known: its files are read there.
    """
    left = (before.files_folder,) if before.files_folder not in (None, folder) else ()
    earlier = [str(path) for path in dict.fromkeys((*before.earlier_files_folders, *left)) if path != folder]
    chosen = place.model_dump(mode="json", exclude_defaults=True)
    return {
        "storage": str(kind),
        "files_folder": str(folder) if folder is not None else None,
        "earlier_files_folders": earlier or None,
        "s3": {name: chosen.get(name) for name in S3Place.model_fields},
    }


def _change(table: MutableMapping[str, Any], changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        if isinstance(value, Mapping):
            _change(table.setdefault(name, {}), value)
        elif value is None:
            table.pop(name, None)
        else:
            table[name] = value
