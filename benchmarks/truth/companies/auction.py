"""Demand comes by itself; channels bid for it, and what a click costs and how many there are is set by the others.

Search spends what people look for, up to its budget. Social, display and the like meet a pool of people that can be
persuaded, which empties as they are reached and refills slowly: returns diminish because audiences are finite.
Purchases ripen through a pipeline. Customers come back, and bring others. What other channels awaken is later
searched by name, where brand search bills it.
"""

from dataclasses import dataclass, replace

import numpy as np

from companies.firm import Firm, Surroundings
from companies.market import Sales, State, together
from companies.season import Floats
from companies.traits import SEARCH

STAGES = 3


@dataclass(frozen=True)
class Habits:
    """Rates of one company's demand and customers."""

    organic: float
    word: float
    echo: float
    echo_hold: float
    by_name: float
    poach: float
    ripen: float
    drop: float
    repeat: float
    churn: float
    refill: float
    tire: float
    promo: float
    elasticity: float


@dataclass(frozen=True)
class Auction:
    """The state is pools (R, channels), pipeline (R, STAGES), customers, echo of ads and weariness of e-mail."""

    around: Surroundings
    full_at: Floats
    shape: Floats
    kind: "Kinds"
    habits: Habits
    efficacy: Floats

    @property
    def most(self) -> Floats:
        """Efficacy that cannot be exceeded, shape (channels,)."""
        return np.where(self.kind.pool > 0, 5.0, 0.9)

    def with_efficacy(self, efficacy: Floats) -> "Auction":
        """Return the same market with channels of another strength."""
        return replace(self, efficacy=efficacy)

    def rest(self, runs: int) -> State:
        """Return full pools and a base of customers."""
        return (
            np.ones((runs, len(self.efficacy))),
            np.full((runs, STAGES), 0.5 * self.habits.organic / self.habits.ripen),
            np.full(runs, 0.6 * self.habits.organic / self.habits.churn),
            np.zeros(runs),
            np.zeros(runs),
        )

    def won(self, t: int, spend: Floats, looked_for: Floats) -> Floats:
        """Return the share of each audience won, shape (R, channels): the dearer the fewer are left to win."""
        size = np.where(self.kind.searched > 0, self.around.need[t], 1.0)
        size = np.where(self.kind.brand > 0, looked_for[:, None], size)
        bid = spend / (self.full_at * self.around.prices[t] * size)
        return np.asarray(1.0 - (1.0 + bid / self.shape) ** -self.shape)

    def week(self, state: State, t: int, spend: Floats) -> tuple[State, Sales]:
        """Run the week's auctions, then let purchases ripen and customers return."""
        pools, pipeline, customers, echo, weary = state
        habits, kind, need = self.habits, self.kind, self.around.need[t]
        by_name = self.asked_by_name(customers, echo, t)
        won = self.won(t, spend, by_name / self.usual_by_name)
        found = need * together(kind.searched * self.efficacy * won) * (1.0 - habits.organic)
        stirred = (kind.pool * self.efficacy * won * pools).sum(axis=1) * np.sqrt(need)
        pools = pools - kind.burn * won * pools + habits.refill * (1.0 - pools)
        echo = habits.echo_hold * echo + habits.echo * (stirred + 0.3 * (kind.loud * won).sum(axis=1))
        arrived = need * habits.organic + habits.word * customers + found + stirred + 0.1 * by_name
        kept = 1.0 - habits.drop * (1.0 - together(kind.chase * self.efficacy * won))
        pipeline, closed = self.ripen(pipeline, arrived, kept, t)
        mail = together(kind.mail * self.efficacy * won) / (1.0 + weary)
        weary = 0.8 * weary + habits.tire * (kind.mail * won).sum(axis=1)
        again = customers * habits.repeat * self.around.season[t] * (1.0 + 2.5 * mail)
        leaked = 1.0 - habits.poach * habits.by_name * (1.0 - together(kind.brand * self.efficacy * won))
        first, again = closed * leaked, again * (0.5 + 0.5 * leaked)
        customers = customers * (1.0 - habits.churn) + first
        touched = won * (first[:, None] * (1.0 + kind.brand) + 0.4 * again[:, None])
        sold = (first + again) * self.around.price[t]
        return (pools, pipeline, customers, echo, weary), Sales(sold, first / (first + again), touched)

    def ripen(self, pipeline: Floats, arrived: Floats, kept: Floats, t: int) -> tuple[Floats, Floats]:
        """Move the pipeline (R, STAGES) on a week; return it and what closed, shape (R,)."""
        lure = (1.0 + self.habits.promo * self.around.promo[t]) * self.around.price[t] ** -self.habits.elasticity
        rate = min(self.habits.ripen * lure, 0.95)
        moved = pipeline * rate
        stay = (pipeline - moved) * kept[:, None]
        stay[:, 0] += arrived
        stay[:, 1:] += moved[:, :-1]
        return stay, moved[:, -1]

    def asked_by_name(self, customers: Floats, echo: Floats, t: int) -> Floats:
        """Return how many look for the company by name, shape (R,)."""
        return np.asarray(self.around.need[t] * self.habits.organic + 0.1 * customers + echo)

    @property
    def usual_by_name(self) -> float:
        """How many look for the company by name in a usual week."""
        return self.habits.organic + 0.06 * self.habits.organic / self.habits.churn

    def pull(self, state: State, t: int) -> Floats:
        """Return what there is to bid for this week over the usual, shape (channels,), at this week's prices."""
        by_name = self.asked_by_name(state[2], state[3], t)[0] / self.usual_by_name
        size = np.where(self.kind.brand > 0, by_name, self.around.need[t])
        chased = state[1][0].sum() * self.habits.ripen / (STAGES * self.habits.organic)
        return np.asarray(np.where(self.kind.chase > 0, chased, size) * self.around.prices[t])


