"""A workbook is a workbook, even when it is called .csv."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.sax.saxutils import escape

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _relationship(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}">{link}</Relationships>'


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def _workbook(rows: list[list[str | float]]) -> bytes:
    body = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in rows)
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Feuille 1" sheetId="1" r:id="rId1"/>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationship("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f"{book}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _relationship("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>',
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["campagnes.csv", "campagnes.xlsx", "campagnes"])
def test_a_workbook_is_read_under_any_name(read: Read, name: str) -> None:
    book = _workbook(
        [
            ["Rapport sur les campagnes"],
            ["Jour", "Campagne", "Code de la devise", "Coût", "Clics"],
            ["2026-09-01", "Toitures", "CAD", 1020.5, 88.0],
            ["2026-09-02", "Toitures", "CAD", 3.0, 1.0],
            ["Total : compte", "--", "CAD", 1023.5, 89.0],
        ]
    )
    imported = read({name: book})
    media = imported.tables["media"]
    assert media.select("campaign", "spend", "clicks", "source_row").rows() == [
        ("Toitures", 1020.5, 88.0, 3),
        ("Toitures", 3.0, 1.0, 4),
    ]
    assert ("totals_agree", {"stated_money": 1023.5}) in imported.files[0].messages


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 neither"])
def test_what_only_begins_as_a_workbook_is_refused(read: Read, data: bytes) -> None:
    (refusal,) = read({"a.csv": data}).refusals
    assert refusal.code == "workbook_unreadable"


def test_a_workbook_of_something_else_is_unknown(read: Read) -> None:
    imported = read({"a.xlsx": _workbook([["x", "y"], [1.0, 2.0]]), "b.csv": "date,revenue\n2026-09-01,1\n"})
    assert "file_unknown" in dict(imported.files[0].messages)
