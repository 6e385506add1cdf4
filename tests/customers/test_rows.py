"""Equal rows taken once."""

import numpy as np
import pytest

from bascule.customers.rows import MANY, unique_rows


def test_equal_rows_are_counted_and_rows_of_nobody_dropped():
    (x, t), n = unique_rows(([2, 0, 2, 1], [1.0, 2.0, 1.0, 5.0]), [1, 3, 2, 0])
    assert (x.tolist(), t.tolist(), n.tolist()) == ([0.0, 2.0], [2.0, 1.0], [3.0, 3.0])


def test_very_many_rows_hardly_any_of_them_twice_come_back_as_they_are():
    times = np.random.default_rng(1).random(MANY + 1)
    (found,), n = unique_rows((times,))
    assert np.array_equal(found, times)
    assert np.all(n == 1)
    (found,), n = unique_rows((np.floor(1000 * times),))
    assert (found.size, n.sum()) == (1000, MANY + 1)


def test_counts_below_zero_are_refused():
    with pytest.raises(ValueError, match="at least 0"):
        unique_rows(([1.0],), [-1])
