"""Damaged exports: none crashes, none is slow, and none passes with figures that a naive reader does not find."""

import io
import os
import zipfile
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz.__main__ import BAD, table
from benchmarks.fuzz.judge import Kept, problems
from benchmarks.fuzz.known import KNOWN
from benchmarks.fuzz.mutate import mutate, mutations
from benchmarks.fuzz.naive import UnreadableError, amount, days, decode, rows_of
from benchmarks.fuzz.pool import run
from benchmarks.fuzz.reading import Mutant, read, tried, verdict
from benchmarks.fuzz.samples import Sample, samples

PRIME = 1009


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_sound_sample_is_read_as_the_naive_reader_reads_it(sample: Sample) -> None:
    found = verdict(sample, Mutant(sample.data, sample.suffix, same=True), "none")
    assert found.outcome not in BAD, found.detail


# A prime step meets every sample and every damage, whatever their numbers.
@pytest.mark.parametrize("rank", range(0, 40 * PRIME, PRIME))
def test_a_damaged_sample_never_passes_unseen(rank: int) -> None:
    sample, name, mutant = tried(rank)
    found = verdict(sample, mutant, name)
    assert found.outcome not in BAD, f"{sample.name} [{name}] {found.detail}"


SMALL = [sample for sample in samples() if sample.is_text]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SMALL), st.data())
def test_any_bytes_in_any_place_never_pass_unseen(sample: Sample, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sample.data)))
    gone = data.draw(st.integers(0, 12))
    put = data.draw(
        st.one_of(st.binary(max_size=8), st.sampled_from([b"\n", b",", b'"', b";", b"9", b".", b"-", b"0"]))
    )
    mutant = Mutant(sample.data[:start] + put + sample.data[start + gone :], sample.suffix)
    found = verdict(sample, mutant, "bytes changed")
    assert found.outcome not in BAD, found.detail


@pytest.mark.slow
def test_ten_thousand_damaged_files() -> None:
    bad = [result for result in run(iter(range(10_000)), os.cpu_count() or 1) if result[3].outcome in BAD]
    assert not bad, bad[:10]


def test_the_same_rank_gives_the_same_bytes() -> None:
    assert [tried(rank)[2].data for rank in range(40)] == [tried(rank)[2].data for rank in range(40)]


def test_every_damage_changes_what_it_damages() -> None:
    by_name = {sample.name: sample for sample in samples()}
    for name in ("google_ads/campaign_day_fr.csv", "google_ads/campaign_day_en.xlsx", "ics/calendrier.ics"):
        sample = by_name[name]
        for damage in dict.fromkeys(mutations(sample)):
            if not damage.startswith("enormous"):
                assert any(mutate(sample, damage, str(seed)).data != sample.data for seed in range(5)), damage


@pytest.mark.parametrize(
    ("text", "mark", "means"),
    [
        ("1 020,50 $", ",", "1020.50"), ("(12.00)", ".", "-12.00"), ("−3", ".", "-3"), ("1,234", ".", "1234"),
        ("--", ".", None), ("<5", ".", None), ("", ".", None), ("CA$7", ".", "7"),
    ],
)  # fmt: skip
def test_the_naive_reader_reads_amounts(text: str, mark: str, means: str | None) -> None:
    assert amount(text, mark) == (None if means is None else Decimal(means))


@pytest.mark.parametrize("text", ["12,34", "9e999", "12 €", "US$12", "abc", "1.2.3", "=1+1", "0x1A", "1,2"])
def test_the_naive_reader_takes_nothing_else_for_an_amount(text: str) -> None:
    with pytest.raises(UnreadableError):
        amount(text, ".")


def test_the_naive_reader_reads_dates_both_ways() -> None:
    assert [str(day) for day in days("03/04/2026")] == ["2026-04-03", "2026-03-04"]
    assert days("31/02/2026") == (None, None)
    assert str(days("Sep 03, 2026 09:00 am")[0]) == "2026-09-03"


def test_the_naive_reader_decodes() -> None:
    for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"):
        assert decode("Coût,Clics\n12,50\n".encode(codec)).lstrip("\ufeff") == "Coût,Clics\n12,50\n"


def test_a_row_read_wrong_or_lost_is_told() -> None:
    data = b"date,channel,spend\n2026-09-07,radio,100.50\n2026-09-14,radio,110.25\n2026-09-21,radio,98.10\n"
    kept, imported = read(data, ".csv")
    assert not list(problems(data, ".csv", ".", kept, imported))
    other = data.replace(b"110.25", b"110.26").replace(b"98.10", b"98.1O")
    assert len(list(problems(other, ".csv", ".", kept, imported))) >= 2
    less = [Kept(kept[0].file, kept[0].kind, kept[0].frame.head(2))]
    assert any("rows gone" in told for told in problems(data, ".csv", ".", less, imported))


def test_headers_of_the_samples_are_known_to_the_naive_reader() -> None:
    (sample,) = (each for each in samples() if each.name == "stripe/unified_payments.csv")
    assert len(rows_of(sample.data, KNOWN["stripe_payments"])) == 3


def test_hostile_archives_are_what_they_say() -> None:
    (sample,) = (each for each in samples() if each.name == "meta/campaigns_en.csv")
    names = zipfile.ZipFile(io.BytesIO(mutate(sample, "zip same name twice", "1").data)).namelist()
    assert names == ["campaigns_en.csv"] * 2
    info = zipfile.ZipFile(io.BytesIO(mutate(sample, "zip encrypted", "1").data)).infolist()[0]
    assert info.flag_bits & 1


def test_the_table_adds_up() -> None:
    from collections import Counter

    shown = table("source", {"a": Counter(read=2, refused=1), "b": Counter(read=1)})
    assert shown.splitlines()[-1].split() == ["all", "4", "3", "1", "0", "0", "0", "0"]
