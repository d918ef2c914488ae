"""Nasty cases 21 to 28, 42 to 46 and 53: what stands in cells, and what the reader would hide of it."""

import struct
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from desktop_uploader.database.records import RecordsDatabase
from desktop_uploader.processing.reading import Sheet, open_file
from desktop_uploader.processing.reading.sheets import Area, TableArea
from desktop_uploader.words import Catalogue

from ..conftest import RunCheck, RunImport
from ..files import found, saved, schema
from .parts import MAIN, compound, ods, ods_cell, ods_row, record, row, sheet, xls_records, xlsx

LIMIT = 1_000_000


def opened(path: Path) -> Sheet:
    return open_file(path, path.name, LIMIT).sheets[0]


def cells(path: Path) -> list[object]:
    return [cell for line in opened(path).rows() for cell in line]


def cell(tmp_path: Path, xml: str, **more: str) -> tuple[object, dict[tuple[int, int], str]]:
    """The first cell of a workbook, and the trouble that was found."""
    read = opened(xlsx(tmp_path / "a.xlsx", sheet(f'<row r="1">{xml}<c r="B1"><v>1</v></c></row>'), **more))
    lines = list(read.rows())
    return (lines[0][0] if read.first_column == 1 else "", dict(read.facts.trouble))


@pytest.mark.parametrize(
    "xml",
    [
        '<c r="A1" t="e"><v>#N/A</v></c>',
        '<c t="e" r="A1"><f>1/0</f><v>#N/A</v></c>',
        "<c r='A1' s='1' t='e'><v>#N/A</v></c>",
        '<c t="e"><v>#N/A</v></c>',
    ],
    ids=["usual", "formula", "single_quotes", "no_address"],
)
def test_nasty_21_an_error_cell_is_found(tmp_path: Path, xml: str) -> None:
    body = f'<row r="1">{xml}<c r="B1"><v>1</v></c></row>'
    if "'" in xml:
        body = body.replace('"', "'")
    read = opened(xlsx(tmp_path / "a.xlsx", sheet(body)))

    assert (next(iter(read.rows()))[-1], dict(read.facts.trouble)) == (1.0, {(1, 1): "#N/A"})


def test_nasty_21_with_prefixed_tags(tmp_path: Path) -> None:
    error, formula = '<x:c r="A1" t="e"><x:v>#REF!</x:v></x:c>', '<x:c r="B1"><x:f>1</x:f></x:c>'
    body = f'<x:row r="1">{error}{formula}<x:c r="C1"><x:v>2</x:v></x:c></x:row>'
    worksheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{body}</x:sheetData></x:worksheet>'

    assert opened(xlsx(tmp_path / "a.xlsx", worksheet)).facts.trouble == {(1, 1): "#REF!", (1, 2): "formula"}


def test_nasty_21_an_error_word_typed_as_text_is_none(tmp_path: Path) -> None:
    text = '<c r="A1" t="inlineStr"><is><t>#N/A t="e"</t></is></c>'

    assert cell(tmp_path, text) == ('#N/A t="e"', {})


def test_nasty_21_errors_of_an_ods_are_found(tmp_path: Path) -> None:
    error = ods_cell('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"', "#DIV/0!")
    number = ods_cell('office:value-type="float" office:value="0" calcext:value-type="error"', "Err:502")
    read = opened(ods(tmp_path / "a.ods", ods_row("A", "B", "C") + ods_row("x", error, number)))

    assert list(read.rows())[1] == ["x", "", ""]
    assert read.facts.trouble == {(2, 2): "#DIV/0!", (2, 3): "Err:502"}


def test_nasty_21_a_row_with_nothing_but_an_error_is_a_row(load: RunImport, tmp_path: Path) -> None:
    body = row(1, "A", "B") + row(2, "x", "y") + row(3, '<c r="A3" t="e"><v>#N/A</v></c>')
    result = load(xlsx(tmp_path / "a.xlsx", sheet(body)))

    assert not result.saved and result.counts.total == 2
    assert found(result) == [("A3", "type-error", "excel-error", "#N/A")]


