"""Workbooks of every format: their kinds of cells, their sheets, and those made to fill the memory."""

import contextlib
import datetime as dt
import struct
import time
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bascule.errors import BasculeError
from bascule.ingest import Imported, workbook_apart, workbook_size
from bascule.ingest.workbook import sheets

Read = Callable[..., Imported]
Cells = Sequence[Sequence[Any]]
MEDIA: Cells = [
    ["date", "channel", "spend"],
    [dt.date(2026, 9, 7), "radio", 1234.5],
    [dt.date(2026, 9, 14), "radio", 250],
]
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"


def _xlsx(*tables: tuple[str, Cells], hidden: Sequence[str] = (), epoch: bool = False) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"date_1904": epoch, "in_memory": True})
    shapes = {
        dt.date: book.add_format({"num_format": "yyyy-mm-dd"}),
        dt.time: book.add_format({"num_format": "hh:mm:ss"}),
        dt.timedelta: book.add_format({"num_format": "[h]:mm:ss"}),
    }
    for name, rows in tables:
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str) and cell.startswith("#"):
                    sheet.write_formula(row, column, "=NA()", None, cell)
                elif cell is not None:
                    sheet.write(row, column, cell, shapes.get(type(cell)))
        if name in hidden:
            sheet.hide()
    if hidden and len(tables) == len(hidden):
        book.add_worksheet("Vide").activate()
    book.close()
    return buffer.getvalue()


def _ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        kind = f'boolean" office:boolean-value="{str(cell).lower()}'
    elif isinstance(cell, dt.date):
        kind = f'date" office:date-value="{cell.isoformat()}'
    elif isinstance(cell, dt.timedelta):
        kind = (
            f'time" office:time-value="PT{int(cell.total_seconds() // 3600)}H{int(cell.total_seconds() // 60 % 60)}M0S'
        )
    elif isinstance(cell, int | float):
        kind = f'float" office:value="{cell}'
    else:
        kind = "string"
    return f'<table:table-cell office:value-type="{kind}"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def _ods(body: str) -> bytes:
    names = f'xmlns:office="{_OFFICE}" xmlns:table="{_TABLE}" xmlns:text="{_TEXT}" xmlns:style="{_STYLE}"'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def _ods_table(name: str, rows: Cells, after: str = "") -> str:
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{lines}{after}</table:table>'


def _varying(number: int) -> bytes:
    made = bytearray()
    while number >= 0x80:
        made.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*made, number))


