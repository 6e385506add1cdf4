"""Expected value of a channel's weekly spend, over posterior draws."""

from dataclasses import dataclass

import numpy as np

from bascule.mmm.posterior import Posterior
from bascule.money import net_margin
from bascule.panel import Floats


@dataclass(frozen=True)
class Response:
    """Weekly response of every channel, draw by draw, in margin.

    Attributes
    ----------
    posterior : Posterior
    gross_margin : float
    per_week : float
        Weeks' share of a period of the posterior (1 for weekly data).
    """

    posterior: Posterior
    gross_margin: float
    per_week: float = 1.0

    def margin(self, channel: int, weekly: Floats) -> Floats:
        """Return contribution margin less spend, currency per week, shape (draws, points)."""
        spend = np.asarray(weekly, dtype=float)
        revenue = self.posterior.curve(channel, spend / self.per_week) * self.per_week
        return net_margin(revenue, spend, self.gross_margin)
