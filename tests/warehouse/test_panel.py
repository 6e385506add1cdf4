"""Panels: every dollar on its week, and every doubt noted."""

import csv
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bascule.errors import BasculeError
from bascule.panel import Panel
from bascule.warehouse import Warehouse

TODAY = dt.date(2026, 11, 23)
Put = Callable[..., None]
Study = Callable[..., Panel]
Weeks = Callable[..., list[dt.date]]


def _notes(panel: Panel) -> dict[str, dict[str, Any]]:
    return dict(panel.notes)


@pytest.fixture
def world(put: Put, weeks: Weeks) -> Callable[[int], None]:
    """Return a function that writes weekly media and sales as companies do."""

    def write(count: int) -> None:
        rng = np.random.default_rng(count)
        media: list[tuple[Any, ...]] = []
        sales: list[tuple[Any, ...]] = []
        for week in weeks(count):
            for channel, scale in (("social_prospecting", 900), ("radio", 300), ("brand_search", 80)):
                spend = round(float(rng.gamma(2, scale)) * (rng.random() < 0.8), 2)
                claims = (int(spend / 40), round(spend * 3, 2)) if channel != "radio" else (None, None)
                media.append((week, channel, f"{spend:.2f}", int(spend * 80), int(spend), *claims))
            sales.append((week, f"{rng.gamma(20, 2000):.2f}", 50, 30, "1.010", 1 if week.month == 11 else 0))
        put("media.csv", "date,channel,spend,impressions,clicks,platform_conversions,platform_revenue", media)
        put("sales.csv", "date,revenue,orders,new_customers,price_index,promo", sales)

    return write


@pytest.mark.parametrize("count", [12, 66, 92])
def test_it_adds_up_to_what_the_files_say(folder: Path, world: Callable[[int], None], study: Study, count: int) -> None:
    world(count)
    panel = study()
    with (folder / "media.csv").open() as media, (folder / "sales.csv").open() as sales:
        spend = [float(row["spend"]) for row in csv.DictReader(media)]
        revenue = [float(row["revenue"]) for row in csv.DictReader(sales)]
    assert (panel.periods, panel.period, panel.notes) == (count, "week", ())
    assert panel.spend.sum() == pytest.approx(sum(spend), abs=1e-6)
    assert panel.revenue.tolist() == pytest.approx(revenue)
    assert panel.channels == ("social_prospecting", "radio", "brand_search")
    assert np.all(np.diff(panel.spend.sum(axis=0)) <= 0)
    assert np.isnan(panel.claimed_revenue[:, 1]).all()
    assert panel.claimed_revenue[:, 0] == pytest.approx(panel.spend[:, 0] * 3, abs=0.01)
    assert set(panel.price_index) == {1.01}
    assert panel.dates[0] == np.datetime64("2025-01-06")
    for array in (panel.spend, panel.claimed_conversions, panel.impressions, panel.clicks):
        assert array.shape == (count, 3)


def test_days_are_summed_by_week_from_monday(put: Put, study: Study) -> None:
    days = [dt.date(2026, 9, 2) + dt.timedelta(days=day) for day in range(24)]
    put("media.csv", "date,channel,spend", [(day, "radio", 10) for day in days])
    put("sales.csv", "date,revenue", [(day, 100) for day in days])
    panel = study()
    assert panel.dates.tolist() == [dt.date(2026, 9, 7), dt.date(2026, 9, 14)]
    assert panel.revenue.tolist() == [700, 700]
    assert panel.spend.tolist() == [[70], [70]]
    assert _notes(panel)["periods_partial"] == {"dates": ["2026-08-31", "2026-09-21"], "periods": 2}
    assert _notes(panel)["spend_outside"] == {"spend_money": 100.0}


def test_weeks_begin_where_weekly_rows_do(put: Put, study: Study) -> None:
    sundays = [dt.date(2026, 8, 2) + dt.timedelta(weeks=week) for week in range(6)]
    days = [sundays[0] + dt.timedelta(days=day) for day in range(42)]
    put("media.csv", "date,channel,spend", [(day, "tv", 10) for day in sundays])
    put("sales.csv", "date,revenue", [(day, 100) for day in days])
    panel = study()
    assert panel.dates.tolist() == sundays
    assert panel.spend.sum() == 60
    assert panel.revenue.tolist() == [700] * 6


