"""Campaigns of Mailchimp, of Klaviyo, and emails.csv: counts, never shares."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]


@pytest.mark.parametrize(
    ("sample", "platform", "campaign"),
    [("mailchimp/campaigns.csv", "mailchimp", "Infolettre sept"), ("klaviyo/campaigns.csv", "klaviyo", "Rentrée")],
)
def test_a_campaign_is_read_in_counts(read_one: Read, sample: str, platform: str, campaign: str) -> None:
    imported = read_one(sample)
    (row,) = imported.tables["emails"].rows(named=True)
    assert (row["platform"], row["campaign"]) == (platform, campaign)
    assert row["sent_at"] == dt.datetime(2026, 9, 3, 9, 0)
    assert [row[name] for name in ("recipients", "delivered", "opens", "clicks", "unsubscribes")] == [
        1204, 1190, 410, 62, 4,
    ]  # fmt: skip
    assert (row["platform_orders"], row["platform_revenue"]) == (3, 268.5)
    assert dict(imported.files[0].messages)["layout_unverified"]["source"] in {"Mailchimp", "Klaviyo"}


def test_rates_alone_are_no_counts(read: Read, exports: Path) -> None:
    text = (exports / "mailchimp/campaigns.csv").read_text("utf-8").replace("Unique Opens", "Opens seen")
    assert read({"export.csv": text}).tables["emails"]["opens"].to_list() == [None]


def test_a_rate_in_a_column_of_counts_is_unknown_and_said(read: Read, exports: Path) -> None:
    text = (exports / "mailchimp/campaigns.csv").read_text("utf-8").replace(",410,", ",34.45%,")
    imported = read({"export.csv": text})
    assert imported.tables["emails"]["opens"].to_list() == [None]
    assert dict(imported.files[0].messages)["cells_unread"]["value"] == "34.45%"


def test_texts_of_klaviyo_are_told_apart(read: Read, exports: Path) -> None:
    head, row = (exports / "klaviyo/campaigns.csv").read_text("utf-8").splitlines()
    sms = row.replace("Rentrée", "Texto").replace(",email", ",SMS")
    emails = read({"export.csv": "\n".join([head, row, sms])}).tables["emails"]
    assert emails.select("platform", "campaign").rows() == [("klaviyo", "Rentrée"), ("klaviyo_sms", "Texto")]


def test_variants_of_one_sending_are_two_and_one_number_twice_is_refused(read: Read, exports: Path) -> None:
    head, row = (exports / "mailchimp/campaigns.csv").read_text("utf-8").splitlines()
    variant = row.replace("abc123", "abc124")
    assert read({"export.csv": "\n".join([head, row, variant])}).tables["emails"].height == 2
    imported = read({"export.csv": "\n".join([head, row, row.replace(",410,", ",411,")])})
    assert [refusal.code for refusal in imported.refusals] == ["file_mostly_refused", *["email_duplicated"] * 2]


def test_a_newer_export_has_the_latest_figures(read: Read) -> None:
    head = "sent_at,platform,campaign,recipients,opens\n"
    old = head + "2026-09-01 09:00,brevo,A,100,10\n2026-09-02 09:00,brevo,B,100,10\n"
    new = head + "2026-09-02 09:00,brevo,B,100,44\n2026-09-03 09:00,brevo,C,100,30\n"
    emails = read({"a.csv": new, "b.csv": old}).tables["emails"].sort("sent_at")
    assert emails["opens"].to_list() == [10.0, 44.0, 30.0]


@pytest.mark.parametrize(
    "head",
    [
        "sent_at,platform,campaign,recipients,delivered,opens,clicks,revenue",
        "envoyé_le,plateforme,campagne,destinataires,livrés,ouvertures,clics,revenu",
    ],
)
def test_emails_csv(read: Read, head: str) -> None:
    rows = [
        "2026-09-01 09:00,brevo,A,100,98,40,5,12.50",
        "2026-09-02,brevo,B,100,101,40,5,",
        "2026-09-03,,C,5,5,-1,0,0",
    ]
    imported = read({"emails.csv": "\n".join([head, *rows])})
    assert imported.tables["emails"].select("campaign", "delivered", "platform_revenue").rows() == [("A", 98.0, 12.5)]
    assert {(refusal.code, refusal.row) for refusal in imported.refusals} == {
        ("delivered_above_sent", 3), ("figure_negative", 4),
    }  # fmt: skip
