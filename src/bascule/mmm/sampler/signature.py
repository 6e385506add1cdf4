"""The shape every log-density has, so that the sampler is compiled once and cached for all of them."""

from numba import types

# (position, gradient written in place, values, layout) -> log-density
DENSITY = types.float64(types.float64[::1], types.float64[::1], types.float64[::1], types.int64[::1])
DENSITY_ARGUMENT = types.FunctionType(DENSITY)

# Re-association lets loops vectorise; NaN and infinity keep their meaning, the sampler's checks need them.
FAST = {"reassoc", "contract", "arcp", "nsz"}
