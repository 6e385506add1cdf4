"""Fit one series with Bascule's response model."""

from typing import cast

import numpy as np

from bascule.company import ChannelClass, Company
from bascule.mmm.build import set_up
from bascule.mmm.fit import Sample, sample
from bascule.mmm.sampler.diagnostics import bulk_ess, rhat
from bascule.panel import Panel
from benchmarks.speed.driver import Found, answer
from benchmarks.speed.series import Series, Weeks

# Of no consequence for a fit: margins turn returns into money afterwards.
MARGIN = 0.5


def panel_of(weeks: Weeks) -> Panel:
    """Return the panel of a series that tells only revenue and spending."""
    spend, revenue = np.array(weeks.spend), np.array(weeks.revenue)
    untold, nothing = np.full(spend.shape, np.nan), np.full(revenue.shape, np.nan)
    return Panel(
        dates=np.array(weeks.dates, dtype="datetime64[D]"), period="week", channels=tuple(weeks.channels), spend=spend,
        claimed_revenue=untold, claimed_conversions=untold, impressions=untold, clicks=untold,
        revenue=revenue, orders=nothing, new_customers=nothing, price_index=nothing, promo=nothing,
    )  # fmt: skip


def fit(series: Series, weeks: Weeks, seed: int) -> tuple[Sample, int]:
    """Return the converged sample of a series, or the last attempt's, and how many of its columns are channels'."""
    company = Company.model_validate({"name": series.title, "gross_margin": MARGIN, "province": series.province})
    classes = tuple(cast(ChannelClass, series.classes[name]) for name in weeks.channels)
    problem = set_up(panel_of(weeks), company, classes).problem
    return sample(problem, seed), problem.per_channel * problem.channels


def diagnose(fitted: tuple[Sample, int]) -> Found:
    """Return the worst diagnostics over every channel's effect, carry-over and saturation."""
    drawn, columns = fitted
    each = [drawn.draws[:, :, i] for i in range(columns)]
    return min(map(bulk_ess, each)), max(map(rhat, each)), drawn.divergences, len(drawn.flat)


if __name__ == "__main__":
    answer(fit, diagnose, ("bascule", "numpy", "numba"))
