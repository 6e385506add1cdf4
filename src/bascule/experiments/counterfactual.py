"""What the treated places would have brought, told by the places that were left alone."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from bascule.panel import Floats

Rows = NDArray[np.int64]
# (outcome of the treated, of each control, rows to learn from, rows to foretell) → outcome foretold in those rows
Predictor = Callable[[Floats, Floats, Rows, Rows], Floats]


def simplex_weights(outcome: Floats, controls: Floats) -> Floats:
    """Return the shares of control places whose mix comes closest to an outcome: none below zero, one in all.

    Parameters
    ----------
    outcome : array of shape (periods,)
    controls : array of shape (periods, places)

    Notes
    -----
    As shares sum to one, the distance is |D w| with D = outcome − controls. With u = s·w, the least of
    |D u|² + (s − 1)² over s is |D w|²/(1 + |D w|²), which grows with |D w|: non-negative least squares on u gives w.

    Examples
    --------
    >>> controls = np.array([[1.0, 5.0], [3.0, 1.0], [2.0, 4.0]])
    >>> simplex_weights(controls @ [0.25, 0.75], controls).round(6)
    array([0.25, 0.75])
    """
    apart = outcome[:, None] - controls
    places = controls.shape[1]
    sizes = np.sqrt((apart**2).sum(axis=0))
    if not sizes.min() > 1e-9 * sizes.max():  # a place that moved exactly alike is the mix
        return np.asarray(np.arange(places) == sizes.argmin(), dtype=float)
    apart = apart / sizes.min()
    system = np.vstack([apart, np.ones(places)])
    found, _ = nnls(system, np.append(np.zeros(len(outcome)), 1.0), maxiter=100 * places)
    return np.asarray(found / found.sum())


def synthetic(outcome: Floats, controls: Floats, learn: Rows, foretell: Rows) -> Floats:
    """Foretell by a synthetic control with a level of its own: the mix of places that moved alike.

    Notes
    -----
    Abadie, Diamond & Hainmueller (2010), doi:10.1198/jasa.2009.ap08746; the level taken out as in
    Ferman & Pinto (2021), doi:10.3982/QE1596.

    Examples
    --------
    >>> controls = np.array([[1.0, 5.0], [3.0, 1.0], [2.0, 4.0], [4.0, 2.0]])
    >>> outcome = 10 + controls @ [0.5, 0.5]
    >>> synthetic(outcome, controls, np.arange(3), np.array([3])).round(6)
    array([13.])
    """
    return mixed(outcome, controls, learn, foretell, None)


def mixed(outcome: Floats, controls: Floats, learn: Rows, foretell: Rows, ridge: float | None) -> Floats:
    """Foretell by a synthetic control, what it misses being corrected by a ridge regression if one is given.

    Parameters
    ----------
    ridge : float or None
        Penalty, over the mean square of the controls' movements; None leaves the mix as it is.

    Notes
    -----
    Ben-Michael, Feller & Rothstein (2021), doi:10.1080/01621459.2021.1929245: the correction may take shares below
    zero, within what the penalty allows, and shares still sum to one.

    Examples
    --------
    >>> controls = np.array([[1.0, 5.0], [3.0, 1.0], [2.0, 4.0], [4.0, 2.0]])
    >>> outcome = 10 + controls @ [1.5, -0.5]
    >>> mixed(outcome, controls, np.arange(3), np.array([3]), 1e-6).round(3)
    array([15.])
    """
    level, levels = outcome[learn].mean(), controls[learn].mean(axis=0)
    seen, moves = outcome[learn] - level, controls[learn] - levels
    weights = simplex_weights(seen, moves)
    if ridge is not None:
        apart = moves - moves.mean(axis=1, keepdims=True)
        penalty = ridge * max(float((apart**2).mean()), 1e-300) * len(learn)
        inner = apart @ apart.T + penalty * np.eye(len(learn))
        weights = weights + apart.T @ np.linalg.solve(inner, seen - moves @ weights)
    return np.asarray(level + (controls[foretell] - levels) @ weights)


@dataclass(frozen=True)
class Regression:
    """A time-based regression and what it says of a test.

    Attributes
    ----------
    lift, error : float, units of the outcome
        Sum of what came above what was foretold, and its standard error.
    freedom : int
    foretold : array of shape (periods of the test,)
    residuals : array of shape (periods before,)
    """

    lift: float
    error: float
    freedom: int
    foretold: Floats
    residuals: Floats


def time_based_regression(outcome: Floats, control: Floats, before: int) -> Regression:
    """Regress the treated group on the control group before a test, and compare during it.

    Parameters
    ----------
    outcome, control : arrays of shape (periods,), units of the outcome
        Sums of the treated and of the control places, period by period.
    before : int
        Periods before the test; those that follow are the test, what lasts after the spending included.

    Notes
    -----
    Kerman, Wang & Vaver (2017), "Estimating ad effectiveness using geo experiments in a time-based regression
    framework", Google. A control that never moves leaves its level only.

    Examples
    --------
    >>> control = np.array([10.0, 12.0, 11.0, 13.0, 12.0, 10.0])
    >>> found = time_based_regression(2 * control + np.array([0, 0, 0, 0, 5.0, 5.0]), control, 4)
    >>> round(found.lift, 1), found.freedom
    (10.0, 2)
    """
    columns = [np.ones(len(control))] + ([control] if np.ptp(control[:before]) > 0 else [])
    design = np.column_stack(columns)
    known, test = design[:before], design[before:]
    solution, *_ = np.linalg.lstsq(known, outcome[:before], rcond=None)
    residuals = outcome[:before] - known @ solution
    freedom = max(before - len(columns), 1)
    noise = float(residuals @ residuals) / freedom
    total = test.sum(axis=0)
    spread = noise * (float(total @ np.linalg.pinv(known.T @ known) @ total) + len(test))
    foretold = test @ solution
    return Regression(float((outcome[before:] - foretold).sum()), spread**0.5, freedom, foretold, residuals)


def regressed(outcome: Floats, controls: Floats, learn: Rows, foretell: Rows) -> Floats:
    """Foretell by the regression of :func:`time_based_regression` on all controls together.

    Examples
    --------
    >>> controls = np.array([[1.0, 5.0], [3.0, 1.0], [2.0, 4.0], [4.0, 4.0]])
    >>> regressed(3 * controls.sum(axis=1), controls, np.arange(3), np.array([3])).round(6)
    array([24.])
    """
    total = controls.sum(axis=1)
    rows = np.concatenate([learn, foretell])
    return time_based_regression(outcome[rows], total[rows], len(learn)).foretold
