"""`marked-copy`: a copy of a wrong file in which each wrong cell is marked."""

from argparse import Namespace

from ..bootstrap import Application


def marked_copy(application: Application, options: Namespace) -> int:
    """Write the marked copy, and say what it is."""
    copy = application.marked_copy(
        options.id, options.output, lambda progress: None, lambda: False, overwrite=options.force
    )
    words, result = application.words, copy.result
    code = "copy-made" if result.rows is None else "rows-made"
    print(words.text(code, {"name": copy.path, "cells": result.cells, "rows": result.rows}))
    if result.lost is not None:
        print(words.lost(result.lost))
    return 0
