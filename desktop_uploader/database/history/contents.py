"""Which contents were added before: asked by size first, so that hardly any file must be hashed to know."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Engine, and_, or_, select

from ...model.status import UNFINISHED, TaskStatus
from ..engine import reading
from .finding import ASKING
from .tables import upload_tasks

_T = upload_tasks.c


class Contents:
    """The contents of uploads whose rows are saved or that are under way. Raises `DatabaseTrouble`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def sizes(self, sizes: Collection[int]) -> set[int]:
        """Those of these sizes that some content has."""
        with reading(self._engine) as connection:
            return set(connection.scalars(select(_T.size).where(_T.size.in_(sizes), _counts()).distinct()))

    def known(self, sizes: Collection[int], hashes: Collection[str]) -> set[str]:
        """Those of these SHA-256 that some content of one of these sizes has."""
        same = select(_T.sha256).where(_T.size.in_(sizes), _T.sha256.in_(hashes), _counts())
        with reading(self._engine) as connection:
            return set(connection.scalars(same.distinct()))

    def awaited(self, sizes: Collection[int], sources: Collection[str]) -> set[str]:
        """Those of these files that were added and are not copied yet: their content is not known, but it is theirs."""
        waiting = and_(_T.sha256.is_(None), _T.status == TaskStatus.UPLOADING)
        same = select(_T.source_path).where(_T.size.in_(sizes), waiting, _T.source_path.in_(sources))
        with reading(self._engine) as connection:
            return set(connection.scalars(same))


def _counts() -> ColumnElement[bool]:
    saved = and_(_T.status == TaskStatus.DONE, _T.undone_at.is_(None))
    # A file that asks is under way: its answer has it go on.
    return or_(saved, _T.status.in_(list(UNFINISHED)), ASKING)
