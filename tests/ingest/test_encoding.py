"""Encodings told by the bytes alone."""

import hashlib
from pathlib import Path

import pytest

from bascule.ingest.encoding import decode, examine

TEXT = "Jour;Coût;Été\n2026-09-01;12,34;œuvre à façon €\n"


@pytest.mark.parametrize(
    ("codec", "mark", "expected"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_it_tells_the_encoding_and_reads_it(tmp_path: Path, codec: str, mark: bytes, expected: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(mark + TEXT.encode(codec))
    content = examine(path)
    assert (content.nature, content.encoding, content.damaged, content.cut) == ("text", expected, False, False)
    assert decode(path, content) == TEXT
    assert content.digest == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("length", [1, 2])
def test_it_tells_a_file_cut_in_the_middle_of_a_character(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes((TEXT + "€").encode()[: -3 + length])
    content = examine(path)
    assert (content.encoding, content.cut, content.damaged) == ("utf-8", True, False)


def test_it_tells_a_cut_beyond_the_first_block(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(("é" * (1 << 20)).encode()[:-1])
    assert examine(path).cut


def test_it_tells_damage_from_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode() + b"\xc3;x\n")
    content = examine(path)
    assert (content.encoding, content.damaged) == ("utf-8", True)


@pytest.mark.parametrize(
    ("data", "nature"),
    [
        (b"", "empty"),
        (b" \n\r\n", "empty"),
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "workbook"),
        (b"\x00\x01\x02\x03binary\x00\xff", "binary"),
    ],
)
def test_it_tells_what_is_no_text(tmp_path: Path, data: bytes, nature: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert examine(path).nature == nature
