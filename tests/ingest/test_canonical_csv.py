"""The plain tables media.csv, sales.csv and orders.csv, as any company can write them."""

import datetime as dt
from collections.abc import Callable

import pytest

from bascule.ingest import Imported

Read = Callable[..., Imported]
WEEKS = ("2026-09-07", "2026-09-14", "2026-09-21")


def test_a_weekly_table_is_told_by_its_dates(read: Read) -> None:
    text = "date,channel,spend,platform_revenue\n" + "".join(f"{week},radio,100.00,\n" for week in WEEKS)
    imported = read({"media.csv": text})
    media = imported.tables["media"]
    assert media["grain"].unique().to_list() == ["week"]
    assert media["date_end"].to_list()[0] == dt.date(2026, 9, 13)
    assert media["platform_revenue"].to_list() == [None, None, None]
    assert ("currency_assumed", {"currency": "CAD"}) in imported.files[0].messages
    assert imported.files[0].language is None


@pytest.mark.parametrize(
    ("dates", "grain"),
    [
        (("2026-09-01", "2026-09-02"), "day"),
        (("2026-07-01", "2026-08-01", "2026-10-01"), "month"),
        (("2026-08-31", "2026-09-14", "2026-10-26"), "week"),
        (("2026-09-01",), "day"),
    ],
)
def test_the_grain_of_sales_is_told_by_their_dates(read: Read, dates: tuple[str, ...], grain: str) -> None:
    text = "date,revenue\n" + "".join(f"{date},{index + 10}\n" for index, date in enumerate(dates))
    assert read({"sales.csv": text}).tables["sales"]["grain"].unique().to_list() == [grain]


def test_a_grain_that_is_given_wins(read: Read) -> None:
    text = "date,channel,spend,grain\n2026-09-07,radio,100,month\n"
    assert read({"media.csv": text}).tables["media"]["date_end"].to_list() == [dt.date(2026, 9, 30)]


def test_a_stray_date_in_a_weekly_table_is_refused(read: Read) -> None:
    days = [dt.date(2026, 1, 5) + dt.timedelta(weeks=week) for week in range(20)]
    lines = [f"{day},100" for day in days] + ["2026-06-03,100"]
    (refusal,) = read({"sales.csv": "date,revenue\n" + "\n".join(lines)}).refusals
    assert (refusal.code, refusal.row, refusal.value) == ("week_off_grid", 22, "2026-06-03")


def test_a_week_given_twice_with_other_figures_is_kept_by_neither(read: Read) -> None:
    lines = [f"{week},100" for week in WEEKS] + ["2026-09-14,250"]
    imported = read({"sales.csv": "date,revenue\n" + "\n".join(lines)})
    assert {(refusal.code, refusal.row) for refusal in imported.refusals} == {
        ("week_duplicated", 3),
        ("week_duplicated", 5),
    }
    assert imported.tables["sales"]["revenue"].to_list() == [100.0, 100.0]


def test_a_week_pasted_twice_counts_once(read: Read) -> None:
    lines = [f"{week},100" for week in (*WEEKS, WEEKS[1])]
    imported = read({"sales.csv": "date,revenue\n" + "\n".join(lines)})
    assert imported.tables["sales"].height == 3
    assert ("rows_repeated", {"rows": 1}) in imported.files[0].messages


def test_blank_revenue_is_unknown_and_not_zero(read: Read) -> None:
    text = "date,revenue,orders\n2026-09-07,,3\n2026-09-14,0,0\n"
    assert read({"sales.csv": text}).tables["sales"]["revenue"].to_list() == [None, 0.0]


def test_orders_have_hashed_customers_and_a_net(read: Read) -> None:
    text = (
        "order_id,ordered_at,customer_id,gross,discount,refunds,net\n"
        "1,2026-09-01 10:00,77,100,10,5,\n2,2026-09-02,77,20,,,18\n3,2026-09-02,,20,,,18\n"
    )
    orders = read({"orders.csv": text}).tables["orders"]
    assert orders["net"].to_list() == [85.0, 18.0, 18.0]
    first, second, nobody = orders["customer_key"].to_list()
    assert first == second
    assert first not in {"77", None}
    assert nobody is None
    assert orders["ordered_at"].to_list()[0] == dt.datetime(2026, 9, 1, 10)


def test_an_order_number_with_two_figures_is_refused(read: Read) -> None:
    text = "order_id,ordered_at,net\n1,2026-09-01,10\n1,2026-09-01,12\n2,2026-09-01,5\n"
    imported = read({"orders.csv": text})
    assert [refusal.code for refusal in imported.refusals] == ["order_duplicated"] * 2
    assert imported.tables["orders"]["order_id"].to_list() == ["2"]


def test_a_formula_is_only_text(read: Read) -> None:
    text = "date,channel,spend\n2026-09-07,\"=cmd|' /C calc'!A0\",10\n2026-09-08,=1+1,=2+3\n"
    imported = read({"media.csv": text})
    assert imported.tables["media"]["channel"].to_list() == ["=cmd|' /C calc'!A0"]
    (refusal,) = imported.refusals
    assert (refusal.code, refusal.value) == ("number_unreadable", "=2+3")


def test_the_apostrophe_that_makes_a_name_text_is_no_part_of_it(read: Read) -> None:
    text = "date,channel,spend\n2026-09-07,'=cmd,10\n2026-09-08,'+1,20\n2026-09-09,'t Hof,30\n"
    assert read({"media.csv": text}).tables["media"]["channel"].to_list() == ["=cmd", "+1", "'t Hof"]


def test_impressions_that_are_no_number_are_unknown_and_said(read: Read) -> None:
    text = "date,channel,spend,impressions\n2026-09-07,radio,10,many\n"
    imported = read({"media.csv": text})
    assert imported.tables["media"].select("spend", "impressions").rows() == [(10.0, None)]
    message = dict(imported.files[0].messages)["cells_unread"]
    assert message == {"column": "impressions", "cells": 1, "row": 2, "value": "many"}
