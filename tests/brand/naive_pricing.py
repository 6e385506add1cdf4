"""Slow and obvious counterparts of pricing: dense matrices, loops over respondents."""

import numpy as np


def dense_noise(spread, rho, gaps, weights):
    """Return the covariance of the noise from its definition: innovations of each step, weighted, piled up."""
    n = len(gaps) + 1
    root = np.zeros((n, n))
    root[0, 0] = spread / np.sqrt(weights[0])
    for t in range(1, n):
        kept = rho ** gaps[t - 1]
        root[t] = kept * root[t - 1]
        root[t, t] = spread * np.sqrt((1 - kept**2) / weights[t])
    return root @ root.T


def dense_posterior(y, design, mean, spread, noise):
    """Return the log density of y, and the mean and covariance of the coefficients, by the textbook (GLS)."""
    n = len(y)
    inverse = np.linalg.inv(noise)
    prior = np.linalg.inv(np.diag(spread**2))
    covariance = np.linalg.inv(prior + design.T @ inverse @ design)
    best = covariance @ (prior @ mean + design.T @ inverse @ y)
    whole = noise + design @ np.diag(spread**2) @ design.T
    rest = y - design @ mean
    value = -(rest @ np.linalg.solve(whole, rest) + np.linalg.slogdet(whole)[1] + n * np.log(2 * np.pi)) / 2
    return value, best, covariance


def share(prices, at, question):
    """Return the share of respondents on one of the four curves at a price, counted one by one."""
    column = ("too_cheap", "cheap", "expensive", "too_expensive").index(question)
    falling = column < 2
    hits = [row[column] >= at if falling else row[column] <= at for row in prices]
    return sum(hits) / len(hits)


def monotone(shares, weights):
    """Return the non-rising shares nearest to these, by pooling neighbours that are out of order."""
    blocks = [[share, weight, 1] for share, weight in zip(shares, weights, strict=True)]
    at = 0
    while at + 1 < len(blocks):
        if blocks[at][0] < blocks[at + 1][0]:
            (one, first, m), (other, second, n) = blocks[at], blocks[at + 1]
            total = first + second
            blocks[at : at + 2] = [[(one * first + other * second) / total, total, m + n]]
            at = max(at - 1, 0)
        else:
            at += 1
    return [share for share, _, count in blocks for _ in range(count)]
