"""The rates of sales taxes, by province and date."""

import datetime as dt
from typing import get_args

import polars as pl
import pytest

from bascule.company import Province
from bascule.ingest.sales_tax import RATES, SINCE, rates_between, sales_tax_rate

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("province", "day", "rate"),
    [
        ("QC", TODAY, 0.14975),
        ("ON", TODAY, 0.13),
        ("NB", dt.date(2016, 6, 30), 0.13),
        ("NB", TODAY, 0.15),
        ("NL", TODAY, 0.15),
        ("PE", dt.date(2016, 9, 30), 0.14),
        ("PE", TODAY, 0.15),
        ("NS", dt.date(2025, 3, 31), 0.15),
        ("NS", dt.date(2025, 4, 1), 0.14),
        ("MB", dt.date(2019, 6, 30), 0.13),
        ("MB", TODAY, 0.12),
        ("SK", dt.date(2017, 3, 22), 0.10),
        ("SK", TODAY, 0.11),
        ("BC", TODAY, 0.12),
        ("AB", TODAY, 0.05),
        ("YT", TODAY, 0.05),
    ],
)
def test_the_rate_in_force(province: str, day: dt.date, rate: float) -> None:
    found = pl.DataFrame({"day": [day, SINCE - dt.timedelta(days=1)]}).select(sales_tax_rate(province, pl.col("day")))
    assert found["rate"].to_list() == [rate, None]
    assert rates_between(province, day, day) == [rate]


def test_every_province_has_its_rates_in_order() -> None:
    assert set(RATES) == set(get_args(Province))
    for steps in RATES.values():
        days = [since for since, _ in steps]
        assert days[0] == SINCE
        assert days == sorted(set(days))
