"""A shop or a service firm chosen among rivals, in a history full of accidents.

Three sorts of customers (faithful, switching, bargain-hunting) choose between the company, its rivals and nothing.
Advertising competes for their regard with what rivals spend: its share of voice counts, not its amount; regard spreads
by itself, fades, and is held by habit. A rival opens, prices rise for good, goods run out, a platform's tag breaks,
and a hidden wave moves demand and budgets together. Business-to-business firms sell few large orders, months later.
"""

from dataclasses import dataclass, replace

import numpy as np

from companies.firm import BURN, Firm, Surroundings
from companies.market import Sales, State, together
from companies.season import Floats, wander

STAGES = 4
# Whom each class speaks to: the faithful, those who switch, those who hunt bargains.
SPEAKS_TO: dict[str, tuple[float, float, float]] = {
    "generic_search": (0.1, 1.0, 0.8), "social_prospecting": (0.4, 1.0, 0.5), "boosted_posts": (1.0, 0.4, 0.2),
    "video": (0.4, 1.0, 0.4), "display": (0.3, 0.7, 0.7), "radio": (0.6, 1.0, 0.5), "flyers": (0.6, 0.7, 1.0),
    "email": (1.0, 0.1, 0.3), "tv": (0.6, 1.0, 0.6), "out_of_home": (0.5, 1.0, 0.4), "directory": (0.0, 1.0, 0.7),
    "automated": (0.3, 0.9, 0.8), "brand_search": (0.0, 0.0, 0.0), "retargeting": (0.0, 0.0, 0.0),
}  # fmt: skip
# Share of its effect that lasts as regard; the rest acts the same week.
LASTS = {
    "tv": 0.8, "radio": 0.6, "video": 0.7, "out_of_home": 0.7, "social_prospecting": 0.4, "display": 0.3,
    "boosted_posts": 0.3, "flyers": 0.15, "email": 0.05, "generic_search": 0.05, "automated": 0.1, "directory": 0.0,
}  # fmt: skip


@dataclass(frozen=True)
class Accidents:
    """What befell the company, arrays of shape (span,): rivals' pull, most that shelves can meet, their noise."""

    rival: Floats
    shelves: Floats
    noise_of_rivals: Floats


@dataclass(frozen=True)
class Crowd:
    """The three sorts of customers, arrays of shape (3,)."""

    size: Floats
    liking: Floats
    habit: Floats
    sensitivity: Floats
    lure: Floats
    forget: Floats


@dataclass(frozen=True)
class Shock:
    """The state is regard (R, 3), habit (R, 3), pipeline (R, STAGES) and orders that wait for goods (R,)."""

    around: Surroundings
    accidents: Accidents
    crowd: Crowd
    rivals_spend: Floats
    speaks: Floats
    lasts: Floats
    saves: Floats
    leak: tuple[float, float]
    cycle: float
    efficacy: Floats

    @property
    def most(self) -> Floats:
        """Efficacy that cannot be exceeded, shape (channels,)."""
        return np.where(self.saves.any(axis=0), 0.95, 8.0)

    def with_efficacy(self, efficacy: Floats) -> "Shock":
        """Return the same market with channels of another strength."""
        return replace(self, efficacy=efficacy)

    def rest(self, runs: int) -> State:
        """Return some regard, settled habits, and a pipeline that flows."""
        flow = 0.15 * self.cycle if self.cycle else 0.0
        return np.full((runs, 3), 0.2), np.full((runs, 3), 0.2), np.full((runs, STAGES), flow), np.zeros(runs)

    def week(self, state: State, t: int, spend: Floats) -> tuple[State, Sales]:
        """Let customers choose, then serve them as goods and the pipeline allow."""
        regard, habit, pipeline, waiting = state
        voice = spend / (spend + self.rivals_spend * self.accidents.noise_of_rivals[t] * self.around.prices[t])
        pressed = self.efficacy * voice
        regard = regard + (0.3 * (pressed * self.lasts) @ self.speaks) * (1.0 - regard) / (1.0 + regard)
        regard = regard * (1.0 - self.crowd.forget * (1.0 - 0.6 * habit) * self.accidents.noise_of_rivals[t])
        chosen = self.choice(regard, habit, (pressed * (1.0 - self.lasts)) @ self.speaks, t)
        habit = 0.94 * habit + 0.06 * chosen
        wanted = self.around.need[t] * chosen * self.crowd.size
        first_leak, second_leak = self.leak
        kept = 1.0 - first_leak * (1.0 - together(pressed * self.saves[0]))
        kept = kept - second_leak * (1.0 - together(pressed * self.saves[1]))
        sold, pipeline = self.closed(wanted.sum(axis=1) * kept, pipeline)
        sold, waiting = self.served(sold, waiting, t)
        fresh = 0.8 - 0.6 * wanted[:, 0] / wanted.sum(axis=1)
        return (regard, habit, pipeline, waiting), Sales(sold * self.around.price[t], fresh, voice * sold[:, None])

    def choice(self, regard: Floats, habit: Floats, said: Floats, t: int) -> Floats:
        """Return the share of each sort of customer that chooses the company this week, shape (R, 3)."""
        crowd = self.crowd
        dear = crowd.sensitivity * np.log(self.around.price[t])
        ours = np.exp(crowd.liking + 1.2 * regard + said + 1.5 * habit - dear + crowd.lure * self.around.promo[t])
        return np.asarray(ours / (1.0 + ours + np.exp(self.accidents.rival[t])))

    def closed(self, wanted: Floats, pipeline: Floats) -> tuple[Floats, Floats]:
        """Return what is signed this week and the pipeline (R, STAGES): at once in a shop, in months between firms."""
        if not self.cycle:
            return wanted, pipeline
        rate = STAGES / self.cycle
        moved = pipeline * rate
        pipeline = pipeline - moved
        pipeline[:, 0] += wanted
        pipeline[:, 1:] += moved[:, :-1]
        return moved[:, -1], pipeline

    def served(self, sold: Floats, waiting: Floats, t: int) -> tuple[Floats, Floats]:
        """Return what goods allow to sell this week, and the part of the rest that waits for the next, shapes (R,)."""
        asked, room = sold + waiting, self.accidents.shelves[t]
        met = asked / (1.0 + (asked / room) ** 8) ** 0.125
        return met, 0.3 * (asked - met)

    def pull(self, state: State, t: int) -> Floats:
        """Return demand over its usual for every channel, shape (channels,)."""
        return np.full(len(self.efficacy), self.around.need[t])


