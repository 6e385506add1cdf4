"""PyMC-Marketing's decisions, with its own budget optimiser; runs in its own environment.

Expert's priors. PyMC-Marketing has its prior on the height β of the saturated response, in units of the greatest sale
y⁺, not on a return. A channel adds β y⁺ Σ_t s(λ a_t), a_t being its carried-over spending over the greatest of its
weeks, and s(u) = (1 - e⁻ᵘ) / (1 + e⁻ᵘ); its return is that over its spending. At the centres of the default priors of
carry-over and steepness, the β of a return r is thus r Σ spend / (y⁺ Σ_t s(λ₀ a_t)), and β gets the lognormal of r
times that factor. Approximate: carry-over and steepness keep their own priors, which spread the implied return
further, and an expert's chance that a channel does nothing has no place in a lognormal.
"""

import datetime as dt
import warnings
from typing import Any

import numpy as np
import pandas as pd
from pymc_extras.prior import Prior
from pymc_marketing.mmm import MMM, GeometricAdstock, LogisticSaturation
from pymc_marketing.mmm.budget_optimizer import MinimizeException

from benchmarks.truth.peers.company import HORIZON, MOST, Exports, expert
from benchmarks.truth.peers.decisions import Found, drive

LAGS = 8
# Draws on which returns are read: enough for a 5 % quantile.
DRAWS = 1000
# Centres of the default priors: Beta(1, 3) of carry-over (mean), Gamma(3, 1) of steepness (median).
CARRY, STEEPNESS = 0.25, 2.674


def beta_per_return(exports: Exports) -> Any:
    """Return the height β that a return of 1 implies for each channel, shape (channels,)."""
    spend = np.array(exports.spend)
    weights = CARRY ** np.arange(LAGS)
    carried = sum(w * np.pad(spend, ((k, 0), (0, 0)))[: len(spend)] for k, w in enumerate(weights / weights.sum()))
    response = np.tanh(STEEPNESS * carried / spend.max(axis=0) / 2).sum(axis=0)
    return spend.sum(axis=0) / (max(exports.revenue) * response)


def saturation(exports: Exports, priors: str) -> LogisticSaturation:
    """Return the saturation with its default priors, or the height's by class."""
    if priors == "default":
        return LogisticSaturation()
    medians, spreads = np.array(expert(exports.channels)).T
    height = Prior("LogNormal", mu=np.log(medians * beta_per_return(exports)), sigma=spreads, dims="channel")
    return LogisticSaturation(priors={"beta": height})


def fitted(exports: Exports, priors: str) -> MMM:
    """Return the model fitted to a company's exports, price and promotions as controls where they move."""
    table = pd.DataFrame(exports.spend, columns=exports.channels).assign(**exports.controls)
    table.insert(0, "date", pd.to_datetime(exports.dates))
    model = MMM(
        date_column="date", channel_columns=exports.channels, target_column="y",
        adstock=GeometricAdstock(l_max=LAGS), saturation=saturation(exports, priors), yearly_seasonality=2,
        control_columns=list(exports.controls) or None,
    )  # fmt: skip
    revenue = pd.Series(exports.revenue, name="y")
    model.fit(table, revenue, chains=4, tune=1000, draws=1000, random_seed=1, progressbar=False)
    return model


def plan(model: MMM, exports: Exports) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return the weekly plan of the tool's optimiser over the horizon, the usual one where it finds none."""
    usual = exports.usual
    start = dt.date.fromisoformat(exports.dates[-1]) + dt.timedelta(weeks=1)
    optimiser = model.budget_optimizer(str(start), str(start + dt.timedelta(weeks=HORIZON - 1)))
    bounds = {c: (0.0, MOST * u) for c, u in usual.items()}
    try:
        best = optimiser.allocate_budget(sum(usual.values()), bounds).budgets
    except MinimizeException as error:
        return usual, (f"no plan: {error}",)
    return {c: float(best.sel(channel=c)) for c in usual}, ()


def decide(exports: Exports, priors: str) -> Found:
    """Return the tool's returns over the last year, and its plan."""
    model = fitted(exports, priors)
    returns = model.incrementality.contribution_over_spend(
        "all_time", exports.year[0], exports.year[-1], num_samples=DRAWS, random_state=1
    )
    found = returns.squeeze(drop=True).sel(channel=exports.channels)
    draws = found.stack(sample=[dim for dim in found.dims if dim != "channel"])
    weekly, notes = plan(model, exports)
    return Found(draws.transpose("sample", "channel").to_numpy(), weekly, notes)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    drive(decide)
