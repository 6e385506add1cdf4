"""Signals of desirability: each against figures counted by hand, and what censoring, gaps and unknowns do to it."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bascule.brand.dealing import closings, cycle_length, win_rate
from bascule.brand.known import KNOWN
from bascule.brand.months import by_month, means
from bascule.brand.searches import brand_search_share, interest_share
from bascule.brand.season import deseasonalised
from bascule.brand.selling import base_sales, full_price_share
from bascule.brand.series import Series
from bascule.brand.signals import cheapest, signals, told
from bascule.brand.visits import direct_visits
from bascule.brand.voice import nps, reviews
from bascule.ingest.tables import conform
from bascule.locale.wording import WORDINGS
from bascule.panel import Panel
from bascule.warehouse.tables import Tables

DAY = dt.date(2025, 1, 1)


def table(name: str, **columns: object) -> pl.DataFrame:
    return conform(pl.DataFrame(columns), name)


def monthly(name: str, months: int, **columns: object) -> pl.DataFrame:
    starts = pl.date_range(DAY, pl.select(pl.lit(DAY).dt.offset_by(f"{months - 1}mo")).item(), "1mo", eager=True)
    ends = starts.dt.month_end()
    return table(name, date=starts, date_end=ends, grain=["month"] * months, **columns)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 700), st.integers(0, 30), st.floats(0, 1e4)), min_size=1, max_size=30))
def test_nothing_is_lost_between_months(spans: list[tuple[int, int, float]]) -> None:
    rows = pl.DataFrame(
        [(DAY + dt.timedelta(a), DAY + dt.timedelta(a + n), x) for a, n, x in spans],
        schema={"date": pl.Date, "date_end": pl.Date, "n": pl.Float64}, orient="row",
    )  # fmt: skip
    assert by_month(rows, ["n"])["n"].sum() == pytest.approx(rows["n"].sum())
    levels = means(rows, "n")["n"]
    assert levels.min() >= rows["n"].min() - 1e-6
    assert levels.max() <= rows["n"].max() + 1e-6


def test_a_figure_of_a_quarter_tells_no_month() -> None:
    rows = pl.DataFrame({"date": [DAY], "date_end": [dt.date(2025, 3, 31)], "n": [9.0]})
    assert by_month(rows, ["n"]).is_empty()


def test_brand_share_of_search_by_impressions_without_what_is_not_told_apart() -> None:
    rows = pl.concat([
        monthly("search", 12, brand=[True] * 12, impressions=[20.0] * 12, clicks=[9.0] * 12),
        monthly("search", 12, brand=[False] * 12, impressions=[60.0] * 11 + [None], clicks=[1.0] * 12),
        monthly("search", 12, brand=[None] * 12, impressions=[1e6] * 12, clicks=[1e6] * 12),
    ])  # fmt: skip
    clicks = brand_search_share(rows)
    assert clicks is not None
    assert clicks.values[0] == 0.9
    share = brand_search_share(rows.filter(pl.col("impressions").is_not_null()).with_columns(clicks=None))
    assert share is not None
    assert share.values.tolist() == [0.25] * 11
    assert share.errors[0] == pytest.approx((21 / 82 * 61 / 82 / 82) ** 0.5)


def test_brand_searches_alone_are_a_number_and_said_so() -> None:
    rows = monthly("search", 12, brand=[True] * 12, impressions=[400.0] * 12)
    alone = brand_search_share(rows)
    assert alone is not None
    assert (alone.scale, [note.code for note in alone.notes]) == ("log", ["brand_search_absolute"])
    assert alone.values[0] == pytest.approx(400)
    assert alone.errors[0] == pytest.approx(20)


def test_interest_beside_rivals_and_a_month_where_one_is_unknown() -> None:
    rows = pl.concat([
        monthly("interest", 12, term=["nous"] * 12, kind=["brand"] * 12, value=[30.0] * 12),
        monthly("interest", 12, term=["eux"] * 12, kind=["rival"] * 12, value=[50.0] * 11 + [None]),
        monthly("interest", 12, term=["rare"] * 12, kind=["rival"] * 12, value=[None] * 6 + [1.0] * 6),
        monthly("interest", 12, term=["toit"] * 12, kind=["category"] * 12, value=[99.0] * 12),
    ])  # fmt: skip
    share = interest_share(rows)
    assert share is not None
    assert share.values.tolist() == [0.375] * 11
    alone = interest_share(rows.filter(kind="brand"))
    assert alone is not None
    assert [note.code for note in alone.notes] == ["interest_without_rivals"]
    assert interest_share(rows.filter(kind="rival")) is None


def test_direct_visits_of_a_month_half_covered_are_unknown() -> None:
    days = pl.date_range(DAY, dt.date(2025, 3, 15), "1d", eager=True)
    rows = pl.concat([
        table("web", date=days, date_end=days, channel=[channel] * len(days), sessions=[sessions] * len(days))
        for channel, sessions in (("direct", 10.0), ("brand", 2.0), ("paid_search", 500.0))
    ])  # fmt: skip
    visits = direct_visits(rows)
    assert visits is not None
    assert visits.values.tolist() == [12 * 31, 12 * 28]
    assert direct_visits(rows.filter(pl.col("channel") == "paid_search")) is None


def test_full_price_share_by_amount() -> None:
    orders = table(
        "orders",
        ordered_at=[dt.datetime(2025, 1, 5)] * 5,
        net=[100.0, 50.0, 50.0, 999.0, -20.0],
        discount=[0.0, 10.0, 0.0, None, 0.0],
        coupon=[None, None, "FETE", None, None],
    )
    share = full_price_share(orders)
    assert share is not None
    assert share.values.tolist() == [0.5]
    effective = 200**2 / (100**2 + 2 * 50**2)
    smoothed = (0.5 * effective + 1) / (effective + 2)
    assert share.errors[0] == pytest.approx((smoothed * (1 - smoothed) / (effective + 2)) ** 0.5)


def _panel(start: str, weeks: int) -> Panel:
    dates = np.datetime64(start) + 7 * np.arange(weeks)
    nothing = np.full((weeks, 1), np.nan)
    line = np.full(weeks, np.nan)
    return Panel(
        dates, "week", ("radio",), nothing, nothing, nothing, nothing, nothing, line, line, line, line, line
    )  # fmt: skip


def test_base_sales_by_month_from_weeks() -> None:
    panel = _panel("2025-01-06", 60)
    baseline = np.full((50, 60), 700.0) * np.linspace(0.5, 1.5, 50)[:, None]
    base = base_sales(panel, baseline)
    assert base is not None
    # 26 days of January are covered: it is made whole; the last month begun is not.
    assert base.months[0] == np.datetime64("2025-01")
    assert base.values[0] == pytest.approx(31 * 100 * np.exp(np.median(np.log(np.linspace(0.5, 1.5, 50)))))
    assert base.values[1] / base.values[0] == pytest.approx(28 / 31)
    # What all months have wrong together moves none against another.
    assert np.abs(base.errors).max() < 1e-9
    assert base_sales(None, None) is None


def _pipeline(rng: np.random.Generator, months: int, days: float, rate: float) -> pl.DataFrame:
    # Deals created evenly, wins slower than losses, some still open at the end: the truth is known.
    n, end = 60 * months, dt.date(2025, 1, 1) + dt.timedelta(30 * months)
    created = [DAY + dt.timedelta(int(day)) for day in np.sort(rng.uniform(0, 30 * months, n))]
    won = rng.random(n) < rate
    length = rng.lognormal(np.log(np.where(won, days, days / 4)), 0.5)
    closed = [day + dt.timedelta(int(x)) for day, x in zip(created, length, strict=True)]
    past = [day if day <= end else None for day in closed]
    said = ["open" if day is None else "won" if win else "lost" for day, win in zip(past, won, strict=True)]
    return table("deals", created=created, closed=past, outcome=said)


def test_open_deals_bias_neither_the_win_rate_nor_the_cycle() -> None:
    deals = _pipeline(np.random.default_rng(5), 30, 90.0, 0.4)
    rate, cycle = win_rate(deals), cycle_length(deals)
    assert rate is not None
    assert cycle is not None
    assert np.nanmean(rate.values[-6:]) == pytest.approx(0.4, abs=0.04)
    assert np.nanmean(cycle.values[:6]) == pytest.approx(90, rel=0.1)
    assert np.nanmean(cycle.values[-6:]) == pytest.approx(90, rel=0.1)
    # By month of creation, wins being slow, the last months would show hardly any.
    late = deals.filter(pl.col("created") > dt.date(2027, 4, 1), pl.col("outcome") != "open")
    assert (late["outcome"] == "won").mean() < 0.3
    assert closings(deals)["month"].min() > deals["closed"].min()


def test_nps_and_its_error_from_counts() -> None:
    rows = table("surveys", date=[DAY] * 3, survey=["nps"] * 3, score=[10.0, 7.0, 3.0], respondents=[6.0, 2.0, 2.0])
    score = nps(rows)
    assert score is not None
    assert score.values.tolist() == [pytest.approx(40)]
    up, down = 7 / 13, 3 / 13
    assert score.errors[0] == pytest.approx(100 * ((up + down - (up - down) ** 2) / 13) ** 0.5)
    assert nps(rows.with_columns(survey=pl.lit("awareness"))) is None


def test_reviews_are_brought_to_five_stars_with_the_spread_between_rows() -> None:
    rows = table("reviews", date=[DAY] * 3, rating=[5.0, 6.0, 4.0], scale=[5.0, 10.0, 5.0], count=[1.0, 1.0, 2.0])
    stars = reviews(rows)
    assert stars is not None
    assert stars.values.tolist() == [4.0]
    assert stars.errors[0] == pytest.approx((((1 + 1 + 0) / 2) / 4) ** 0.5)


def test_the_season_is_taken_off_from_two_years_on() -> None:
    months = np.arange("2023-01", "2026-01", dtype="datetime64[M]")
    trend = np.linspace(0, 1, 36)
    values = trend + 0.8 * np.cos(2 * np.pi * np.arange(36) / 12)
    values[[4, 20]] = np.nan
    adjusted, done = deseasonalised(months, values)
    assert done
    assert np.nanmax(np.abs(adjusted - trend)) < 1e-9
    same, done = deseasonalised(months[:23], values[:23])
    assert not done
    assert same is not None
    assert np.array_equal(same, values[:23], equal_nan=True)


def test_what_is_not_measured_says_how_and_the_cheapest_is_named() -> None:
    rows = monthly("search", 15, brand=[True] * 15, impressions=[100.0 + i for i in range(15)])
    short = monthly("web", 3, channel=["direct"] * 3, sessions=[5.0, 6.0, 7.0])
    found = signals(Tables.of({"search": rows, "web": short}), None, None)
    said = {signal.name: signal for signal in told(found, {"brand_search_share": 1.0})}
    assert set(said) == set(KNOWN)
    searched = said["brand_search_share"]
    assert (searched.how, searched.weight, searched.needs, searched.periods) == ("measured", 1.0, None, 15)
    assert searched.latest == pytest.approx(113)
    assert searched.year_ago == pytest.approx(101)
    assert (said["direct_visits"].how, said["direct_visits"].weight) == ("too_short", 0.0)
    assert said["cycle_length"].direction == -1
    best = cheapest(found)
    assert best is not None
    assert best.code == "measure_interest_share"
    for signal in said.values():
        assert signal.needs is None or signal.needs in WORDINGS
        assert {f"signal_{signal.name}", f"unit_{signal.name}", f"how_{signal.name}"} <= set(WORDINGS)


def test_a_shop_is_not_sent_to_a_crm() -> None:
    orders = table("orders", ordered_at=[dt.datetime(2025, 1, 5)], net=[9.0])
    applies = {each.name: each.applies for each in signals(Tables.of({"orders": orders}), None, None)}
    assert not applies["win_rate"]
    assert applies["full_price_share"]


def test_default_weights_add_up_to_one() -> None:
    assert sum(kind.weight for kind in KNOWN.values()) == pytest.approx(1)
    assert [name for name, kind in KNOWN.items() if kind.direction == -1] == ["cycle_length"]


def test_a_signal_that_does_not_move_makes_no_index() -> None:
    months = np.arange("2025-01", "2026-02", dtype="datetime64[M]")
    flat = Series("nps", months, np.full(13, 40.0), np.full(13, 5.0))
    assert not flat.usable
