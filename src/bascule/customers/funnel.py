"""How deals are won: what share in the end, in how long, for how much, by origin and by stage."""

import datetime as dt

import numpy as np
import polars as pl
from scipy.special import betaln

from bascule.company import Company
from bascule.customers.deals import LEAST_CLOSED, as_of
from bascule.customers.incidence import Ages, Incidence, counted, drawn
from bascule.customers.stages import stage_lines
from bascule.panel import Floats
from bascule.plans import Interval90, Reason
from bascule.returns import Funnel
from bascule.returns.acquisition import OriginLine

DRAWS = 1000
# A time, or a mean amount, of fewer deals than this is not told.
LEAST_WON = 5
SLOW_SHARE = 0.9
# Where more than this stays open at the greatest age that the data show, it is said.
MUCH_OPEN = 0.1
# How many deals of the whole company an origin is worth beside its own: each is as likely before the data are read.
WEIGHTS = 2.0 ** np.arange(1, 9)
UNKNOWN = "unknown"
# More different amounts than this are not weighed one by one.
_MOST_AMOUNTS = 5000
_MOST_ORIGINS = 20


def funnel(deals: pl.DataFrame, company: Company, end: dt.date, seed: int) -> Funnel | None:
    """Return how deals are won; None where fewer than `LEAST_CLOSED` of them are closed and dated.

    The share won in the end is Aalen and Johansen's cumulative incidence, read as far as the data go
    (:func:`bascule.customers.incidence.incidence`), with the latest closings' share for what is still open beyond.

    Parameters
    ----------
    deals : DataFrame
        Rows of the `deals` table; amounts in the company's currency.
    company : Company
        Its `stages` give the order of those.
    end : datetime.date
        Deals are read as they stood on that day.
    seed : int
        Same deals and seed, same result.
    """
    known = as_of(deals, end)
    dated = known.filter(pl.col("age").is_not_null())
    ages = _counted(dated)
    if ages is None or ages.closed.sum() < LEAST_CLOSED:
        return None
    rng = np.random.default_rng([seed, 31])
    whole = drawn(ages, DRAWS, rng)
    stages, of_stages = stage_lines(dated, company, rng)
    amount, unpriced = value(known, rng)
    return Funnel(
        **tally(known),
        win_rate=Interval90.of(whole.in_the_end),
        cycle_days=cycle(whole, ages),
        slow_days=slow(whole, ages),
        value=amount,
        origins=origin_lines(known, ages, whole, rng),
        stages=stages,
        notes=(*_notes(known, dated, whole, unpriced), *of_stages),
    )


def tally(deals: pl.DataFrame) -> dict[str, int]:
    """Return how many deals there are, won, lost and open.

    Examples
    --------
    >>> tally(pl.DataFrame({"outcome": ["won", "open", "open"]}))
    {'deals': 3, 'won': 1, 'lost': 0, 'open': 2}
    """
    counts = {kind: deals.filter(pl.col("outcome") == kind).height for kind in ("won", "lost", "open")}
    return {"deals": deals.height, **counts}


def cycle(found: Incidence, ages: Ages) -> Interval90 | None:
    """Return the days by which half of the deals won in the end are signed; None for too few, or too young, deals."""
    days = found.age(0.5)
    if ages.won.sum() < LEAST_WON or np.isnan(days).mean() > 0.05:
        return None
    return Interval90.of(days[~np.isnan(days)])


def slow(found: Incidence, ages: Ages) -> float | None:
    """Return the days by which 90 % of the deals won in the end are signed (median of its draws); None as above."""
    days = found.age(SLOW_SHARE)
    if ages.won.sum() < LEAST_WON or np.isnan(days).mean() >= 0.5:
        return None
    return float(np.median(days[~np.isnan(days)]))


