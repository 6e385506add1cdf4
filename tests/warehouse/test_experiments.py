"""Planned tests in the panel: of a channel it knows, with the spending tested."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from bascule.locale import Locale
from bascule.locale.wording import word
from bascule.panel import Experiment, Panel
from bascule.warehouse import Warehouse

Put = Callable[..., None]
Study = Callable[..., Panel]
Weeks = Callable[..., list[dt.date]]
HEAD = "channel,start,end,lift,lift_error,spend"


@pytest.fixture
def weekly(put: Put, weeks: Weeks) -> None:
    """Write ten weeks of sales, and of radio that costs ten dollars more a day each week."""
    put("media.csv", "date,channel,spend", [(week, "Radio", 70 * (at + 1)) for at, week in enumerate(weeks(10))])
    put("sales.csv", "date,revenue", [(week, 900) for week in weeks(10)])


@pytest.mark.usefixtures("weekly")
def test_a_test_gives_its_return_and_its_error(put: Put, study: Study) -> None:
    put("tests.csv", HEAD, [("radio", "2025-01-13", "2025-01-26", 900, 300, 600)])
    panel = study()
    assert panel.experiments == (Experiment("Radio", dt.date(2025, 1, 13), dt.date(2025, 1, 26), 900.0, 300.0, 600.0),)
    assert (panel.experiments[0].iroas, panel.experiments[0].iroas_error) == (1.5, 0.5)
    assert panel.notes == ()


@pytest.mark.usefixtures("weekly")
@pytest.mark.parametrize(
    ("start", "end", "spend"),
    [
        ("2025-01-13", "2025-01-26", 140 + 210),
        ("2025-01-13", "2025-01-13", 20),
        ("2025-01-10", "2025-01-14", 3 * 10 + 2 * 20),
        ("2025-01-06", "2025-03-16", 70 * 55),
    ],
)
def test_a_spending_left_blank_is_that_of_the_channel_between_the_dates(
    put: Put, study: Study, start: str, end: str, spend: float
) -> None:
    put("tests.csv", HEAD, [("Radio", start, end, 900, 300, None)])
    (experiment,) = study().experiments
    assert experiment.spend == pytest.approx(spend)
    assert experiment.iroas == pytest.approx(900 / spend)


def test_on_months_a_blank_spending_is_shared_by_days(put: Put, study: Study) -> None:
    months = [dt.date(2025, month, 1) for month in range(1, 13)]
    put("media.csv", "date,channel,spend", [(month, "radio", 3100 if month.month == 1 else 280) for month in months])
    put("sales.csv", "date,revenue", [(month, 900) for month in months])
    put("tests.csv", HEAD, [("radio", "2025-01-22", "2025-02-14", 900, 300, None)])
    panel = study()
    assert panel.period == "month"
    assert panel.experiments[0].spend == pytest.approx(10 * 100 + 14 * 10)


@pytest.mark.usefixtures("weekly")
def test_a_test_of_a_channel_without_spending_is_said(put: Put, study: Study) -> None:
    put("tests.csv", HEAD, [("tv", "2025-01-13", "2025-01-26", 900, 300, 600)])
    panel = study()
    params = {"channel": "tv", "start_date": "2025-01-13", "end_date": "2025-01-26", "channels": ["Radio"]}
    assert (panel.experiments, panel.notes) == ((), (("experiment_channel_unknown", params),))
    said = word("experiment_channel_unknown", params, Locale("fr")).replace("\xa0", " ")
    assert "du 13 janvier 2025 au 26 janvier 2025" in said
    assert "Les canaux sont Radio." in said


@pytest.mark.parametrize(("start", "end"), [("2024-12-30", "2025-01-12"), ("2024-06-03", "2024-06-16")])
@pytest.mark.usefixtures("weekly")
def test_a_blank_spending_that_the_history_does_not_cover_is_said(put: Put, study: Study, start: str, end: str) -> None:
    put("tests.csv", HEAD, [("radio", start, end, 900, 300, None)])
    panel = study()
    params = {"channel": "radio", "start_date": start, "end_date": end}
    assert (panel.experiments, panel.notes) == ((), (("experiment_without_spend", params),))
    assert "radio" in word("experiment_without_spend", params, Locale("en"))


@pytest.mark.usefixtures("weekly")
def test_a_test_before_the_history_counts_when_its_spending_is_given(put: Put, study: Study) -> None:
    put("tests.csv", HEAD, [("radio", "2024-06-03", "2024-06-16", 900, 300, 450)])
    assert study().experiments[0].iroas == 2


def test_a_channel_that_stopped_between_the_dates_tested_nothing(put: Put, weeks: Weeks, study: Study) -> None:
    put("media.csv", "date,channel,spend", [(week, "radio", 70 * (at < 5)) for at, week in enumerate(weeks(10))])
    put("sales.csv", "date,revenue", [(week, 900) for week in weeks(10)])
    put("tests.csv", HEAD, [("radio", weeks(10)[6], weeks(10)[7], 900, 300, None)])
    panel = study()
    assert panel.experiments == ()
    assert "experiment_without_spend" in dict(panel.notes)


@pytest.mark.usefixtures("weekly")
def test_what_is_stored_is_what_was_read(folder: Path, put: Put, study: Study) -> None:
    put("tests.csv", HEAD, [("Radio", "2025-01-13", "2025-01-26", 900.5, 300.25, None)])
    put("search.csv", "date,brand,impressions,clicks", [("2025-01-06", "oui", 7, None)])
    put("web.csv", "date,channel,sessions", [("2025-01-06", "direct", 7)])
    put("interest.csv", "date,term,kind,value", [("2025-01-06", "nordet", "marque", 7.5)])
    put("drivers.csv", "date,driver,value", [("2025-01-06", "snow", -7.5)])
    study()
    warehouse = Warehouse.open(folder)
    stored = {
        table: pl.read_parquet(warehouse.paths(table)).row(0, named=True)
        for table in ("experiments", "search", "web", "interest", "drivers")
    }
    assert {row["source_row"] for row in stored.values()} == {2}
    assert [stored["experiments"][name] for name in ("lift", "lift_error", "spend")] == [900.5, 300.25, None]
    assert [stored["search"][name] for name in ("brand", "impressions", "clicks")] == [True, 7.0, None]
    assert [stored["web"]["sessions"], stored["interest"]["kind"], stored["drivers"]["value"]] == [7.0, "brand", -7.5]


def test_a_return_without_spending_is_unknown() -> None:
    nothing = Experiment("radio", dt.date(2025, 1, 6), dt.date(2025, 1, 12), 9.0, 3.0, None)
    assert np.isnan(nothing.iroas)
    assert np.isnan(nothing.iroas_error)
