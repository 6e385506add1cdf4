"""Log marginal likelihood of revenue, the Gaussian linear block and an AR(1) noise integrated out in closed form.

With r the residual, Ω(φ)/σ² the precision of the noise, Z the block with prior Normal(m, V):
A = Z Ω Zᵀ/σ² + V⁻¹, and log p = -½ (log|Cov| + r'Cov⁻¹r), by the matrix determinant lemma and Woodbury's identity
(Rasmussen & Williams 2006, Gaussian Processes for Machine Learning, appendix A.3 and section 2.7).
"""

import math

import numpy as np
from numba import njit

from bascule.mmm.sampler.signature import FAST


@njit(cache=True, nogil=True, fastmath=FAST)
def precision_times(vector, phi, out):
    """Write Ω(φ) v into `out`, Ω being the tridiagonal precision of an AR(1) with unit innovations."""
    last = vector.shape[0] - 1
    inner = 1.0 + phi * phi
    for t in range(1, last):
        out[t] = inner * vector[t] - phi * (vector[t - 1] + vector[t + 1])
    out[0] = vector[0] - phi * vector[1]
    out[last] = vector[last] - phi * vector[last - 1]


@njit(cache=True, nogil=True, fastmath=FAST)
def precision_slope(vector, phi):
    """Return vᵀ (dΩ/dφ) v."""
    last = vector.shape[0] - 1
    total = 0.0
    for t in range(last):
        total -= 2.0 * vector[t] * vector[t + 1]
    for t in range(1, last):
        total += 2.0 * phi * vector[t] * vector[t]
    return total


@njit(cache=True, nogil=True, fastmath=FAST)
def factorise(a):
    """Replace the lower triangle of `a` by its Cholesky factor; return log|a|, or NaN if it is not positive."""
    n = a.shape[0]
    log_determinant = 0.0
    for j in range(n):
        d = a[j, j]
        for k in range(j):
            d -= a[j, k] * a[j, k]
        if not (d > 0.0):
            return np.nan
        root = math.sqrt(d)
        log_determinant += 2.0 * math.log(root)
        a[j, j] = root
        for i in range(j + 1, n):
            s = a[i, j]
            for k in range(j):
                s -= a[i, k] * a[j, k]
            a[i, j] = s / root
    return log_determinant


@njit(cache=True, nogil=True, fastmath=FAST)
def invert_factor(a, out):
    """Write into `out` the transpose of the inverse of the lower factor held by `a` (rows are columns of L⁻¹)."""
    n = a.shape[0]
    for j in range(n):
        out[j, j] = 1.0 / a[j, j]
        for i in range(j + 1, n):
            s = 0.0
            for k in range(j, i):
                s -= a[i, k] * out[j, k]
            out[j, i] = s / a[i, i]


@njit(cache=True, nogil=True, fastmath=FAST)
def cross(design, vector, out):
    """Write Z v into `out`, Z of shape (columns, periods)."""
    for k in range(design.shape[0]):
        s = 0.0
        for t in range(design.shape[1]):
            s += design[k, t] * vector[t]
        out[k] = s


@njit(cache=True, nogil=True, fastmath=FAST)
def subtract_fit(design, coefficient, residual):
    """Take Zᵀ β away from the residual, in place."""
    for k in range(design.shape[0]):
        b = coefficient[k]
        for t in range(design.shape[1]):
            residual[t] -= b * design[k, t]


@njit(cache=True, nogil=True, fastmath=FAST)
def block_precision(gram, variance, phi, i2):
    """Return the lower triangle of Z Ω Zᵀ/σ² + V⁻¹, shape (columns, columns); `i2` is 1/σ²."""
    columns = variance.shape[0]
    a = np.zeros((columns, columns))
    for i in range(columns):
        for j in range(i + 1):
            a[i, j] = (gram[0, i, j] + phi * (gram[1, i, j] + phi * gram[2, i, j])) * i2
        a[i, i] += 1.0 / variance[i]
    return a


@njit(cache=True, nogil=True, fastmath=FAST)
def traces(inverse, gram, variance, phi, i2, coefficient, by_log_variance):
    """Return tr(A⁻¹ dA/dφ) and tr(A⁻¹ V⁻¹) from the rows of L⁻ᵀ; fill the derivatives in each column's log variance."""
    columns = variance.shape[0]
    by_phi, by_prior = 0.0, 0.0
    for i in range(columns):
        for j in range(i + 1):
            entry = np.dot(inverse[i, i:], inverse[j, i:])
            by_phi += entry * (gram[1, i, j] + 2.0 * phi * gram[2, i, j]) * i2 * (1.0 if i == j else 2.0)
            if i == j:
                by_prior += entry / variance[i]
                by_log_variance[i] = -0.5 * (1.0 - (entry + coefficient[i] ** 2) / variance[i])
    return by_phi, by_prior


@njit(cache=True, nogil=True, fastmath=FAST)
def marginal(residual, design, gram, variance, phi, sigma, error, by_log_variance):
    """Return (log marginal, d/dφ, d/dlog σ) of a residual whose linear block has prior Normal(0, variance).

    `error` receives d(log marginal)/d(mean); `by_log_variance` the derivatives in each column's log variance.
    A period of unknown revenue has a free dummy among the columns, which takes it out exactly.
    """
    periods, columns = residual.shape[0], design.shape[0]
    i2 = 1.0 / (sigma * sigma)
    precision_times(residual, phi, error)
    square = np.dot(residual, error) * i2
    b, inverse = np.empty(columns), np.zeros((columns, columns))
    cross(design, error, b)
    a = block_precision(gram, variance, phi, i2)
    log_determinant = factorise(a)
    if math.isnan(log_determinant):
        return -np.inf, 0.0, 0.0
    invert_factor(a, inverse)
    half = np.zeros(columns)  # L⁻¹ b
    for j in range(columns):
        for i in range(j, columns):
            half[i] += inverse[j, i] * b[j] * i2
    square -= np.dot(half, half)
    coefficient = np.empty(columns)
    for i in range(columns):
        coefficient[i] = np.dot(inverse[i, i:], half[i:])
        log_determinant += math.log(variance[i])
    by_phi, by_prior = traces(inverse, gram, variance, phi, i2, coefficient, by_log_variance)
    fit = residual.copy()
    subtract_fit(design, coefficient, fit)
    precision_times(fit, phi, error)
    for t in range(periods):
        error[t] *= i2
    d_sigma = -periods + (columns - by_prior) + np.dot(fit, error)
    d_phi = -0.5 * (by_phi + precision_slope(fit, phi) * i2) - phi / (1.0 - phi * phi)
    log_determinant += 2.0 * periods * math.log(sigma) - math.log(1.0 - phi * phi)
    return -0.5 * (log_determinant + square + periods * math.log(2.0 * math.pi)), d_phi, d_sigma
