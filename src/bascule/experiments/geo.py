"""Geo test: some places get the channel, others do not, and the past says how well the ones foretell the others."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from bascule.errors import BasculeError
from bascule.experiments.counterfactual import Predictor, Rows, mixed, regressed, synthetic, time_based_regression
from bascule.experiments.reading import Estimate, Note
from bascule.panel import Floats

LEAST_BEFORE = 8
LEAST_LEARNT = 6
LEAST_FREEDOM = 2.0
# A method other than the usual one must foretell the placebo windows better by this share to be taken.
BETTER = 0.9
# With fewer control places, no rank among them could be rare enough to say anything (1 in 20).
ENOUGH_PLACES = 19
SHUFFLES = 4000
METHODS: dict[str, Predictor] = {
    "synthetic": synthetic,
    "ridge_light": partial(mixed, ridge=0.1),
    "ridge": partial(mixed, ridge=1.0),
    "ridge_heavy": partial(mixed, ridge=10.0),
    "regression": regressed,
}


def geo_test(treated: Floats, control: Floats, before: int) -> Estimate:
    """Read a geo test.

    Parameters
    ----------
    treated, control : arrays of shape (periods, places), units of the outcome
        Period by period, places that got the change and places that did not.
    before : int
        Periods before the test; all that follow are the test.

    Returns
    -------
    Estimate
        The lift of all treated places together over the whole test.

    Notes
    -----
    A synthetic control, the same corrected by a ridge regression, or a time-based regression, whichever foretold best
    the placebo windows: stretches of the past as long as the test, each hidden in turn and foretold from the rest, and
    each foretold from what came before it alone. The standard error is the root mean square of what was missed, the
    worse of the two ways, with as many degrees of freedom as windows that do not overlap, less one. Where the past is
    too short for windows, the regression's own error is used, stretched for the autocorrelation of its residuals.
    The p value is that of the residuals of the test's rows among all shuffles of them, the test's own rows included in
    the fit (Chernozhukov, Wüthrich & Zhu 2021, doi:10.1080/01621459.2021.1920957).

    Raises
    ------
    BasculeError
        `trial_places_missing` or `trial_before_short`.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> places = 100 + rng.normal(size=(48, 1)) * 5 + rng.normal(size=(48, 6))
    >>> places[40:, 0] += 10
    >>> found = geo_test(places[:, :1], places[:, 1:], 40)
    >>> 60 < found.lift < 100, found.p_value < 0.05
    (True, True)
    """
    if not treated.shape[1] or not control.shape[1]:
        raise BasculeError("trial_places_missing", treated=treated.shape[1], control=control.shape[1])
    if before < LEAST_BEFORE:
        raise BasculeError("trial_before_short", found=before, least=LEAST_BEFORE)
    outcome = treated.mean(axis=1)
    length = len(outcome) - before
    if before < max(2 * length, length + LEAST_LEARNT):
        found = _by_regression(outcome, control, before)
    else:
        found = _by_windows(outcome, control, before)
    return _scaled(found, treated.shape[1])


def placebo_totals(outcome: Floats, controls: Floats, length: int, predictor: Predictor) -> tuple[Floats, Floats]:
    """Return what was missed in total over each placebo window: hidden in turn, and foretold from its past alone.

    Parameters
    ----------
    outcome : array of shape (periods,)
        Before the test only.
    controls : array of shape (periods, places)
    length : int
        Periods of the test.
    predictor : Predictor
    """
    every = np.arange(len(outcome))

    def missed(learn: Rows, window: Rows) -> float:
        return float((outcome[window] - predictor(outcome, controls, learn, window)).sum())

    hidden = [missed(np.delete(every, window), window) for window in _windows(0, len(outcome), length)]
    first = max(len(outcome) // 2, LEAST_LEARNT)
    ahead = [missed(every[: window[0]], window) for window in _windows(first, len(outcome), length)]
    return np.array(hidden), np.array(ahead)


def shuffled_p_value(outcome: Floats, controls: Floats, before: int, predictor: Predictor, seed: int = 1) -> float:
    """Return the share of shuffles of the residuals that leave as large ones in the test's rows as are there.

    Parameters
    ----------
    outcome : array of shape (periods,)
    controls : array of shape (periods, places)
    before : int
    predictor : Predictor
        Fitted to all rows, the test's included, as if there were no effect.
    seed : int
        Of the shuffles.

    Notes
    -----
    The statistic is the sum of absolute residuals. Where a residual remembers the one before (by more than twice the
    error of a correlation), short blocks are shuffled, as long as the cube root of the number of periods.

    Examples
    --------
    >>> controls = np.random.default_rng(1).normal(size=(60, 3))
    >>> outcome = controls.sum(axis=1) + np.random.default_rng(2).normal(size=60) * 0.1 + 9 * (np.arange(60) >= 56)
    >>> shuffled_p_value(outcome, controls, 56, regressed) < 0.05
    True
    """
    every = np.arange(len(outcome))
    residuals = outcome - predictor(outcome, controls, every, every)
    sizes = np.abs(residuals)
    block = (
        round(len(sizes) ** (1 / 3))
        if memory(residuals[:before] - residuals[:before].mean()) > 2 / len(sizes) ** 0.5
        else 1
    )
    blocks = sizes[len(sizes) % block :].reshape(-1, block)
    ranks = np.tile(np.arange(len(blocks)), (SHUFFLES, 1))
    shuffled = blocks[np.random.default_rng(seed).permuted(ranks, axis=1)].reshape(SHUFFLES, -1)
    seen = sizes[before:].sum()
    length = len(outcome) - before
    extreme = int((shuffled[:, -length:].sum(axis=1) >= seen * (1 - 1e-9)).sum())
    return (1 + extreme) / (1 + SHUFFLES)


def memory(residuals: Floats) -> float:
    """Return how much residuals remember of the one before: their first autocorrelation, from 0 to 0.9.

    Examples
    --------
    >>> memory(np.array([1.0, 1.0, -1.0, -1.0])), memory(np.array([1.0, -1.0, 1.0, -1.0]))
    (0.25, 0.0)
    """
    spread = float(residuals @ residuals)
    return float(np.clip(residuals[1:] @ residuals[:-1] / spread, 0.0, 0.9)) if spread > 0 else 0.0


def places_p_value(treated: Floats, control: Floats, before: int, predictor: Predictor) -> float:
    """Return the share of places, each taken in turn for the treated one, whose lift stands out as much.

    Parameters
    ----------
    treated : array of shape (periods,)
        Mean of the treated places.
    control : array of shape (periods, places)
    before : int
    predictor : Predictor

    Notes
    -----
    A lift is weighed by how badly the place was followed before the test (Abadie, Diamond & Hainmueller 2010).
    """
    seen = _standing(treated, control, before, predictor)
    places = range(control.shape[1])
    others = [_standing(control[:, k], np.delete(control, k, axis=1), before, predictor) for k in places]
    return (1 + sum(other >= seen for other in others)) / (1 + len(others))


def _standing(outcome: Floats, controls: Floats, before: int, predictor: Predictor) -> float:
    every = np.arange(len(outcome))
    gap = outcome - predictor(outcome, controls, every[:before], every)
    spread = float(np.sqrt((gap[:before] ** 2).mean()))
    return abs(float(gap[before:].sum())) / spread if spread > 0 else float("inf")


def _windows(first: int, stop: int, length: int) -> Iterator[Rows]:
    for start in range(stop - length, first - 1, -max(length // 3, 1)):
        yield np.arange(start, start + length)


def _missed(outcome: Floats, controls: Floats, length: int, predictor: Predictor) -> float:
    parts = placebo_totals(outcome, controls, length, predictor)
    return max(float(np.sqrt((part**2).mean())) for part in parts if len(part))


def _by_windows(outcome: Floats, control: Floats, before: int) -> Estimate:
    length = len(outcome) - before
    usable = METHODS if control.shape[1] > 1 else {"regression": regressed}
    known, places = outcome[:before], control[:before]
    errors = {name: _missed(known, places, length, predictor) for name, predictor in usable.items()}
    name = _chosen(errors)
    foretold = METHODS[name](outcome, control, np.arange(before), np.arange(before, len(outcome)))
    notes: list[Note] = [(f"trial_by_{name.partition('_')[0]}", {"before": before, "length": length})]
    if control.shape[1] >= ENOUGH_PLACES:
        share = places_p_value(outcome, control, before, METHODS[name])
        notes.append(("trial_among_places", {"places": control.shape[1], "chance_share": share}))
    return Estimate(
        lift=float((outcome[before:] - foretold).sum()), error=errors[name],
        freedom=max(before / length - 1, LEAST_FREEDOM), baseline=float(foretold.sum()),
        p_value=shuffled_p_value(outcome, control, before, METHODS[name]),
        assumptions=("places_alike", "places_apart", "places_same_else"), notes=tuple(notes),
    )  # fmt: skip


def _chosen(errors: dict[str, float]) -> str:
    usual = next(iter(errors))
    best = min(errors, key=lambda name: errors[name])
    return best if errors[best] < BETTER * errors[usual] else usual


def _by_regression(outcome: Floats, control: Floats, before: int) -> Estimate:
    found = time_based_regression(outcome, control.sum(axis=1), before)
    kept = memory(found.residuals)
    known: dict[str, object] = {"before": before, "length": len(outcome) - before}
    return Estimate(
        lift=found.lift, error=found.error * ((1 + kept) / (1 - kept)) ** 0.5, freedom=found.freedom,
        baseline=float(found.foretold.sum()), p_value=shuffled_p_value(outcome, control, before, regressed),
        assumptions=("places_alike", "places_apart", "places_same_else"),
        notes=(("trial_by_regression", known), ("trial_before_brief", known)),
    )  # fmt: skip


def _scaled(found: Estimate, places: int) -> Estimate:
    return Estimate(
        found.lift * places, found.error * places, found.freedom, found.baseline * places, found.p_value,
        found.assumptions, found.notes,
    )  # fmt: skip
