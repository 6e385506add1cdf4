"""Microsoft Advertising: what the lines above say is used, the footer is no row."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]
SAMPLE = "microsoft_ads/campaign_performance_en.csv"


def _text(exports: Path) -> str:
    return (exports / SAMPLE).read_bytes().decode("utf-8-sig")


def test_the_month_comes_first_and_the_footer_is_a_note(read_one: Read) -> None:
    imported = read_one(SAMPLE)
    media = imported.tables["media"]
    assert media.select("date", "grain", "platform", "account", "channel", "campaign", "spend", "clicks").rows() == [
        (
            dt.date(2026, 9, 1),
            "day",
            "microsoft_ads",
            "Atelier Boréal",
            "microsoft_generic_search",
            "Toitures",
            25.42,
            31,
        ),
        (
            dt.date(2026, 9, 2),
            "day",
            "microsoft_ads",
            "Atelier Boréal",
            "microsoft_generic_search",
            "Toitures",
            24.3,
            27,
        ),
    ]
    (report,) = imported.files
    assert report.messages == (("dates_month_first", {"source": "Microsoft Advertising"}), ("footnotes", {"rows": 1}))


@pytest.mark.parametrize(
    ("said", "grain", "end"), [("Weekly", "week", "2026-09-12"), ("Monthly", "month", "2026-09-30")]
)
def test_the_aggregation_says_what_a_date_stands_for(
    read: Read, exports: Path, said: str, grain: str, end: str
) -> None:
    text = _text(exports).replace("Aggregation: Daily", f"Aggregation: {said}").replace('"9/2/2026"', '"10/1/2026"')
    text = text.replace('"9/1/2026"', '"9/6/2026"' if said == "Weekly" else '"9/1/2026"')
    first = read({"m.csv": text}).tables["media"].row(0, named=True)
    assert (first["grain"], first["date_end"]) == (grain, dt.date.fromisoformat(end))


def test_dates_that_prove_the_day_first_are_believed(read: Read, exports: Path) -> None:
    text = _text(exports).replace('"9/2/2026"', '"15/9/2026"')
    assert read({"m.csv": text}).tables["media"]["date"].to_list() == [dt.date(2026, 1, 9), dt.date(2026, 9, 15)]


def test_fewer_rows_than_stated_is_said(read: Read, exports: Path) -> None:
    imported = read({"m.csv": _text(exports).replace("Rows: 2", "Rows: 1,002")})
    assert dict(imported.files[0].messages)["rows_missing"] == {"file": "m.csv", "stated": 1002, "found": 2}
    assert imported.tables["media"].height == 2


def test_saved_again_by_a_spreadsheet_the_footer_is_no_row_either(read: Read, exports: Path) -> None:
    rows = [line.strip('"').split('","') for line in _text(exports).splitlines()]
    padded = "\r\n".join(";".join([*row, *[""] * (10 - len(row))]) for row in rows).replace("1,204", "1204")
    imported = read({"m.csv": padded.encode("cp1252")})
    assert imported.files[0].rows_kept == 2
    assert not imported.refusals
    assert imported.tables["media"]["spend"].sum() == pytest.approx(49.72)


def test_the_names_of_the_api_are_known(read: Read) -> None:
    text = "GregorianDate,AccountNumber,CampaignName,CurrencyCode,Spend\n2026-09-01,F123,Nordet,CAD,3\n"
    (row,) = read({"m.csv": text}).tables["media"].select("account", "channel", "spend").rows()
    assert row == ("F123", "microsoft_brand_search", 3.0)


def test_a_row_cut_at_the_end_is_still_refused(read: Read, exports: Path) -> None:
    cut = _text(exports).rpartition('"©')[0] + '"9/3/2026'
    imported = read({"m.csv": cut.replace("Rows: 2", "Rows: 3") + '"'})
    assert [refusal.code for refusal in imported.refusals] == ["row_ragged"]
    assert imported.files[0].rows_kept == 2


@pytest.mark.parametrize(("column", "end"), [("Week", dt.date(2026, 9, 12)), ("Month", dt.date(2026, 9, 30))])
def test_a_column_of_weeks_or_months_says_it_by_itself(read: Read, column: str, end: dt.date) -> None:
    text = f"{column},Campaign name,Currency code,Spend\n2026-09-{'06' if column == 'Week' else '01'},A,CAD,3\n"
    (row,) = read({"m.csv": text}).tables["media"].select("date_end", "grain").rows()
    assert row == (end, column.lower())
