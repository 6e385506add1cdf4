"""Equal rows taken once, with how many there are: what a likelihood needs of a million customers."""

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from bascule.panel import Floats

# Beyond so many rows, a sample tells first whether collapsing them is worth its while.
MANY, SAMPLE = 100_000, 10_000


def unique_rows(columns: tuple[ArrayLike, ...], counts: ArrayLike | None = None) -> tuple[tuple[Floats, ...], Floats]:
    """Return the distinct rows of columns of equal length, sorted, and how many customers each stands for.

    Where a sample of very many rows holds hardly any twice (times kept to the second), nothing is to be gained: they
    are returned as they come.

    Parameters
    ----------
    columns
        Columns of equal length, one value a customer.
    counts
        Customers that each row stands for already; one each if None.

    Raises
    ------
    ValueError
        If the columns differ in length, or a count is negative or not finite.

    Examples
    --------
    >>> (x, age), counts = unique_rows(([0, 2, 0], [9.0, 9.0, 9.0]))
    >>> x.tolist(), age.tolist(), counts.tolist()
    ([0.0, 2.0], [9.0, 9.0], [2.0, 1.0])
    """
    arrays = [np.asarray(column, dtype=float).ravel() for column in columns]
    weights = np.ones_like(arrays[0]) if counts is None else np.asarray(counts, dtype=float).ravel()
    if len({array.size for array in (*arrays, weights)}) > 1:
        raise ValueError("columns of different lengths")
    if not np.all(np.isfinite(weights) & (weights >= 0)):
        raise ValueError("counts must be finite and at least 0")
    names = [f"c{k}" for k in range(len(arrays))]
    frame = pl.DataFrame({**dict(zip(names, arrays, strict=True)), "n": weights})
    taken = frame if counts is None else frame.filter(pl.col("n") > 0)
    if taken.height > MANY and taken[:: taken.height // SAMPLE].n_unique(names) > 0.98 * SAMPLE:
        return tuple(taken[name].to_numpy(writable=True) for name in names), taken["n"].to_numpy(writable=True)
    found = taken.group_by(names).agg(pl.col("n").sum()).sort(names)
    return tuple(found[name].to_numpy(writable=True) for name in names), found["n"].to_numpy(writable=True)
