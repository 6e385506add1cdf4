"""A file read in many blocks gives what it gives in one: the same rows, lines, refusals and words."""

import datetime as dt
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from bascule.company import Company
from bascule.ingest import Imported, cells, read_folder, spill

TODAY = dt.date(2026, 11, 23)
COMPANY = Company(name="Atelier Nordet", gross_margin=0.4, currency="CAD")
HEADER = "Day,Campaign,Currency code,Cost,Impr.,Clicks"
LINES = (
    "2026-09-{day:02},Campagne {at},CAD,{at}.25,{at},3",
    "2026-09-{day:02},Campagne {at},CAD,abc,{at},3",
    "2026-09-{day:02},Campagne {at},CAD,-{at}.00,{at},3",
    "2026-09-{day:02},Campagne {at},CAD,{at}.75,many,3",
    "2026-09-{day:02},Campagne {at},CAD,{at}.75,{at}",
    "2026-09-{day:02},Campagne {at},CAD,{at}.50,{at},3,,",
    "2026-09-{day:02},Campagne {at},CAD,{at}.50,{at},3,too,many",
    "not a date,Campagne {at},CAD,{at}.50,{at},3",
    "2027-09-{day:02},Campagne {at},CAD,{at}.50,{at},3",
    "2026-09-01,Same,CAD,5.00,1,1",
    "A note",
    "",
    ",,,,,",
    '2026-09-{day:02},"Campagne\nen deux {at}",CAD,{at}.50,{at},3',
)


def _text(kinds: list[int], total: float | None) -> str:
    body = [LINES[kind].format(day=at % 28 + 1, at=at) for at, kind in enumerate(kinds, start=1)]
    return "\n".join([HEADER, *body, *([f"Total,,CAD,{total},,"] if total is not None else [])]) + "\n"


def _read(folder: Path, text: str) -> Imported:
    (folder / "ads.csv").write_text(text)
    return read_folder(folder, COMPANY, TODAY)


def _in_blocks(folder: Path, text: str) -> Imported:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "_PARSED", 400)
        patch.setattr(cells, "_BLOCK", 400)
        patch.setattr(spill.Blocks.__init__, "__kwdefaults__", {"held": 2000})
        return _read(folder, text)


def _same(one: Imported, other: Imported) -> None:
    assert one.tables.keys() == other.tables.keys()
    for name, rows in one.tables.items():
        assert_frame_equal(rows, other.tables[name])
    assert (one.files, one.refusals, one.questions) == (other.files, other.refusals, other.questions)


@settings(max_examples=25, deadline=None)
@given(
    kinds=st.lists(st.integers(0, len(LINES) - 1) | st.just(0), min_size=1, max_size=150),
    total=st.none() | st.just(100.0),
)
def test_blocks_change_nothing(tmp_path_factory: pytest.TempPathFactory, kinds: list[int], total: float | None) -> None:
    folder = tmp_path_factory.mktemp("ads")
    text = _text([0, *kinds], total)
    _same(_in_blocks(folder, text), _read(folder, text))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"])
def test_another_encoding_is_recoded_on_the_way(tmp_path: Path, encoding: str) -> None:
    text = _text([0] * 300, None).replace("Campagne", "Été à Montréal")
    plain = _read(tmp_path, text)
    (tmp_path / "ads.csv").write_bytes(text.encode(encoding))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bascule.ingest.encoding._CHUNK", 97)
        recoded = read_folder(tmp_path, COMPANY, TODAY)
    assert recoded.files[0].encoding in {encoding, "utf-16"}
    same = replace(recoded.files[0], encoding="utf-8")
    assert same == plain.files[0]
    assert_frame_equal(recoded.tables["media"].drop("import_id"), plain.tables["media"].drop("import_id"))


def test_a_character_cut_at_the_edge_of_a_block_is_whole(tmp_path: Path) -> None:
    chance = random.Random(1)
    text = _text([0] * 200, None).replace("Campagne", "É" * chance.randrange(3, 9))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bascule.ingest.encoding._CHUNK", 101)
        read = _read(tmp_path, text)
    assert read.files[0].messages == ()
    assert read.files[0].encoding == "utf-8"
    assert read.tables["media"]["campaign"].str.contains("É").all()


def test_how_far_a_file_is_is_told(tmp_path: Path) -> None:
    (tmp_path / "ads.csv").write_text(_text([0] * 300, None))
    told: list[float] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells, "_PARSED", 400)
        patch.setattr(cells, "_BLOCK", 400)
        read_folder(tmp_path, COMPANY, TODAY, lambda name, done, total: told.append(done / total))
    assert told == sorted(told)
    assert told[0] == 0
    assert told[-1] == 1
    assert len(set(told)) > 20
