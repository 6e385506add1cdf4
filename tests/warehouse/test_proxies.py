"""Searches, visits and drivers on the panel's grid: counts add up, indices are averaged, doubts are noted."""

import csv
import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bascule.company import Company
from bascule.ingest import read_folder
from bascule.locale import Locale
from bascule.locale.wording import word
from bascule.panel import Panel, Proxy
from bascule.warehouse import Warehouse

Put = Callable[..., None]
Study = Callable[..., Panel]
Weeks = Callable[..., list[dt.date]]
MONDAY = dt.date(2025, 1, 6)


def _days(count: int, first: dt.date = MONDAY) -> list[dt.date]:
    return [first + dt.timedelta(days=day) for day in range(count)]


def _proxy(panel: Panel, name: str) -> Proxy:
    (found,) = [proxy for proxy in panel.proxies if proxy.name == name]
    return found


@pytest.fixture
def weekly(put: Put, weeks: Weeks) -> None:
    """Write ten weeks of sales and advertising."""
    put("media.csv", "date,channel,spend", [(week, "radio", 70) for week in weeks(10)])
    put("sales.csv", "date,revenue", [(week, 900) for week in weeks(10)])


@pytest.fixture
def monthly(put: Put) -> None:
    """Write a year of monthly sales and advertising."""
    months = [dt.date(2025, month, 1) for month in range(1, 13)]
    put("media.csv", "date,channel,spend", [(month, "radio", 310) for month in months])
    put("sales.csv", "date,revenue", [(month, 900) for month in months])


@pytest.mark.usefixtures("weekly")
def test_a_study_without_them_has_none(study: Study) -> None:
    panel = study()
    assert (panel.proxies, panel.experiments, panel.notes) == ((), (), ())


@pytest.mark.usefixtures("weekly")
def test_searches_of_days_are_summed_by_week(put: Put, study: Study) -> None:
    rows = [(day, name, at + 1, 1) for at, day in enumerate(_days(70)) for name in ("yes", "no")]
    put("search.csv", "date,brand,impressions,clicks", rows)
    panel = study()
    assert [(proxy.name, proxy.kind) for proxy in panel.proxies] == [
        ("brand_queries", "brand"),
        ("category_queries", "category"),
    ]
    assert panel.proxies[0].values[:2].tolist() == [28.0, 77.0]
    assert panel.proxies[0].values.tolist() == panel.proxies[1].values.tolist()
    assert panel.proxies[0].values.sum() == pytest.approx(70 * 71 / 2)


@pytest.mark.usefixtures("weekly")
def test_clicks_stand_for_the_brand_where_impressions_are_unknown(put: Put, study: Study) -> None:
    put("search.csv", "date,brand,clicks", [(day, name, 2) for day in _days(70) for name in (1, 0)])
    (brand,) = study().proxies
    assert (brand.name, set(brand.values)) == ("brand_queries", {14.0})


@pytest.mark.usefixtures("weekly")
def test_visits_nobody_pays_for_are_one_proxy_a_channel(put: Put, study: Study) -> None:
    rows = [(day, name, 3) for day in _days(70) for name in ("Organic Search", "direct", "paid search")]
    put("web.csv", "date,channel,sessions", rows)
    panel = study()
    assert [(p.name, p.kind, set(p.values)) for p in panel.proxies] == [
        ("direct_sessions", "organic", {21.0}),
        ("organic_sessions", "organic", {21.0}),
    ]


@pytest.mark.usefixtures("weekly")
def test_a_channel_without_a_row_where_the_table_has_some_had_no_visit(put: Put, study: Study) -> None:
    rows = [(day, "referral", 3) for day in _days(70)] + [(day, "direct", 5) for day in _days(70) if day.month > 1]
    put("web.csv", "date,channel,sessions", rows)
    assert _proxy(study(), "direct_sessions").values[:4].tolist() == [0.0, 0.0, 0.0, 10.0]


@pytest.mark.usefixtures("weekly")
def test_a_week_that_the_counts_do_not_fill_is_unknown(put: Put, study: Study) -> None:
    days = _days(70)
    missing = {*days[:2], *days[23:26], days[37]}
    put("web.csv", "date,channel,sessions", [(day, "direct", 1) for day in days if day not in missing])
    nan = pytest.approx(float("nan"), nan_ok=True)
    assert _proxy(study(), "direct_sessions").values.tolist() == [nan, 7, 7, nan, 7, 6, 7, 7, 7, 7]