def test_weeks_that_do_not_coincide_are_refused(put: Put, weeks: Weeks, study: Study) -> None:
    put("media.csv", "date,channel,spend", [(week + dt.timedelta(days=3), "tv", 10) for week in weeks(6)])
    put("sales.csv", "date,revenue", [(week, 100) for week in weeks(6)])
    with pytest.raises(BasculeError, match="week_anchors_differ") as caught:
        study()
    assert {dt.date.fromisoformat(str(day)).isoweekday() for day in caught.value.params.values()} == {1, 4}


def test_a_month_of_radio_is_spread_over_its_days(put: Put, weeks: Weeks, study: Study) -> None:
    put("sales.csv", "date,revenue", [(week, 100) for week in weeks(9)])
    put("factures.csv", "Date,Fournisseur,Canal,Montant avant taxes", [("2025-01-31", "Boréale FM", "Radio", 3100)])
    panel = study()
    assert panel.spend[:, 0] == pytest.approx([700, 700, 700, 500, 0, 0, 0, 0, 0])
    assert _notes(panel)["spend_spread"] == {"channels": ["radio"]}
    assert _notes(panel)["spend_outside"] == {"spend_money": 500.0}
    assert _notes(panel)["channel_silent_after"] == {"channel": "radio", "end_date": "2025-01-31"}


def test_sales_by_month_make_a_monthly_panel(put: Put, study: Study) -> None:
    months = [dt.date(2025, month, 1) for month in range(1, 13)]
    days = [dt.date(2025, 1, 1) + dt.timedelta(days=day) for day in range(365)]
    put("sales.csv", "date,revenue,promo", [(month, 1000, 0.5) for month in months])
    put("media.csv", "date,channel,spend", [(day, "radio", 1) for day in days])
    panel = study()
    assert (panel.period, panel.periods) == ("month", 12)
    assert panel.spend[:, 0].tolist() == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert set(panel.promo) == {0.5}


def test_a_gap_of_a_month_is_unknown_and_its_spend_is_kept(put: Put, weeks: Weeks, study: Study) -> None:
    gap = weeks(20)[8:12]
    put("sales.csv", "date,revenue,orders", [(week, 100, 3) for week in weeks(20) if week not in gap])
    put("media.csv", "date,channel,spend", [(week, "radio", 5) for week in weeks(20)])
    panel = study()
    assert panel.periods == 20
    assert np.flatnonzero(np.isnan(panel.revenue)).tolist() == [8, 9, 10, 11]
    assert np.isnan(panel.orders[8:12]).all()
    assert panel.spend.sum() == 100
    assert _notes(panel)["gap"] == {"start_date": "2025-03-03", "end_date": "2025-03-30", "periods": 4}


def test_half_known_weeks_beside_a_gap_of_days_are_unknown_too(put: Put, weeks: Weeks, study: Study) -> None:
    days = [weeks(1)[0] + dt.timedelta(days=day) for day in range(140)]
    missing = {days[at] for at in range(33, 60)}
    put("sales.csv", "date,revenue", [(day, 100) for day in days if day not in missing])
    put("media.csv", "date,channel,spend", [(day, "radio", 1) for day in days])
    panel = study()
    unknown = np.flatnonzero(np.isnan(panel.revenue)).tolist()
    assert unknown == [5, 6, 7, 8]
    assert panel.revenue[4] == 500
    assert _notes(panel)["gap"]["periods"] == 4


def test_a_small_shop_may_sell_nothing_for_a_week(put: Put, weeks: Weeks, study: Study) -> None:
    sold = [week for at, week in enumerate(weeks(30)) if at not in {7, *range(15, 21)}]
    orders = [(at, week + dt.timedelta(days=at % 5), f"c{at}", 80) for at, week in enumerate(sold)]
    put("orders.csv", "order_id,ordered_at,customer_id,net", orders)
    put("media.csv", "date,channel,spend", [(week, "radio", 5) for week in weeks(30)])
    panel = study()
    assert panel.revenue[7] == 0
    assert np.isnan(panel.revenue[15:21]).all()
    assert not np.isnan(np.delete(panel.revenue, range(15, 21))).any()


