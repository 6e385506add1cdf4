"""Plan with PyMC-Marketing's budget optimiser on its own posterior; runs in its own environment."""

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from pymc_marketing.mmm import MMM, GeometricAdstock, LogisticSaturation

from benchmarks.allocation.driver import CHAINS, DRAWS, HORIZON, Floats, bounds, converse
from benchmarks.speed.series import Weeks

LAGS, YEAR = 8, 52
CONTRIBUTION = "channel_contribution_original_scale"


class PymcPlanner:
    """The optimiser over the weeks after a series; its default aim, the mean response, and its default solver."""

    def __init__(self, weeks: Weeks) -> None:
        table = pd.DataFrame(weeks.spend, columns=weeks.channels)
        table.insert(0, "date", pd.to_datetime(weeks.dates))
        self.channels = weeks.channels
        self.usual = np.array(weeks.spend)[-YEAR:].mean(axis=0)
        start = dt.date.fromisoformat(weeks.dates[-1]) + dt.timedelta(weeks=1)
        self.window = str(start), str(start + dt.timedelta(weeks=HORIZON - 1))
        self.model = MMM(
            date_column="date", channel_columns=weeks.channels, target_column="y", adstock=GeometricAdstock(l_max=LAGS),
            saturation=LogisticSaturation(), yearly_seasonality=2,
        )  # fmt: skip
        self.model.build_model(table, pd.Series(weeks.revenue, name="y"))
        self.model.add_original_scale_contribution_variable(var=["channel_contribution"])
        self.model.fit(
            table, pd.Series(weeks.revenue, name="y"), chains=CHAINS, tune=1000, draws=DRAWS, random_seed=1,
            progressbar=False,
        )  # fmt: skip
        self.optimiser = self.model.budget_optimizer(*self.window)

    def whole(self) -> Floats:
        self.optimiser = self.model.budget_optimizer(*self.window)
        return self.again()

    def again(self) -> Floats:
        limits = dict(zip(self.channels, zip(*bounds(self.usual), strict=True), strict=True))
        best: Any = self.optimiser.allocate_budget(float(self.usual.sum()), limits).budgets
        return np.array(best.sel(channel=self.channels), dtype=float)

    def responses(self, weekly: Floats) -> Floats:
        plan = xr.DataArray(weekly, dims="channel", coords={"channel": self.channels})
        found = self.optimiser.evaluate_response_distribution(plan, CONTRIBUTION).sum("date")
        return np.array(found.sel(channel=self.channels).transpose("sample", "channel"), dtype=float)


if __name__ == "__main__":
    converse(PymcPlanner, ("pymc-marketing", "pymc", "pytensor"))
