"""Meta Ads Manager: one set of campaigns, in English or French, with or without a total."""

import datetime as dt
from collections.abc import Callable

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]


@pytest.mark.parametrize("sample", ["campaigns_en.csv", "campaigns_fr.csv", "campaigns_fr_total_row.csv"])
def test_every_variant_gives_the_same_rows(read_one: Read, sample: str) -> None:
    imported = read_one(f"meta/{sample}")
    media = imported.tables["media"]
    assert media.select("date", "date_end", "grain", "channel", "campaign", "currency").rows() == [
        (dt.date(2026, 9, 1), dt.date(2026, 9, 1), "day", "social_prospecting", "Prospection QC", "CAD"),
        (dt.date(2026, 9, 2), dt.date(2026, 9, 2), "day", "social_prospecting", "Prospection QC", "CAD"),
        (dt.date(2026, 9, 1), dt.date(2026, 9, 1), "day", "retargeting", "Reciblage", "CAD"),
    ]
    figures = media.select("spend", "impressions", "clicks", "platform_conversions", "platform_revenue")
    assert figures.rows() == [(41.27, 5230, 61, 3, 268.5), (38.9, 4980, 55, 1, 89.5), (12.05, 1310, 22, 2, 179.0)]
    assert imported.files[0].currency == "CAD"
    assert not imported.refusals


def test_the_blank_campaign_is_a_total_and_it_adds_up(read_one: Read) -> None:
    (report,) = read_one("meta/campaigns_fr_total_row.csv").files
    assert ("totals_agree", {"stated_money": pytest.approx(92.22)}) in report.messages


def _export(*rows: str) -> str:
    header = "Reporting starts,Reporting ends,Campaign name,Amount spent (CAD)"
    return "\n".join([header, *rows]) + "\n"


@pytest.mark.parametrize(
    ("end", "grain"), [("2026-09-30", "month"), ("2026-09-01", "day"), ("2026-09-17", "range"), ("2026-09-07", "range")]
)
def test_a_report_without_days_keeps_its_range(read: Read, end: str, grain: str) -> None:
    media = read({"a.csv": _export(f"2026-09-01,{end},Prospection,10.00")}).tables["media"]
    assert media.select("date", "date_end", "grain").rows() == [
        (dt.date(2026, 9, 1), dt.date.fromisoformat(end), grain)
    ]


def test_a_breakdown_by_week_is_weeks(read: Read) -> None:
    text = _export("2026-09-07,2026-09-13,P,10.00", "2026-09-14,2026-09-20,P,11.00")
    assert read({"a.csv": text}).tables["media"]["grain"].to_list() == ["week", "week"]


@pytest.mark.parametrize("name", ['Post: "Nos savons"', "Publication boostée du 3 mai", "Boosted - Summer"])
def test_boosted_posts_are_told_by_their_name(read: Read, name: str) -> None:
    quoted = name.replace('"', '""')
    media = read({"a.csv": _export(f'2026-09-01,2026-09-01,"{quoted}",10.00')}).tables["media"]
    assert media["channel"].to_list() == ["boosted_posts"]


def test_another_currency_than_the_company_s_refuses_the_file(read: Read) -> None:
    text = _export("2026-09-01,2026-09-01,P,10.00").replace("(CAD)", "(USD)")
    imported = read({"a.csv": text})
    (refusal,) = imported.refusals
    assert refusal.code == "currency_differs"
    assert refusal.params["currency"] == "USD"
    assert not imported.tables


def test_a_total_that_says_results_from_is_no_campaign(read: Read) -> None:
    text = _export("2026-09-01,2026-09-02,Results from 2 campaigns,30.00", "2026-09-01,2026-09-01,A,10.00",
                   "2026-09-02,2026-09-02,B,20.00")  # fmt: skip
    imported = read({"a.csv": text})
    assert imported.tables["media"]["campaign"].to_list() == ["A", "B"]
    assert ("totals_agree", {"stated_money": 30.0}) in imported.files[0].messages


def test_ad_sets_and_ads_are_summed_by_campaign(read: Read) -> None:
    head = "Début des rapports,Fin des rapports,Nom du compte,Nom de la campagne,"
    head += "Nom de l'ensemble de publicités,Nom de la publicité,Montant dépensé (CAD)"
    rows = ("2026-09-01,2026-09-01,Atelier,A,QC,v1,1.50", "2026-09-01,2026-09-01,Atelier,A,QC,v2,2.25",
            "2026-09-01,2026-09-01,Atelier,A,ON,v1,4.00")  # fmt: skip
    media = read({"a.csv": "\n".join([head, *rows]) + "\n"}).tables["media"]
    assert media.select("account", "campaign", "spend").rows() == [("Atelier", "A", 7.75)]


def test_french_figures_and_dates_with_the_day_first(read: Read) -> None:
    head = "Début des rapports;Fin des rapports;Nom de la campagne;Montant dépensé (CAD)"
    text = f"{head}\n31/08/2026;31/08/2026;A;1 041,27\n01/09/2026;01/09/2026;A;3,5\n"
    media = read({"a.csv": text.encode("cp1252")}).tables["media"]
    assert media.select("date", "spend").rows() == [(dt.date(2026, 8, 31), 1041.27), (dt.date(2026, 9, 1), 3.5)]


def test_results_are_no_conversions(read: Read) -> None:
    head = "Reporting starts,Reporting ends,Campaign name,Results,Amount spent (CAD)"
    media = read({"a.csv": f"{head}\n2026-09-01,2026-09-01,A,40,3\n"}).tables["media"]
    assert media["platform_conversions"].to_list() == [None]
