"""The S3 places where files of this history were put: what is needed to find them again, and nothing secret."""

from sqlalchemy import Connection, Engine, delete, insert, select

from ...model.places import S3Place
from ..engine import reading, write
from .tables import meta

PREFIX = "s3_place:"


class StoredPlaces:
    """Kept in the `history_meta` table, by server and bucket. Raises `DatabaseTrouble`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def remember(self, server: str, place: S3Place) -> None:
        """Files go to this place from now on."""
        name, value = f"{PREFIX}{server}/{place.bucket}", place.model_dump_json(exclude_defaults=True)

        def work(connection: Connection) -> None:
            if connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar() == value:
                return
            connection.execute(delete(meta).where(meta.c.name == name))
            connection.execute(insert(meta).values(name=name, value=value))

        write(self._engine, work)

    def find(self, server: str, bucket: str) -> S3Place | None:
        """The place of a bucket; where it is not known, another one on the same server, else None."""
        there = f"{PREFIX}{server}/"
        with reading(self._engine) as connection:
            statement = select(meta.c.name, meta.c.value).where(meta.c.name.startswith(there, autoescape=True))
            found = {row.name: row.value for row in connection.execute(statement.order_by(meta.c.name))}
        value = found.get(f"{there}{bucket}") or next(iter(found.values()), None)
        return S3Place.model_validate_json(value) if value is not None else None
