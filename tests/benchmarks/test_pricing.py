"""The benchmark of pricing power: made-up histories, least squares, a line of the table."""

import numpy as np
import pytest

from benchmarks.pricing.elasticity import Read, cases, least_squares, read, row
from benchmarks.pricing.histories import Case, history


def test_a_history_is_the_same_by_its_seed_and_its_price_moves_as_often_as_asked():
    case = Case(-1.5, 104, 3)
    one, other = (history(case, np.random.default_rng(4)) for _ in range(2))
    assert one.orders.tolist() == other.orders.tolist()
    assert (np.abs(np.diff(one.price_index)) > 1e-9).sum() == 3
    flat = history(Case(-1.5, 104, 0), np.random.default_rng(4))
    assert np.isnan(least_squares(flat)[0])


def test_least_squares_is_that_of_the_textbook():
    panel = history(Case(-2.6, 104, 8), np.random.default_rng(1))
    slope, error = least_squares(panel)
    fitted, covariance = np.polyfit(np.log(panel.price_index), np.log(panel.orders), 1, cov=True)
    assert slope == pytest.approx(fitted[0])
    assert error == pytest.approx(np.sqrt(covariance[0, 0]))


def test_a_history_read_and_a_line_of_the_table():
    found = read(Case(-2.6, 60, 1), 3)
    assert not found.identified
    assert "price_changes_few" in found.codes
    known = Read(-2.0, -2.5, -1.5, True, (), -1.0, 0.1)
    line = row("two", np.array([-2.6, -2.2]), [found, known])
    assert line.startswith("| two | 50% | +0.20 | 0.20 | 100% | 1.0 |")


def test_every_row_has_the_four_elasticities():
    assert {tuple(case.elasticity for case in group) for _, group in cases()} == {(-0.8, -1.5, -2.6, -4.0)}
