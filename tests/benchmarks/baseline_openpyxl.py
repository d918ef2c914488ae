"""What a competent person writes without this program: openpyxl (read-only) and SQLAlchemy ORM objects.

Usage: baseline_openpyxl.py WORKBOOK DATABASE
"""

import re
import sys
from datetime import date, datetime

import openpyxl
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

BATCH = 5000


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    number: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]
    customer: Mapped[str]
    article: Mapped[str]
    quantity: Mapped[int]
    price: Mapped[float]
    total: Mapped[float]
    paid: Mapped[bool]
    state: Mapped[str]
    branch: Mapped[str]
    weight: Mapped[float]
    remark: Mapped[str]


def check(row: tuple[object, ...]) -> Order:
    number, day, customer, article, quantity, price, total, paid, state, branch, weight, remark = row
    assert isinstance(number, str) and re.fullmatch("A-[0-9]+", number)
    assert isinstance(day, datetime) and day.date() >= date(2000, 1, 1)
    assert isinstance(customer, str) and len(customer) <= 80
    assert isinstance(article, str) and isinstance(branch, str) and isinstance(remark, str)
    assert isinstance(quantity, int) and 1 <= quantity <= 1000
    assert isinstance(price, int | float) and price >= 0
    assert isinstance(total, int | float) and isinstance(weight, int | float)
    assert isinstance(paid, bool) and isinstance(state, str) and state in ("new", "open", "done")
    return Order(
        number=number, day=day.date(), customer=customer, article=article, quantity=quantity, price=price, total=total,
        paid=paid, state=state, branch=branch, weight=weight, remark=remark,
    )  # fmt: skip


def main(workbook: str, database: str) -> None:
    engine = create_engine(f"sqlite:///{database}")
    Base.metadata.create_all(engine)
    sheet = openpyxl.load_workbook(workbook, read_only=True, data_only=True).worksheets[0]
    rows = sheet.iter_rows(min_row=2, values_only=True)
    with Session(engine) as session:
        batch = []
        for row in rows:
            batch.append(check(row))
            if len(batch) == BATCH:
                session.add_all(batch)
                session.flush()
                session.expunge_all()
                batch = []
        session.add_all(batch)
        session.commit()


main(*sys.argv[1:3])
