"""One channel as the rules see it: draws, money, evidence."""

from dataclasses import dataclass

import numpy as np

from bascule.mmm.claims import Claim
from bascule.mmm.priors import ClassPrior
from bascule.panel import Evidence, Floats


@dataclass(frozen=True)
class Reading:
    """Everything a verdict may rest on, for one channel.

    Attributes
    ----------
    spend : float
        Of the last year, currency; `yearly` the same brought to a full year.
    iroas, mroas : arrays of shape (draws,)
        Revenue per dollar: of the last year's spending, and of the next dollar.
    gross_margin : float
    breaks : int
        Natural experiments in its history.
    varied : bool
        Whether its spending moved enough to compare anything.
    twin : str or None
        Another channel that always moved with it.
    chases : bool
        Whether its spending follows sales of the weeks before.
    tested : float or None
        Revenue per dollar that its planned tests found, the surest weighing most.
    """

    channel: str
    channel_class: str
    prior: ClassPrior
    claim: Claim | None
    spend: float
    yearly: float
    iroas: Floats
    mroas: Floats
    gross_margin: float
    evidence: Evidence
    breaks: int
    varied: bool
    twin: str | None
    chases: bool
    tested: float | None = None

    @property
    def returns(self) -> Floats:
        """Margin return, shape (draws,); 1 breaks even."""
        return self.gross_margin * self.iroas

    @property
    def earns(self) -> float:
        """P(margin return > 1)."""
        return float((self.returns > 1).mean())

    @property
    def next_earns(self) -> float:
        """P(margin of the next dollar > 1)."""
        return float((self.gross_margin * self.mroas > 1).mean())

    @property
    def loss_if_kept(self) -> float:
        """Expected margin lost in a year by keeping it rather than stopping (negative: gained), currency."""
        return float(self.yearly * (1 - self.returns.mean()))

    @property
    def price_of_doubt(self) -> float:
        """Expected margin that knowing its return would save in a year, when choosing to keep or stop, currency."""
        gain = self.yearly * (self.returns - 1)
        return float(np.maximum(gain, 0).mean() - max(gain.mean(), 0.0))
