"""What is assumed of a channel before any sale is read: priors by class, as data, each with its source."""

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bascule.company import ChannelClass

FILE = Path(__file__).with_name("priors.toml")


@dataclass(frozen=True)
class ClassPrior:
    """Prior of one channel class; the fields are explained at the head of `priors.toml`."""

    works: float
    median: float
    spread: float
    carry: tuple[float, float]
    long: float
    chase: tuple[float, float]
    sure: str
    source: str
    half: tuple[float, float] = (1.5, 0.7)
    slope: float = 1.0
    claim: tuple[float, float] | None = None

    @property
    def bounds(self) -> tuple[float, float]:
        """5 % and 95 % quantiles of the return if the channel works (revenue per dollar, short run)."""
        reach = math.exp(1.6449 * self.spread)
        return self.median / reach, self.median * reach


@dataclass(frozen=True)
class GeneralPrior:
    """What all channels share: see `priors.toml`, tables `general` and `shared`."""

    version: str
    nil_median: float
    nil_spread: float
    nothing_below: float
    long_credit: float
    long_spread: float
    discrepancy: float
    total_elasticity: float
    total_intensity: float
    total_marginal_share: float
    total_spread: float
    source: str
    noise_spread: float
    autocorrelation: tuple[float, float]
    wander: tuple[float, float]
    season: tuple[float, float]

    def total_share(self, intensity: float) -> tuple[float, float]:
        """Return location and spread of the log share of revenue owed to all channels.

        Parameters
        ----------
        intensity : float
            Marketing spend over revenue.

        Examples
        --------
        >>> location, spread = priors().general.total_share(0.05)
        >>> round(math.exp(location), 3), spread
        (0.15, 0.9)
        """
        elasticity = self.total_elasticity * math.sqrt(intensity / self.total_intensity)
        return math.log(elasticity / self.total_marginal_share), self.total_spread


@dataclass(frozen=True)
class Priors:
    """The priors of every class and what they share."""

    general: GeneralPrior
    classes: dict[str, ClassPrior]

    def of(self, channel_class: ChannelClass) -> ClassPrior:
        """Return the prior of a class.

        Examples
        --------
        >>> priors().of("brand_search").claim
        (0.25, 0.8)
        """
        return self.classes[channel_class]


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}


@cache
def priors() -> Priors:
    """Return the published priors.

    Examples
    --------
    >>> low, high = priors().of("generic_search").bounds
    >>> round(low, 2), round(high, 2)
    (0.54, 5.38)
    """
    with FILE.open("rb") as file:
        data = tomllib.load(file)
    classes = {name: ClassPrior(**_tuples(table)) for name, table in data["class"].items()}
    return Priors(GeneralPrior(**_tuples(data["general"] | data["shared"])), classes)
