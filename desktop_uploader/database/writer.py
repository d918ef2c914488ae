"""One kept connection for many short transactions: what is paid per transaction is the database's own price."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from .engine import Result, begin, commit, roll_back, write


class Writer:
    """Writing transactions, one at a time, on a connection that is kept until the engine is disposed of.

    May be called on any thread. Waiting for each other costs nothing: only one can write anyway.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._connection: Connection | None = None
        event.listen(engine, "engine_disposed", lambda _engine: self._close())

    def __call__(self, work: Callable[[Connection], Result]) -> Result:
        """Do `work` in one transaction, and all of it again where the database is busy. Raises as `engine.write`."""
        return write(self._engine, work, begin=self._begin)

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._lock:
            connection = self._connection
            if connection is None or connection.closed:
                connection = self._connection = self._engine.connect().execution_options(begun=True)
            try:
                # By the driver: SQLAlchemy's own transaction costs several times as much, and is made where one of its
                # statements is run meanwhile.
                begin(connection)
                yield connection
                connection.commit()
                commit(connection)
            except BaseException as error:
                connection.rollback()
                if isinstance(error, DBAPIError):
                    # It may be broken: the next transaction gets a new one.
                    connection.close()
                else:
                    roll_back(connection)
                raise

    def _close(self) -> None:
        with self._lock:
            if self._connection is not None:
                # Its pool is gone already, and would keep it open: the log beside the database would stay.
                self._connection.detach()
                self._connection.close()
                self._connection = None
