"""Archives and workbooks, sound and hostile."""

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TRAVERSAL = ("../../../../escaped.csv", "/escaped.csv", "..\\..\\x.csv",
             "C:\\x.csv", "a/../../b.csv", "./.hidden.csv", "\x00.csv", "x\n.csv", "con.csv", "~$x.csv", " ",
             "é" * 90 + ".csv", "a/" * 60 + "x.csv")  # fmt: skip


def _letters(at: int) -> str:
    return (_letters(at // 26 - 1) if at >= 26 else "") + chr(65 + at % 26)


def workbook(rows: Sequence[Sequence[str]], *, lost: int = 0) -> bytes:
    """Return a workbook of one sheet: plain numbers as numbers, the rest as shared strings, `lost` of them missing."""
    shared: dict[str, int] = {}
    lines = []
    for line, row in enumerate(rows, start=1):
        cells = []
        for at, text in enumerate(row):
            place = f'r="{_letters(at)}{line}"'
            clean = "".join(x for x in text if x in "\t\n" or " " <= x < "\ud800" or "\ue000" <= x < "\ufffe")
            try:
                plain = clean == clean.strip() and clean.isascii() and abs(float(clean)) < 1e15 and "_" not in clean
            except ValueError:
                plain = False
            if plain:
                cells.append(f"<c {place}><v>{clean}</v></c>")
            elif clean:
                cells.append(f'<c {place} t="s"><v>{shared.setdefault(clean, len(shared))}</v></c>')
        lines.append(f'<row r="{line}">{"".join(cells)}</row>')
    kept = list(shared)[: len(shared) - lost]
    strings = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in kept)
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
    return _packed(sheet, f'<sst xmlns="{_MAIN}">{strings}</sst>')


def _packed(sheet: str, strings: str) -> bytes:
    override = '<Override PartName="/xl/{}" ContentType="' + _KIND + '.{}+xml"/>'
    parts = {"workbook.xml": "sheet.main", "worksheets/sheet1.xml": "worksheet", "sharedStrings.xml": "sharedStrings"}
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Feuille 1" sheetId="1" r:id="rId1"/>'
    link = '<Relationship Id="{}" Type="' + _OFFICE + '/{}" Target="{}"/>'
    related = link.format("rId1", "worksheet", "worksheets/sheet1.xml")
    related += link.format("rId2", "sharedStrings", "sharedStrings.xml")
    contents = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(override.format(name, kind) for name, kind in parts.items()) + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{link.format("rId1", "officeDocument", "xl/workbook.xml")}'
        "</Relationships>",
        "xl/workbook.xml": f"{book}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": strings,
    }  # fmt: skip
    return zipped(list(contents.items()))


def zipped(members: Sequence[tuple[str, str | bytes]]) -> bytes:
    """Return an archive; the same name may come twice."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unzipped(data: bytes) -> list[tuple[str, bytes]]:
    """Return the members of a sound archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def bomb(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return an archive of very little that unpacks to very much, after the file."""
    filler = b"0" * rng.choice([12 << 20, 40 << 20])
    return zipped([(name, data), ("bomb.csv", filler)])


def traversal(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return an archive whose names would climb out of a folder."""
    return zipped([(rng.choice(TRAVERSAL), data)])


def nested(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return an archive of an archive of an archive."""
    for depth in range(rng.randint(2, 6)):
        name, data = f"inner{depth}.zip", zipped([(name, data)])
    return data


def encrypted(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return an archive whose members say that they are encrypted."""
    return _flagged(zipped([(name, data)]), 6, 8, b"\x01\x00")


def wrong_sum(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return an archive whose checksum is not its file's."""
    return _flagged(zipped([(name, data)]), 14, 16, struct.pack("<I", zlib.crc32(data) ^ 1))


def wrong_method(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return an archive packed in a way that does not exist."""
    return _flagged(zipped([(name, data)]), 8, 10, b"\x63\x00")


def twice(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return an archive with two files of one name, one of them longer."""
    return zipped([(name, data), (name, data + b"\n")])


def half(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return the beginning of an archive."""
    whole = zipped([(name, data)])
    return whole[: rng.randrange(1, len(whole))]


def many(name: str, data: bytes, rng: random.Random) -> bytes:
    """Return an archive of the file among thousands of empty ones."""
    return zipped([(name, data), *((f"{n}.csv", b"") for n in range(2100))])


def _flagged(data: bytes, local: int, central: int, value: bytes) -> bytes:
    found = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", local), (b"PK\x01\x02", central)):
        at = found.find(signature)
        found[at + offset : at + offset + len(value)] = value
    return bytes(found)


ARCHIVES: dict[str, Callable[[str, bytes, random.Random], bytes]] = {
    "zip bomb": bomb, "zip path traversal": traversal, "zip nested": nested, "zip encrypted": encrypted,
    "zip wrong checksum": wrong_sum, "zip unknown method": wrong_method, "zip same name twice": twice,
    "zip truncated": half, "zip of thousands": many,
}  # fmt: skip
