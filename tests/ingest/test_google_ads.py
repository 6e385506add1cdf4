"""Google Ads: one set of campaigns, however it was downloaded."""

import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from bascule.company import FileSettings
from bascule.ingest import Imported

DAILY = (
    "campaign_day_en.csv",
    "campaign_day_en_csv_excel.csv",
    "campaign_day_fr.csv",
    "campaign_day_fr_alt_titles.csv",
    "campaign_day_fr_csv_excel.csv",
    "campaign_day_fr_excel_resave.csv",
)
Read = Callable[..., Imported]


@pytest.mark.parametrize("sample", DAILY)
def test_every_daily_variant_gives_the_same_rows(read_one: Read, sample: str) -> None:
    media = read_one(f"google_ads/{sample}").tables["media"]
    assert media.select("date", "grain", "platform", "channel", "campaign", "currency", "source_row").rows() == [
        (dt.date(2026, 9, 1), "day", "google_ads", "generic_search", "Toitures printemps", "CAD", 4),
        (dt.date(2026, 9, 2), "day", "google_ads", "generic_search", "Toitures printemps", "CAD", 5),
        (dt.date(2026, 9, 1), "day", "google_ads", "brand_search", "Marque - Search", "CAD", 6),
        (dt.date(2026, 9, 3), "day", "google_ads", "brand_search", "Marque - Search", "CAD", 7),
    ]
    figures = media.select("spend", "impressions", "clicks", "platform_conversions", "platform_revenue")
    assert figures.rows() == [
        (12.34, 1234, 7, 1.0, None),
        (1020.5, 10500, 88, 2.5, None),
        (3.1, 40, 2, 0.0, None),
        (20.23, 310, 11, 1.0, None),
    ]


@pytest.mark.parametrize(
    ("sample", "language", "encoding", "delimiter", "decimal"),
    [
        ("campaign_day_en.csv", "en", "utf-8", ",", "."),
        ("campaign_day_en_csv_excel.csv", "en", "utf-16", "\t", "."),
        ("campaign_day_fr.csv", "fr", "utf-8", ",", ","),
        ("campaign_day_fr_excel_resave.csv", "fr", "cp1252", ";", ","),
    ],
)
def test_it_says_how_a_file_was_read(
    read_one: Read, sample: str, language: str, encoding: str, delimiter: str, decimal: str
) -> None:
    (report,) = read_one(f"google_ads/{sample}").files
    assert (report.source, report.table, report.rows_kept, report.rows_refused) == ("google_ads", "media", 4, 0)
    assert (report.language, report.encoding, report.delimiter) == (language, encoding, delimiter)
    assert (report.decimal, report.currency) == (decimal, "CAD")
    assert report.total == pytest.approx(1056.17)
    assert ("totals_agree", {"stated_money": pytest.approx(1056.17)}) in report.messages


def test_the_same_campaigns_downloaded_six_times_are_counted_once(read: Read, exports: Path) -> None:
    files = {name: (exports / "google_ads" / name).read_bytes() for name in DAILY}
    imported = read(files)
    assert imported.tables["media"]["spend"].sum() == pytest.approx(1056.17)
    assert sum("overlap_dropped" in dict(report.messages) for report in imported.files) == 5


def test_weeks_stay_weeks(read_one: Read) -> None:
    media = read_one("google_ads/REFUSE_campaign_week_fr.csv").tables["media"]
    assert media.select("date", "date_end", "grain", "spend").rows() == [
        (dt.date(2026, 8, 31), dt.date(2026, 9, 6), "week", 70.0)
    ]


def test_a_weekly_export_beside_a_daily_one_is_not_added_to_it(read: Read, exports: Path) -> None:
    names = ("campaign_day_fr.csv", "REFUSE_campaign_week_fr.csv")
    imported = read({name: (exports / "google_ads" / name).read_bytes() for name in names})
    assert imported.tables["media"]["spend"].sum() == pytest.approx(1056.17)
    weekly = next(report for report in imported.files if report.file.startswith("REFUSE"))
    assert dict(weekly.messages)["coarser_dropped"]["other"] == "campaign_day_fr.csv"


def test_an_order_of_day_and_month_that_cannot_be_told_is_asked(read_one: Read) -> None:
    imported = read_one("google_ads/REFUSE_ambiguous_dates.csv")
    (question,) = imported.questions
    assert (question.field, question.code) == ("date_order", "date_order_unknown")
    assert question.choices == ("day_first", "month_first")
    assert question.params["value"] == "03/04/2026"
    assert not imported.tables


@pytest.mark.parametrize(
    ("order", "days"),
    [
        ("day_first", [dt.date(2026, 4, 3), dt.date(2026, 3, 4)]),
        ("month_first", [dt.date(2026, 3, 4), dt.date(2026, 4, 3)]),
    ],
)
def test_the_answer_in_the_settings_is_used(read_one: Read, order: str, days: list[dt.date]) -> None:
    settings = {"exp*.csv": FileSettings(date_order=order)}
    imported = read_one("google_ads/REFUSE_ambiguous_dates.csv", files=settings)
    assert imported.tables["media"]["date"].to_list() == days
    assert not imported.questions


def test_a_missing_currency_is_asked_then_taken_from_the_settings(read_one: Read) -> None:
    (question,) = read_one("google_ads/NO_CURRENCY_en.csv").questions
    assert (question.field, question.code, question.choices) == ("currency", "currency_missing", ("CAD",))
    answered = read_one("google_ads/NO_CURRENCY_en.csv", files={"export.csv": FileSettings(currency="CAD")})
    assert answered.tables["media"].select("spend", "currency").rows() == [(12.34, "CAD")]


HEADER = ("Day", "Campaign", "Campaign type", "Currency code", "Cost", "Device")


