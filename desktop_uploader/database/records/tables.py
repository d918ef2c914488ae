"""The records database's own tables. Their names begin with `du_`, which no dataset's table may."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table

from ..columns import Id, UtcDateTime

RESERVED = "du_"
VERSION = 3
metadata = MetaData()

schema_version = Table("du_schema", metadata, Column("version", Integer, nullable=False))

imports = Table(
    "du_imports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("import_id", String(36), nullable=False, unique=True),
    Column("task_id", BigInteger, nullable=False),
    Column("file_name", String, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String(8), nullable=False),
    Column("lease_token", Integer, nullable=False),
    Column("dataset_id", Id),
    Column("dataset_version", Integer),
    Column("result", JSON(none_as_null=True)),
    Column("added_at", UtcDateTime, nullable=False),
    Column("rank", BigInteger, unique=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("saved_at", UtcDateTime),
    Column("undone_at", UtcDateTime),
    Column("undo", JSON(none_as_null=True)),
    Column("corrects", String(36)),
    Index("du_imports_corrects", "corrects"),
    Index("du_imports_content", "sha256", "dataset_id"),
    Index("du_imports_state", "state"),
    sqlite_autoincrement=True,
)

datasets = Table(
    "du_datasets",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String, nullable=False),
    Column("key", String, nullable=False, unique=True),
    Column("table_name", String(63), nullable=False, unique=True),
    Column("columns", JSON, nullable=False),
    Column("types", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Column("confirmed", Boolean, nullable=False),
    Column("title", String, nullable=False),
    Column("schema", JSON, nullable=False),
    sqlite_autoincrement=True,
)

dataset_versions = Table(
    "du_dataset_versions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("dataset_id", Id, ForeignKey("du_datasets.id", ondelete="CASCADE"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("schema", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("du_dataset_versions_key", "dataset_id", "version", unique=True),
)
