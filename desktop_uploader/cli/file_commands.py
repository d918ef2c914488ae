"""What can be typed about files, their rows and their kinds."""

from pathlib import Path

from ..model.places import StorageKind
from ..model.status import TaskStatus
from .arguments import Commands, Tr, add_answers, add_force, add_json, add_output, positive


def add_files(commands: Commands, tr: Tr) -> None:
    """`add` and `check`."""
    add = commands.add_parser("add", help=tr("add files, also from S3"))
    add.add_argument("files", nargs="+", metavar=tr("FILE"), help=tr("a path, a folder, or s3://BUCKET/KEY"))
    add.add_argument("--recursive", action="store_true", help=tr("folders in folders too"))
    add.add_argument("--copy", action="store_true", help=tr("keep a copy of files in S3, not only read them"))
    add.add_argument("--dataset", metavar=tr("NAME"), help=tr("the dataset that they belong to"))
    add.add_argument("--schema", type=Path, metavar=tr("FILE"), help=tr("a Table Schema that describes them"))
    add_answers(add, tr)
    known = add.add_mutually_exclusive_group()
    known.add_argument("--again", action="store_true", help=tr("save files even if they are saved already"))
    skip = tr("leave out files whose content was added before (with a folder this is so without it)")
    known.add_argument("--skip-known", action="store_true", help=skip)
    add.add_argument("--storage", choices=[kind.value for kind in StorageKind], help=tr("where they shall be kept"))
    add.add_argument("--wait", action="store_true", help=tr("process them here and wait for the end"))
    add_json(add, tr)
    check = commands.add_parser("check", help=tr("say what adding the files would do; nothing is saved"))
    check.add_argument("files", nargs="+", type=Path, metavar=tr("FILE"))
    check.add_argument("--dataset", metavar=tr("NAME"), help=tr("the dataset that they belong to"))
    check.add_argument("--schema", type=Path, metavar=tr("FILE"), help=tr("a Table Schema that describes them"))
    add_answers(check, tr)
    add_json(check, tr)


def add_tasks(commands: Commands, tr: Tr) -> None:
    """What is done with uploads."""
    listing = commands.add_parser("list", help=tr("the history, newest first"))
    listing.add_argument("--status", type=str.upper, choices=[status.value for status in TaskStatus])
    listing.add_argument("--limit", type=positive, default=50, metavar="N")
    add_json(listing, tr)
    show = commands.add_parser("show", help=tr("one upload with its problems and its timeline"))
    show.add_argument("id", type=int, metavar=tr("ID"))
    add_json(show, tr)
    answer = commands.add_parser("answer", help=tr("answer a file's questions and have it tried again"))
    answer.add_argument("id", type=int, metavar=tr("ID"))
    answer.add_argument("answers", nargs="+", metavar=tr("KEY=VALUE"))
    copy = commands.add_parser("marked-copy", help=tr("write a copy of a file in which each wrong cell is marked"))
    copy.add_argument("id", type=int, metavar=tr("ID"))
    add_output(copy, tr)
    undo = commands.add_parser("undo", help=tr("take an upload's saved rows back"))
    undo.add_argument("id", type=int, metavar=tr("ID"))
    add_json(undo, tr)
    save = commands.add_parser("save-original", help=tr("write an upload's file as it was added, verified"))
    save.add_argument("id", type=int, metavar=tr("ID"))
    save.add_argument("target", type=Path, metavar=tr("TARGET"), help=tr("a file or a folder"))
    add_force(save, tr)
    several = (
        ("retry", tr("try failed, cancelled or undone uploads again")),
        ("cancel", tr("end uploads")),
        ("delete", tr("take uploads and their stored files out of the history; saved rows stay")),
    )
    for name, text in several:
        command = commands.add_parser(name, help=text)
        command.add_argument("ids", nargs="+", type=int, metavar=tr("ID"))


def add_datasets(commands: Commands, tr: Tr) -> None:
    """`datasets`."""
    datasets = commands.add_parser("datasets", help=tr("the kinds of file and their definitions"))
    actions = datasets.add_subparsers(dest="action", metavar=tr("ACTION"), required=True)
    add_json(actions.add_parser("list", help=tr("all datasets")), tr)
    show = actions.add_parser("show", help=tr("one dataset's definition"))
    show.add_argument("name", metavar=tr("NAME"))
    add_json(show, tr)
    infer = actions.add_parser("infer", help=tr("propose a definition for a file; nothing is saved"))
    infer.add_argument("file", type=Path, metavar=tr("FILE"))
    infer.add_argument("-o", "--output", type=Path, metavar=tr("FILE"))
    imports = actions.add_parser("import", help=tr("take a Table Schema as a dataset's definition"))
    imports.add_argument("file", type=Path, metavar=tr("FILE"))
    imports.add_argument("--name", metavar=tr("NAME"), help=tr("the dataset's name; else the file's"))
    export = actions.add_parser("export", help=tr("write a dataset's definition as a Table Schema"))
    export.add_argument("name", metavar=tr("NAME"))
    export.add_argument("-o", "--output", type=Path, metavar=tr("FILE"))
    template = actions.add_parser("template", help=tr("write an empty workbook of a dataset, to be filled in"))
    template.add_argument("name", metavar=tr("NAME"))
    add_output(template, tr)


def add_records(commands: Commands, tr: Tr) -> None:
    """`records`."""
    records = commands.add_parser("records", help=tr("the saved rows of a dataset"))
    records.add_argument("dataset", metavar=tr("DATASET"))
    records.add_argument("--limit", type=positive, metavar="N")
    records.add_argument("--format", choices=["table", "csv", "json"], default="table")
    records.add_argument("--origin", action="store_true", help=tr("with upload, file, sheet and row"))
