"""How many purchases a customer who is still one will make: mean and mean square, by a series of positive terms.

A customer who buys at a rate drawn from Gamma(shape, rate) makes, were he never to leave, N purchases over the weeks
ahead, N negative binomial with shape `shape` and success share z = weeks / (rate + weeks). He leaves after each of them
with a chance drawn from Beta(a, b), so that he makes more than j purchases if N > j and he has not left after any of
the first j:

    E[Y]  = Σ_{j ≥ 0}         P(N > j) · B(a, b + j) / B(a, b)
    E[Y²] = Σ_{j ≥ 0} (2j+1) · P(N > j) · B(a, b + j) / B(a, b)

The first is the expression of Fader, Hardie & Lee (2005, doi:10.1287/mksc.1040.0098, equation 10) by another road: no
difference of nearly equal numbers at a = 1, no hypergeometric function that overflows for a customer who buys often.
"""

import math

from numba import njit, vectorize

# A tail smaller than this share of the sum is left out.
TAIL = 1e-12
LEAST_LOG = -690.0
# Terms summed between two looks at what is left.
BETWEEN = 8


@njit("float64(float64, float64, float64, float64, float64, boolean)", cache=True, error_model="numpy")
def _series(shape, rate, a, b, weeks, square):
    if not (shape > 0 and rate > 0 and a > 0 and b > 0 and weeks >= 0):
        return math.nan
    if weeks == 0:
        return 0.0
    z = weeks / (rate + weeks)
    log_none = -shape * math.log1p(weeks / rate)
    more = -math.expm1(log_none)
    kept, total, j = 1.0, 0.0, 0
    if log_none > LEAST_LOG:
        mass = math.exp(log_none)
    else:
        # Nobody buys so little: P(N > j) is 1, and the mass too small for a float, until its logarithm says otherwise.
        while log_none <= LEAST_LOG:
            total += (2 * j + 1) * kept if square else kept
            kept *= (b + j) / (a + b + j)
            log_none += math.log((shape + j) * z / (j + 1))
            j += 1
        more, mass = 1.0, math.exp(log_none)
    while True:
        for _ in range(BETWEEN):
            total += (2 * j + 1) * more * kept if square else more * kept
            kept *= (b + j) / (a + b + j)
            mass *= (shape + j) * z / (j + 1)
            # The difference is known to rounding only, and may fall below 0 at the very end.
            more = max(more - mass, 0.0)
            j += 1
        worst = max(z, (shape + j) * z / (j + 1))
        if worst < 1:
            # The mass just passed bounds `more` without rounding.
            left = min(more, mass * worst / (1 - worst))
            rest = left * kept * ((2 * j + 1) + 2 / (1 - worst) if square else 1.0) / (1 - worst)
            if rest <= TAIL * total:
                return total


@vectorize(["float64(float64, float64, float64, float64, float64)"], cache=True)
def mean_count(shape, rate, a, b, weeks):
    """Return E[Y]; all arguments broadcast."""
    return _series(shape, rate, a, b, weeks, False)


@vectorize(["float64(float64, float64, float64, float64, float64)"], cache=True)
def mean_square_count(shape, rate, a, b, weeks):
    """Return E[Y²]; all arguments broadcast."""
    return _series(shape, rate, a, b, weeks, True)
