"""What can be typed."""

import argparse
from pathlib import Path
from typing import TypeAlias

from .. import __version__
from ..model.places import StorageKind
from ..model.status import TaskStatus
from ..model.watch import Afterwards, Polling
from ..settings import MOST_SLOTS
from .window import add_arguments


def build_parser() -> argparse.ArgumentParser:
    """The parser of `desktop-uploader`; the chosen command's name is in `command`."""
    parser = argparse.ArgumentParser(
        prog="desktop-uploader", description="Add Excel and CSV files and have their rows checked and saved."
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="where everything is kept")
    trial = (
        "try every part of this installation on a folder of its own, and print a report as JSON, or write it to FILE"
    )
    parser.add_argument("--smoke-test", nargs="?", const="", metavar="FILE", help=trial)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    window = commands.add_parser("window", help="open the window (also without a command)")
    add_arguments(window)
    # After the command too: the program for the window writes the command itself.
    window.add_argument("--data-dir", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    _add(commands)
    _tasks(commands)
    _datasets(commands)
    _records(commands)
    _storage(commands)
    _watch(commands)
    worker = commands.add_parser("worker", help="work on waiting files in the foreground")
    worker.add_argument("--drain", action="store_true", help="end when nothing is left")
    now = "work at once, whatever the hours of work and the battery"
    worker.add_argument("--now", action="store_true", help=now)
    worker.add_argument(
        "--slots", type=int, choices=range(1, MOST_SLOTS + 1), metavar="N", help="files worked on at the same time"
    )
    port = "serve figures for Prometheus at this port of 127.0.0.1; 0: a free one, which is printed"
    worker.add_argument("--metrics-port", type=int, metavar="N", help=port)
    commands.add_parser("metrics", help="print figures in Prometheus' text format")
    doctor = commands.add_parser("doctor", help="check versions, folders and databases")
    doctor.add_argument("--thorough", action="store_true", help="read every stored file and every copy too")
    doctor.add_argument("--repair", action="store_true", help="restore what can be restored; nothing else may run")
    place = "put a small file where files are kept, read it back and delete it"
    doctor.add_argument("--storage", action="store_true", help=place)
    _json(doctor)
    diagnostics = commands.add_parser("diagnostics", help="write a zip for whoever helps, without names and cells")
    diagnostics.add_argument("file", nargs="?", type=Path, metavar="FILE")
    diagnostics.add_argument("--storage", action="store_true", help=f"{place}, and tell what came of it")
    diagnostics.add_argument("--force", action="store_true", help="replace the file if it exists")
    return parser


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add(commands: _Commands) -> None:
    add = commands.add_parser("add", help="add files, also from S3")
    add.add_argument("files", nargs="+", metavar="FILE", help="a path, a folder, or s3://BUCKET/KEY")
    add.add_argument("--recursive", action="store_true", help="folders in folders too")
    add.add_argument("--copy", action="store_true", help="keep a copy of files in S3, not only read them")
    add.add_argument("--dataset", metavar="NAME", help="the dataset that they belong to")
    add.add_argument("--schema", type=Path, metavar="FILE", help="a Table Schema that describes them")
    _answers(add)
    known = add.add_mutually_exclusive_group()
    known.add_argument("--again", action="store_true", help="save files even if they are saved already")
    skip = "leave out files whose content was added before (with a folder this is so without it)"
    known.add_argument("--skip-known", action="store_true", help=skip)
    add.add_argument("--storage", choices=[kind.value for kind in StorageKind], help="where they shall be kept")
    add.add_argument("--wait", action="store_true", help="process them here and wait for the end")
    _json(add)
    check = commands.add_parser("check", help="say what adding the files would do; nothing is saved")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--dataset", metavar="NAME", help="the dataset that they belong to")
    check.add_argument("--schema", type=Path, metavar="FILE", help="a Table Schema that describes them")
    _answers(check)
    _json(check)


def _tasks(commands: _Commands) -> None:
    listing = commands.add_parser("list", help="the history, newest first")
    listing.add_argument("--status", type=str.upper, choices=[status.value for status in TaskStatus])
    listing.add_argument("--limit", type=_positive, default=50, metavar="N")
    _json(listing)
    show = commands.add_parser("show", help="one upload with its problems and its timeline")
    show.add_argument("id", type=int)
    _json(show)
    answer = commands.add_parser("answer", help="answer a file's questions and have it tried again")
    answer.add_argument("id", type=int)
    answer.add_argument("answers", nargs="+", metavar="KEY=VALUE")
    copy = commands.add_parser("marked-copy", help="write a copy of a wrong file in which each wrong cell is marked")
    copy.add_argument("id", type=int)
    _output(copy)
    undo = commands.add_parser("undo", help="take an upload's saved rows back")
    undo.add_argument("id", type=int)
    _json(undo)
    save = commands.add_parser("save-original", help="write an upload's file as it was added, verified")
    save.add_argument("id", type=int)
    save.add_argument("target", type=Path, metavar="TARGET", help="a file or a folder")
    save.add_argument("--force", action="store_true", help="replace the file if it exists")
    several = (
        ("retry", "try failed, cancelled or undone uploads again"),
        ("cancel", "end uploads"),
        ("delete", "take uploads and their stored files out of the history; saved rows stay"),
    )
    for name, text in several:
        command = commands.add_parser(name, help=text)
        command.add_argument("ids", nargs="+", type=int, metavar="ID")


def _datasets(commands: _Commands) -> None:
    datasets = commands.add_parser("datasets", help="the kinds of file and their definitions")
    actions = datasets.add_subparsers(dest="action", metavar="ACTION", required=True)
    _json(actions.add_parser("list", help="all datasets"))
    show = actions.add_parser("show", help="one dataset's definition")
    show.add_argument("name")
    _json(show)
    infer = actions.add_parser("infer", help="propose a definition for a file; nothing is saved")
    infer.add_argument("file", type=Path)
    infer.add_argument("-o", "--output", type=Path, metavar="FILE")
    imports = actions.add_parser("import", help="take a Table Schema as a dataset's definition")
    imports.add_argument("file", type=Path)
    imports.add_argument("--name", help="the dataset's name; else the file's")
    export = actions.add_parser("export", help="write a dataset's definition as a Table Schema")
    export.add_argument("name")
    export.add_argument("-o", "--output", type=Path, metavar="FILE")

    template = actions.add_parser("template", help="write an empty workbook of a dataset, to be filled in")
    template.add_argument("name")
    _output(template)


def _records(commands: _Commands) -> None:
    records = commands.add_parser("records", help="the saved rows of a dataset")
    records.add_argument("dataset")
    records.add_argument("--limit", type=_positive, metavar="N")
    records.add_argument("--format", choices=["table", "csv", "json"], default="table")
    records.add_argument("--origin", action="store_true", help="with upload, file, sheet and row")


def _storage(commands: _Commands) -> None:
    storage = commands.add_parser("storage", help="the place where files are kept")
    actions = storage.add_subparsers(dest="action", metavar="ACTION", required=True)
    _json(actions.add_parser("test", help="store, read, list and delete a small file, and say what goes wrong"))
    _json(actions.add_parser("show", help="where new files go"))
    keys = actions.add_parser("set-keys", help="type in the keys of the S3 storage, or give them on two lines")
    keys.add_argument("--remove", action="store_true", help="forget them instead")


def _watch(commands: _Commands) -> None:
    watch = commands.add_parser("watch", help="folders whose files are added by themselves")
    actions = watch.add_subparsers(dest="action", metavar="ACTION", required=True)
    _json(actions.add_parser("list", help="the watched folders, and what they have brought"))
    add = actions.add_parser("add", help="watch a folder, or a prefix in S3 (s3://bucket/prefix/)")
    add.add_argument("folder", metavar="FOLDER")
    add.add_argument("--dataset", metavar="NAME", help="the dataset that its files belong to")
    names = "only files with such names, such as orders*.xlsx (several times for several)"
    add.add_argument("--pattern", action="append", default=[], dest="patterns", metavar="PATTERN", help=names)
    add.add_argument("--recursive", action="store_true", help="folders in the folder too")
    add.add_argument(
        "--polling", choices=[item.value for item in Polling], help="always: look, and rely on no messages"
    )
    then = "what becomes of a file that was added: it is left, moved to the folder Added, or renamed"
    add.add_argument("--afterwards", choices=[item.value for item in Afterwards], help=then)
    quiet = "how long a file must not have changed before it is added"
    add.add_argument("--quiet", type=float, dest="quiet_seconds", metavar="SECONDS", help=quiet)
    remove = actions.add_parser("remove", help="watch a folder no more")
    remove.add_argument("folder", metavar="FOLDER")


def _answers(parser: argparse.ArgumentParser) -> None:
    text = "settle a question before it is asked (several times for several)"
    parser.add_argument("--answer", action="append", default=[], metavar="KEY=VALUE", help=text)


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
