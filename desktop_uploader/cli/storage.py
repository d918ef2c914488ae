"""`storage test`, `storage show` and `storage set-keys`."""

from argparse import Namespace
from typing import Any

from ..model.errors import StorageError, UsageError
from ..model.places import S3Place, StorageKind
from ..places import try_place
from ..settings import Folders, Settings
from ..storage.base import Step
from ..storage.s3.keys import HeldKeys, forget_keys, save_keys
from ..words import Catalogue
from ..words import storage as texts
from . import keys
from .output import print_json


def storage(settings: Settings, folders: Folders, options: Namespace, words: Catalogue) -> int:
    """Do what `options.action` names; exits 1 where a test fails."""
    if options.action == "show":
        return _show(settings, folders, options)
    if options.action == "set-keys":
        return _set_keys(settings.s3, options, words)
    return _test(settings, folders, options, words)


def _test(settings: Settings, folders: Folders, options: Namespace, words: Catalogue) -> int:
    folders.prepare()
    steps, held = [], HeldKeys()
    keys.ask_at_start(settings, held, words)
    for step in try_place(settings, folders, held):
        steps.append(step)
        if not options.json:
            _print(step, words)
    passed = all(step.passed for step in steps)
    if options.json:
        print_json({"storage": settings.storage, "passed": passed, "steps": [_fields(step, words) for step in steps]})
    else:
        print(words.test_result(passed))
    return 0 if passed else 1


def _show(settings: Settings, folders: Folders, options: Namespace) -> int:
    where: dict[str, Any] = {"storage": settings.storage, "folder": str(folders.files)}
    if settings.storage is StorageKind.S3:
        where |= settings.told()["s3"]
        where["keys"] = keys.origin(settings.s3)
    if options.json:
        print_json(where)
    else:
        for name, value in where.items():
            print(f"{name}: {value}")
    return 0


def _set_keys(place: S3Place, options: Namespace, words: Catalogue) -> int:
    if options.remove:
        forget_keys(place)
        print(words.tr(texts.KEYS_REMOVED))
        return 0
    if not place.bucket:
        raise StorageError("storage-not-set-up", setting="bucket")
    typed = keys.ask(words)
    if typed is None:
        raise UsageError("keys-empty")
    save_keys(place, typed)
    print(words.tr(texts.KEYS_SAVED))
    return 0


def _print(step: Step, words: Catalogue) -> None:
    print(f"{words.step(step.name)}: {words.step_result(None if step.skipped else step.passed)}")
    if step.error is not None:
        print(f"  {words.exception(step.error)}")
    for name, value in step.facts.items():
        if sentence := words.fact(name, value):
            print(f"  {sentence}")


def _fields(step: Step, words: Catalogue) -> dict[str, Any]:
    error = step.error
    said = {"code": error.code, "message": str(words.exception(error)), "params": error.params} if error else None
    return {"name": step.name, "passed": step.passed, "skipped": step.skipped, "error": said, "facts": step.facts}
