"""`datasets list|show|infer|import|export|template`."""

import json
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..bootstrap import Application
from ..intake.source import DEFINITION_SUFFIX, look_at, read_definition
from ..model.dataset import Dataset
from ..model.errors import StorageError, UsageError
from .output import print_json, print_table


def datasets(application: Application, options: Namespace) -> int:
    """Run the chosen action."""
    actions = {
        "list": _list,
        "show": _show,
        "infer": _infer,
        "import": _import,
        "export": _export,
        "template": _template,
    }
    return actions[options.action](application, options)


def _list(application: Application, options: Namespace) -> int:
    found = application.records.datasets()
    counts = {dataset.name: application.records.row_count(dataset.name) for dataset in found}
    if options.json:
        print_json([{**asdict(dataset), "rows": counts[dataset.name]} for dataset in found])
        return 0
    tr = application.words.tr
    rows = [
        (
            dataset.name,
            tr("confirmed") if dataset.confirmed else tr("proposed"),
            dataset.version,
            counts[dataset.name],
        )
        for dataset in found
    ]
    print_table([tr("Dataset"), tr("Definition"), tr("Version"), tr("Rows")], rows, numbers=(2, 3))
    return 0


def _show(application: Application, options: Namespace) -> int:
    dataset = _find(application, options.name)
    if options.json:
        print_json(asdict(dataset))
        return 0
    rows = [
        (field["name"], field.get("type", "any"), json.dumps(field.get("constraints", {}), ensure_ascii=False))
        for field in dataset.schema["fields"]
    ]
    tr = application.words.tr
    print_table([tr("Column"), tr("Type"), tr("Rules")], rows)
    return 0


def _infer(application: Application, options: Namespace) -> int:
    look_at(options.file)
    result = application.inspections.infer(options.file)
    _write(result.dataset.schema, options.output)
    return 0


def _import(application: Application, options: Namespace) -> int:
    name = options.name or options.file.name.removesuffix(DEFINITION_SUFFIX).removesuffix(".json")
    schema = read_definition(options.file)
    known = application.records.dataset(name)
    dataset = Dataset(name, schema, known.version if known else 0, confirmed=True, title=str(schema.get("title", "")))
    stored = application.records.save_dataset(dataset)
    print(application.words.tr("{name}: version {version}", name=stored.name, version=stored.version))
    return 0


def _export(application: Application, options: Namespace) -> int:
    _write(_find(application, options.name).schema, options.output)
    return 0


def _template(application: Application, options: Namespace) -> int:
    path = application.outputs.template(_find(application, options.name), options.output, overwrite=options.force)
    print(application.words.text("template-made", {"name": path}))
    return 0


def _find(application: Application, name: str) -> Dataset:
    dataset = application.records.dataset(name)
    if dataset is None:
        raise UsageError("no-such-dataset", name=name)
    return dataset


def _write(schema: Mapping[str, Any], target: Path | None) -> None:
    if target is None:
        print_json(schema)
        return
    try:
        target.write_text(json.dumps(schema, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise StorageError("storage-no-permission", folder=str(target.parent)) from error
