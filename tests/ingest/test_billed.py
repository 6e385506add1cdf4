"""Bills of ad platforms beside their own exports: never counted twice."""

from collections.abc import Callable

import pytest

from bascule.ingest import Imported
from bascule.ingest.taxonomy import biller

Read = Callable[..., Imported]
GOOGLE = "Day,Campaign,Currency code,Cost\n2026-09-01,Toitures,CAD,70\n2026-09-30,Toitures,CAD,30\n"
HEAD = "period_start,period_end,vendor,kind,channel,amount\n"
SEPTEMBER = "2026-09-01,2026-09-30,Google Ireland,media,google_ads,101.50\n"


def test_a_bill_of_a_platform_that_exports_is_compared_not_counted(read: Read) -> None:
    imported = read({"google.csv": GOOGLE, "factures.csv": HEAD + SEPTEMBER})
    assert imported.tables["media"]["spend"].sum() == 100.0
    assert imported.tables["billed"].select("platform", "amount").rows() == [("google_ads", 101.5)]
    said = [message for report in imported.files for message in report.messages]
    assert ("bills_not_spent", {"rows": 1, "vendors": ["Google Ads"]}) in said


def test_a_bill_that_no_export_covers_is_spending(read: Read) -> None:
    july = SEPTEMBER.replace("2026-09-01", "2026-07-01").replace("2026-09-30", "2026-07-31")
    imported = read({"google.csv": GOOGLE, "factures.csv": HEAD + july})
    assert imported.tables["media"]["spend"].sum() == 201.5
    assert "billed" not in imported.tables


def test_other_vendors_are_spending(read: Read) -> None:
    radio = SEPTEMBER.replace("Google Ireland", "Radio Nordet").replace("google_ads", "radio")
    imported = read({"google.csv": GOOGLE, "factures.csv": HEAD + radio})
    assert imported.tables["media"]["spend"].sum() == 201.5


@pytest.mark.parametrize("vendor", ["Google Workspace", "Metro inc.", "Microsoft 365", "Bingo Nordet"])
def test_a_name_that_only_resembles_bills_nothing(vendor: str) -> None:
    assert biller(vendor) is None
