"""What is assumed of a channel before any sale is read: priors by class, as data, each with its source."""

import math
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from bascule.company import ChannelClass, Company
from bascule.edits import Edit, PriorEdit

FILE = Path(__file__).with_name("priors.toml")
# How sure we are of a return that the company gives without grading its source.
OWN_WORD = "own"
_RETURN = frozenset({"works", "median", "spread"})


@dataclass(frozen=True)
class Change:
    """What a company changed of a published prior: the names of the fields, and where its figures come from."""

    fields: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class ClassPrior:
    """Prior of one channel class; the fields are explained at the head of `priors.toml`.

    `source` is that of what is published; `changes` are the company's, the last one prevailing.
    """

    works: float
    median: float
    spread: float
    carry: tuple[float, float]
    long: float
    chase: tuple[float, float]
    sure: str
    source: str
    half: tuple[float, float] = (1.5, 1.0)
    slope: float = 1.0
    stages: int = 1
    split: tuple[float, float] = (0.8, 1.0)
    claim: tuple[float, float] | None = None
    changes: tuple[Change, ...] = ()

    @property
    def gives_return(self) -> bool:
        """Whether the company itself says what the channel brings, rather than what is published."""
        return any(_RETURN.intersection(change.fields) for change in self.changes)

    @property
    def half_life_weeks(self) -> float:
        """Weeks after which half of an effect is left, at the mean carry-over."""
        kept, lost = self.carry
        return math.log(0.5) / math.log(kept / (kept + lost))

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
    changes: tuple[Change, ...] = ()

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
    """The priors of every class, what they share, and what a company says of some of its channels."""

    general: GeneralPrior
    classes: dict[str, ClassPrior]
    channels: dict[str, PriorEdit] = field(default_factory=dict)

    def of(self, channel_class: ChannelClass) -> ClassPrior:
        """Return the prior of a class.

        Examples
        --------
        >>> priors().of("brand_search").claim
        (0.25, 0.8)
        """
        return self.classes[channel_class]

    def of_channel(self, channel: str, channel_class: ChannelClass) -> ClassPrior:
        """Return the prior of one channel: that of its class, and what the company says of the channel itself.

        Examples
        --------
        >>> edited = replace(priors(), channels={"radio-nord": PriorEdit(median=3.0, source="our own test")})
        >>> edited.of_channel("radio-nord", "radio").median, edited.of_channel("radio-sud", "radio").median
        (3.0, 1.4)
        """
        return _edited_class(self.of(channel_class), self.channels.get(channel))


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


def priors_for(company: Company) -> Priors:
    """Return the published priors as a company edits them in `bascule.toml`.

    Examples
    --------
    >>> company = Company.model_validate({
    ...     "name": "Nordet", "gross_margin": 0.4,
    ...     "priors": {"class": {"radio": {"median": 2.0, "source": "four seasons of our own stops"}}},
    ... })
    >>> radio = priors_for(company).of("radio")
    >>> radio.median, radio.spread, radio.sure, radio.changes[0].fields
    (2.0, 0.8, 'own', ('median',))
    """
    published, edits = priors(), company.priors
    classes = published.classes | {
        name: _edited_class(published.of(name), edit) for name, edit in edits.classes.items()
    }
    channels = {name: found.prior for name, found in company.channels.items() if found.prior is not None}
    general = published.general
    if edits.general is not None:
        general = replace(general, **_changed(general.changes, edits.general))
    return Priors(general, classes, channels)


def _edited_class(prior: ClassPrior, edit: PriorEdit | None) -> ClassPrior:
    if edit is None:
        return prior
    # A grade is that of a source: a return without the published source does not keep its grade.
    sure = {"sure": OWN_WORD} if _RETURN.intersection(edit.changes) else {}
    return replace(prior, **(sure | _changed(prior.changes, edit)))


def _changed(before: tuple[Change, ...], edit: Edit) -> dict[str, Any]:
    changes = edit.changes
    return changes | {"changes": (*before, Change(tuple(changes), edit.source))} if changes else {}
