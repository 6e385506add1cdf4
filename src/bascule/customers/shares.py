"""A share seen in a sample, with its interval."""

from scipy.special import betainc, betaincinv

from bascule.plans import Interval90


def jeffreys(hits: float, count: float) -> Interval90:
    """Return the 90 % interval of a share of which `hits` of `count` were seen.

    Of Beta(hits + ½, count − hits + ½): Jeffreys's interval (Brown, Cai & DasGupta 2001, doi:10.1214/ss/1009213286).

    Examples
    --------
    >>> found = jeffreys(8, 20)
    >>> round(found.p05, 2), round(found.p50, 2), round(found.p95, 2)
    (0.24, 0.4, 0.58)
    """
    low, middle, high = betaincinv(hits + 0.5, count - hits + 0.5, [0.05, 0.5, 0.95])
    return Interval90(p05=float(low), p50=float(middle), p95=float(high))


def above(mark: float, hits: float, count: float) -> float:
    """Return the chance that the share is over a mark, under the same law.

    Examples
    --------
    >>> round(above(0.4, 8, 20), 2), round(above(0.4, 0, 50), 4)
    (0.51, 0.0)
    """
    return 1.0 - float(betainc(hits + 0.5, count - hits + 0.5, mark))
