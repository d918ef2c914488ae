"""Lets finished uploads forget the dataset that they belonged to, where it is deleted."""

from sqlalchemy import Engine, and_, or_, update

from ...model.status import TaskStatus
from ..engine import write
from .tables import upload_tasks

_T = upload_tasks.c


def forget_dataset(engine: Engine, name: str) -> int:
    """Uploads of which no row is saved name the dataset no more, so that a retry finds out anew; gives how many."""
    undone = and_(_T.status == TaskStatus.DONE, _T.undone_at.is_not(None))
    without_rows = or_(_T.status.in_((TaskStatus.FAILED, TaskStatus.CANCELLED)), undone)
    statement = update(upload_tasks).where(_T.dataset == name, without_rows).values(dataset=None)
    return write(engine, lambda connection: connection.execute(statement).rowcount)
