"""The mode of a smooth density of a few parameters, and the normal distribution that resembles it there (Laplace)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bascule.panel import Floats

# The value and the gradient of a log-density at one point, shape (k,).
Graded = Callable[[Floats], tuple[float, Floats]]
# The log-density at many points, shape (n, k): shape (n,).
Density = Callable[[Floats], Floats]

GRADIENT = 1e-6
STEP = 1e-4
STEPS = 100
# Beyond e^±20 a parameter is at infinity or at zero: the data do not bound it.
FAR = 20.0


@dataclass(frozen=True)
class NormalPrior:
    """Independent normal priors on linear combinations of the parameters.

    Row `i` of `directions` (shape (m, k)) times the parameters has mean `centre[i]` and standard deviation `spread[i]`.
    Fewer rows than parameters leave the other directions flat.

    Examples
    --------
    >>> prior = NormalPrior(directions=((1.0, -1.0),), centre=(0.0,), spread=(2.0,))
    >>> prior.log_density(np.array([[3.0, 1.0]])).round(3).tolist()
    [-0.5]
    """

    directions: tuple[tuple[float, ...], ...]
    centre: tuple[float, ...]
    spread: tuple[float, ...]

    def standardised(self, points: Floats) -> Floats:
        """Return how many standard deviations from its centre each combination is, shape (n, m)."""
        return np.asarray((points @ np.array(self.directions).T - np.array(self.centre)) / np.array(self.spread))

    def log_density(self, points: Floats) -> Floats:
        """Return the log-density at points of shape (n, k), up to a constant: shape (n,)."""
        return np.asarray(-0.5 * np.sum(self.standardised(points) ** 2, axis=-1))

    def gradient(self, point: Floats) -> Floats:
        """Return the gradient of the log-density at one point, shape (k,)."""
        return np.asarray(-(self.standardised(point) / np.asarray(self.spread)) @ np.asarray(self.directions))


@dataclass(frozen=True)
class Mode:
    """Where a log-density is highest, and the covariance of the normal that has its curvature there.

    `converged` is False where the gradient did not vanish, where the density does not curve down in every direction, or
    where a parameter ran away: the data then do not bound it, and the covariance means nothing.
    """

    point: Floats
    value: float
    covariance: Floats
    converged: bool


def find_mode(graded: Graded, start: Floats, size: float, near: Mode | None = None) -> Mode:
    """Return the mode of a log-density from its value and exact gradient, starting at `start`.

    Newton's steps, the Hessian taken by central differences of the gradient (error of order 1e-8). From the mode of a
    sample of the observations (`near`), whose curvature is almost right, a few steps with that curvature suffice.

    Parameters
    ----------
    graded
        Log-density and its gradient at a point.
    start
        Where to start, shape (k,).
    size
        How many observations there are: the search works on the log-density divided by it, so that it is well scaled.
    near
        Mode of a sample of them, its covariance scaled to all of them.
    """
    if near is not None and near.converged:
        point = _approached(graded, near)
        if point is not None:
            return _summary(graded, point, size)

    return _summary(graded, _climbed(lambda point: _each(graded(point), size), start), size)


def _each(found: tuple[float, Floats], size: float) -> tuple[float, Floats]:
    return found[0] / size, found[1] / size


def _approached(graded: Graded, near: Mode) -> Floats | None:
    """Return the mode by steps with the sample's curvature; None where they do not shrink."""
    point, before = near.point, np.inf
    for _ in range(30):
        step = near.covariance @ graded(point)[1]
        length = float(np.max(np.abs(step)))
        if not length < 0.7 * before or length > 1.0:
            return point if length < 1e-8 else None
        point, before = point + step, length
        if length < 1e-9:
            return point
    return None


def _climbed(graded: Graded, point: Floats) -> Floats:
    """Return where Newton's steps lead, uphill whatever the curvature, none longer than 2 and halved until they rise.

    Written out for a few parameters: an optimiser that calls threaded linear algebra at each step costs a hundred
    times more on a busy machine.
    """
    value, gradient = graded(point)
    for _ in range(STEPS):
        curvature, axes = np.linalg.eigh(hessian(graded, point))
        step = axes @ ((axes.T @ gradient) / np.maximum(np.abs(curvature), 1e-8))
        step *= min(1.0, 2.0 / float(np.max(np.abs(step)) + 1e-300))
        risen, slope = graded(point + step)
        while not risen >= value - 1e-14 * abs(value) and np.max(np.abs(step)) > 1e-10:
            step = step / 2
            risen, slope = graded(point + step)
        point, value, gradient = np.clip(point + step, -FAR, FAR), risen, slope
        if np.max(np.abs(step)) < 1e-9 or np.max(np.abs(point)) >= FAR:
            break
    return point


def _summary(graded: Graded, point: Floats, size: float) -> Mode:
    value, gradient = graded(point)
    information = -hessian(graded, point)
    eigenvalues = np.linalg.eigvalsh(information)
    bounded = bool(eigenvalues[0] > 1e-8 * max(eigenvalues[-1], 1.0)) and bool(np.max(np.abs(point)) < FAR - 1)
    flat = bool(np.max(np.abs(gradient)) <= GRADIENT * max(size, 1.0))
    covariance = np.linalg.inv(information) if eigenvalues[0] > 0 else np.full((point.size, point.size), np.nan)
    return Mode(point, float(value), covariance, flat and bounded)


def hessian(graded: Graded, point: Floats) -> Floats:
    """Return the matrix of second derivatives, shape (k, k), by central differences of the gradient."""
    columns = []
    for k in range(point.size):
        step = np.zeros_like(point)
        step[k] = STEP
        columns.append((graded(point + step)[1] - graded(point - step)[1]) / (2 * STEP))
    matrix = np.array(columns)
    return np.asarray((matrix + matrix.T) / 2)
