"""What the hours of the company's people on marketing cost, and what is not known of it."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.company import Company
from bascule.diagnosis.acquisition.days import Days
from bascule.ingest.headers import plain
from bascule.panel import Floats
from bascule.plans import Reason

# Hours known for less than this share of the year are said to be partial.
WHOLE_SHARE = 0.9


def hours_cost(
    hours: pl.DataFrame, company: Company, days: Days, paid: NDArray[np.bool_], payroll: float
) -> tuple[Floats, list[Reason]]:
    """Return what hours on marketing cost by day, (days,), company currency, and what is not known of it.

    Minutes of a week, spread over its days, times what an hour of the role costs. A day that the pay of the files
    covers counts for that pay alone, which is what left the till; hours whose side or hourly cost is not known are
    said, and count for nothing.

    Parameters
    ----------
    hours : DataFrame
        Rows of the `hours` table.
    company : Company
        Its `roles` give the cost of an hour, charges in.
    days : Days
    paid : array of bool, shape (days,)
        Days that a row of pay covers.
    payroll : float
        That pay in the last year, currency.
    """
    weeks = _recent(hours, days)
    if weeks.is_empty():
        return np.zeros(len(days)), [] if payroll else [Reason(code="people_not_counted")]
    cost = {plain(name): role.hourly for name, role in company.roles.items()}
    rates = [None if role is None else cost.get(plain(role)) for role in weeks["role"]]
    weeks = weeks.with_columns(pl.Series("hourly", rates, dtype=pl.Float64), pl.col("minutes").truediv(60).alias("h"))
    ours = weeks.filter(pl.col("side") == "marketing")
    daily = days.stretches(ours.with_columns((pl.col("h") * pl.col("hourly")).alias("money")), "week", "until", "money")
    notes = _unpriced(ours, weeks, days)
    if ours.is_empty() and not payroll:
        notes.append(Reason(code="people_not_counted"))
    twice = float(daily[days.year][paid[days.year]].sum())
    if twice:
        params: dict[str, Any] = {"payroll_money": round(payroll, 2), "hours_money": round(twice, 2)}
        notes.append(Reason(code="payroll_over_hours", params=params))
    return np.where(paid, 0.0, daily), notes


def _recent(hours: pl.DataFrame, days: Days) -> pl.DataFrame:
    weeks = hours.with_columns((pl.col("week") + pl.duration(days=6)).alias("until")).drop_nulls(["week", "minutes"])
    return weeks.filter((pl.col("until") >= days.first) & (pl.col("week") <= days.end))


def _unpriced(ours: pl.DataFrame, weeks: pl.DataFrame, days: Days) -> list[Reason]:
    notes = []
    year = pl.col("until") >= days.year_start
    lacking = ours.filter(year & pl.col("hourly").is_null())
    if lacking.height:
        roles = lacking["role"].drop_nulls().unique().sort().to_list()
        params = {"roles": roles, "hours": round(float(lacking["h"].sum()), 1)}
        notes.append(Reason(code="role_cost_unknown", params=params))
    sideless = weeks.filter(year & pl.col("side").is_null())
    if sideless.height:
        notes.append(Reason(code="hours_side_unknown", params={"hours": round(float(sideless["h"].sum()), 1)}))
    counted = ours.filter(year)["week"].n_unique()
    usual = len(range(*days.year.indices(len(days)))) / 7
    if ours.height and counted < WHOLE_SHARE * usual:
        notes.append(Reason(code="hours_partial", params={"counted_weeks": counted, "of": round(usual)}))
    return notes