def _rows(*rows: tuple[str, ...]) -> str:
    return "\n".join(",".join(row) for row in (HEADER, *rows)) + "\n"


def test_devices_of_a_campaign_add_up(read: Read) -> None:
    text = _rows(
        ("2026-09-01", "Toitures", "Search", "CAD", "10.00", "Mobile"),
        ("2026-09-01", "Toitures", "Search", "CAD", "2.50", "Computers"),
    )
    media = read({"a.csv": text}).tables["media"]
    assert media.select("spend", "source_row").rows() == [(12.5, 2)]


def test_a_row_pasted_twice_is_counted_once_and_said(read: Read) -> None:
    row = ("2026-09-01", "Toitures", "Search", "CAD", "10.00", "Mobile")
    imported = read({"a.csv": _rows(row, row)})
    assert imported.tables["media"]["spend"].to_list() == [10.0]
    assert ("rows_repeated", {"rows": 1}) in imported.files[0].messages


def test_equal_rows_that_the_total_counts_twice_are_kept(read: Read) -> None:
    row = ("2026-09-01", "Toitures", "Search", "CAD", "10.00", "Mobile")
    imported = read({"a.csv": _rows(row, row, ("Total: Account", "--", "--", "CAD", "20.00", "--"))})
    assert imported.tables["media"]["spend"].to_list() == [20.0]


def test_what_is_not_said_is_not_zero(read: Read) -> None:
    text = "Day,Campaign,Currency code,Cost,Clicks\n2026-09-01,A,CAD,--,<5\n2026-09-02,A,CAD,1.00,\n"
    media = read({"a.csv": text}).tables["media"]
    assert media.select("spend", "clicks").rows() == [(None, None), (1.0, None)]


def test_avg_cost_is_not_cost(read: Read) -> None:
    text = "Day,Campaign,Currency code,Avg. cost,Cost\n2026-09-01,A,CAD,3.00,12.00\n"
    assert read({"a.csv": text}).tables["media"]["spend"].to_list() == [12.0]


def test_a_report_without_a_day_is_of_the_range_on_its_second_line(read: Read) -> None:
    text = 'Rapport sur les campagnes\n"{}"\nCampagne,Code de la devise,Coût\nToitures,CAD,"1 012,50"\n'
    for stated, end, grain in (
        ("1 sept. 2026 - 30 sept. 2026", dt.date(2026, 9, 30), "month"),
        ("1 septembre 2026 - 7 septembre 2026", dt.date(2026, 9, 7), "range"),
    ):
        media = read({"a.csv": text.format(stated)}).tables["media"]
        assert media.select("date", "date_end", "grain", "spend").rows() == [(dt.date(2026, 9, 1), end, grain, 1012.5)]


def test_a_report_without_a_day_nor_a_range_asks_for_its_period(read: Read) -> None:
    imported = read({"a.csv": "Campaign,Currency code,Cost\nToitures,CAD,12.00\n"})
    (question,) = imported.questions
    assert (question.field, question.code) == ("period", "period_unknown")
    assert not imported.tables


def test_the_account_is_its_number_else_its_name(read: Read) -> None:
    text = "Jour,Nom du compte,Numéro client,Campagne,Code de la devise,Coût\n2026-09-01,Atelier,{},A,CAD,1\n"
    for number, account in (("123-456-7890", "123-456-7890"), ("--", "Atelier")):
        assert read({"a.csv": text.format(number)}).tables["media"]["account"].to_list() == [account]


def test_columns_and_rows_in_any_order_give_the_same_figures(read: Read) -> None:
    names = ["Day", "Campaign", "Currency code", "Cost"]
    rows = [["2026-09-01", "A", "CAD", "1,000.25"], ["2026-09-02", "B, C", "CAD", "3.50"]]
    seen = set()
    for columns in itertools.permutations(range(4)):
        table = [[row[column] for column in columns] for row in [names, *rows]]
        text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in table)
        media = read({"a.csv": text}).tables["media"].sort("date")
        seen.add(str(media.select("date", "campaign", "spend").rows()))
    assert len(seen) == 1


def test_it_reads_the_type_of_campaign(read: Read) -> None:
    kinds = {
        "Performance Max": "performance_max",
        "Achats": "google_shopping",
        "Réseau Display": "google_display",
        "Vidéo": "youtube",
        "Recherche": "generic_search",
    }
    lines = [f"2026-09-01,{kind},{kind},CAD,1.00" for kind in kinds]
    text = "Jour,Campagne,Type de campagne,Code de la devise,Coût\n" + "\n".join(lines) + "\n"
    media = read({"a.csv": text}).tables["media"]
    assert dict(media.select("campaign", "channel").rows()) == kinds


def test_the_names_of_the_company_tell_a_brand_search(read: Read) -> None:
    text = "Day,Campaign,Currency code,Cost\n2026-09-01,Atelier NORDET | exact,CAD,1\n2026-09-01,Hors marque,CAD,1\n"
    media = read({"a.csv": text}).tables["media"]
    assert media["channel"].to_list() == ["brand_search", "generic_search"]
    assert media.schema["spend"] == pl.Float64


def test_a_row_without_a_campaign_is_a_total_and_the_rows_must_add_up_to_it(read: Read) -> None:
    head = "Day,Campaign,Currency code,Cost\n2026-09-01,Toitures,CAD,70\n2026-09-02,Marque,CAD,30\n"
    assert read({"a.csv": head + "2026-09-02,--,CAD,100\n"}).tables["media"]["spend"].sum() == 100
    (refusal,) = read({"b.csv": head + "2026-09-02,--,CAD,130\n"}).refusals
    assert refusal.code == "totals_differ"
