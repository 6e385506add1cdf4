"""Lifetime margin: contribution margin that customers leave over a horizon, discounted, acquisition cost not deducted.

Purchases (BG/NBD) times what each is worth (Gamma-Gamma) times the margin rate: how often one buys and how much are
supposed independent (Fader, Hardie & Lee 2005, doi:10.1509/jmkr.2005.42.4.415); `value_correlation` tells whether they
are. Values passed in are net of returns, so that returned and cancelled orders count for nothing. Given numbers (a fit)
the result is that of the most likely parameters: fast, for every customer of a large company. Given draws, the result
has their axis first, and its quantiles are the interval.
"""

import numpy as np
from numpy.typing import ArrayLike

from bascule.customers.bgnbd import BgnbdParams
from bascule.customers.discounting import discounted_new, discounted_purchases
from bascule.customers.gamma_gamma import GammaGammaParams, expected_new_value, expected_value
from bascule.customers.sbg import SbgParams, survival
from bascule.panel import Floats


def lifetime_new(
    purchases: BgnbdParams, values: GammaGammaParams, margin: float, weeks: float, discount_yearly: float
) -> Floats:
    """Return the margin of a new customer's purchases after the first one, over its first weeks, discounted.

    The first purchase is apart, being certain and known: add its margin, undiscounted, for the whole lifetime margin.

    Parameters
    ----------
    purchases, values
        Numbers (fits), or as many draws of each, shape (n,).
    margin
        Contribution margin per dollar of value, 0 to 1.
    weeks
        Horizon, from the first purchase.
    discount_yearly
        Rate a year, 0.1 for 10 %.

    Returns
    -------
    ndarray
        Currency per customer; the draws' shape.

    Raises
    ------
    ValueError
        If the weeks or the discount are negative.

    Examples
    --------
    >>> from bascule.customers.bgnbd import fit_bgnbd
    >>> from bascule.customers.gamma_gamma import fit_gamma_gamma
    >>> often = fit_bgnbd([2, 0, 0, 5], [20.0, 0.0, 0.0, 30.0], [30.0, 35.0, 12.0, 31.0])
    >>> much = fit_gamma_gamma([2, 5], [42.0, 38.0])
    >>> round(lifetime_new(often, much, margin=0.4, weeks=52.0, discount_yearly=0.1).item())
    44
    """
    return np.asarray(margin * discounted_new(purchases, weeks, discount_yearly) * expected_new_value(values))


def lifetime_existing(
    purchases: BgnbdParams,
    values: GammaGammaParams,
    frequency: ArrayLike,
    recency: ArrayLike,
    age: ArrayLike,
    value: ArrayLike,
    margin: float,
    weeks: float,
    discount_yearly: float,
) -> Floats:
    """Return the margin that each customer should leave in the weeks after the data, discounted to their end.

    Parameters
    ----------
    purchases, values
        Numbers (fits), or as many draws of each, shape (n,): mind the size, n numbers a customer.
    frequency, recency, age
        Repeat purchases and weeks of each customer (`bascule.customers.bgnbd`), shape (customers,).
    value
        Mean value of those repeat purchases, currency net of returns; not read where there are none.
    margin, weeks, discount_yearly
        As in `lifetime_new`.

    Returns
    -------
    ndarray
        Currency per customer: (customers,), or (n, customers) for draws.

    Raises
    ------
    ValueError
        If the weeks or the discount are negative.

    Examples
    --------
    >>> from bascule.customers.bgnbd import fit_bgnbd
    >>> from bascule.customers.gamma_gamma import fit_gamma_gamma
    >>> often = fit_bgnbd([2, 0, 0, 5], [20.0, 0.0, 0.0, 30.0], [30.0, 35.0, 12.0, 31.0])
    >>> much = fit_gamma_gamma([2, 5], [42.0, 38.0])
    >>> lifetime_existing(often, much, [0, 5], [0, 30], [30, 31], [0, 38], 0.4, 52, 0.1).round().tolist()
    [13.0, 81.0]
    """
    count = discounted_purchases(purchases, frequency, recency, age, weeks, discount_yearly)
    return np.asarray(margin * count * expected_value(values, frequency, value))


def lifetime_contract(
    params: SbgParams, margin: float | Floats, periods: int, discount: float, survived: int | None = None
) -> Floats:
    """Return the margin of a contract over some periods, discounted by period.

    A new contract pays at the start of each period, the first for sure: Σ_{k < periods} S(k) / (1 + discount)^k. One
    that has already survived some renewals is taken just before the next is decided:
    Σ_{1 ≤ k ≤ periods} S(t + k) / S(t) / (1 + discount)^(k-1) (Fader & Hardie 2010, doi:10.1287/mksc.1080.0482).

    Parameters
    ----------
    params
        Numbers (a fit), or draws of shape (n,).
    margin
        Contribution margin of one period, currency; a number or draws.
    periods
        Horizon, in periods of the contract.
    discount
        Rate of one period: (1 + yearly)^(1/12) - 1 for monthly contracts.
    survived
        Renewals made so far; None for a new contract.

    Raises
    ------
    ValueError
        If the discount is negative.

    Examples
    --------
    >>> from bascule.customers.sbg import fit_sbg
    >>> fit = fit_sbg([0, 1, 2], [False, False, True], counts=[131, 126, 743])
    >>> lifetime_contract(fit, 100.0, 3, 0.0).round().item()
    260.0
    """
    if discount < 0:
        raise ValueError("the discount must be at least 0")
    k = np.arange(periods)
    at = k if survived is None else survived + 1 + k
    kept = survival(params, at)
    if survived is not None:
        kept = kept / survival(params, [survived])
    return np.asarray(margin * (kept @ (1 + discount) ** -k.astype(float)))
