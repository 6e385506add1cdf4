"""Log priors on the sampled scale, with their derivatives (constants kept: they are proper densities)."""

import math

from numba import njit

LOG_ROOT_TAU = 0.5 * math.log(2.0 * math.pi)


@njit(cache=True, nogil=True, error_model="numpy")
def normal(x, location, spread):
    """Return (log density, derivative) of Normal(location, spread) at x."""
    z = (x - location) / spread
    return -0.5 * z * z - math.log(spread) - LOG_ROOT_TAU, -z / spread


@njit(cache=True, nogil=True, error_model="numpy")
def logit_beta(x, prior):
    """Return (log density, derivative, value) of x = logit(θ), θ ~ Beta(a, b); the Jacobian is counted."""
    a, b = prior[0], prior[1]
    theta = 1.0 / (1.0 + math.exp(-x))
    log_theta, log_rest = -math.log1p(math.exp(-x)), -math.log1p(math.exp(x))
    constant = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return constant + a * log_theta + b * log_rest, a * (1.0 - theta) - b * theta, theta
