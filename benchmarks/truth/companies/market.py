"""What every mechanism offers: a state at rest, and one week of it under any spending."""

from typing import NamedTuple, Protocol

import numpy as np

from companies.firm import Surroundings
from companies.season import Floats

State = tuple[Floats, ...]


class Sales(NamedTuple):
    """Expected sales of a week in R runs, in units of the mechanism.

    `value` is revenue, shape (R,), at the week's prices; `fresh` the share of orders from new customers; `touched` the
    purchases each channel's platform sees itself in, shape (R, channels).
    """

    value: Floats
    fresh: Floats
    touched: Floats


class Market(Protocol):
    """A mechanism with a company's own parameters, every run of a batch moving together."""

    @property
    def around(self) -> Surroundings:
        """What happens whatever the company does."""

    @property
    def efficacy(self) -> Floats:
        """How strongly each channel acts, shape (channels,)."""

    @property
    def most(self) -> Floats:
        """Efficacy that cannot be exceeded, shape (channels,)."""

    def with_efficacy(self, efficacy: Floats) -> "Market":
        """Return the same market with channels of another strength."""

    def rest(self, runs: int) -> State:
        """Return the state at which history starts, first axis of size `runs`."""

    def week(self, state: State, t: int, spend: Floats) -> tuple[State, Sales]:
        """Return the state after week t and its sales, from spending (runs, channels)."""

    def pull(self, state: State, t: int) -> Floats:
        """Return how much each channel could usefully spend this week over its usual, shape (channels,), one run."""


def together(push: Floats) -> Floats:
    """Return the probability that at least one of independent pushes (R, channels) works, shape (R,)."""
    return np.asarray(1.0 - np.prod(1.0 - np.clip(push, 0.0, 0.95), axis=1))


def advance(market: Market, state: State, start: int, spend: Floats) -> tuple[State, Floats]:
    """Run weeks from `start` under spending (R, weeks, channels); return the last state and revenue (R, weeks)."""
    value = np.empty(spend.shape[:2])
    for k in range(spend.shape[1]):
        state, sales = market.week(state, start + k, spend[:, k])
        value[:, k] = sales.value
    return state, value


def spread_over(state: State, runs: int) -> State:
    """Return a one-run state copied to `runs` runs."""
    return tuple(np.repeat(part, runs, axis=0) for part in state)
