"""What can be typed."""

import argparse
from pathlib import Path

from .. import __version__
from ..model.watch import Afterwards, Polling
from ..settings import MOST_SLOTS
from ..words.language import Language
from .arguments import Commands, Tr, add_force, add_json
from .file_commands import add_datasets, add_files, add_records, add_tasks
from .usage import Parser
from .window import add_arguments


def build_parser(words: Language) -> argparse.ArgumentParser:
    """The parser of `desktop-uploader`, in the language of the words; the chosen command's name is in `command`."""
    tr = words.tr
    about = tr("Add Excel and CSV files and have their rows checked and saved.")
    parser = Parser(words, prog="desktop-uploader", description=about)
    version = tr("show the version and end")
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}", help=version)
    parser.add_argument("--data-dir", type=Path, metavar=tr("DIR"), help=tr("where everything is kept"))
    trial = tr(
        "try every part of this installation on a folder of its own, and print a report as JSON, or write it to FILE"
    )
    parser.add_argument("--smoke-test", nargs="?", const="", metavar=tr("FILE"), help=trial)
    commands = parser.add_subparsers(dest="command", metavar=tr("COMMAND"))
    _window(commands, tr)
    add_files(commands, tr)
    add_tasks(commands, tr)
    add_datasets(commands, tr)
    add_records(commands, tr)
    _storage(commands, tr)
    _watch(commands, tr)
    _worker(commands, tr)
    _diagnosis(commands, tr)
    return parser


def _window(commands: Commands, tr: Tr) -> None:
    window = commands.add_parser("window", help=tr("open the window (also without a command)"))
    add_arguments(window, tr)
    # After the command too: the program for the window writes the command itself.
    window.add_argument("--data-dir", type=Path, metavar=tr("DIR"), default=argparse.SUPPRESS, help=argparse.SUPPRESS)


def _worker(commands: Commands, tr: Tr) -> None:
    worker = commands.add_parser("worker", help=tr("work on waiting files in the foreground"))
    worker.add_argument("--drain", action="store_true", help=tr("end when nothing is left"))
    now = tr("work at once, whatever the hours of work and the battery")
    worker.add_argument("--now", action="store_true", help=now)
    worker.add_argument(
        "--slots", type=int, choices=range(1, MOST_SLOTS + 1), metavar="N", help=tr("files worked on at the same time")
    )
    port = tr("serve figures for Prometheus at this port of 127.0.0.1; 0: a free one, which is printed")
    worker.add_argument("--metrics-port", type=int, metavar="N", help=port)
    commands.add_parser("metrics", help=tr("print figures in Prometheus' text format"))


def _diagnosis(commands: Commands, tr: Tr) -> None:
    doctor = commands.add_parser("doctor", help=tr("check versions, folders and databases"))
    doctor.add_argument("--thorough", action="store_true", help=tr("read every stored file and every copy too"))
    doctor.add_argument("--repair", action="store_true", help=tr("restore what can be restored; nothing else may run"))
    place = tr("put a small file where files are kept, read it back and delete it")
    doctor.add_argument("--storage", action="store_true", help=place)
    add_json(doctor, tr)
    diagnostics = commands.add_parser("diagnostics", help=tr("write a zip for whoever helps, without names and cells"))
    diagnostics.add_argument("file", nargs="?", type=Path, metavar=tr("FILE"))
    diagnostics.add_argument("--storage", action="store_true", help=place)
    add_force(diagnostics, tr)


def _storage(commands: Commands, tr: Tr) -> None:
    storage = commands.add_parser("storage", help=tr("the place where files are kept"))
    actions = storage.add_subparsers(dest="action", metavar=tr("ACTION"), required=True)
    add_json(
        actions.add_parser("test", help=tr("store, read, list and delete a small file, and say what goes wrong")), tr
    )
    add_json(actions.add_parser("show", help=tr("where new files go")), tr)
    keys = actions.add_parser("set-keys", help=tr("type in the keys of the S3 storage, or give them on two lines"))
    keys.add_argument("--remove", action="store_true", help=tr("forget them instead"))


def _watch(commands: Commands, tr: Tr) -> None:
    watch = commands.add_parser("watch", help=tr("folders whose files are added by themselves"))
    actions = watch.add_subparsers(dest="action", metavar=tr("ACTION"), required=True)
    add_json(actions.add_parser("list", help=tr("the watched folders, and what they have brought")), tr)
    add = actions.add_parser("add", help=tr("watch a folder, or a prefix in S3 (s3://bucket/prefix/)"))
    add.add_argument("folder", metavar=tr("FOLDER"))
    add.add_argument("--dataset", metavar=tr("NAME"), help=tr("the dataset that its files belong to"))
    names = tr("only files with such names, such as orders*.xlsx (several times for several)")
    add.add_argument("--pattern", action="append", default=[], dest="patterns", metavar=tr("PATTERN"), help=names)
    add.add_argument("--recursive", action="store_true", help=tr("folders in the folder too"))
    add.add_argument(
        "--polling", choices=[item.value for item in Polling], help=tr("always: look, and rely on no messages")
    )
    then = tr("what becomes of a file that was added: it is left, moved to the folder Added, or renamed")
    add.add_argument("--afterwards", choices=[item.value for item in Afterwards], help=then)
    quiet = tr("how long a file must not have changed before it is added")
    add.add_argument("--quiet", type=float, dest="quiet_seconds", metavar=tr("SECONDS"), help=quiet)
    remove = actions.add_parser("remove", help=tr("watch a folder no more"))
    remove.add_argument("folder", metavar=tr("FOLDER"))
