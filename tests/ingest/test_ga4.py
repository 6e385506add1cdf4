"""Google Analytics 4: channels under one name, several tables a file, periods compared, totals by estimate."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bascule.company import FileSettings
from bascule.ingest import Imported

Read = Callable[..., Imported]
MONTH = (dt.date(2026, 9, 1), dt.date(2026, 9, 30), "month")
COMMENTS = "# ----\n# Traffic acquisition\n# ----\n# Start date: 20260901\n# End date: 20260930\n"
COLUMNS = ("date", "date_end", "grain", "channel", "sessions", "engaged_sessions", "key_events", "revenue")


def _rows(imported: Imported, *columns: str) -> list[tuple[Any, ...]]:
    return imported.tables["web"].select(columns or COLUMNS).rows()


@pytest.mark.parametrize("sample", ["traffic_acquisition_en.csv", "traffic_acquisition_fr.csv"])
def test_channels_are_named_alike_in_both_languages(read_one: Read, sample: str) -> None:
    assert _rows(read_one(f"ga4/{sample}")) == [
        (*MONTH, "organic", 1200.0, 750.0, 40.0, 1234.56),
        (*MONTH, "direct", 800.0, 440.0, 10.0, 100.0),
    ]


def test_a_file_of_two_tables_gives_both(read_one: Read) -> None:
    imported = read_one("ga4/two_tables_en.csv")
    assert [(report.file, report.rows_kept) for report in imported.files] == [("export.csv", 2), ("export.csv › 2", 2)]
    assert _rows(imported)[2:] == [
        (dt.date(2026, 9, 1), dt.date(2026, 9, 1), "day", None, 66.0, None, None, None),
        (dt.date(2026, 9, 2), dt.date(2026, 9, 2), "day", None, 70.0, None, None, None),
    ]


def test_a_french_excel_saves_it_again(read: Read, exports: Path) -> None:
    rows = (exports / "ga4/traffic_acquisition_fr.csv").read_text(encoding="utf-8").splitlines()
    saved = [f"{row}{';' * 9}" if row.startswith("#") else row.replace(",", ";") for row in rows]
    text = "\r\n".join(saved).replace("0.625", "62,5 %").replace("0.55", "55,0 %").replace("1234.56", "1234,56")
    imported = read({"ga4.csv": text.encode("cp1252")})
    assert _rows(imported, "channel", "sessions", "revenue") == [
        ("organic", 1200.0, 1234.56),
        ("direct", 800.0, 100.0),
    ]
    assert imported.files[0].language == "fr"


@pytest.mark.parametrize(
    ("label", "channel"),
    [
        ("Paid Search", "paid_search"),
        ("Recherche payante", "paid_search"),
        ("Réseaux sociaux payants", "paid_social"),
        ("Organic Social", "organic_social"),
        ("E-mail", "email"),
        ("Courriel", "email"),
        ("Site référent", "referral"),
        ("Recherche naturelle", "organic"),
        ("Unassigned", "unassigned"),
        ("Cross-network", "cross_network"),
        ("Salons 2026", "salons 2026"),
    ],
)
def test_groups_have_one_name(read: Read, label: str, channel: str) -> None:
    text = f"{COMMENTS}Groupe de canaux par défaut de la session,Sessions\n{label},3\nDirect,4\n"
    assert _rows(read({"g.csv": text}), "channel", "sessions") == [(channel, 3.0), ("direct", 4.0)]


def test_sources_and_mediums_are_summed_by_channel(read: Read) -> None:
    lines = ("google / organic,30", "bing / organic,5", "(direct) / (none),20", "google / cpc,9",
             "facebook.com / referral,4", "newsletter / email,2", "nordet.example / referral,1")  # fmt: skip
    text = COMMENTS + "Session source / medium,Sessions\n" + "\n".join(lines) + "\n"
    assert dict(_rows(read({"g.csv": text}), "channel", "sessions")) == {
        "organic": 35.0, "direct": 20.0, "paid_search": 9.0, "organic_social": 4.0, "email": 2.0, "referral": 1.0,
    }  # fmt: skip


def test_landing_pages_are_summed_by_channel_and_by_day(read: Read) -> None:
    head = "Date,Landing page,Session default channel group,Sessions"
    lines = ("20260901,/,Direct,5", "20260901,/toits,Direct,2", "20260902,/,Organic Search,7")
    imported = read({"g.csv": COMMENTS + "\n".join([head, *lines]) + "\n"})
    assert _rows(imported, "date", "grain", "channel", "sessions") == [
        (dt.date(2026, 9, 1), "day", "direct", 7.0),
        (dt.date(2026, 9, 2), "day", "organic", 7.0),
    ]


def test_a_table_of_pages_alone_counts_all_visits(read: Read) -> None:
    imported = read({"g.csv": COMMENTS + "Landing page,Sessions\n/,5\n/toits,2\n"})
    assert _rows(imported, "date", "date_end", "grain", "channel", "sessions") == [(*MONTH, None, 7.0)]


def test_of_periods_compared_the_first_is_kept(read: Read) -> None:
    head = "Session default channel group,Date range,Sessions"
    lines = (
        '"","Sep 1 - Sep 30, 2026",30', '"","Aug 1 - Aug 31, 2026",90', '"",% change,-66.7%',
        'Direct,"Sep 1 - Sep 30, 2026",20', 'Direct,"Aug 1 - Aug 31, 2026",60', "Direct,% change,-66.7%",
        'Email,"Sep 1 - Sep 30, 2026",10', 'Email,"Aug 1 - Aug 31, 2026",30', "Email,% change,-66.7%",
    )  # fmt: skip
    imported = read({"g.csv": COMMENTS + "\n".join([head, *lines]) + "\n"})
    assert _rows(imported, "channel", "sessions") == [("direct", 20.0), ("email", 10.0)]
    (report,) = imported.files
    assert dict(report.messages)["periods_compared"] == {"rows": 4, "kept": "Sep 1 - Sep 30, 2026"}
    assert dict(report.messages)["counts_agree"] == {"stated": 30.0}
    assert (report.rows_kept, report.rows_left_out) == (2, 4)


def test_sessions_counted_by_estimate_may_be_near_their_total(read: Read) -> None:
    table = "Session default channel group,Sessions\nGrand total,{}\nDirect,400\nEmail,600\n"
    near = read({"g.csv": COMMENTS + table.format(995)})
    assert dict(near.files[0].messages)["counts_near"] == {"stated": 995.0, "reckoned": 1000.0}
    far = read({"g.csv": COMMENTS + table.format(1200)})
    assert [refusal.code for refusal in far.refusals] == ["counts_differ"]


def test_without_dates_nor_comments_the_period_is_asked(read: Read) -> None:
    text = "Session default channel group,Sessions\nDirect,3\n"
    (question,) = read({"g.csv": text}).questions
    assert question.field == "period"
    answered = read({"g.csv": text}, files={"g.csv": FileSettings(period="2026-07-01/2026-09-30")})
    assert _rows(answered, "grain", "sessions") == [("range", 3.0)]
    assert "period_long" in dict(answered.files[0].messages)


def test_our_own_web_csv_stays_itself(read: Read) -> None:
    assert read({"web.csv": "date,channel,sessions\n2026-09-01,Direct,3\n"}).files[0].source == "web_csv"


def test_one_site_told_by_two_tools_is_counted_once(read: Read) -> None:
    days = range(1, 31)
    ours = "date,channel,sessions\n" + "".join(f"2026-09-{day:02},direct,10\n" for day in days)
    google = COMMENTS + "Date,Session default channel group,Sessions\n"
    google += "".join(f"202609{day:02},Direct,10\n" for day in days)
    assert read({"a.csv": ours, "g.csv": google}).tables["web"]["sessions"].sum() == 300
