"""Folders in folders and archives: what is inside is read, and nothing inside can do harm."""

import gzip
import io
import time
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.company import FileSettings
from bascule.errors import BasculeError
from bascule.ingest import Imported, archive
from bascule.ingest.archive import Scratch, clean_name, unpacked

Read = Callable[..., Imported]
HEAD = "date,channel,spend\n"
GOOD = f"{HEAD}2026-09-07,radio,100\n2026-09-14,radio,110\n"
OTHER = f"{HEAD}2026-09-07,flyers,5\n2026-09-14,flyers,6\n"


def _zip(*members: tuple[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for name, data in members:
            made.writestr(name, data)
    return buffer.getvalue()


def _named(data: bytes, name: bytes, other: bytes) -> bytes:
    """Return an archive with a member's name replaced by bytes of the same length, not said to be UTF-8."""
    assert len(name) == len(other)
    return data.replace(name, other)


def _files(imported: Imported) -> list[str]:
    return [report.file for report in imported.files if report.source]


def _refused(imported: Imported) -> list[str]:
    return [refusal.code for refusal in imported.refusals]


def test_folders_in_folders(read: Read) -> None:
    imported = read({"2026/09/media.csv": GOOD, "2026/autre/prospectus.csv": OTHER, "2026/.cache/x.csv": GOOD})
    assert _files(imported) == ["2026/09/media.csv", "2026/autre/prospectus.csv"]
    assert imported.tables["media"]["spend"].sum() == 221


def test_an_archive_in_a_folder_and_folders_in_an_archive(read: Read) -> None:
    imported = read(
        {"2026/exports.zip": _zip(("a/media.csv", GOOD), ("a/b/prospectus.csv", OTHER), ("lisez.txt", "x"))}
    )
    assert _files(imported) == ["2026/exports.zip/a/media.csv", "2026/exports.zip/a/b/prospectus.csv"]
    assert imported.tables["media"]["source_file"].unique().sort().to_list() == sorted(_files(imported))


def test_an_archive_of_archives(read: Read) -> None:
    inner = _zip(("media.csv", GOOD))
    imported = read({"tout.zip": _zip(("septembre.zip", inner), ("prospectus.csv", OTHER))})
    assert _files(imported) == ["tout.zip/septembre.zip/media.csv", "tout.zip/prospectus.csv"]


def test_the_same_file_in_and_out_of_an_archive_counts_once(read: Read) -> None:
    imported = read({"a.csv": GOOD, "b.zip": _zip(("a.csv", GOOD))})
    assert imported.tables["media"]["spend"].sum() == 210
    assert ("file_repeated", {"file": "b.zip/a.csv", "other": "a.csv"}) in imported.files[1].messages


@pytest.mark.parametrize("name", ["media.csv.gz", "media.gz"])
def test_gzip(read: Read, name: str) -> None:
    imported = read({name: gzip.compress(GOOD.encode()), "p.csv": OTHER})
    media = imported.tables["media"]
    assert media["spend"].sum() == 221


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "/etc/evil.csv", "C:\\evil.csv", "..\\..\\evil.csv", "a/../../evil.csv"]
)
def test_a_name_inside_is_never_a_path(tmp_path: Path, read: Read, name: str) -> None:
    before = set(tmp_path.parent.rglob("*evil*"))
    imported = read({"a.zip": _zip((name, GOOD))})
    (file,) = _files(imported)
    assert file in {"a.zip/evil.csv", "a.zip/etc/evil.csv", "a.zip/a/evil.csv"}
    assert set(tmp_path.parent.rglob("*evil*")) == before
    assert not Path("/etc/evil.csv").exists()


@given(st.text(max_size=40))
def test_any_name_is_cleaned(name: str) -> None:
    clean = clean_name(name)
    assert clean
    assert not clean.startswith("/")
    assert clean.isprintable()
    assert ".." not in clean.split("/")


def test_a_password_is_said(read: Read) -> None:
    data = bytearray(_zip(("media.csv", GOOD), method=zipfile.ZIP_STORED))
    # The bit that says that a member is encrypted, in its own header and in the list at the end.
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    imported = read({"a.zip": bytes(data), "p.csv": OTHER})
    assert _refused(imported) == ["archive_unreadable"]
    assert _files(imported) == ["p.csv"]


def test_a_damaged_member_is_said(read: Read) -> None:
    data = bytearray(_zip(("media.csv", GOOD * 50)))
    middle = 60
    data[middle : middle + 8] = b"\xff" * 8
    assert _refused(read({"a.zip": bytes(data), "p.csv": OTHER})) == ["archive_unreadable"]


@pytest.mark.parametrize("cut", [20, 60, 100])
def test_a_cut_archive_is_said(read: Read, cut: int) -> None:
    data = _zip(("media.csv", GOOD * 50))
    (code,) = _refused(read({"a.zip": data[:cut], "p.csv": OTHER}))
    assert code == "archive_unreadable"


