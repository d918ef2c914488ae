"""Make the sample files of "Try it with sample files". Deterministic: the same files each time.

Usage: python packaging/make_samples.py [FOLDER]
"""

import csv
import io
import json
import random
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import msoffcrypto.format.ooxml
import xlsxwriter

SAMPLES = Path(__file__).parent.parent / "resources" / "samples"
CREATED = datetime(2026, 11, 24, 9, 0)
CUSTOMERS = (
    "Acme Trading", "Bengawan Foods", "Cahaya Motor", "Delta Print", "Evergreen Office", "Flores Kopi",
    "Garuda Hardware", "Harbour Supplies",
)  # fmt: skip
ARTICLES = (("Paper A4, 500 sheets", 4.25), ("Toner black", 61.9), ("Stapler", 7.5), ("Ring binder", 2.15),
            ("Desk lamp", 34.0), ("Envelope C5, box of 100", 8.8))  # fmt: skip
PRICE_ROWS = 1_204
FIRST_ROW = 4
"""The first row of data below the title, an empty row and the headings."""

SCHEMA = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "title": "Price list",
    "fields": [
        {"name": "SKU", "type": "string", "constraints": {"required": True, "pattern": "SKU-[0-9]{5}"}},
        {"name": "Valid from", "type": "date", "format": "%d/%m/%Y", "constraints": {"required": True}},
        {"name": "Article", "type": "string", "constraints": {"required": True, "maxLength": 80}},
        {"name": "Amount", "type": "number", "constraints": {"required": True, "minimum": 0}},
        {"name": "Currency", "type": "string", "constraints": {"enum": ["EUR", "IDR", "USD"]}},
    ],
    "primaryKey": ["SKU"],
}


def main(folder: Path) -> None:
    """Write all samples into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    make_orders(folder / "orders.xlsx")
    make_price_list(folder / "price-list.xlsx")
    schema = json.dumps(SCHEMA, indent=2) + "\n"
    (folder / "price-list.schema.json").write_text(schema, encoding="utf-8", newline="\n")
    make_customers(folder / "customers.csv")
    make_salaries(folder / "salaries.xlsx")


def new_workbook(target: Path | io.BytesIO) -> xlsxwriter.Workbook:
    """A workbook whose properties do not tell when it was made."""
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": "", "author": "Desktop Uploader", "created": CREATED})
    return book


def make_orders(path: Path) -> None:
    """A clean list of 2,000 orders."""
    chance = random.Random(1)
    book = new_workbook(path)
    sheet = book.add_worksheet("Orders")
    day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    sheet.write_row(0, 0, ["Order no.", "Date", "Customer", "Article", "Quantity", "Price", "Total", "Paid"], bold)
    sheet.set_column(0, 7, 14)
    for row in range(1, 2001):
        article, price = chance.choice(ARTICLES)
        quantity = chance.randint(1, 40)
        sheet.write_string(row, 0, f"A-{100_000 + row}")
        sheet.write_datetime(row, 1, datetime(2026, 1, 2) + timedelta(days=row // 7), day)
        sheet.write_string(row, 2, chance.choice(CUSTOMERS))
        sheet.write_string(row, 3, article)
        sheet.write_number(row, 4, quantity)
        sheet.write_number(row, 5, price)
        sheet.write_number(row, 6, round(quantity * price, 2))
        sheet.write_boolean(row, 7, chance.random() < 0.8)
    book.close()


def make_price_list(path: Path) -> None:
    """A price list with a title above its headings and three wrong cells: D17, B48 and A902."""
    book = new_workbook(path)
    sheet = book.add_worksheet("Prices")
    bold, large = book.add_format({"bold": True}), book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, "Price list, fourth quarter 2026", large)
    sheet.write_row(2, 0, [field["name"] for field in SCHEMA["fields"]], bold)
    sheet.set_column(0, 4, 16)
    chance = random.Random(2)
    for row in range(FIRST_ROW, FIRST_ROW + PRICE_ROWS):
        article, price = chance.choice(ARTICLES)
        valid = date(2026, 10, 1) + timedelta(days=row % 90)
        sheet.write_string(row - 1, 0, f"SKU-{row + 2:05}")
        sheet.write_string(row - 1, 1, f"{valid:%d/%m/%Y}")
        sheet.write_string(row - 1, 2, article)
        sheet.write_number(row - 1, 3, round(price * chance.uniform(0.9, 1.3), 2))
        sheet.write_string(row - 1, 4, chance.choice(["EUR", "IDR", "USD"]))
    sheet.write_string("D17", "abc")
    sheet.write_string("B48", "31/02/2026")
    sheet.write_string("A902", "SKU-00417")
    book.close()


def make_customers(path: Path) -> None:
    """Customers as a program with German settings writes them: semicolons and decimal commas."""
    chance = random.Random(3)
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(["Customer no.", "Name", "City", "Credit limit", "Discount", "Since"])
        for number in range(1, 301):
            credit = f"{chance.randint(1, 90)}.{chance.randint(0, 9)}00,{chance.choice(['00', '50'])}"
            since = date(2015, 1, 1) + timedelta(days=chance.randint(0, 4000))
            name = f"{chance.choice(CUSTOMERS)} {number}"
            city = chance.choice(["Jakarta", "Surabaya", "Köln", "Zürich", "Medan"])
            discount = f"{chance.randint(0, 12)},{chance.randint(0, 9)}"
            writer.writerow([f"{number:05}", name, city, credit, discount, f"{since:%d.%m.%Y}"])


def make_salaries(path: Path) -> None:
    """A workbook that is protected with a password."""
    plain = io.BytesIO()
    book = new_workbook(plain)
    sheet = book.add_worksheet("Salaries")
    sheet.write_row(0, 0, ["Name", "Salary"])
    sheet.write_row(1, 0, ["Ani", 1])
    book.close()
    plain.seek(0)
    with open(path, "wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(plain).encrypt("secret", target)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
