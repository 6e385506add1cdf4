"""Log marginal likelihood of revenue, the Gaussian linear block and an AR(1) noise integrated out in closed form.

With r the residual, Ω(φ)/σ² the precision of the noise, Z the block with prior Normal(m, V):
A = Z Ω Zᵀ/σ² + V⁻¹, and log p = -½ (log|Cov| + r'Cov⁻¹r), by the matrix determinant lemma and Woodbury's identity
(Rasmussen & Williams 2006, Gaussian Processes for Machine Learning, appendix A.3 and section 2.7).
"""

import math

import numpy as np
from numba import njit

from bascule.mmm.sampler.signature import FAST


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def precision_times(vector, phi, out):
    """Write Ω(φ) v into `out`, Ω being the tridiagonal precision of an AR(1) with unit innovations."""
    last = vector.shape[0] - 1
    inner = 1.0 + phi * phi
    for t in range(1, last):
        out[t] = inner * vector[t] - phi * (vector[t - 1] + vector[t + 1])
    out[0] = vector[0] - phi * vector[1]
    out[last] = vector[last] - phi * vector[last - 1]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def precision_slope(vector, phi):
    """Return vᵀ (dΩ/dφ) v."""
    last = vector.shape[0] - 1
    total = 0.0
    for t in range(last):
        total -= 2.0 * vector[t] * vector[t + 1]
    for t in range(1, last):
        total += 2.0 * phi * vector[t] * vector[t]
    return total


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def invert(a):
    """Replace the lower triangle of a positive definite `a` by its inverse's; return log|a|, or NaN if it is not.

    Gauss and Jordan's elimination on the lower triangle alone, no square root (Bauer & Reinsch 1971, gjdef1, in
    Wilkinson & Reinsch, Handbook for Automatic Computation II, doi:10.1007/978-3-642-86940-2_3).
    """
    n = a.shape[0]
    row, log_determinant = np.empty(n), 0.0
    for k in range(n, 0, -1):
        pivot = a[0, 0]
        if not (pivot > 0.0):
            return np.nan
        log_determinant += math.log(pivot)
        for i in range(1, n):
            head = a[i, 0]
            row[i] = head / pivot if i >= k else -head / pivot
            for j in range(1, i + 1):
                a[i - 1, j - 1] = a[i, j] + head * row[j]
        a[n - 1, n - 1] = 1.0 / pivot
        for i in range(1, n):
            a[n - 1, i - 1] = row[i]
    return log_determinant


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def times(a, vector, out):
    """Write `a @ vector` into `out`, `a` being symmetric and known by its lower triangle."""
    out[:] = 0.0
    for i in range(a.shape[0]):
        total = a[i, i] * vector[i]
        for j in range(i):
            total += a[i, j] * vector[j]
            out[j] += a[i, j] * vector[i]
        out[i] += total


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def cross(design, vector, out):
    """Write Z v into `out`, Z of shape (columns, periods)."""
    for k in range(design.shape[0]):
        s = 0.0
        for t in range(design.shape[1]):
            s += design[k, t] * vector[t]
        out[k] = s


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def subtract_fit(design, coefficient, residual):
    """Take Zᵀ β away from the residual, in place."""
    for k in range(design.shape[0]):
        b = coefficient[k]
        for t in range(design.shape[1]):
            residual[t] -= b * design[k, t]


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def block_precision(gram, variance, phi, i2):
    """Return the lower triangle of Z Ω Zᵀ/σ² + V⁻¹, shape (columns, columns); `i2` is 1/σ²."""
    columns = variance.shape[0]
    a = np.zeros((columns, columns))
    for i in range(columns):
        for j in range(i + 1):
            a[i, j] = (gram[0, i, j] + phi * (gram[1, i, j] + phi * gram[2, i, j])) * i2
        a[i, i] += 1.0 / variance[i]
    return a


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def traces(inverse, gram, variance, phi, i2, coefficient, by_log_variance):
    """Return tr(A⁻¹ dA/dφ) and tr(A⁻¹ V⁻¹); fill the derivatives in each column's log variance."""
    by_phi, by_prior = 0.0, 0.0
    for i in range(variance.shape[0]):
        row = 0.0
        for j in range(i):
            row += inverse[i, j] * (gram[1, i, j] + 2.0 * phi * gram[2, i, j])
        by_phi += 2.0 * row + inverse[i, i] * (gram[1, i, i] + 2.0 * phi * gram[2, i, i])
        by_prior += inverse[i, i] / variance[i]
        by_log_variance[i] = -0.5 * (1.0 - (inverse[i, i] + coefficient[i] ** 2) / variance[i])
    return by_phi * i2, by_prior


@njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)
def marginal(residual, design, gram, variance, phi, sigma, error, by_log_variance):
    """Return (log marginal, d/dφ, d/dlog σ) of a residual whose linear block has prior Normal(0, variance).

    `error` receives d(log marginal)/d(mean); `by_log_variance` the derivatives in each column's log variance.
    A period of unknown revenue has a free dummy among the columns, which takes it out exactly.
    """
    periods, columns = residual.shape[0], design.shape[0]
    i2 = 1.0 / (sigma * sigma)
    precision_times(residual, phi, error)
    square = 0.0
    for t in range(periods):
        square += residual[t] * error[t] * i2
    b, coefficient = np.empty(columns), np.empty(columns)
    cross(design, error, b)
    inverse = block_precision(gram, variance, phi, i2)
    log_determinant = invert(inverse)
    if math.isnan(log_determinant):
        return -np.inf, 0.0, 0.0
    times(inverse, b, coefficient)
    for k in range(columns):
        coefficient[k] *= i2
        square -= coefficient[k] * b[k] * i2
        log_determinant += math.log(variance[k])
    by_phi, by_prior = traces(inverse, gram, variance, phi, i2, coefficient, by_log_variance)
    fit = residual.copy()
    subtract_fit(design, coefficient, fit)
    precision_times(fit, phi, error)
    d_sigma = columns - by_prior - periods
    for t in range(periods):
        error[t] *= i2
        d_sigma += fit[t] * error[t]
    d_phi = -0.5 * (by_phi + precision_slope(fit, phi) * i2) - phi / (1.0 - phi * phi)
    log_determinant += 2.0 * periods * math.log(sigma) - math.log(1.0 - phi * phi)
    return -0.5 * (log_determinant + square + periods * math.log(2.0 * math.pi)), d_phi, d_sigma
