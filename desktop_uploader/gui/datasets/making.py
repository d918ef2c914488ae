"""The files that are made of a dataset: a template to fill in, and the definition."""

import json
from pathlib import Path

from ...model.dataset import Dataset
from ...model.draft import Draft
from ...words import Catalogue
from ...words.marking import N_
from ...worker.outputs import Outputs
from ...worker.publishing import write_text
from ..saving import Making


def template(words: Catalogue, outputs: Outputs, dataset: Dataset) -> Making:
    """An empty workbook with the dataset's headings."""
    return Making(
        words.tr("Save template"),
        Path.home() / f"{dataset.name}.xlsx",
        words.tr("Excel Workbook (*.xlsx)"),
        lambda target: outputs.template(dataset, target, overwrite=True),
        N_("{name} is saved. Fill it in and add it."),
    )


def definition(words: Catalogue, draft: Draft) -> Making:
    """The definition as it is on the page."""
    text = json.dumps(dict(draft.schema), ensure_ascii=False, indent=2) + "\n"
    return Making(
        words.tr("Save definition"),
        Path.home() / f"{draft.name}.schema.json",
        words.tr("Table Schema (*.json)"),
        lambda target: write_text(text, target),
        N_("The definition is saved."),
    )
