"""One company as drawn before anything happens: size, margin, channels, calendar, and the world around it."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np

from companies.season import Floats, mondays, season, wander
from companies.traits import COMPANY_SPREAD, MENUS, SPREAD, TRAITS

Mechanism = Literal["funnel", "auction", "shock"]
MECHANISMS: tuple[Mechanism, ...] = ("funnel", "auction", "shock")
# Weeks lived before the first exported one, of the plan, and counted after the plan or the last year.
BURN, HORIZON, TAIL, YEAR = 40, 26, 26, 52
LAST_MONDAY = dt.date(2026, 11, 9)
TRADES: dict[Mechanism, tuple[str, ...]] = {
    "funnel": ("gifts", "garden", "services", "summer", "winter", "renovation"),
    "auction": ("gifts", "renovation", "services", "winter", "gifts", "summer"),
    "shock": ("gifts", "garden", "summer", "winter", "b2b", "b2b"),
}
# No company owes more than this share of its revenue to its advertising.
MOST_MEDIA = 0.4


@dataclass(frozen=True)
class Firm:
    """What is fixed of a company.

    Attributes
    ----------
    weeks : int
        Exported history.
    revenue : float
        Currency per week, on average.
    level : array of shape (channels,), currency per week
        Budget that each channel is meant to have.
    intended : array of shape (channels,)
        Return each channel is given to bring, before all that happens changes it.
    ticket, spread : float
        Mean order, currency, and the coefficient of variation of one order.
    contracts : float
        Share of revenue that comes in whatever happens.
    """

    mechanism: Mechanism
    seed: int
    trade: str
    weeks: int
    margin: float
    revenue: float
    channels: tuple[str, ...]
    level: Floats
    intended: Floats
    ticket: float
    spread: float
    contracts: float
    first: dt.date

    @property
    def span(self) -> int:
        """Weeks simulated in all."""
        return BURN + self.weeks + HORIZON + TAIL

    @property
    def end(self) -> int:
        """First week after the exported history."""
        return BURN + self.weeks

    @property
    def lumpy(self) -> bool:
        """Whether the company sells few large orders."""
        return self.trade == "b2b"


@dataclass(frozen=True)
class Surroundings:
    """What happens whatever the company does, the same in every counterfactual; arrays of shape (span,).

    `prices` is the cost of attention in each channel over its usual, shape (span, channels); `hidden` a part of demand
    that managers sense and nobody records.
    """

    season: Floats
    demand: Floats
    hidden: Floats
    promo: Floats
    price: Floats
    prices: Floats

    @property
    def need(self) -> Floats:
        """Demand of the week over its usual, all causes together."""
        return np.asarray(self.season * self.demand * np.exp(self.hidden))


def draw_channels(rng: np.random.Generator, mechanism: Mechanism) -> tuple[str, ...]:
    """Return three to eight channels of the mechanism's menu."""
    menu = MENUS[mechanism]
    weights = np.array(list(menu.values()))
    count = int(rng.choice([3, 4, 5, 6, 7, 8], p=[0.1, 0.22, 0.26, 0.2, 0.13, 0.09]))
    picked = set(rng.choice(list(menu), size=count, replace=False, p=weights / weights.sum()).tolist())
    if mechanism == "shock" and rng.random() < 0.5:
        picked |= {"radio", "display"}
    names = sorted(picked)
    while len(names) > 8:
        names.remove(next(name for name in names if name not in ("radio", "display")))
    return tuple(names)


def draw_returns(rng: np.random.Generator, channels: tuple[str, ...], share: Floats) -> Floats:
    """Return the return each channel is given to bring; `share` is its spending over the company's revenue."""
    ours = COMPANY_SPREAD * rng.standard_normal()
    out = np.empty(len(channels))
    for c, name in enumerate(channels):
        trait = TRAITS[name]
        # The first dollars are the best ones: a channel that takes little of revenue brings more per dollar.
        size = -0.2 * np.log(share[c] / 0.01)
        out[c] = np.exp(np.log(trait.median) + ours + size + SPREAD * rng.standard_normal())
        if rng.random() < trait.nil:
            out[c] = rng.uniform(0.0, 0.15)
    return np.asarray(np.minimum(out, 15.0) * min(1.0, MOST_MEDIA / float(np.minimum(out, 15.0) @ share)))


def draw_firm(seed: int, mechanism: Mechanism) -> Firm:
    """Return the company of a seed."""
    rng = np.random.default_rng([seed, MECHANISMS.index(mechanism), 1])
    trade = str(rng.choice(TRADES[mechanism]))
    weeks = int(rng.integers(60, 157))
    revenue = float(np.clip(np.exp(rng.normal(np.log(1.2e6), 0.8)), 0.3e6, 8e6)) / 52
    channels = draw_channels(rng, mechanism)
    rate = float(np.clip(np.exp(rng.normal(np.log(0.06), 0.5)), 0.02, 0.15))
    weight = np.array([TRAITS[c].share for c in channels]) * np.exp(0.6 * rng.standard_normal(len(channels)))
    share = rate * weight / weight.sum()
    lumpy = trade == "b2b"
    orders = rng.uniform(1.0, 6.0) if lumpy else float(np.exp(rng.uniform(np.log(12), np.log(400))))
    contracts = rng.uniform(0.1, 0.25) if lumpy else 0.0
    return Firm(
        mechanism=mechanism,
        seed=seed,
        trade=trade,
        weeks=weeks,
        margin=round(float(rng.uniform(0.30, 0.65)), 3),
        revenue=revenue,
        channels=channels,
        level=share * revenue,
        intended=draw_returns(rng, channels, share),
        ticket=revenue * (1 - contracts) / orders,
        spread=float(rng.uniform(0.5, 1.1)),
        contracts=contracts,
        first=LAST_MONDAY - dt.timedelta(weeks=weeks - 1 + int(rng.integers(0, 30))),
    )


def draw_surroundings(firm: Firm) -> Surroundings:
    """Return the calendar, demand and prices around a company."""
    rng = np.random.default_rng([firm.seed, 2])
    dates = mondays(firm.first - dt.timedelta(weeks=BURN), firm.span)
    kind = "services" if firm.lumpy else firm.trade
    years = np.arange(firm.span) / 52
    trend = np.exp(rng.normal(0.03, 0.08) * (years - years[firm.end]))
    promo = (rng.random(firm.span) < rng.uniform(0.0, 0.14)).astype(float)
    promo *= not firm.lumpy
    discount = rng.uniform(0.08, 0.2)
    dear = np.array([1.25 if d.month in (11, 12) else 1.0 for d in dates])
    online = np.array([TRAITS[c].claims is not None for c in firm.channels])
    waves = np.stack([wander(rng, firm.span, 0.85, rng.uniform(0.04, 0.15)) for _ in firm.channels], axis=1)
    return Surroundings(
        season=season(kind, dates, float(rng.uniform(0.4, 1.1))),
        demand=trend * np.exp(wander(rng, firm.span, rng.uniform(0.6, 0.97), rng.uniform(0.03, 0.12))),
        hidden=wander(rng, firm.span, 0.8, rng.uniform(0.08, 0.2) if firm.mechanism == "shock" else 0.0),
        promo=promo,
        price=1.0 - discount * promo,
        prices=np.where(online, dear[:, None], 1.0) * np.exp(np.where(online, waves, 0.0)),
    )
