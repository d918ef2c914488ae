"""What is tried without the window."""

import ssl
import sys
from pathlib import Path

from ...bootstrap import resource_folder
from ...database.backup import backups_in, check
from ...database.engine import open_engine, sqlite_url
from ...database.migrate import HEAD
from ...doctor.surroundings import SAFE_SQLITE
from ...folders import Folders
from ...model.places import S3Place
from ...words.languages import NAMES, translations
from ..help.guide import guide_folder, read_guide
from .report import Found


class Wrong(Exception):
    """Something is not as it must be."""


def expect(holds: object, what: str) -> None:
    """Raises `Wrong` where it does not hold."""
    if not holds:
        raise Wrong(what)


def look_at_files(found: Found) -> None:
    """Icons, samples, the guide, sentences of each language."""
    icons, samples = resource_folder("icons"), resource_folder("samples")
    found["icons"] = len(list(icons.glob("*.svg")))
    found["samples"] = len(list(samples.iterdir()))
    catalogues = {code: translations(code) for code in NAMES if code != "en"}
    found["sentences"] = {code: len(getattr(read, "_catalog", {})) for code, read in catalogues.items()}
    found["guide"] = {code: len(read_guide(guide_folder(), code)) for code in NAMES}
    expect((icons / "app.svg").is_file(), "the icon is missing")
    expect(list((guide_folder() / "images").glob("*.png")), "the guide's pictures are missing")
    expect((samples / "orders.xlsx").is_file(), "the samples are missing")
    expect(all(found["sentences"].values()), "a language has no sentences")


def make_old_history(folders: Folders, found: Found) -> None:
    """A history of the program's first days, which the program then has to bring up to date."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext

    from ...database.migrations import MIGRATIONS

    folders.prepare()
    engine = open_engine(sqlite_url(folders.history), pooled=False)
    first = MIGRATIONS[0]
    with engine.begin() as connection:
        first.upgrade(Operations(MigrationContext.configure(connection)))
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (first.revision,))
    engine.dispose()
    found["from"] = first.revision


def look_at_migration(folders: Folders, found: Found) -> None:
    """The history has today's schema, and the copy that was kept is whole."""
    engine = open_engine(sqlite_url(folders.history), pooled=False)
    with engine.connect() as connection:
        found["to"] = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    engine.dispose()
    copies = backups_in(folders.backups, "history")
    found["copies"] = [copy.path.name for copy in copies]
    expect(found["to"] == HEAD, "the history was not brought up to date")
    expect(copies and not check(copies[0].path), "no whole copy was kept")
    expect(not check(folders.history), "the history is damaged")


def look_at_sqlite(found: Found) -> None:
    """What the databases need of SQLite; in a bundle also a version without known faults."""
    import sqlite3

    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE TABLE files (name TEXT)")
        row = connection.execute("INSERT INTO files VALUES ('orders') RETURNING rowid").fetchone()
        connection.execute("CREATE VIRTUAL TABLE names USING fts5(name, tokenize='trigram')")
        connection.execute("INSERT INTO names VALUES ('orders')")
        hits = connection.execute("SELECT count(*) FROM names WHERE names MATCH 'rder'").fetchone()
        read = connection.execute("SELECT json_extract('{\"a\": 7}', '$.a')").fetchone()
    finally:
        connection.close()
    found["version"] = sqlite3.sqlite_version
    found["module"] = sqlite3.__name__
    expect((row, hits, read) == ((1,), (1,), (7,)), "a part is missing in SQLite")
    bundled = bool(getattr(sys, "frozen", False))
    expect(not bundled or sqlite3.sqlite_version_info >= SAFE_SQLITE, "the bundle has an old SQLite")


def make_client(found: Found) -> None:
    """A client for S3 with keys, and a signed address: nothing is sent."""
    from ...storage.s3.client import make_client as client_for
    from ...storage.s3.keys import HeldKeys, Keys
    from ...storage.s3.providers import ways_of

    place = S3Place(bucket="smoke-test", region="eu-central-1")
    held = HeldKeys()
    held.hold(place, Keys("AKIAEXAMPLE", "example"))
    client = client_for(place, ways_of(place), held)
    wanted = {"Bucket": "smoke-test", "Key": "orders.xlsx"}
    found["address"] = client.generate_presigned_url("get_object", Params=wanted).partition("?")[0]
    found["tls"] = ssl.OPENSSL_VERSION
    client.close()
    expect("smoke-test" in found["address"], "no address could be signed")
    _services()


def _services() -> None:
    """Those that boto3 gets keys from."""
    import boto3

    session = boto3.Session("AKIAEXAMPLE", "example", region_name="eu-central-1")
    for name in ("sts", "sso", "sso-oidc", "signin"):
        session.client(name).close()


def ask_keyring(found: Found) -> None:
    """Which keyring there is, and whether keys could be kept in it."""
    from importlib.metadata import entry_points

    import keyring

    from ...storage.s3.keys import keyring_state

    kinds = entry_points(group="keyring.backends")
    for kind in kinds:
        kind.load()
    found["kinds"] = sorted(kind.name for kind in kinds)
    found["chosen"] = type(keyring.get_keyring()).__module__
    found["state"] = str(keyring_state())
    expect({"SecretService", "Windows", "macOS"} <= set(found["kinds"]), "the kinds of keyring are missing")


def files_of(folder: Path) -> dict[str, int]:
    """Name → size of the files in a folder."""
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()}
