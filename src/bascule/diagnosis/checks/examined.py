"""All that a check may look at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from bascule.company import Company
from bascule.decisions import Check, Plan
from bascule.diagnosis.reading import Reading
from bascule.mmm.model import FittedModel, Model
from bascule.mmm.refits import Refits
from bascule.panel import Panel


@dataclass(frozen=True)
class Examined:
    """A study before its checks.

    Attributes
    ----------
    readings : list of Reading
        What the verdicts rest on, in the panel's order of channels.
    guessed : list of str
        Channels whose class nobody confirmed.
    refits : Refits or None
        None where they were left out on request, or no sales were read.
    """

    panel: Panel
    company: Company
    model: Model
    readings: list[Reading]
    guessed: list[str]
    plan: Plan
    refits: Refits | None = None

    @property
    def fit(self) -> FittedModel:
        """The model, for the checks of the fit, which are made only where sales were read."""
        return cast("FittedModel", self.model)


Finder = Callable[[Examined], Iterable[Check]]
