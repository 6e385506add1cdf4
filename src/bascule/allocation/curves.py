"""Expected value of a channel's weekly spend, over posterior draws."""

from dataclasses import dataclass

import numpy as np

from bascule.mmm.posterior import Posterior
from bascule.money import net_margin
from bascule.panel import Floats

# Standard deviations of gain that one must expect before moving money: a move is a guess, staying put is not.
PRUDENCE = 0.15


@dataclass(frozen=True)
class Response:
    """Weekly response of every channel over a set of draws, in margin.

    Attributes
    ----------
    posterior : Posterior
    draws : slice
        Which draws are looked at: the optimiser sees some, the plan is valued on the others.
    gross_margin : float
    per_week : float
        Weeks' share of a period of the posterior (1 for weekly data).
    """

    posterior: Posterior
    draws: slice
    gross_margin: float
    per_week: float = 1.0

    def margin(self, channel: int, weekly: Floats) -> Floats:
        """Return contribution margin less spend, currency per week, shape (draws, points)."""
        spend = np.asarray(weekly, dtype=float)
        revenue = self._part().curve(channel, spend / self.per_week) * self.per_week
        return net_margin(revenue, spend, self.gross_margin)

    def prudent(self, channel: int, weekly: Floats, usual: float) -> Floats:
        """Return the expected change of margin from the usual spend less PRUDENCE of its deviation, shape (points,).

        Currency per week. A mean-deviation utility (Markowitz 1952, doi:10.2307/2975974), by channel.
        """
        margins = self.margin(channel, np.append(np.asarray(weekly, dtype=float), usual))
        change = margins[:, :-1] - margins[:, -1:]
        return np.asarray(change.mean(axis=0) - PRUDENCE * change.std(axis=0))

    def next_dollar(self, channel: int, weekly: float) -> float:
        """Return the expected margin that one more dollar a week brings back, per dollar, spend not deducted."""
        slope = self._part().marginal(channel, np.array([weekly / self.per_week]))
        return float(self.gross_margin * slope.mean())

    def _part(self) -> Posterior:
        whole = self.posterior
        return Posterior(
            whole.channels, whole.iroas[self.draws], whole.mroas[self.draws], whole.height[self.draws],
            whole.half[self.draws], whole.slope, whole.reference, whole.usual,
        )  # fmt: skip
