"""LinkedIn Campaign Manager: two encodings, dates told by the lines above, ranges that are not days."""

import datetime as dt
from collections.abc import Callable

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]
HEAD = "Start Date (in UTC),Account Name,Campaign Name,Currency,Total Spent,Impressions,Clicks,Total Conversion Value"


def _report(start: str, end: str, *rows: tuple[str, str, float]) -> str:
    above = f"Campaign Performance Report (in UTC)\nReport Start: {start}, Report End: {end}\n\n"
    lines = [f"{day},Atelier,{campaign},CAD,{spend},10,1,50.5" for day, campaign, spend in rows]
    return above + "\n".join([HEAD, *lines]) + "\n"


@pytest.mark.parametrize("sample", ["campaign_performance_en_utf8.csv", "campaign_performance_en_utf16.csv"])
def test_both_encodings_give_the_same_rows(read_one: Read, sample: str) -> None:
    media = read_one(f"linkedin/{sample}").tables["media"]
    assert media.select("date", "grain", "platform", "account", "channel", "campaign", "spend", "clicks").rows() == [
        (dt.date(2026, 9, 1), "day", "linkedin_ads", "Atelier Boréal", "linkedin_prospecting", "Gestionnaires, RH",
         1234.5, 200),
        (dt.date(2026, 9, 2), "day", "linkedin_ads", "Atelier Boréal", "linkedin_prospecting", "Gestionnaires, RH",
         100, 40),
        (dt.date(2026, 9, 2), "day", "linkedin_ads", "Atelier Boréal", "linkedin_prospecting", "Marque", 10.25, 4),
    ]  # fmt: skip


def test_the_line_above_proves_the_order_of_the_dates(read: Read) -> None:
    months_first = _report("09/01/2026", "09/30/2026", ("09/01/2026", "A", 1), ("09/02/2026", "A", 2))
    days_first = _report("01/09/2026", "30/09/2026", ("01/09/2026", "A", 1), ("02/09/2026", "A", 2))
    for text in (months_first, days_first):
        imported = read({"l.csv": text})
        assert imported.tables["media"]["date"].to_list() == [dt.date(2026, 9, 1), dt.date(2026, 9, 2)]
        assert not imported.files[0].messages


def test_rows_that_all_bear_the_first_day_are_of_the_whole_range(read: Read) -> None:
    text = _report("09/01/2026", "09/30/2026", ("09/01/2026", "A", 300), ("09/01/2026", "Reciblage", 20))
    media = read({"l.csv": text}).tables["media"]
    assert media.select("date", "date_end", "grain", "channel", "spend", "platform_revenue").rows() == [
        (dt.date(2026, 9, 1), dt.date(2026, 9, 30), "month", "linkedin_prospecting", 300.0, 50.5),
        (dt.date(2026, 9, 1), dt.date(2026, 9, 30), "month", "linkedin_retargeting", 20.0, 50.5),
    ]


def test_months_begin_with_the_report_and_end_with_it(read: Read) -> None:
    days = ("08/15/2026", "09/01/2026", "10/01/2026")
    text = _report("08/15/2026", "10/10/2026", *((day, "A", 10.0) for day in days))
    media = read({"l.csv": text}).tables["media"]
    assert media.select("date", "date_end", "grain").rows() == [
        (dt.date(2026, 8, 15), dt.date(2026, 8, 31), "range"),
        (dt.date(2026, 9, 1), dt.date(2026, 9, 30), "month"),
        (dt.date(2026, 10, 1), dt.date(2026, 10, 10), "range"),
    ]


def test_a_total_is_no_campaign(read: Read) -> None:
    text = (
        _report("09/01/2026", "09/02/2026", ("09/01/2026", "A", 1), ("09/02/2026", "B", 2)) + "Total,,,CAD,3,20,2,101\n"
    )
    imported = read({"l.csv": text})
    assert imported.tables["media"]["campaign"].to_list() == ["A", "B"]
    assert ("totals_agree", {"stated_money": 3.0}) in imported.files[0].messages
