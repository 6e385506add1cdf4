"""Plan with Meridian's budget optimiser on its own posterior; runs in its own environment.

It plans a window of the history again: here its last weeks, in their own pattern of spending.
"""

import numpy as np
import pandas as pd
from meridian.analysis.analyzer import Analyzer
from meridian.analysis.optimizer import BudgetOptimizer, FixedBudgetScenario
from meridian.analysis.tensors import DataTensors
from meridian.data.data_frame_input_data_builder import DataFrameInputDataBuilder
from meridian.model.model import Meridian

from benchmarks.allocation.driver import CHAINS, DRAWS, HORIZON, MULTIPLE, Floats, converse
from benchmarks.speed.series import Weeks


class MeridianPlanner:
    """The optimiser over the last weeks of a series."""

    def __init__(self, weeks: Weeks) -> None:
        table = pd.DataFrame(weeks.spend, columns=weeks.channels)
        table.insert(0, "time", weeks.dates)
        table.insert(1, "revenue", weeks.revenue)
        builder = DataFrameInputDataBuilder(kpi_type="revenue").with_kpi(table, kpi_col="revenue")
        self.channels = weeks.channels
        self.usual = np.array(weeks.spend)[-HORIZON:].mean(axis=0)
        self.times = weeks.dates[-HORIZON:]
        self.model = Meridian(input_data=builder.with_media(table, *[weeks.channels] * 3).build())
        self.model.sample_posterior(n_chains=CHAINS, n_adapt=500, n_burnin=500, n_keep=DRAWS, seed=1)
        self.analyzer = Analyzer(self.model)
        self.window = {"start_date": self.times[0], "end_date": self.times[-1]}
        self.limits = {"spend_constraint_lower": MULTIPLE - 1, "spend_constraint_upper": MULTIPLE - 1}

    def whole(self) -> Floats:
        found = BudgetOptimizer(self.model).optimize(**self.window, **self.limits)
        self.grid = found.optimization_grid
        return np.array(found.optimized_data.spend.sel(channel=self.channels), dtype=float) / HORIZON

    def again(self) -> Floats:
        scenario = FixedBudgetScenario(total_budget=float(self.grid.historical_spend.sum()))
        found = self.grid.optimize(scenario, **self.limits)
        return np.array(found.optimized.sel(channel=self.channels), dtype=float) / HORIZON

    def responses(self, weekly: Floats) -> Floats:
        # As its own optimiser counts: what went before is scaled too, and what comes after is left out.
        media = self.model.input_data.media.values * (weekly / self.usual)
        found = np.asarray(
            self.analyzer.incremental_outcome(
                new_data=DataTensors(media=media.astype(np.float32)), selected_times=self.times,
                include_non_paid_channels=False,
            )
        )  # fmt: skip
        return found.reshape(-1, len(self.channels)).astype(float)


if __name__ == "__main__":
    converse(MeridianPlanner, ("google-meridian", "tensorflow"))