def value(deals: pl.DataFrame, rng: np.random.Generator) -> tuple[Interval90 | None, int]:
    """Return the mean amount of won deals (currency), and how many of them have none above zero.

    By the Bayesian bootstrap (Rubin 1981, doi:10.1214/aos/1176345338), whatever the shape of the amounts; where a few
    of them are most of the sum the interval is too narrow (of fifty log-normal amounts of spread 0.8, 90 % holds the
    true mean 83 times in 100).
    """
    won = deals.filter(pl.col("outcome") == "won")
    amounts = won["amount"].drop_nulls().to_numpy()
    amounts = amounts[amounts > 0]
    unpriced = won.height - len(amounts)
    if len(amounts) < LEAST_WON:
        return None, unpriced
    kinds, times = np.unique(amounts, return_counts=True)
    if len(kinds) > _MOST_AMOUNTS:
        # The mean of so many has a Normal posterior, and needs no weights by deal.
        error = float(amounts.std() / np.sqrt(len(amounts)))
        return Interval90.of(float(amounts.mean()) + error * rng.standard_normal(DRAWS)), unpriced
    weights = rng.gamma(times.astype(float), size=(DRAWS, len(kinds)))
    return Interval90.of(weights @ kinds / weights.sum(axis=1)), unpriced


def origin_lines(deals: pl.DataFrame, ages: Ages, whole: Incidence, rng: np.random.Generator) -> tuple[OriginLine, ...]:
    """Return each origin, the most deals first; one with few deals leans on the whole company.

    Beta-binomial: k deals that became what the company's became are added to each origin's own. k is the same for all
    origins, drawn from its posterior given how far their shares won differ; 2, 4 … 256 are as likely beforehand.
    """
    named = deals.with_columns(pl.col("origin").fill_null(UNKNOWN))
    names = named["origin"].value_counts().sort("count", "origin", descending=[True, False])["origin"]
    parts = {name: named.filter(pl.col("origin") == name) for name in names.head(_MOST_ORIGINS)}
    own = {name: _counted(part.filter(pl.col("age").is_not_null()), ages.days) for name, part in parts.items()}
    weight = _weights([found for found in own.values() if found is not None], rng)[:, None]
    jumps = tuple(np.diff(share, axis=1, prepend=0.0) for share in (whole.won, whole.lost))
    closed = np.maximum(1 - whole.unseen, 1e-9)[:, None]
    prior = (weight * jumps[0] / closed, weight * jumps[1] / closed)
    nothing = Ages(ages.days, *(np.zeros(len(ages.days)) for _ in range(3)))
    return tuple(_line(name, part, own[name] or nothing, prior, rng) for name, part in parts.items())


def _line(
    name: str, part: pl.DataFrame, ages: Ages, prior: tuple[Floats, Floats], rng: np.random.Generator
) -> OriginLine:
    found = drawn(ages, DRAWS, rng, prior)
    return OriginLine(
        origin=name,
        **tally(part),
        win_rate=Interval90.of(found.in_the_end),
        cycle_days=cycle(found, ages),
        value=value(part, rng)[0],
    )


def _weights(origins: list[Ages], rng: np.random.Generator) -> Floats:
    won = np.array([found.won.sum() for found in origins])[:, None]
    lost = np.array([found.lost.sum() for found in origins])[:, None]
    share = (won.sum() + 0.5) / (won.sum() + lost.sum() + 1)
    alpha, beta = WEIGHTS * share, WEIGHTS * (1 - share)
    log = (betaln(won + alpha, lost + beta) - betaln(alpha, beta)).sum(axis=0)
    likely = np.exp(log - log.max())
    return np.asarray(rng.choice(WEIGHTS, size=DRAWS, p=likely / likely.sum()))


def _counted(dated: pl.DataFrame, grid: Floats | None = None) -> Ages | None:
    if dated.is_empty():
        return None
    return counted(dated["age"].to_numpy(), dated["outcome"].to_numpy().astype(str), grid)


def _notes(known: pl.DataFrame, dated: pl.DataFrame, whole: Incidence, unpriced: int) -> list[Reason]:
    notes = []
    if undated := known.height - dated.height:
        notes.append(Reason(code="deals_undated", params={"deals": undated, "of": known.height}))
    unseen = float(np.median(whole.unseen))
    if unseen > MUCH_OPEN:
        params = {"open_share": unseen, "days": float(whole.days[-1])}
        notes.append(Reason(code="deals_still_open", params=params))
    if unpriced:
        won = known.filter(pl.col("outcome") == "won").height
        notes.append(Reason(code="deals_without_amount", params={"deals": unpriced, "of": won}))
    if known["origin"].count() == 0:
        notes.append(Reason(code="deals_without_origin"))
    return notes
