"""`marked-copy`: a copy of a wrong file in which each wrong cell is marked."""

from argparse import Namespace

from ..bootstrap import Application


def marked_copy(application: Application, options: Namespace) -> int:
    """Write the marked copy, and say what it is."""
    copy = application.outputs.marked_copy(
        options.id, options.output, lambda progress: None, lambda: False, overwrite=options.force
    )
    print(application.words.marked_copy(str(copy.path), copy.result))
    return 0