def test_orders_make_sales_and_new_customers_come_late(put: Put, weeks: Weeks, study: Study) -> None:
    orders = []
    for at, week in enumerate(weeks(52)):
        for day in range(7):
            orders.append((len(orders), f"{week + dt.timedelta(days=day)} 10:00", f"new{at}", 10))
            orders.append((len(orders), f"{week + dt.timedelta(days=day)} 11:00", "loyal", 20))
    put("orders.csv", "order_id,ordered_at,customer_id,net", orders)
    put("media.csv", "date,channel,spend", [(week, "radio", 5) for week in weeks(52)])
    panel = study()
    assert panel.revenue.tolist() == [210] * 52
    assert panel.orders.tolist() == [14] * 52
    assert np.isnan(panel.new_customers[:8]).all()
    assert panel.new_customers[8:].tolist() == [1] * 44
    assert _notes(panel)["new_customers_late"] == {"first_weeks": 8}


def test_a_refund_that_is_a_row_is_no_order(put: Put, weeks: Weeks, study: Study) -> None:
    orders = [(at, week + dt.timedelta(days=day), 10) for at, week in enumerate(weeks(20)) for day in range(7)]
    orders = [(at, *row[1:]) for at, row in enumerate(orders)]
    refunds = [(f"{at} refund", day, -4) for at, day, _ in orders[::7]]
    put("orders.csv", "order_id,ordered_at,net", [*orders, *refunds])
    put("media.csv", "date,channel,spend", [(week, "radio", 10) for week in weeks(20)])
    panel = study()
    assert panel.orders.tolist() == [7] * 20
    assert panel.revenue.tolist() == [66] * 20


def test_orders_that_name_nobody_count_no_new_customer(put: Put, weeks: Weeks, study: Study) -> None:
    orders = [(at, week + dt.timedelta(days=day), 10) for at, week in enumerate(weeks(20)) for day in range(7)]
    put("orders.csv", "order_id,ordered_at,net", [(at, *row[1:]) for at, row in enumerate(orders)])
    put("media.csv", "date,channel,spend", [(week, "radio", 5) for week in weeks(20)])
    panel = study()
    assert np.isnan(panel.new_customers).all()
    assert _notes(panel)["new_customers_unknown"] == {"identified_share": 0.0}


def test_sales_given_win_over_orders(put: Put, weeks: Weeks, study: Study) -> None:
    put("orders.csv", "order_id,ordered_at,net", [(1, weeks(1)[0], 10)])
    put("sales.csv", "date,revenue", [(week, 100) for week in weeks(12)])
    put("media.csv", "date,channel,spend", [(week, "radio", 5) for week in weeks(12)])
    assert study().revenue.sum() == 1200


def test_a_channel_never_spent_on_is_left_out_and_said(put: Put, weeks: Weeks, study: Study) -> None:
    put("sales.csv", "date,revenue", [(week, 100) for week in weeks(12)])
    rows = [(week, channel, spend) for week in weeks(12) for channel, spend in (("tv", 0), ("radio", 5))]
    put("media.csv", "date,channel,spend", rows)
    panel = study()
    assert panel.channels == ("radio",)
    assert _notes(panel)["channel_never_spent"] == {"channel": "tv"}


def test_a_week_that_is_not_over_is_left_out(put: Put, weeks: Weeks, study: Study) -> None:
    put("sales.csv", "date,revenue", [(week, 100) for week in weeks(12)])
    put("media.csv", "date,channel,spend", [(week, "radio", 5) for week in weeks(12)])
    assert study(weeks(12)[-1] + dt.timedelta(days=6)).periods == 11
    assert study(weeks(12)[-1] + dt.timedelta(days=7)).periods == 12


def test_exports_older_than_the_sales_stop_the_panel_with_them(put: Put, weeks: Weeks, study: Study) -> None:
    put("sales.csv", "date,revenue", [(week, 100) for week in weeks(40)])
    put("media.csv", "date,channel,spend", [(week, "radio", 5) for week in weeks(37)])
    panel = study()
    assert panel.periods == 37
    assert _notes(panel)["media_ends_early"] == {"end_date": "2025-09-21", "periods": 3}


