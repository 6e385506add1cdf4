"""Fit one series with Meridian as it comes, national model; runs in its own environment."""

import warnings
from typing import Any

import arviz as az
import pandas as pd
from meridian.data.data_frame_input_data_builder import DataFrameInputDataBuilder
from meridian.model.model import Meridian

from benchmarks.speed.driver import Found, answer
from benchmarks.speed.series import Series, Weeks

NAMES = ["roi_m", "alpha_m", "ec_m"]


def fit(series: Series, weeks: Weeks, seed: int) -> Any:
    """Return the draws of a series: default priors, 4 chains of 500 to adapt, 500 to burn, 1,000 kept."""
    table = pd.DataFrame(weeks.spend, columns=weeks.channels)
    table.insert(0, "time", weeks.dates)
    table.insert(1, "revenue", weeks.revenue)
    data = (
        DataFrameInputDataBuilder(kpi_type="revenue")
        .with_kpi(table, kpi_col="revenue")
        .with_media(table, weeks.channels, weeks.channels, weeks.channels)
        .build()
    )
    model = Meridian(input_data=data)
    model.sample_posterior(n_chains=4, n_adapt=500, n_burnin=500, n_keep=1000, seed=seed)
    return model.inference_data


def diagnose(drawn: Any) -> Found:
    """Return the worst diagnostics over every channel's effect, carry-over and saturation."""
    posterior = drawn.posterior[NAMES]
    ess = min(float(values.min()) for values in az.ess(posterior, method="bulk").data_vars.values())
    rhat = max(float(values.max()) for values in az.rhat(posterior, method="rank").data_vars.values())
    return ess, rhat, int(drawn.sample_stats["diverging"].sum()), posterior.sizes["chain"] * posterior.sizes["draw"]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    answer(fit, diagnose, ("google-meridian", "tensorflow", "arviz"))