@pytest.mark.parametrize(
    ("xml", "trouble"),
    [
        ('<c r="A1"><f>1+1</f></c>', {(1, 1): "formula"}),
        ('<c r="A1"><f>1+1</f><v></v></c>', {(1, 1): "formula"}),
        ('<c r="A1"><f>1+1</f><v/></c>', {(1, 1): "formula"}),
        ('<c r="A1">\n <f t="shared" si="0"/>\n <v />\n</c>', {(1, 1): "formula"}),
        ('<c r="A1"><f t="array" ref="A1">SUM(B1)</f></c>', {(1, 1): "formula"}),
        ('<c r="A1" t="str"><f>IF(1,"","x")</f><v></v></c>', {}),
        ('<c r="A1"><f t="shared" si="0"/><v>2</v></c>', {}),
    ],
)
def test_nasty_22_a_formula_without_a_result_is_found(
    tmp_path: Path, xml: str, trouble: dict[tuple[int, int], str]
) -> None:
    assert cell(tmp_path, xml)[1] == trouble


def test_nasty_22_a_workbook_written_by_code_is_told_from_an_empty_one(load: RunImport, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for line in (["Price", "Double"], [1, "=A2*2"], [2, "=A3*2"]):
        made.active.append(line)
    made.save(tmp_path / "a.xlsx")

    assert found(load(tmp_path / "a.xlsx")) == [
        ("B2", "type-error", "no-result", None),
        ("B3", "type-error", "no-result", None),
    ]


def test_nasty_23_the_calendar_from_1904_is_honoured(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": True, "default_date_format": "yyyy-mm-dd"})
    made.add_worksheet().write(0, 0, date(2026, 1, 2))
    made.close()

    assert cells(tmp_path / "a.xlsx") == [date(2026, 1, 2)]


@pytest.mark.parametrize(("serial", "day"), [(1, date(1900, 1, 1)), (59, date(1900, 2, 28)), (61, date(1900, 3, 1))])
def test_nasty_24_days_around_serial_60(tmp_path: Path, serial: int, day: date) -> None:
    assert cell(tmp_path, f'<c r="A1" s="1"><v>{serial}</v></c>') == (day, {})


@pytest.mark.parametrize("serial", ["-1", "-0.5"])
def test_nasty_25_a_date_below_zero_is_trouble(tmp_path: Path, serial: str) -> None:
    assert cell(tmp_path, f'<c r="A1" s="1"><v>{serial}</v></c>') == ("", {(1, 1): "date"})


def test_nasty_25_numbers_and_lengths_of_time_below_zero_are_none(tmp_path: Path) -> None:
    assert cell(tmp_path, '<c r="A1" s="0"><v>-1</v></c>') == (-1.0, {})
    assert cell(tmp_path, '<c r="A1" s="3"><v>-0.5</v></c>') == (timedelta(hours=-12), {})


def test_nasty_26_a_date_after_the_year_9999_is_trouble(load: RunImport, tmp_path: Path) -> None:
    body = row(1, "Day", "N") + '<row r="2"><c r="A2" s="1"><v>2958466</v></c><c r="B2"><v>2958466</v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", sheet(body))
    result = load(path, schema({"name": "Day", "type": "date"}, {"name": "N", "type": "integer"}))

    assert opened(path).facts.trouble == {(2, 1): "date"}
    assert found(result) == [("A2", "type-error", "impossible-date", None)]


def test_nasty_27_lengths_of_time_over_a_day(tmp_path: Path) -> None:
    assert cell(tmp_path, '<c r="A1" s="3"><v>10.632060185185185</v></c>')[0] == timedelta(
        hours=255, minutes=10, seconds=10
    )


def test_nasty_27_lengths_of_time_of_an_ods(tmp_path: Path) -> None:
    times = [
        ods_cell(f'office:value-type="time" office:time-value="{text}"')
        for text in ("PT255H10M10S", "-PT10H", "PT10H10M10S")
    ]
    read = opened(ods(tmp_path / "a.ods", ods_row(*times, "PT1H")))

    assert list(read.rows()) == [
        [timedelta(hours=255, minutes=10, seconds=10), timedelta(hours=-10), time(10, 10, 10), "PT1H"]
    ]


def test_nasty_28_a_time_of_day_stays_one(tmp_path: Path) -> None:
    assert cell(tmp_path, '<c r="A1" s="2"><v>0.25</v></c>')[0] == time(6, 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-02", date(2026, 1, 2)),
        ("2026-01-02T03:04:05", datetime(2026, 1, 2, 3, 4, 5)),
        ("03:04:05", time(3, 4, 5)),
    ],
)
def test_dates_written_as_iso_text(tmp_path: Path, text: str, value: object) -> None:
    assert cell(tmp_path, f'<c r="A1" t="d"><v>{text}</v></c>')[0] == value


def test_nasty_37_and_percent_formats_are_told(tmp_path: Path) -> None:
    numbers = '<c r="A2" s="4"><v>42</v></c><c r="B2" s="5"><v>0.19</v></c><c r="C2" s="0"><v>3</v></c>'
    facts = opened(xlsx(tmp_path / "a.xlsx", sheet(row(1, "A", "B", "C") + f'<row r="2">{numbers}</row>'))).facts

    assert (facts.padded, facts.percent) == ({1: {2: 5}}, {2: {2}})


SHARED = f"""<sst xmlns="{MAIN}"><si><t>東京都</t><rPh sb="0" eb="3"><t>とうきょうと</t></rPh></si>
<si><r><t xml:space="preserve">one </t></r><r><rPr><b/></rPr><t>text</t></r></si>
<si><t>a_x000D_&#10;b&#13;&#10;c</t></si>
<si><t xml:space="preserve"> kept </t></si><si><t>_x0041_</t></si></sst>"""


@pytest.mark.parametrize(
    ("index", "text"),
    [(0, "東京都"), (1, "one text"), (2, "a\nb\nc"), (3, " kept "), (4, "A")],
    ids=["nasty_42_phonetic", "nasty_43_rich", "nasty_43_line_ends", "nasty_43_spaces", "nasty_43_escapes"],
)
def test_shared_texts(tmp_path: Path, index: int, text: str) -> None:
    assert cell(tmp_path, f'<c r="A1" t="s"><v>{index}</v></c>', shared=SHARED)[0] == text


def test_nasty_43_inline_texts(tmp_path: Path) -> None:
    inline = '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t><![CDATA[<b>]]>&#13;&#10;c</t></r></is></c>'

    assert cell(tmp_path, inline)[0] == "a<b>\nc"


def test_nasty_43_tabs_and_line_breaks_of_an_ods(tmp_path: Path) -> None:
    read = opened(ods(tmp_path / "a.ods", ods_row("a<text:tab/>b<text:line-break/>c", "a<text:s text:c='2'/>b")))

    assert list(read.rows()) == [["a\tb\nc", "a  b"]]


def test_nasty_44_invisible_characters_are_the_reader_s_to_keep(tmp_path: Path) -> None:
    assert cell(tmp_path, '<c r="A1" t="inlineStr"><is><t>a\u00a0b\u200b</t></is></c>')[0] == "a\u00a0b\u200b"


def test_nasty_45_merged_cells_are_told(tmp_path: Path) -> None:
    after = '<mergeCells count="1"><mergeCell ref="A2:A4"/></mergeCells>'

    assert opened(xlsx(tmp_path / "a.xlsx", sheet(row(1, "A"), after=after))).facts.merged == (Area(2, 1, 4, 1),)


def test_nasty_46_text_that_begins_like_a_formula_is_text(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    for column, text in enumerate(("=1+1", "+1", "-1", "@x")):
        made.worksheets_objs or made.add_worksheet()
        made.worksheets_objs[0].write_string(0, column, text)
    made.close()

    assert cells(tmp_path / "a.xlsx") == ["=1+1", "+1", "-1", "@x"]


def test_nasty_53_hidden_rows_are_counted_and_read(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    item = made.add_worksheet()
    for number in range(5):
        item.write(number, 0, f"x{number}")
    item.set_row(1, None, None, {"hidden": True})
    item.set_row(3, None, None, {"hidden": True})
    item.set_row(9, None, None, {"hidden": True})
    made.close()
    read = opened(tmp_path / "a.xlsx")

    assert (read.facts.hidden_rows, len(list(read.rows()))) == (2, 5)


def test_nasty_53_hidden_rows_of_an_ods_are_counted(tmp_path: Path) -> None:
    hidden = ods_row("x", attributes='table:visibility="filter" table:number-rows-repeated="3"')

    assert opened(ods(tmp_path / "a.ods", ods_row("A") + hidden)).facts.hidden_rows == 3


def test_excel_tables_say_their_heading_and_totals_rows(tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    options = {
        "name": "Orders",
        "total_row": True,
        "columns": [{"header": "A"}, {"header": "B", "total_function": "sum"}],
    }
    made.add_worksheet().add_table("B3:C6", options)
    made.close()

    assert opened(tmp_path / "a.xlsx").facts.tables == (TableArea("Orders", Area(3, 2, 6, 3), 1, 1),)


def test_the_count_of_rows_is_exact(load: RunImport, records: RecordsDatabase, tmp_path: Path) -> None:
    made = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    item = made.add_worksheet()
    for number in range(2001):
        item.write_row(number, 0, ["A", "B"] if not number else [f"x{number}", number])
    made.close()
    result = load(tmp_path / "a.xlsx")

    assert (result.counts.saved, result.sheets[0].rows) == (2000, 2000)
    assert len(saved(records, "a")) == 2001


def test_errors_and_hidden_rows_of_an_xls_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound(b"".join(xls_records())))
    read = opened(path)

    assert [list(line) for line in read.rows()] == [[1.0, ""], [2.0, ""]]
    assert (dict(read.facts.trouble), read.facts.hidden_rows) == ({(1, 2): "#N/A"}, 1)
    assert read.facts.merged == (Area(1, 1, 2, 1),)


@pytest.mark.parametrize(
    ("flag", "letters"),
    [(0, "\xc5r Stra\xdfe".encode("latin-1")), (1, "Цена".encode("utf-16-le"))],
    ids=["narrow", "wide"],
)
def test_texts_of_an_xls_that_names_a_code_page_are_read_as_they_were_typed(
    tmp_path: Path, flag: int, letters: bytes
) -> None:
    text = letters.decode("utf-16-le" if flag else "latin-1")
    shared = struct.pack("<IIHB", 1, 1, len(text), flag) + letters
    settings = record(0x42, struct.pack("<H", 1252)) + record(0xFC, shared)
    path = tmp_path / "a.xls"
    path.write_bytes(compound(b"".join(xls_records(settings, record(0xFD, struct.pack("<HHHI", 1, 1, 0, 0))))))

    assert [list(line) for line in opened(path).rows()] == [[1.0, ""], [2.0, text]]


def test_formulas_of_an_xls_with_an_empty_result_are_told(look: RunCheck, tmp_path: Path) -> None:
    formula = struct.pack("<HHHBxxxxxHHIH", 1, 1, 0, 3, 0xFFFF, 0, 0, 3) + b"\x1e\x01\x00"
    path = tmp_path / "a.xls"
    path.write_bytes(compound(b"".join(xls_records(cells=record(0x06, formula)))))

    result = look(path, answers={"heading-row": "0"})

    assert [note for note in result.sheets[0].notes if note["code"] == "formulas-blank"] == [
        {"code": "formulas-blank", "count": 1}
    ]
    words = [Catalogue().event(*item) for item in result.sheets[0].timeline()]
    assert any("1 formula has no result, or an empty one" in line for line in words)