def test_a_stop_of_months_is_a_stop(put: Put, weeks: Weeks, study: Study) -> None:
    put("sales.csv", "date,revenue", [(week, 100) for week in weeks(40)])
    put("media.csv", "date,channel,spend", [(week, "radio", 5) for week in weeks(20)])
    panel = study()
    assert panel.periods == 40
    assert panel.spend[20:].sum() == 0
    assert "channel_silent_after" in _notes(panel)


def test_spend_that_is_blank_is_said(put: Put, weeks: Weeks, study: Study) -> None:
    put("sales.csv", "date,revenue", [(week, 100) for week in weeks(12)])
    put("media.csv", "date,channel,spend", [(week, "radio", "" if at == 3 else 5) for at, week in enumerate(weeks(12))])
    panel = study()
    assert panel.spend[3, 0] == 0
    assert _notes(panel)["spend_unknown"] == {"channel": "radio", "rows": 1}


def test_a_platform_that_reports_had_nothing_to_report_where_it_has_no_row(
    put: Put, weeks: Weeks, study: Study
) -> None:
    put("sales.csv", "date,revenue", [(week, 100) for week in weeks(12)])
    rows = [(week, "meta", 5, 15) for at, week in enumerate(weeks(12)) if at != 4]
    rows += [(week, "tv", 1, "") for week in weeks(12)]
    put("media.csv", "date,channel,spend,platform_revenue", rows)
    panel = study()
    assert panel.claimed_revenue[4, 0] == 0
    assert panel.claimed_revenue[5, 0] == 15
    assert np.isnan(panel.claimed_revenue[:, 1]).all()
    assert np.isnan(panel.clicks).all()


@pytest.mark.parametrize(
    ("media", "revenue", "code"),
    [(None, 100, "no_media"), (5, None, "no_sales"), (0, 100, "no_media"), (5, 0, "revenue_all_zero")],
)
def test_what_cannot_be_studied_is_said(
    put: Put, weeks: Weeks, study: Study, media: int | None, revenue: int | None, code: str
) -> None:
    if media is not None:
        put("media.csv", "date,channel,spend", [(week, "radio", media) for week in weeks(12)])
    if revenue is not None:
        put("sales.csv", "date,revenue", [(week, revenue) for week in weeks(12)])
    with pytest.raises(BasculeError, match=code):
        study()


def test_a_week_given_twice_leaves_a_gap(put: Put, weeks: Weeks, study: Study) -> None:
    put("sales.csv", "date,revenue", [*((week, 100) for week in weeks(12)), (weeks(12)[5], 700)])
    put("media.csv", "date,channel,spend", [(week, "radio", 5) for week in weeks(12)])
    panel = study()
    assert np.isnan(panel.revenue[5])
    assert _notes(panel)["gap"]["periods"] == 1


def test_sales_by_day_and_by_month_are_not_added(put: Put, weeks: Weeks, study: Study) -> None:
    days = [weeks(1)[0] + dt.timedelta(days=day) for day in range(140)]
    put("daily.csv", "date,revenue", [(day, 100) for day in days])
    put("monthly.csv", "date,revenue", [(dt.date(2025, month, 1), 3000) for month in (2, 3)])
    put("media.csv", "date,channel,spend", [(day, "radio", 1) for day in days])
    panel = study()
    assert panel.revenue.sum() == 14000
    assert _notes(panel)["sales_grains_mixed"] == {"grain": "day", "rows": 2}


@pytest.mark.parametrize(("missing", "noted"), [((8, 12), True), ((8, 10), False)])
def test_weeks_without_any_advertising_are_said(
    put: Put, study: Study, weeks: Weeks, missing: tuple[int, int], noted: bool
) -> None:
    mondays = weeks(20)
    kept = [week for at, week in enumerate(mondays) if not missing[0] <= at < missing[1]]
    put("media.csv", "date,channel,spend", [(week, name, 100) for week in kept for name in ("radio", "meta")])
    put("sales.csv", "date,revenue", [(week, 900) for week in mondays])
    panel = study()
    gap = {"start_date": mondays[8].isoformat(), "end_date": (mondays[12] - dt.timedelta(days=1)).isoformat()}
    assert _notes(panel) == ({"media_gap": gap} if noted else {})
    assert panel.spend[missing[0] : missing[1]].sum() == 0