@dataclass(frozen=True)
class Kinds:
    """What sort of audience each channel bids for, arrays of shape (channels,): 0, or how much of it."""

    searched: Floats
    pool: Floats
    brand: Floats
    chase: Floats
    mail: Floats
    loud: Floats
    burn: Floats


def draw_kinds(rng: np.random.Generator, channels: tuple[str, ...]) -> Kinds:
    """Return the kinds of a company's channels; automated campaigns mix search, pool and harvest."""

    def marks(**weights: float) -> Floats:
        return np.array([weights.get(name, 0.0) for name in channels])

    pool = {name: 1.0 for name in channels if name not in (*SEARCH, "brand_search", "retargeting", "email")}
    return Kinds(
        searched=marks(generic_search=1.0, directory=rng.uniform(0.2, 0.6), automated=0.6),
        pool=marks(**pool, automated=0.15),
        brand=marks(brand_search=1.0, automated=rng.uniform(0.0, 0.5)),
        chase=marks(retargeting=1.0, automated=rng.uniform(0.0, 0.4)),
        mail=marks(email=1.0),
        loud=marks(video=0.3, radio=0.4, tv=0.5, out_of_home=0.3, social_prospecting=0.1),
        burn=rng.uniform(0.05, 0.5, len(channels)),
    )


def draw_habits(rng: np.random.Generator) -> Habits:
    """Return the rates of a company's demand and customers."""
    return Habits(
        organic=rng.uniform(0.1, 0.5), word=rng.uniform(0.0, 0.01), echo=rng.uniform(0.02, 0.3),
        echo_hold=rng.uniform(0.3, 0.93), by_name=rng.uniform(0.2, 0.7), poach=rng.uniform(0.02, 0.3),
        ripen=rng.uniform(0.35, 0.95), drop=rng.uniform(0.05, 0.3), repeat=rng.uniform(0.005, 0.05),
        churn=rng.uniform(0.01, 0.06), refill=rng.uniform(0.03, 0.3), tire=rng.uniform(0.0, 0.4),
        promo=rng.uniform(0.1, 0.4), elasticity=rng.uniform(0.6, 2.4),
    )  # fmt: skip


def draw_auction(firm: Firm, around: Surroundings) -> Auction:
    """Return the auctions a company bids in; how much of each audience its usual budget wins varies widely."""
    rng = np.random.default_rng([firm.seed, 3])
    count = len(firm.channels)
    return Auction(
        around=around,
        full_at=firm.level * np.exp(rng.normal(np.log(1.5), 0.7, count)),
        shape=rng.uniform(0.7, 3.0, count),
        kind=draw_kinds(rng, firm.channels),
        habits=draw_habits(rng),
        efficacy=np.full(count, 0.05),
    )