def draw_accidents(rng: np.random.Generator, firm: Firm, usual: float) -> Accidents:
    """Return the accidents of a company's history; `usual` is what it sells in an ordinary week."""
    rival = np.full(firm.span, rng.normal(-0.2, 0.4))
    if rng.random() < 0.5:
        opened = int(rng.integers(BURN + 10, firm.end))
        rival[opened:] += rng.uniform(0.3, 0.9) * np.minimum(1.0, np.arange(firm.span - opened) / 8)
    shelves = np.full(firm.span, usual * (rng.uniform(3.0, 5.0)))
    for _ in range(int(rng.integers(0, 4)) if not firm.lumpy else 0):
        start = int(rng.integers(BURN, firm.end))
        shelves[start : start + int(rng.integers(2, 6))] = usual * rng.uniform(0.45, 0.8)
    return Accidents(rival, shelves, np.exp(wander(rng, firm.span, 0.9, rng.uniform(0.05, 0.3))))


def dearer(rng: np.random.Generator, firm: Firm, around: Surroundings) -> Surroundings:
    """Return the surroundings with, half the time, prices raised for good at some week of the history."""
    if rng.random() < 0.5:
        return around
    raised = np.ones(firm.span)
    raised[int(rng.integers(BURN + 8, firm.end)) :] = rng.uniform(1.04, 1.15)
    return replace(around, price=around.price * raised)


def draw_crowd(rng: np.random.Generator) -> Crowd:
    """Return the three sorts of customers of a company."""
    return Crowd(
        size=rng.dirichlet([3.0, 4.0, 3.0]),
        liking=np.array([0.3, -1.2, -1.8]) + rng.normal(0, 0.3, 3),
        habit=rng.uniform(0.5, 1.5, 3),
        sensitivity=np.array([0.8, 1.8, 3.5]) * rng.uniform(0.6, 1.4),
        lure=np.array([0.05, 0.2, 0.7]) * rng.uniform(0.5, 1.5),
        forget=np.array([0.04, 0.12, 0.25]) * np.exp(rng.normal(0, 0.5)),
    )


def draw_shock(firm: Firm, around: Surroundings) -> Shock:
    """Return the market of a company; what rivals spend beside its own budget varies widely."""
    rng = np.random.default_rng([firm.seed, 3])
    count = len(firm.channels)
    speaks = np.array([SPEAKS_TO[name] for name in firm.channels]) * np.exp(0.4 * rng.standard_normal((count, 3)))
    crowd = draw_crowd(rng)
    market = Shock(
        around=dearer(rng, firm, around),
        accidents=Accidents(np.zeros(firm.span), np.full(firm.span, 99.0), np.ones(firm.span)),
        crowd=crowd,
        rivals_spend=firm.level * np.exp(rng.normal(np.log(1.8), 0.8, count)),
        speaks=speaks,
        lasts=np.array([LASTS.get(name, 0.0) for name in firm.channels]),
        saves=np.array([[name == kind for name in firm.channels] for kind in ("brand_search", "retargeting")], float),
        leak=(float(rng.uniform(0.01, 0.12)), float(rng.uniform(0.01, 0.12))),
        cycle=float(rng.uniform(5.0, 16.0)) if firm.lumpy else 0.0,
        efficacy=np.full(count, 0.05),
    )
    chosen = market.choice(np.full((1, 3), 0.3), np.full((1, 3), 0.25), np.zeros((1, 3)), BURN)
    return replace(market, accidents=draw_accidents(rng, firm, float((chosen * crowd.size).sum())))