def test_spending_alone_makes_a_panel_of_its_own_weeks(folder: Path, put: Put, study: Study) -> None:
    days = [dt.date(2026, 9, 2) + dt.timedelta(days=day) for day in range(33)]
    put("media.csv", "date,channel,spend", [(day, "radio", 10) for day in days])
    with pytest.raises(BasculeError, match="no_sales"):
        study()
    panel = Warehouse.open(folder).media_panel(TODAY)
    assert not panel.sales_read
    assert panel.dates.tolist() == [dt.date(2026, 9, 7) + dt.timedelta(weeks=week) for week in range(4)]
    assert panel.spend.tolist() == [[70]] * 4
    assert np.isnan(panel.revenue).all()
    assert _notes(panel) == {"spend_partial": {"spend_money": 50.0}}


@pytest.mark.parametrize(
    ("header", "rows", "known"),
    [
        ("date,revenue", [(dt.date(2026, 9, 14), 700), (dt.date(2026, 9, 21), 900)], {1: 700, 2: 900}),
        ("date,revenue", [(dt.date(2026, 9, 12) + dt.timedelta(days=day), 10) for day in range(12)], {1: 70}),
        ("date,revenue", [(dt.date(2026, 8, 1), 3100), (dt.date(2026, 9, 1), 3000)], {0: 700, 1: 700, 2: 700}),
    ],
    ids=["weekly", "daily", "monthly"],
)
def test_a_few_sales_are_known_only_where_they_cover_a_whole_week(
    folder: Path, put: Put, study: Study, header: str, rows: list[tuple[Any, ...]], known: dict[int, float]
) -> None:
    put("media.csv", "date,channel,spend", [(dt.date(2026, 9, 7) + dt.timedelta(days=d), "tv", 5) for d in range(35)])
    put("sales.csv", header, rows)
    study()
    panel = Warehouse.open(folder).media_panel(TODAY)
    assert {at: value for at, value in enumerate(panel.revenue) if not np.isnan(value)} == pytest.approx(known)
    ignored = Warehouse.open(folder).media_panel(TODAY, ignore_sales=True)
    assert np.isnan(ignored.revenue).all()


def test_spending_of_a_few_days_is_no_whole_week(folder: Path, put: Put, study: Study) -> None:
    put("media.csv", "date,channel,spend", [(dt.date(2026, 9, 2 + day), "radio", 10) for day in range(3)])
    with pytest.raises(BasculeError, match="no_sales"):
        study()
    with pytest.raises(BasculeError, match="media_too_short"):
        Warehouse.open(folder).media_panel(TODAY)


def test_invoices_by_the_month_make_months(folder: Path, put: Put, study: Study) -> None:
    put("media.csv", "date,channel,spend", [(dt.date(2026, month, 1), "radio", 300) for month in range(1, 10)])
    with pytest.raises(BasculeError, match="no_sales"):
        study()
    panel = Warehouse.open(folder).media_panel(TODAY)
    assert (panel.period, panel.spend[:, 0].tolist()) == ("month", [300] * 9)


def test_the_order_of_rows_changes_no_digit(put: Put, weeks: Weeks, study: Study, folder: Path) -> None:
    rng = np.random.default_rng(2)
    days = [week + dt.timedelta(days=day) for week in weeks(30) for day in range(7)]
    spent = [
        (week, channel, f"{rng.gamma(2, 70):.2f}") for week in weeks(30) for channel in ("radio", "radio", "video")
    ]
    orders = [(at, f"{days[at % 210]} 10:00", f"{rng.gamma(2, 70):.2f}") for at in range(210 * 9)]
    panels = []
    for order in (1, -1):
        put("orders.csv", "order_id,ordered_at,net", orders[::order])
        put("media.csv", "date,channel,spend", spent[::order])
        panels.append(study())
        shutil.rmtree(folder / ".bascule")
    assert np.array_equal(panels[0].revenue, panels[1].revenue)
    assert np.array_equal(panels[0].spend, panels[1].spend)
