"""Every sample of advertising, visits and searches gives what MANIFEST.csv states, or is asked about as it states."""

import csv
import datetime as dt
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bascule.company import Company
from bascule.ingest import Imported, read_folder
from bascule.ingest.imported import FileReport

TODAY = dt.date(2026, 11, 23)
MANIFEST = Path(__file__).parents[1] / "data" / "exports" / "MANIFEST.csv"
SOURCES = {
    "google_ads": "google_ads",
    "meta": "meta_ads",
    "linkedin": "linkedin_ads",
    "microsoft_ads": "microsoft_ads",
    "tiktok": "tiktok_ads",
    "ga4": "ga4",
    "gsc": "search_console",
    "google_trends": "google_trends",
}
# What the note of the manifest says must be asked.
ASKED = {"google_ads/REFUSE_ambiguous_dates.csv": "date_order", "google_ads/NO_CURRENCY_en.csv": "currency"}
DELIMITERS = {"\\t": "\t"}


def _samples() -> list[dict[str, str]]:
    with MANIFEST.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["file"].split("/")[0] in SOURCES]


def _main(imported: Imported) -> FileReport:
    return next(report for report in imported.files if report.table)


@cache
def _read(file: str) -> Imported:
    # The company's own name in these samples.
    company = Company(name="Atelier Boréal", gross_margin=0.4, own_names=("Atelier Boréal",))
    with TemporaryDirectory() as folder:
        shutil.copy(MANIFEST.parent / file, folder)
        return read_folder(Path(folder), company, TODAY)


def test_every_platform_of_the_manifest_is_tried() -> None:
    assert {sample["file"].split("/")[0] for sample in _samples()} == SOURCES.keys()
    assert {sample["file"] for sample in _samples()} >= ASKED.keys()


@pytest.mark.parametrize("sample", [s for s in _samples() if s["file"] not in ASKED], ids=lambda s: s["file"])
def test_a_sample_gives_its_rows_and_its_spend(sample: dict[str, str]) -> None:
    imported = _read(sample["file"])
    report = _main(imported)
    assert report.source == SOURCES[sample["file"].split("/")[0]]
    assert report.rows_kept + report.rows_left_out == int(sample["rows"])
    assert (imported.refusals, imported.questions) == ((), ())
    if sample["spend"]:
        assert imported.tables["media"]["spend"].sum() == pytest.approx(float(sample["spend"]))
        assert report.total == pytest.approx(float(sample["spend"]))


@pytest.mark.parametrize("sample", [s for s in _samples() if s["file"] not in ASKED], ids=lambda s: s["file"])
def test_a_sample_is_decoded_as_the_manifest_says(sample: dict[str, str]) -> None:
    report = _main(_read(sample["file"]))
    assert report.encoding == sample["encoding"].removesuffix(" (no BOM)")
    # A table made long has lost its delimiter, and no mark of decimals is needed where there is no decimal.
    assert report.delimiter in {None, DELIMITERS.get(sample["delim"], sample["delim"])}
    assert report.decimal in {sample["decimal"], "."}


@pytest.mark.parametrize(("file", "field"), ASKED.items())
def test_what_a_sample_cannot_say_is_asked(file: str, field: str) -> None:
    imported = _read(file)
    assert [question.field for question in imported.questions] == [field]
    assert not imported.tables


@pytest.mark.parametrize("file", [s["file"] for s in _samples() if s["totals"] != "0"])
def test_a_stated_total_is_compared_and_agrees(file: str) -> None:
    codes = {code for code, _ in _main(_read(file)).messages}
    assert codes & {"totals_agree", "counts_agree"}