@pytest.mark.usefixtures("weekly")
def test_a_month_of_visits_is_spread_evenly_over_its_days(put: Put, study: Study) -> None:
    months = [("2025-01-01", 310), ("2025-02-01", 56), ("2025-03-01", 31)]
    put("web.csv", "date,channel,sessions", [(month, "direct", visits) for month, visits in months])
    values = _proxy(study(), "direct_sessions").values
    assert values == pytest.approx([70, 70, 70, 5 * 10 + 2 * 2, 14, 14, 14, 5 * 2 + 2 * 1, 7, 7])


@pytest.mark.usefixtures("weekly")
def test_an_index_holds_on_its_days_and_is_averaged(put: Put, study: Study) -> None:
    months = [("2025-01-01", 10), ("2025-02-01", 80), ("2025-03-01", 20)]
    put("interest.csv", "date,term,kind,value", [(month, "toit", "category", value) for month, value in months])
    (proxy,) = study().proxies
    assert (proxy.name, proxy.kind) == ("toit", "category")
    assert proxy.values[:5] == pytest.approx([10, 10, 10, (5 * 10 + 2 * 80) / 7, 80])


@pytest.mark.usefixtures("weekly")
def test_weeks_of_an_index_may_begin_on_another_day(put: Put, study: Study) -> None:
    sundays = [dt.date(2025, 1, 5) + dt.timedelta(weeks=week) for week in range(11)]
    put("interest.csv", "date,term,kind,value", [(day, "nordet", "marque", 7 * at) for at, day in enumerate(sundays)])
    panel = study()
    assert panel.dates[0].item() == MONDAY
    assert _proxy(panel, "nordet").values == pytest.approx([7 * week + 1 for week in range(10)])


@pytest.mark.usefixtures("weekly")
def test_a_value_that_is_unknown_is_not_zero(put: Put, study: Study) -> None:
    rows = [(week, "nordet", "brand", "<1" if at == 4 else 50) for at, week in enumerate(_days(70)[::7])]
    put("interest.csv", "date,term,kind,value", rows)
    values = _proxy(study(), "nordet").values
    assert np.flatnonzero(np.isnan(values)).tolist() == [4]
    assert np.nanmean(values) == 50


@pytest.mark.usefixtures("weekly")
def test_a_rival_s_interest_is_kept_and_is_no_proxy(folder: Path, put: Put, study: Study) -> None:
    put("interest.csv", "date,term,kind,value", [(week, "autre", "rival", 9) for week in _days(70)[::7]])
    panel = study()
    assert (panel.proxies, panel.notes) == ((), ())
    assert pl.read_parquet(Warehouse.open(folder).paths("interest"))["kind"].unique().to_list() == ["rival"]


@pytest.mark.usefixtures("monthly")
def test_on_months_counts_are_summed_and_indices_averaged(put: Put, study: Study) -> None:
    days = _days(365, dt.date(2025, 1, 1))
    put("web.csv", "date,channel,sessions", [(day, "organic", 2) for day in days])
    put("drivers.csv", "date,driver,value", [(day, "temperature", day.month) for day in days])
    panel = study()
    assert panel.period == "month"
    assert _proxy(panel, "organic_sessions").values[:3].tolist() == [62.0, 56.0, 62.0]
    assert _proxy(panel, "temperature").kind == "driver"
    assert _proxy(panel, "temperature").values == pytest.approx(range(1, 13))


@pytest.mark.usefixtures("weekly")
@pytest.mark.parametrize(("known", "kept"), [(8, True), (7, False)])
def test_a_series_known_in_too_few_periods_is_left_out_and_said(put: Put, study: Study, known: int, kept: bool) -> None:
    put("drivers.csv", "date,grain,driver,value", [(week, "week", "snow", 4) for week in _days(70)[::7][:known]])
    panel = study()
    assert [proxy.name for proxy in panel.proxies] == ["snow"] * kept
    assert dict(panel.notes) == ({} if kept else {"proxy_too_short": {"name": "snow", "share": 0.7}})


def test_the_note_names_the_series_in_the_reader_s_language() -> None:
    params = {"name": "direct_sessions", "share": 0.7}
    assert "visites directes" in word("proxy_too_short", params, Locale("fr"))
    assert "70" in word("proxy_too_short", params, Locale("fr"))
    assert "“direct visits” is known in only 70%" in word("proxy_too_short", params, Locale("en"))
    assert "“snow”" in word("proxy_too_short", {**params, "name": "snow"}, Locale("en"))


