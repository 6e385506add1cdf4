"""Simulation-based calibration: on data drawn from the model itself, the posterior's ranks must be uniform."""

import pytest

import calibration

SIMULATIONS = 100


@pytest.mark.slow
@pytest.mark.parametrize("panel", calibration.PANELS)
def test_ranks_of_the_truth_among_its_posterior_draws_are_uniform(panel):
    found, _ = calibration.ranks(panel, SIMULATIONS)
    # The least of twenty p-values is below .05 / 20 one time in twenty if all is well; a bug makes it vanish.
    p_values = calibration.p_values(found)
    assert min(p_values) > 0.001, p_values