def test_a_cut_gzip_is_said(read: Read) -> None:
    data = gzip.compress((GOOD * 50).encode())
    assert _refused(read({"a.csv.gz": data[: len(data) // 2], "p.csv": OTHER})) == ["archive_unreadable"]


def test_an_empty_archive_loses_nothing(read: Read) -> None:
    imported = read({"a.zip": _zip(), "p.csv": OTHER})
    assert _files(imported) == ["p.csv"]
    assert imported.files[0].messages == (("archive_empty", {"file": "a.zip"}),)
    assert imported.files[1].file == "p.csv"


def test_an_archive_of_junk_alone_is_said(read: Read) -> None:
    imported = read({"a.zip": _zip(("__MACOSX/._media.csv", "x"), (".DS_Store", "x")), "p.csv": OTHER})
    assert imported.files[0].messages == (("archive_empty", {"file": "a.zip"}),)
    assert imported.files[1].file == "p.csv"


def test_the_junk_of_a_mac_is_passed_over(read: Read) -> None:
    imported = read(
        {"a.zip": _zip(("media.csv", GOOD), ("__MACOSX/._media.csv", b"\x00\x05\x16\x07"), ("~$x.xlsx", "x"))}
    )
    assert [report.file for report in imported.files] == ["a.zip/media.csv"]


def test_a_bomb_is_not_unpacked(read: Read) -> None:
    bomb = _zip(("media.csv", b"0" * (40 << 20)))
    assert len(bomb) < 100_000
    began = time.process_time()
    imported = read({"a.zip": bomb, "b.csv.gz": gzip.compress(b"0" * (40 << 20)), "p.csv": OTHER})
    assert _refused(imported) == ["archive_too_large", "archive_too_large"]
    assert time.process_time() - began < 5


def test_a_bomb_of_many_files_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(_zip(*[(f"{rank}.csv", "x") for rank in range(archive.MOST_FILES + 1)]))
    with pytest.raises(BasculeError, match="archive_too_large"):
        unpacked(path, _scratch(tmp_path))


def test_room_is_shared_by_every_archive(tmp_path: Path) -> None:
    path, scratch = tmp_path / "a.zip", _scratch(tmp_path)
    path.write_bytes(_zip(("a.csv", "x" * 1000), method=zipfile.ZIP_STORED))
    scratch.room = 2500
    assert [member.name for _ in range(2) for member in unpacked(path, scratch)] == ["a.csv", "a.csv"]
    with pytest.raises(BasculeError, match="archive_too_large"):
        unpacked(path, scratch)


def _scratch(folder: Path) -> Scratch:
    aside = folder / "aside"
    aside.mkdir()
    return Scratch(aside)


def test_archives_without_end_are_left_closed(read: Read) -> None:
    data = _zip(("media.csv", GOOD))
    for rank in range(10):
        data = _zip((f"{rank}.zip", data))
    imported = read({"a.zip": data, "p.csv": OTHER})
    assert _refused(imported) == ["archive_too_large"]
    assert _files(imported) == ["p.csv"]


@pytest.mark.parametrize(
    "written", ["requêtes.csv".encode(), "requêtes.csv".encode("cp437"), "requêtes.csv".encode("cp850")]
)
def test_accented_names_that_do_not_say_how_they_are_written(read: Read, written: bytes) -> None:
    plain = b"x" * len(written)
    data = _named(_zip((plain.decode(), GOOD)), plain, written)
    imported = read({"a.zip": data})
    assert _files(imported) == ["a.zip/requêtes.csv"]


def test_two_members_of_one_name_are_both_read(read: Read) -> None:
    imported = read({"a.zip": _zip(("m.csv", GOOD), ("m.csv", OTHER))})
    assert imported.tables["media"]["spend"].sum() == 221
    assert _files(imported) == ["a.zip/m.csv", "a.zip/m (2).csv"]


def test_what_is_said_of_an_archive_holds_for_what_is_in_it(read: Read) -> None:
    imported = read({"a.zip": _zip(("m.csv", GOOD)), "p.csv": OTHER}, files={"a.zip": FileSettings(ignore=True)})
    assert _files(imported) == ["p.csv"]
    member = read({"a.zip": _zip(("m.csv", GOOD)), "p.csv": OTHER}, files={"a.zip/m.csv": FileSettings(ignore=True)})
    assert _files(member) == ["p.csv"]


def test_a_workbook_in_an_archive(read: Read, exports: Path) -> None:
    imported = read({"a.zip": _zip(("depenses.xls", (exports / "workbooks/depenses.xls").read_bytes()))})
    assert imported.tables["media"].height == 3


def test_an_archive_under_another_name_is_not_opened_by_mistake(read: Read) -> None:
    imported = read({"a.csv": _zip(("media.csv", GOOD)), "p.csv": OTHER})
    assert _files(imported) == ["p.csv"]
    assert imported.files[0].messages
