"""The structure pillar from orders: cohorts, curves, what a customer is worth, segments, and how right it was."""

import datetime as dt

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bascule.customers.bgnbd import chance_of_buying
from bascule.customers.cohorts import Cohorts, cohort_lines
from bascule.customers.curves import repeat_curve, retention_curve
from bascule.customers.rows import unique_rows
from bascule.customers.segments import SEGMENTS, Rhythm, placed, segment_lines, segmented, to_call
from bascule.customers.value_correlation import value_correlation
from bascule.customers.valued import YEAR, Valued
from bascule.panel import Floats
from bascule.plans import Interval90, Reason
from bascule.returns import HORIZONS
from bascule.returns.structure import (
    ChannelLifetime,
    CohortLine,
    CurvePoint,
    Holdout,
    LifetimeLine,
    SegmentLine,
    Structure,
)

# A channel of fewer customers says nothing that the others do not.
LEAST_OF_CHANNEL = 20
# Above it either way, frequent customers spend so much more (or less) that lifetime value is off.
CORRELATED = 0.2


def structure(customers: Valued, contactable: NDArray[np.bool_] | None, came_by: pl.DataFrame) -> Structure:
    """Return the structure pillar of a company whose customers buy when they like.

    Parameters
    ----------
    customers : Valued
    contactable : array of bool, shape (customers,), or None
        Who may be written to; None where nothing is known of it.
    came_by : DataFrame
        `customer_key`, `channel`: how customers came, where the shop says so.
    """
    of = customers.histories
    curve = repeat_curve(of)
    segments = segmented(customers.alive, of.frequency, of.recency, of.age, Rhythm.of(of))
    place = placed(segments)
    sums = customers.expected_sums(place, len(SEGMENTS))
    correlation = value_correlation(of.frequency, of.value)
    held = customers.held
    fit, much = customers.often, customers.much
    first = dt.date.fromisoformat(str(of.first.min()))
    return Structure(
        kind="orders",
        customers=len(of),
        start=first,
        end=of.end,
        discount=customers.discount,
        active=Interval90.of(_active(customers)),
        expected=Interval90.of(sums.sum(axis=1)),
        repeat_share=_after_a_year(curve),
        cohort_months=Cohorts.of_histories(of).months,
        cohorts=_cohorts(customers),
        repeat_curve=curve,
        retention_curve=retention_curve(of),
        lifetime=tuple(_lifetime(customers, months) for months in HORIZONS),
        by_channel=_by_channel(customers, came_by),
        value_correlation=None if correlation is None else correlation.p50,
        segments=_segments(customers, segments, place, sums, contactable),
        holdout=held,
        returned_share=of.returned_share,
        anonymous_share=of.anonymous_share,
        parameters={
            "r": fit.r, "alpha": fit.alpha, "a": fit.a, "b": fit.b, "p": much.p, "q": much.q, "v": much.v,
            "customers_read": float(customers.known.sum()), "pareto_k": customers.often_draws.pareto_k,
            "corrected_by": float(np.exp(customers.off)),
        },
        notes=tuple(_notes(customers, correlation, held)),
    )  # fmt: skip


def _active(customers: Valued) -> Floats:
    """Return how many customers should buy within 12 months, shape (DRAWS,)."""
    of = customers.timed
    kinds, count = unique_rows((of.frequency, np.round(of.recency), np.round(of.age)))
    chance = chance_of_buying(customers.often_draws, kinds[0], kinds[1], kinds[2], customers.clock.ahead(of.end, YEAR))
    return np.asarray(np.minimum(chance @ count * customers.shared_year, float(len(of))))


def _after_a_year(curve: tuple[CurvePoint, ...]) -> Interval90:
    return next((point.rate for point in curve if point.month == 12), curve[-1].rate)


def _lifetime(customers: Valued, months: int) -> LifetimeLine:
    margin = customers.first_margin + customers.later_than(months)
    return LifetimeLine(months=months, margin=Interval90.of(margin), first=round(customers.first_margin, 2))


def _cohorts(customers: Valued) -> tuple[CohortLine, ...]:
    cohorts = Cohorts.of_histories(customers.histories)
    if not cohorts.starts:
        return ()
    draws = customers.lifetimes(cohorts.of, len(cohorts.starts))
    lifetime = [Interval90.of(draws[:, place]) for place in range(len(cohorts.starts))]
    return cohort_lines(customers.histories, cohorts, customers.gross_margin, lifetime)


def _by_channel(customers: Valued, came_by: pl.DataFrame) -> tuple[ChannelLifetime, ...]:
    keys = pl.DataFrame({"customer_key": customers.histories.keys})
    channels = keys.join(came_by, on="customer_key", how="left", maintain_order="left")["channel"]
    names = [name for name, count in channels.drop_nulls().value_counts().rows() if count >= LEAST_OF_CHANNEL]
    if len(names) < 2:
        return ()
    names.sort()
    place = channels.replace_strict(
        {name: at for at, name in enumerate(names)}, default=len(names), return_dtype=pl.Int64
    )
    group = place.to_numpy()
    draws, sizes = customers.lifetimes(group, len(names) + 1), np.bincount(group, minlength=len(names) + 1)
    found = [
        ChannelLifetime(channel=name, customers=int(sizes[at]), lifetime=Interval90.of(draws[:, at]))
        for at, name in enumerate(names)
    ]
    return tuple(sorted(found, key=lambda one: -one.lifetime.p50))


def _segments(
    customers: Valued,
    segments: NDArray[np.str_],
    place: NDArray[np.int64],
    sums: Floats,
    contactable: NDArray[np.bool_] | None,
) -> tuple[SegmentLine, ...]:
    called = to_call(segments, customers.expected, contactable)
    past = customers.gross_margin * customers.histories.net
    # The sums are one column a segment, which any of its customers names.
    return segment_lines(
        segments, customers.buying, past, lambda who: sums[:, place[np.argmax(who)]], called, contactable
    )


def _notes(customers: Valued, correlation: Interval90 | None, held: Holdout | None) -> list[Reason]:
    of, notes = customers.histories, []
    aside = int((~customers.known).sum())
    if aside:
        notes.append(Reason(code="customers_of_before", params={"customers": aside}))
    if of.anonymous_share and of.anonymous_share > 0.02:
        notes.append(Reason(code="orders_anonymous", params={"anonymous_share": of.anonymous_share}))
    if correlation is not None and (correlation.p05 > CORRELATED or correlation.p95 < -CORRELATED):
        code = "value_follows_frequency" if correlation.p50 > 0 else "value_against_frequency"
        notes.append(Reason(code=code, params={"correlation": correlation.p50}))
    if customers.clock.months == 0:
        notes.append(Reason(code="season_plain"))
    if held is None:
        notes.append(Reason(code="holdout_too_short"))
    elif not held.forecast.p05 <= held.actual <= held.forecast.p95:
        code = "holdout_above" if held.actual > held.forecast.p95 else "holdout_below"
        params = {"actual": held.actual, "forecast": round(held.forecast.p50), "over_weeks": held.weeks}
        notes.append(Reason(code=code, params=params))
    if not customers.often.converged or not customers.much.converged:
        notes.append(Reason(code="customers_not_converged"))
    unpaid = int(((of.frequency > 0) & ~(np.nan_to_num(of.value) > 0)).sum())
    if unpaid:
        notes.append(Reason(code="customers_without_value", params={"customers": unpaid}))
    return notes
