"""The desirability index: 100 is its mean over the history, 10 points its usual swing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bascule.brand.factor import fit
from bascule.brand.known import KNOWN
from bascule.brand.season import deseasonalised
from bascule.brand.series import Months, Series
from bascule.brand.signals import Measured, told
from bascule.panel import Floats
from bascule.plans import Interval90, Reason
from bascule.returns.brand import Desirability, IndexPoint, Signal

LEAST_MONTHS = 12
MEAN, SWING = 100.0, 10.0


@dataclass(frozen=True)
class Index:
    """The index, the signals with their weights in it, and what must be said of it; `desirability` None: a note why."""

    desirability: Desirability | None
    signals: tuple[Signal, ...]
    notes: tuple[Reason, ...]


def desirability(measured: Sequence[Measured], rng: np.random.Generator, draws: int = 1000) -> Index:
    """Return the desirability index of the signals that are measured.

    Parameters
    ----------
    measured : sequence of Measured
    rng : Generator
    draws : int
        Paths of the latent, its parameters drawn too.

    Notes
    -----
    Each signal on its scale (logarithms for amounts), without its season where 24 months show it, turned so that more
    is better, in standard deviations of its own; then one latent behind them (:func:`bascule.brand.factor.fit`).
    The index of a path f is 100 + 10 (f − f̄) / sd(f), so that mean and swing are those of the history in every draw.

    Examples
    --------
    >>> from bascule.brand.signals import signals
    >>> from bascule.warehouse.tables import Tables
    >>> [note.code for note in desirability(signals(Tables.of({}), None, None), np.random.default_rng(0)).notes]
    ['index_no_signal']
    """
    used = [each.series for each in measured if each.series is not None and each.series.usable]
    notes = _notes(measured)
    months = _months(used)
    if len(months) < LEAST_MONTHS:
        why = Reason(code="index_too_short", params={"months": len(months), "least": LEAST_MONTHS})
        return Index(None, told(measured, {}), (Reason(code="index_no_signal") if not used else why, *notes))
    values, errors, unadjusted = _standard(used, months)
    weights = np.array([KNOWN[series.name].weight for series in used])
    factor = fit(values, errors, weights, rng, draws)
    names = [series.name for series in used]
    if unadjusted:
        notes = (*notes, Reason(code="index_season_in", params={"signals": unadjusted}))
    shares = dict(zip(names, (float(share) for share in factor.weights), strict=True))
    return Index(_index(months, factor.draws), told(measured, shares), notes)


def _notes(measured: Sequence[Measured]) -> tuple[Reason, ...]:
    return tuple(note for each in measured if each.how == "measured" and each.series for note in each.series.notes)


def _months(used: Sequence[Series]) -> Months:
    if not used:
        return np.empty(0, dtype="datetime64[M]")
    first, last = min(series.months[0] for series in used), max(series.months[-1] for series in used)
    return np.arange(first, last + np.timedelta64(1, "M"))


def _standard(used: Sequence[Series], months: Months) -> tuple[Floats, Floats, list[str]]:
    # Signals turned and standardised, their errors on the same scale, and those whose season could not be taken off.
    values, errors = np.full((2, len(months), len(used)), np.nan)
    unadjusted: list[str] = []
    for i, series in enumerate(used):
        at = (series.months - months[0]).astype(int)
        level, error = series.values, series.errors
        if series.scale == "log":
            with np.errstate(divide="ignore", invalid="ignore"):
                level, error = np.where(level > 0, np.log(level), np.nan), error / level
        level, adjusted = deseasonalised(series.months, level)
        if not adjusted:
            unadjusted.append(series.name)
        swing = float(np.nanstd(level))
        values[at, i] = KNOWN[series.name].direction * (level - np.nanmean(level)) / swing
        errors[at, i] = error / swing
    return values, errors, unadjusted


def _index(months: Months, draws: Floats) -> Desirability:
    paths = MEAN + SWING * (draws - draws.mean(axis=1, keepdims=True)) / draws.std(axis=1, keepdims=True)
    change = paths[:, -1] - paths[:, -1 - LEAST_MONTHS] if len(months) > LEAST_MONTHS else None
    days = months.astype("datetime64[D]").astype(object)
    return Desirability(
        points=tuple(IndexPoint(month=day, index=Interval90.of(path)) for day, path in zip(days, paths.T, strict=True)),
        change=None if change is None else Interval90.of(change),
        rising_share=None if change is None else float((change > 0).mean()),
    )