def _record(kind: int, data: bytes = b"") -> bytes:
    return _varying(kind) + _varying(len(data)) + data


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb(rows: Cells, at: Sequence[int] = ()) -> bytes:
    """Return a workbook in records; `at` gives the rows' numbers, from 0."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    links = '<Relationships xmlns="{}"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
    book = [_record(131), _record(143), _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Feuille"))]
    body = [_record(129), _record(148, struct.pack("<IIII", 0, 1, 0, 1)), _record(145)]
    for number, row in zip(at or range(len(rows)), rows, strict=True):
        body.append(_record(0, struct.pack("<I", number) + bytes(13)))
        for column, cell in enumerate(row):
            place = struct.pack("<II", column, 0)
            text = isinstance(cell, str)
            body.append(_record(6 if text else 5, place + (_wide(cell) if text else struct.pack("<d", cell))))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": links.format(package, office, "officeDocument", "xl/workbook.bin"),
        "xl/workbook.bin": b"".join([*book, _record(144), _record(132)]),
        "xl/_rels/workbook.bin.rels": links.format(package, office, "worksheet", "worksheets/sheet1.bin"),
        "xl/worksheets/sheet1.bin": b"".join([*body, _record(146), _record(130)]),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _sheet_of(xml: str) -> bytes:
    """Return a workbook whose only sheet has this XML."""
    source = zipfile.ZipFile(BytesIO(_xlsx(("a", [["x"]]))))
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            whole = f'<worksheet xmlns="{main}" xmlns:x="{main}">{xml}</worksheet>'
            archive.writestr(name, whole if name.endswith("sheet1.xml") else source.read(name))
    return buffer.getvalue()


def _spend(imported: Imported) -> list[tuple[object, ...]]:
    return imported.tables["media"].select("date", "channel", "spend").sort("date").rows()


EXPECTED = [(dt.date(2026, 9, 7), "radio", 1234.5), (dt.date(2026, 9, 14), "radio", 250.0)]


@pytest.mark.parametrize("name", ["m.xlsx", "m.csv", "m.ods"])
def test_an_xlsx_is_read_under_any_name(read: Read, name: str) -> None:
    assert _spend(read({name: _xlsx(("Médias", MEDIA))})) == EXPECTED


@pytest.mark.parametrize("name", ["m.ods", "m.xlsx"])
def test_an_ods(read: Read, name: str) -> None:
    # As LibreOffice writes it: a million blank rows at the end, in one element.
    cells = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048573">{cells}</table:table-row>'
    assert _spend(read({name: _ods(_ods_table("Médias", MEDIA, blank))})) == EXPECTED


def test_an_xlsb(read: Read) -> None:
    rows: Cells = [["date", "channel", "spend"], ["2026-09-07", "radio", 1234.5], ["2026-09-14", "radio", 250.0]]
    assert _spend(read({"m.xlsb": _xlsb(rows)})) == EXPECTED


def test_an_xls_with_a_merged_title_an_error_and_a_hidden_sheet(read_one: Read) -> None:
    imported = read_one("workbooks/depenses.xls")
    media = imported.tables["media"].sort("date")
    assert media["spend"].to_list() == [1234.5, 250.0, 99.99]
    # #N/A is unknown, never zero.
    assert media["impressions"].to_list() == [20000.0, None, 1000.0]
    assert ("sheets_hidden", {"sheets": ["An dernier"]}) in imported.files[0].messages


def test_a_csv_called_xlsx(read: Read) -> None:
    assert _spend(read({"m.xlsx": "date,channel,spend\n2026-09-07,radio,1234.5\n2026-09-14,radio,250\n"})) == EXPECTED


def test_dates_counted_from_1904(read: Read) -> None:
    assert _spend(read({"m.xlsx": _xlsx(("Médias", MEDIA), epoch=True)})) == EXPECTED


def test_every_kind_of_cell(tmp_path: Path) -> None:
    row = [
        True, dt.datetime(2026, 9, 1, 10, 30), dt.time(2, 30), dt.timedelta(hours=26, minutes=45), 0.125,
        "#N/A", "#REF!", 1234567890123456.0, 2.0**53 + 2, 0.1 + 0.2, "00123", -3.0,
    ]  # fmt: skip
    path = tmp_path / "a.xlsx"
    path.write_bytes(_xlsx(("a", [row])))
    (sheet,) = sheets(path)
    (texts,) = sheet.head.rows
    assert texts[0] == "true"
    assert texts[2:] == (
        "02:30:00", "26:45:00", "0.125", "", "", "1234567890123456", "9007199254740994", "0.3", "00123", "-3",
    )  # fmt: skip


def test_an_ods_has_the_same_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    row = [True, dt.date(2026, 9, 1), dt.timedelta(hours=26, minutes=45), 0.125, None, "00123"]
    path.write_bytes(_ods(_ods_table("a", [row])))
    (sheet,) = sheets(path)
    assert sheet.head.rows == (("true", "2026-09-01", "26:45:00", "0.125", "", "00123"),)


def test_durations_of_a_workbook_are_hours(read: Read) -> None:
    head = ["User", "Email", "Project", "Start date", "Duration"]
    day = dt.date(2026, 9, 2)
    rows: Cells = [
        head,
        ["A", "", "SEO", day, dt.timedelta(hours=2, minutes=30)],
        ["A", "", "SEO", day, dt.time(0, 45)],
    ]
    imported = read({"toggl.xlsx": _xlsx(("Détail", rows))})
    assert imported.tables["hours"]["minutes"].to_list() == [195.0]


def test_errors_in_cells_are_unknown(read: Read) -> None:
    rows: Cells = [
        ["date", "channel", "spend", "clicks"],
        [dt.date(2026, 9, 7), "radio", 5, "#DIV/0!"],
        [dt.date(2026, 9, 14), "radio", "#REF!", 3],
    ]
    media = read({"m.xlsx": _xlsx(("a", rows))}).tables["media"].sort("date")
    assert media.select("spend", "clicks").rows() == [(5.0, None), (None, 3.0)]


def test_every_sheet_that_is_recognised_is_read(read: Read) -> None:
    sales: Cells = [["date", "revenue"], [dt.date(2026, 9, 7), 900], [dt.date(2026, 9, 14), 1000]]
    notes: Cells = [["À lire"], ["Ces chiffres viennent de la caisse."]]
    imported = read({"tout.xlsx": _xlsx(("Notes", notes), ("Médias", MEDIA), ("Ventes", sales))})
    assert [report.file for report in imported.files] == ["tout.xlsx › Médias", "tout.xlsx › Ventes"]
    assert _spend(imported) == EXPECTED
    assert imported.tables["sales"]["revenue"].sum() == 1900
    assert imported.tables["sales"]["source_file"].unique().to_list() == ["tout.xlsx › Ventes"]


def test_a_hidden_sheet_is_not_read_and_it_is_said(read: Read) -> None:
    draft: Cells = [MEDIA[0], [dt.date(2025, 9, 7), "radio", 7]]
    imported = read({"m.xlsx": _xlsx(("Médias", MEDIA), ("Brouillon", draft), hidden=["Brouillon"])})
    assert _spend(imported) == EXPECTED
    assert ("sheets_hidden", {"sheets": ["Brouillon"]}) in imported.files[0].messages
    (refusal,) = read({"m.xlsx": _xlsx(("Brouillon", draft), hidden=["Brouillon"])}).refusals
    assert (refusal.code, refusal.params["sheets"]) == ("sheets_all_hidden", ["Brouillon"])


def test_a_hidden_sheet_of_something_else_is_not_spoken_of(read: Read) -> None:
    imported = read({"m.xlsx": _xlsx(("Médias", MEDIA), ("Listes", [["a", "b"]]), hidden=["Listes"])})
    assert "sheets_hidden" not in dict(imported.files[0].messages)


def test_a_chart_beside_the_table_changes_nothing(read: Read) -> None:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("Médias")
    sheet.write_row(0, 0, ["date", "channel", "spend"])
    sheet.write_row(1, 0, ["2026-09-07", "radio", 1234.5])
    sheet.write_row(2, 0, ["2026-09-14", "radio", 250])
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Médias!$C$2:$C$3"})
    book.add_chartsheet("Graphique").set_chart(chart)
    book.close()
    assert _spend(read({"m.xlsx": buffer.getvalue()})) == EXPECTED


def test_a_table_away_from_the_corner_keeps_its_lines(read: Read) -> None:
    rows: Cells = [[None] * 4, [None] * 4, *[[None, None, *row] for row in MEDIA]]
    imported = read({"m.xlsx": _xlsx(("a", rows))})
    assert imported.tables["media"]["source_row"].sort().to_list() == [4, 5]


def test_a_password_is_said(read_one: Read) -> None:
    (refusal,) = read_one("workbooks/REFUSE_mot_de_passe.xlsx").refusals
    assert refusal.code == "workbook_protected"


def test_formatted_rows_without_content_take_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    blank = "".join(
        f'<row r="{row}" s="1"><c r="A{row}" s="1"/><c r="XFD{row}" s="1"/></row>' for row in range(2, 20_000)
    )
    data = f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row>{blank}</sheetData>'
    path.write_bytes(_sheet_of(f'<dimension ref="A1:XFD1048576"/>{data}'))
    (sheet,) = sheets(path)
    assert sheet.head.rows == (("1",),)


_ONE = '<table:table-cell office:value-type="float" office:value="1"{}><text:p>1</text:p></table:table-cell>'
_BELOW = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
_FAR = {
    "xlsx": _sheet_of(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "prefixed": _sheet_of(
        "<x:sheetData><x:row><x:c r='A1'><x:v>1</x:v></x:c></x:row>"
        "<x:row r='1048576'><x:c r = 'XFD1048576'><x:v>1</x:v></x:c></x:row></x:sheetData>"
    ),
    "counted": _sheet_of(
        f'<sheetData><row r="1">{"<c><v>1</v></c>" * 500}</row><row r="1048576"><c><v>1</v></c></row></sheetData>'
    ),
    "ods": _ods(
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
        + _ONE.format(' table:number-columns-repeated="16384"')
        + "</table:table-row></table:table>"
    ),
    "ods below": _ods(
        '<table:table table:name="a"><table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
        + f"{_ONE.format('')}</table:table-row>{_BELOW}<table:table-row>{_ONE.format('')}</table:table-row>"
        + "</table:table>"
    ),
    "xlsb": _xlsb([["a"], ["a"] * 300], at=[0, 1_048_575]),
}


@pytest.mark.parametrize("name", sorted(_FAR))
def test_a_stray_cell_far_away_is_refused_before_it_fills_the_memory(name: str, read: Read) -> None:
    began = time.process_time()
    (refusal,) = read({f"{name}.xlsx": _FAR[name]}).refusals
    assert refusal.code == "workbook_too_large"
    assert time.process_time() - began < 2


def test_a_part_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_size, "_MOST_BYTES", 1 << 20)
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/sharedStrings.xml", " " * (1 << 20))
    with pytest.raises(BasculeError, match="workbook_too_large"):
        sheets(path)


def _mutated(data: bytes, draw: st.DataObject) -> bytes:
    made = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 4))):
        at = draw.draw(st.integers(0, len(made) - 1))
        made[at : at + draw.draw(st.integers(0, 8))] = draw.draw(st.binary(max_size=8))
    return bytes(made) or b"x"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_a_damaged_xls_is_read_or_refused(draw: st.DataObject, tmp_path: Path, exports: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(_mutated((exports / "workbooks/depenses.xls").read_bytes(), draw))
    with contextlib.suppress(BasculeError):
        assert isinstance(sheets(path), list)


@pytest.mark.parametrize("size", [0xFFFFFFFF, 0x0FFFFFFF])
def test_an_xls_that_lies_of_its_size_does_not_end_the_program(tmp_path: Path, exports: Path, size: int) -> None:
    data = bytearray((exports / "workbooks/depenses.xls").read_bytes())
    # How many sectors its tables take, as its header says.
    for at in (40, 44, 64):
        data[at : at + 4] = struct.pack("<I", size)
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    try:
        assert [sheet.name for sheet in sheets(path)] == ["Médias", "An dernier"]
    except BasculeError as error:
        assert error.code == "workbook_unreadable"  # noqa: PT017


def test_a_reader_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_apart, "SECONDS", 0.0)
    monkeypatch.setattr(workbook_apart, "SECONDS_A_MEGABYTE", 0.0)
    path = tmp_path / "a.xlsx"
    path.write_bytes(_xlsx(("Médias", MEDIA)))
    with pytest.raises(BasculeError, match="workbook_unreadable"):
        sheets(path)
