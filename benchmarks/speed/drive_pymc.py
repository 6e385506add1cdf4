"""Fit one series with PyMC-Marketing as it comes; runs in its own environment."""

import warnings
from typing import Any

import arviz as az
import pandas as pd
from pymc_marketing.mmm import MMM, GeometricAdstock, LogisticSaturation

from benchmarks.speed.driver import Found, answer
from benchmarks.speed.series import Series, Weeks

NAMES = ["adstock_alpha", "saturation_lam", "saturation_beta"]


def fit(series: Series, weeks: Weeks, seed: int) -> Any:
    """Return the draws of a series: default priors, default sampler, 4 chains of 1,000 + 1,000."""
    X = pd.DataFrame(weeks.spend, columns=weeks.channels)  # noqa: N806
    X.insert(0, "date", pd.to_datetime(weeks.dates))
    model = MMM(
        date_column="date", channel_columns=weeks.channels, target_column="y", adstock=GeometricAdstock(l_max=8),
        saturation=LogisticSaturation(), yearly_seasonality=2,
    )  # fmt: skip
    return model.fit(
        X, pd.Series(weeks.revenue, name="y"), chains=4, tune=1000, draws=1000, random_seed=seed, progressbar=False
    )


def diagnose(drawn: Any) -> Found:
    """Return the worst diagnostics over every channel's effect, carry-over and saturation."""
    posterior = drawn["posterior"].to_dataset()[NAMES]
    ess = min(float(values.min()) for values in az.ess(posterior, method="bulk").data_vars.values())
    rhat = max(float(values.max()) for values in az.rhat(posterior, method="rank").data_vars.values())
    return ess, rhat, int(drawn["sample_stats"]["diverging"].sum()), posterior.sizes["chain"] * posterior.sizes["draw"]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    answer(fit, diagnose, ("pymc-marketing", "pymc", "nutpie", "arviz"))
