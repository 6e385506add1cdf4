"""Made-up posteriors and limits for the tests of the plan."""

import datetime as dt
from dataclasses import dataclass, replace
from types import SimpleNamespace

import numpy as np

from bascule.allocation.arbitrate import Asked, limits_of
from bascule.allocation.ground import Ground, at_cents, ground_of
from bascule.allocation.outlook import Outlook, week_starts
from bascule.allocation.tables import Table
from bascule.allocation.wishes import Wishes
from bascule.mmm.density.response import TAIL
from bascule.mmm.posterior import Posterior
from bascule.money import cents

START = dt.date(2026, 12, 7)
MARGIN = 0.4


def posterior(channels=3, draws=60, seed=0, **changes):
    """Channels of different height, half-saturation and carry-over; the last is delayed and S-shaped."""
    rng = np.random.default_rng(seed)
    usual = np.array([900.0, 600.0, 450.0, 300.0])[:channels]
    keep = rng.beta(3, 4, (draws, channels))
    half = np.exp(rng.normal(0.3, 0.5, (draws, channels)))
    height = usual * np.exp(rng.normal(1.0, 0.5, (draws, channels))) * 3
    stages, slope = np.ones(channels), np.ones(channels)
    stages[-1], slope[-1] = 2.0, 1.5
    state = np.ones((channels, 2, draws)) * rng.uniform(0.5, 1.5, (channels, 1, draws))
    fields = {
        "channels": ("meta", "google", "radio", "print")[:channels],
        "iroas": height / usual * 0.4, "mroas": height / usual * 0.2, "height": height, "half": half, "slope": slope,
        "reference": usual * 1.1, "usual": usual, "keep": keep, "stages": stages, "cycle": 0.0, "state": state,
        "year_state": state, "lasting_share": np.zeros((draws, channels)),
    }  # fmt: skip
    return Posterior(**(fields | changes))


def outlook(channels=3, weeks=26, **changes):
    """Even weeks from a Monday of December, nothing committed."""
    fields = {
        "starts": week_starts(START, weeks), "worth": np.ones(weeks + TAIL), "fixed": np.zeros((channels, weeks)),
        "shape": np.ones((channels, weeks)), "price": np.ones(channels),
    }  # fmt: skip
    return Outlook(**(fields | changes))


def tables(channels=3, draws=60, seed=0, top=2000.0):
    """Concave gains over nothing, in currency, with their exact slopes."""
    rng = np.random.default_rng(seed)
    spend = np.linspace(0, top, 33)
    found = []
    for _ in range(channels):
        height, half = rng.lognormal(7, 0.8, (draws, 1)), rng.lognormal(6, 0.5, (draws, 1))
        gain = height * spend / (spend + half) - 0.3 * spend
        found.append(Table(spend, gain, height * half / (spend + half) ** 2 - 0.3))
    return found


def steady(**fields):
    """A posterior of which only the curves count: nothing carries over, last year was as usual."""
    draws, channels = fields["height"].shape
    still = np.ones((channels, 2, draws))
    more = {"keep": np.full((draws, channels), 0.3), "stages": np.ones(channels), "cycle": 0.0}
    return Posterior(**fields, **more, state=still, year_state=still, lasting_share=np.zeros((draws, channels)))


def around(usual, multiple, stopped=()):
    """Least and most of each channel, cents per week, as far down as up of its usual; nothing where it stops."""
    low = [0 if c in stopped else cents(u * max(0.0, 2 - multiple)) for c, u in enumerate(usual)]
    return low, [0 if c in stopped else cents(u * multiple) for c, u in enumerate(usual)]


def asked_ground(model, panel, company, stopped=(), start=START, scenario=None, **options):
    """What a plan stands on, from a fitted model and what is asked."""
    asked = Asked(start, scenario, options)
    wishes, bounds, _ = limits_of(panel, company, asked, set(stopped))
    return ground_of(model.posterior, panel, company, wishes, bounds, (model.prior,))


@dataclass(frozen=True)
class Bounds:
    """What the optimiser reads of the limits, in cents a week."""

    low: np.ndarray
    high: np.ndarray
    step: np.ndarray
    useful: np.ndarray
    low_by: tuple
    high_by: tuple
    fixed: np.ndarray
    either: tuple = ()
    together: tuple = ()
    fees: tuple = ()
    total: tuple = (0, 0)

    @property
    def most(self):
        return self.total[1]


def bounds(low, high, weeks=26, **changes):
    """Limits between amounts, cents a week, without steps, useful minima nor groups."""
    low, high = np.array(low, dtype=np.int64), np.array(high, dtype=np.int64)
    nothing = np.zeros_like(low)
    fields = {
        "low": low, "high": high, "step": nothing, "useful": nothing, "fixed": np.zeros((len(low), weeks), np.int64),
        "low_by": tuple("floor" if x else None for x in low), "high_by": ("ceiling",) * len(low),
    }  # fmt: skip
    return Bounds(**(fields | {name: _array(value) for name, value in changes.items()}))


def _array(value):
    return np.array(value, dtype=np.int64) if isinstance(value, list) else value


def fee(weekly_cents, carries, can_stop=True):
    """A fixed cost and the channels that stop without it."""
    return SimpleNamespace(
        name="Studio Nord", kind="agency", weekly_cents=weekly_cents, carries=carries, can_stop=can_stop
    )


def totalled(limits, asked, usual):
    """The same limits with the total that is asked: exactly so much, or at most, cents a week."""
    most = int(limits.high.sum() if asked.free else usual.sum()) if asked.budget is None else cents(asked.budget)
    return replace(limits, total=(0 if asked.free else most, most))


def ground(own=None, ahead=None, limits=None, same=False, variants=(), margin=MARGIN, **wishes):
    """What a plan stands on: half of the draws seen, the other half fresh (all of both where `same`)."""
    own = posterior() if own is None else own
    ahead = outlook(channels=len(own.channels)) if ahead is None else ahead
    usual = at_cents(own.usual)
    limits = bounds(0 * usual, 2 * usual) if limits is None else limits
    parts = (slice(None), slice(None)) if same else (slice(0, None, 2), slice(1, None, 2))
    asked = Wishes(start=ahead.starts[0], horizon_weeks=ahead.weeks, **wishes)
    limits = totalled(limits, asked, usual)
    return Ground(own.take(parts[0]), own.take(parts[1]), tuple(variants), ahead, limits, usual, margin, asked)


def subset(own, ranks):
    """A posterior of some of its channels, in the order given."""
    ranks = list(ranks)
    return Posterior(
        channels=tuple(own.channels[c] for c in ranks), iroas=own.iroas[:, ranks], mroas=own.mroas[:, ranks],
        height=own.height[:, ranks], half=own.half[:, ranks], slope=own.slope[ranks], reference=own.reference[ranks],
        usual=own.usual[ranks], keep=own.keep[:, ranks], stages=own.stages[ranks], cycle=own.cycle,
        state=own.state[ranks], year_state=own.year_state[ranks], lasting_share=own.lasting_share[:, ranks],
    )  # fmt: skip


def scaled(own, factor):
    """The same posterior in another unit of money."""
    return replace(own, height=factor * own.height, reference=factor * own.reference, usual=factor * own.usual)
