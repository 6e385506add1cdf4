"""The one place that turns effect into margin, return, break-even and money."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def margin_return(iroas: Floats, gross_margin: float) -> Floats:
    """Return m · iroas: contribution margin per dollar spent; 1 breaks even. Any shape.

    Examples
    --------
    >>> import numpy as np
    >>> margin_return(np.array([2.0, 3.0]), 0.5)
    array([1. , 1.5])
    """
    return np.asarray(gross_margin * iroas)


def net_margin(revenue: Floats, spend: Floats | float, gross_margin: float) -> Floats:
    """Return contribution margin less spend, same unit as both (currency per period). Any shape.

    Examples
    --------
    >>> import numpy as np
    >>> net_margin(np.array([1000.0]), 300.0, 0.4)
    array([100.])
    """
    return np.asarray(gross_margin * revenue - spend)


def cents(amount: float) -> int:
    """Return an amount in whole cents, half up.

    Examples
    --------
    >>> cents(0.125), cents(19.999)
    (13, 2000)
    """
    return int(np.floor(round(amount * 100, 6) + 0.5))


def break_even_iroas(gross_margin: float) -> float:
    """Return 1 / m, the revenue that a dollar must bring to pay for itself.

    Examples
    --------
    >>> break_even_iroas(0.25)
    4.0
    """
    return 1.0 / gross_margin
