"""The slow oracle of the latent factor: every covariance written out, one Gaussian conditioned on what is known."""

import numpy as np


def dense(values, noises, model):
    """Return the log density of what is known, and the mean and covariance of the latent given it."""
    months, signals = values.shape
    load, rho, tau = model[:signals], model[signals : 2 * signals], model[2 * signals : 3 * signals]
    phi = model[-1]
    apart = np.abs(np.subtract.outer(np.arange(months), np.arange(months)))
    latent = phi**apart
    across = np.zeros((months, months * signals))
    whole = np.zeros((months * signals, months * signals))
    for i in range(signals):
        mine = slice(i * months, (i + 1) * months)
        across[:, mine] = load[i] * latent
        for j in range(signals):
            whole[mine, j * months : (j + 1) * months] = load[i] * load[j] * latent
        whole[mine, mine] += tau[i] ** 2 * rho[i] ** apart + 1.0 + np.diag(noises[:, i])
    seen = values.T.ravel()
    known = np.isfinite(seen)
    whole, across, seen = whole[np.ix_(known, known)], across[:, known], seen[known]
    solved = np.linalg.solve(whole, np.column_stack([seen, across.T]))
    density = -0.5 * (seen @ solved[:, 0] + np.linalg.slogdet(whole)[1] + len(seen) * np.log(2 * np.pi))
    return density, across @ solved[:, 0], latent - across @ solved[:, 1:]
