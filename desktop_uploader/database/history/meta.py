"""What the history remembers of itself: names and values."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select

from ..engine import write
from .tables import meta


class Meta:
    """The `history_meta` table."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, name: str, now: datetime, again: timedelta) -> bool:
        """Enter that a piece of work begins; False where another program began it less than `again` ago."""
        key = f"{name}_begun_at"

        def work(connection: Connection) -> bool:
            found = connection.execute(select(meta.c.value).where(meta.c.name == key)).scalar()
            if found is not None and timedelta(0) <= now - datetime.fromisoformat(found) < again:
                return False
            connection.execute(delete(meta).where(meta.c.name == key))
            connection.execute(insert(meta).values(name=key, value=now.isoformat()))
            return True

        return write(self._engine, work)

    def ended(self, name: str) -> None:
        """Enter that a piece of work was given up: it is due again at once."""
        statement = delete(meta).where(meta.c.name == f"{name}_begun_at")
        write(self._engine, lambda connection: connection.execute(statement))
