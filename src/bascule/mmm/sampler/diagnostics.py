"""Has it converged? Rank-normalised split R-hat, bulk and tail effective sample size, and the energy's own check.

Vehtari, Gelman, Simpson, Carpenter & Bürkner 2021, Bayesian Analysis 16(2):667, doi:10.1214/20-BA1221;
Betancourt 2016, arXiv:1604.00695.
"""

import numpy as np

from bascule.panel import Floats


def split(draws: Floats) -> Floats:
    """Return draws (chains, n) as half-chains (2·chains, n // 2)."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def ranks(draws: Floats) -> Floats:
    """Return ranks from 1, ties sharing their mean, same shape as `draws` (scipy.stats would cost half a second)."""
    _, place, count = np.unique(draws, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return np.asarray((last - (count - 1) / 2)[place].reshape(draws.shape))


def rank_normalise(draws: Floats) -> Floats:
    """Return normal scores of the ranks, same shape as `draws`."""
    from scipy.special import ndtri

    return np.asarray(ndtri((ranks(draws) - 0.375) / (draws.size + 0.25)))


def plain_rhat(chains: Floats) -> float:
    """Return √(pooled variance / within-chain variance) of chains (chains, n); 1 when all are constant and equal."""
    n = chains.shape[1]
    within = chains.var(axis=1, ddof=1).mean()
    between = n * chains.mean(axis=1).var(ddof=1)
    if within == 0:
        return 1.0 if between == 0 else float("inf")
    return float(np.sqrt((n - 1) / n + between / within / n))


def rhat(draws: Floats) -> float:
    """Return the larger of bulk and folded rank-normalised split R-hat of draws (chains, n).

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> bool(abs(rhat(rng.normal(size=(4, 1000))) - 1) < 0.01)
    True
    >>> bool(rhat(rng.normal(size=(4, 1000)) + np.arange(4)[:, None]) > 1.5)
    True
    """
    chains = split(draws)
    folded = np.abs(chains - np.median(chains))
    return max(plain_rhat(rank_normalise(chains)), plain_rhat(rank_normalise(folded)))


def autocovariance(chains: Floats) -> Floats:
    """Return autocovariances (chains, n) at lags 0 … n-1, by the fast Fourier transform, divided by n."""
    n = chains.shape[1]
    centred = chains - chains.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, 2 * n, axis=1)
    return np.asarray(np.fft.irfft(spectrum * spectrum.conj(), axis=1)[:, :n] / n)


def plain_ess(chains: Floats) -> float:
    """Return the effective sample size of chains (chains, n) by Geyer's initial monotone sequence."""
    m, n = chains.shape
    covariance = autocovariance(chains)
    within = covariance[:, 0].mean() * n / (n - 1)
    pooled = within * (n - 1) / n + (chains.mean(axis=1).var(ddof=1) if m > 1 else 0.0)
    if pooled == 0:
        return float(m * n)
    rho = 1 - (within - covariance.mean(axis=0)) / pooled
    rho[0] = 1.0
    pairs = rho[: n // 2 * 2].reshape(-1, 2).sum(axis=1)
    most = max((n - 3) // 2, 0)
    stop = int(np.argmax(pairs[:most] < 0)) if (pairs[:most] < 0).any() else most
    # The first even lag left out counts once, which steadies chains that alternate (as Stan and ArviZ do).
    last = max(rho[2 * stop], 0.0)
    time = max(-1 + 2 * np.minimum.accumulate(pairs[:stop]).sum() + last, 1 / np.log10(m * n))
    return float(m * n / time)


def bulk_ess(draws: Floats) -> float:
    """Return the effective sample size for the centre of the distribution of draws (chains, n)."""
    return plain_ess(rank_normalise(split(draws)))


def tail_ess(draws: Floats) -> float:
    """Return the smaller effective sample size of the 5 % and 95 % quantiles of draws (chains, n)."""
    low, high = np.quantile(draws, [0.05, 0.95])
    return min(plain_ess(split((draws <= q).astype(float))) for q in (low, high))


def ebfmi(energies: Floats) -> Floats:
    """Return each chain's energy Bayesian fraction of missing information, shape (chains,).

    Below about 0.2, fresh momenta change the energy too little from one draw to the next for the chain to reach the
    tails (Betancourt 2016, arXiv:1604.00695).

    Parameters
    ----------
    energies : array of shape (chains, n)
        Energy of each transition, right after its momentum is drawn.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> ebfmi(rng.normal(size=(2, 10_000))).round(1).tolist()
    [2.0, 2.0]
    >>> bool((ebfmi(rng.normal(size=(2, 10_000)).cumsum(axis=1)) < 0.01).all())
    True
    """
    spread = ((energies - energies.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    moves = (np.diff(energies, axis=1) ** 2).sum(axis=1)
    return np.divide(moves, spread, out=np.zeros_like(spread), where=spread > 0)
