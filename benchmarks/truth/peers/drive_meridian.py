"""Meridian's decisions, with its own budget optimiser; runs in its own environment.

A national model as it comes; spending stands for media execution, price and promotions are controls where they move. An
expert's priors go where Meridian has its own: on each channel's return.
"""

import warnings

import numpy as np
import pandas as pd
from meridian import backend
from meridian.analysis.analyzer import Analyzer
from meridian.analysis.optimizer import BudgetOptimizer
from meridian.data.data_frame_input_data_builder import DataFrameInputDataBuilder
from meridian.data.input_data import InputData
from meridian.model.model import Meridian
from meridian.model.prior_distribution import PriorDistribution
from meridian.model.spec import ModelSpec

from benchmarks.truth.peers.company import MOST, Exports, expert
from benchmarks.truth.peers.decisions import Found, drive


def data_of(exports: Exports) -> InputData:
    """Return a company's exports as Meridian reads them."""
    table = pd.DataFrame(exports.spend, columns=exports.channels).assign(**exports.controls)
    table.insert(0, "time", exports.dates)
    table.insert(1, "revenue", exports.revenue)
    builder = DataFrameInputDataBuilder(kpi_type="revenue").with_kpi(table, kpi_col="revenue")
    builder = builder.with_media(table, exports.channels, exports.channels, exports.channels)
    if exports.controls:
        builder = builder.with_controls(table, list(exports.controls))
    return builder.build()


def spec_of(exports: Exports, priors: str) -> ModelSpec:
    """Return the model's settings: all default, or returns by class."""
    if priors == "default":
        return ModelSpec()
    medians, spreads = np.array(expert(exports.channels), dtype=backend.np_float_dtype).T
    returns = backend.tfd.LogNormal(np.log(medians), spreads, name="roi_m")
    return ModelSpec(prior=PriorDistribution(roi_m=returns))


def decide(exports: Exports, priors: str) -> Found:
    """Return the tool's returns over the last year, and its plan on the last year's pattern of spending."""
    model = Meridian(input_data=data_of(exports), model_spec=spec_of(exports, priors))
    model.sample_posterior(n_chains=4, n_adapt=500, n_burnin=500, n_keep=1000, seed=1)
    returns = np.array(Analyzer(model).roi(selected_times=exports.year))
    best = BudgetOptimizer(model).optimize(
        start_date=exports.year[0], end_date=exports.year[-1], spend_constraint_lower=1.0,
        spend_constraint_upper=MOST - 1,
    ).optimized_data  # fmt: skip
    weekly = {c: float(best.spend.sel(channel=c)) / len(exports.year) for c in exports.channels}
    return Found(returns.reshape(-1, len(exports.channels)), weekly)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    drive(decide)
