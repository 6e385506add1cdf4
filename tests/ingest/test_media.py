"""The channel that the owner gives a campaign goes before any guess, whichever platform it is on."""

from collections.abc import Callable

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]
NAME = "[QC] Été | Toits"
EXPORTS = {
    "google_ads": f"Day,Campaign,Campaign type,Currency code,Cost\n2026-09-01,{NAME},Performance Max,CAD,1\n",
    "meta_ads": f"Reporting starts,Reporting ends,Campaign name,Amount spent (CAD)\n2026-09-01,2026-09-01,{NAME},1\n",
    "microsoft_ads": f"Gregorian date,Campaign name,Currency code,Spend\n2026-09-01,{NAME},CAD,1\n",
    "linkedin_ads": f"Start Date (in UTC),Campaign Name,Currency,Total Spent\n2026-09-01,{NAME},CAD,1\n",
    "tiktok_ads": f"By Day,Campaign name,Currency,Cost\n2026-09-01,{NAME},CAD,1\n",
    "media_csv": f"date,channel,campaign,spend\n2026-09-01,radio,{NAME},1\n",
}


@pytest.mark.parametrize("source", EXPORTS)
def test_the_owner_s_channel_is_used(read: Read, source: str) -> None:
    campaigns = {"*reciblage*": "never", "[qc] ete*": "summer", "*": "late"}
    imported = read({"a.csv": EXPORTS[source]}, campaigns=campaigns)
    assert imported.files[0].source == source
    assert imported.tables["media"]["channel"].to_list() == ["summer"]


@pytest.mark.parametrize(
    ("source", "channel"),
    [("google_ads", "performance_max"), ("meta_ads", "social_prospecting"), ("media_csv", "radio")],
)
def test_a_pattern_that_does_not_match_changes_nothing(read: Read, source: str, channel: str) -> None:
    imported = read({"a.csv": EXPORTS[source]}, campaigns={"q*": "never", "ete": "never"})
    assert imported.tables["media"]["channel"].to_list() == [channel]


def test_a_channel_that_a_table_and_a_platform_s_export_both_give_is_said(read: Read) -> None:
    google = "Day,Campaign,Currency code,Cost\n2026-09-01,Nordet,CAD,5\n2026-09-30,Nordet,CAD,5\n"
    rows = "date,channel,{}spend\n2026-09-02,{},{}10\n"
    twice = read({"g.csv": google, "media.csv": rows.format("", "brand_search", "")})
    said = dict(twice.files[1].messages)["channel_told_twice"]
    assert said == {"file": "media.csv", "other": "g.csv", "channel_class": ["brand_search"]}
    assert twice.tables["media"]["spend"].sum() == 20.0
    for other in (("", "radio", ""), ("platform,", "brand_search", "microsoft_ads,")):
        imported = read({"g.csv": google, "media.csv": rows.format(*other)})
        assert "channel_told_twice" not in dict(imported.files[1].messages)
