"""The workbook that is measured with: an order list of 12 columns of all usual types."""

import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

SCHEMA = {
    "fields": [
        {"name": "Order no.", "type": "string", "constraints": {"required": True, "pattern": "A-[0-9]+"}},
        {"name": "Date", "type": "date", "constraints": {"required": True, "minimum": "2000-01-01"}},
        {"name": "Customer", "type": "string", "constraints": {"required": True, "maxLength": 80}},
        {"name": "Article", "type": "string"},
        {"name": "Quantity", "type": "integer", "constraints": {"minimum": 1, "maximum": 1000}},
        {"name": "Price", "type": "number", "constraints": {"minimum": 0}},
        {"name": "Total", "type": "number"},
        {"name": "Paid", "type": "boolean"},
        {"name": "State", "type": "string", "constraints": {"enum": ["new", "open", "done"]}},
        {"name": "Branch", "type": "string"},
        {"name": "Weight", "type": "number"},
        {"name": "Remark", "type": "string"},
    ],
    "primaryKey": ["Order no."],
}


def make(path: Path, rows: int, wrong: int = 0) -> Path:
    """Write `rows` rows, the same each time; in `wrong` of them, spread evenly, the price is a word."""
    every = rows // wrong if wrong else 0
    chance = random.Random(1)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, day = book.add_worksheet("Orders"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [field["name"] for field in SCHEMA["fields"]])
    for row in range(1, rows + 1):
        quantity, price = chance.randint(1, 40), round(chance.uniform(1, 100), 2)
        sheet.write_string(row, 0, f"A-{row}")
        sheet.write_datetime(row, 1, datetime(2026, 1, 1) + timedelta(days=row % 300), day)
        sheet.write_string(row, 2, f"Customer {chance.randint(1, 5000)}")
        sheet.write_string(row, 3, f"Article {chance.randint(1, 500)}")
        sheet.write_number(row, 4, quantity)
        if every and row % every == 0:
            sheet.write_string(row, 5, "abc")
        else:
            sheet.write_number(row, 5, price)
        sheet.write_number(row, 6, round(quantity * price, 2))
        sheet.write_boolean(row, 7, chance.random() < 0.5)
        sheet.write_string(row, 8, chance.choice(["new", "open", "done"]))
        sheet.write_string(row, 9, chance.choice(["Jakarta", "Medan", "Köln"]))
        sheet.write_number(row, 10, round(chance.uniform(0.1, 30), 3))
        sheet.write_string(row, 11, f"Remark {row % 97}")
    book.close()
    return path


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
