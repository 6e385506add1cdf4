"""Every sample of a shop or of a payment tool gives the rows that MANIFEST.csv states."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.company import FileSettings
from bascule.ingest import Imported

Read = Callable[..., Imported]
MANIFEST = Path(__file__).parents[1] / "data" / "exports" / "MANIFEST.csv"
FOLDERS = ("shopify/", "woocommerce/", "stripe/", "square/")
# What these files do not say and their owner is asked.
ANSWERED = {"export.csv": FileSettings(currency="CAD", taxes="out")}


def _samples() -> list[tuple[str, int]]:
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return [(row["file"], int(row["rows"])) for row in csv.DictReader(file) if row["file"].startswith(FOLDERS)]


@pytest.mark.parametrize(("sample", "rows"), _samples())
def test_a_sample_gives_its_rows(read_one: Read, sample: str, rows: int) -> None:
    imported = read_one(sample, files=ANSWERED)
    (report,) = imported.files
    assert report.source is not None
    assert report.source.startswith(sample.partition("/")[0])
    assert (report.rows_kept + report.rows_left_out, report.rows_refused) == (rows, 0)
    assert not imported.questions
    assert not imported.refusals


@pytest.mark.parametrize(
    ("sample", "asked"),
    [
        ("woocommerce/wc-orders-report-export.csv", ["currency"]),
        ("square/transactions.csv", ["currency"]),
        ("shopify/customers_export.csv", ["currency"]),
        ("stripe/unified_payments.csv", ["taxes"]),
        ("shopify/orders_export.csv", []),
    ],
)
def test_only_what_a_file_does_not_say_is_asked(read_one: Read, sample: str, asked: list[str]) -> None:
    assert [question.field for question in read_one(sample).questions] == asked