@pytest.mark.usefixtures("weekly")
def test_proxies_are_put_brand_first(put: Put, study: Study) -> None:
    mondays = _days(70)[::7]
    put("drivers.csv", "date,driver,value", [(day, "snow", 1) for day in mondays])
    put("web.csv", "date,channel,sessions", [(day, "direct", 1) for day in mondays])
    put("interest.csv", "date,term,kind,value", [(day, k, k, 1) for day in mondays for k in ("category", "brand")])
    put("search.csv", "date,brand,impressions", [(day, 1, 1) for day in mondays])
    assert [proxy.kind for proxy in study().proxies] == ["brand", "brand", "category", "organic", "driver"]


VISITS = st.tuples(st.integers(0, 69), st.sampled_from(["direct", "organic"]), st.booleans(), st.integers(0, 10**5))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(VISITS, min_size=1, max_size=40, unique_by=lambda row: row[:2]))
def test_no_visit_is_lost_or_counted_twice(visits: list[tuple[int, str, bool, int]]) -> None:
    # Weeks of one file begin on one weekday; a row a day of another channel covers every week wholly.
    rows = [(_days(70)[at], "week" if by_week and at % 7 == 0 else "day", name, n) for at, name, by_week, n in visits]
    rows += [(day, "day", "referral", 1) for day in _days(70)]
    panel = _studied({"web.csv": [("date", "grain", "channel", "sessions"), *rows]})
    sums = {proxy.name: proxy.values.sum() for proxy in panel.proxies}
    names = {name for _, name, _, _ in visits}
    assert sums == pytest.approx({f"{name}_sessions": sum(n for _, c, _, n in visits if c == name) for name in names})


def _studied(tables: dict[str, list[tuple[Any, ...]]]) -> Panel:
    weeks = _days(70)[::7]
    tables = {
        "media.csv": [("date", "channel", "spend"), *((week, "radio", 70) for week in weeks)],
        "sales.csv": [("date", "revenue"), *((week, 900) for week in weeks)],
        **tables,
    }
    with tempfile.TemporaryDirectory() as name:
        for file, rows in tables.items():
            with (Path(name) / file).open("w", newline="") as stream:
                csv.writer(stream).writerows(rows)
        warehouse = Warehouse.open(Path(name))
        today = dt.date(2026, 11, 23)
        warehouse.add(read_folder(Path(name), Company(name="Nordet", gross_margin=0.4), today))
        return warehouse.panel(today)


@pytest.mark.usefixtures("weekly")
def test_all_visits_together_are_not_counted_with_those_of_the_channels(put: Put, study: Study) -> None:
    days = _days(70)
    put("web.csv", "date,channel,sessions", [(day, "direct", 3) for day in days[:35]])
    put("all.csv", "Date,Sessions", [(day, 100) for day in days])
    put("parts.csv", "date,channel,sessions", [(day, "referral", 1) for day in days[35:63]])
    values = _proxy(study(), "direct_sessions").values
    # Days that only the table of all visits covers say nothing of direct visits: unknown, not none.
    assert values[:9].tolist() == [21.0] * 5 + [0.0] * 4
    assert np.isnan(values[9])


@pytest.mark.usefixtures("weekly")
def test_all_searches_together_are_neither_brand_nor_category(put: Put, study: Study) -> None:
    days = _days(70)
    put("search.csv", "date,brand,impressions", [(day, "yes", 2) for day in days[:63]])
    put("Chart.csv", "Date,Clicks,Impressions,CTR,Position", [(day, 5, 50, "10%", 3) for day in days])
    (brand,) = study().proxies
    assert brand.name == "brand_queries"
    assert brand.values[:9].tolist() == [14.0] * 9
    assert np.isnan(brand.values[9])


@pytest.mark.usefixtures("weekly")
def test_a_stretch_longer_than_a_month_says_nothing_of_its_weeks(folder: Path, study: Study) -> None:
    text = "# ----\n# Start date: 20250106\n# End date: 20250316\nSession default channel group,Sessions\nDirect,700\n"
    (folder / "ga4.csv").write_text(text, encoding="utf-8")
    assert study().proxies == ()
