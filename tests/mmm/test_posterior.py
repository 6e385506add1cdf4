import numpy as np
import pytest

import world
from bascule.mmm.build import cycle_retention, set_up
from bascule.mmm.posterior import KEPT, SEEN_SHARE, lasting, thin, true_returns

DRAWS = 20_000


@pytest.fixture(scope="module")
def setup():
    """Video lasts, brand search does not, a directory stops with the advertising."""
    return set_up(world.panel(), world.company(), ("video", "brand_search", "directory"))


def draws(setup, short, at_once):
    shape = (DRAWS, 3)
    return lasting(setup, np.full(shape, short), np.full(shape, at_once), np.random.default_rng(0))


def test_only_a_class_with_a_long_run_lasts(setup):
    found = draws(setup, 2.0, True)
    assert (found[:, 0] > 0).all()
    assert (found[:, 1:] == 0).all()


def test_half_of_it_goes_with_what_is_seen(setup):
    beyond = setup.priors[0].long ** setup.table.general.long_credit - 1
    more = draws(setup, 3.0, True)[:, 0].mean() - draws(setup, 2.0, True)[:, 0].mean()
    assert more == pytest.approx(beyond * SEEN_SHARE)


def test_what_sells_nothing_at_once_may_still_last_but_seldom(setup):
    nothing, something = draws(setup, 0.0, False)[:, 0], draws(setup, 0.0, True)[:, 0]
    assert (something > 0).all()
    assert (nothing > 0).mean() == pytest.approx(setup.priors[0].works / 4, abs=0.02)


def test_a_return_is_drawn_between_what_was_seen_and_what_was_believed(setup):
    seen = np.tile([0.02, 8.0, 1.8], (DRAWS, 1))
    found, works = true_returns(setup, seen, np.random.default_rng(0))
    assert works.mean(axis=0)[0] < 0.1 < 0.9 < works.mean(axis=0)[1]
    assert np.median(found[:, 1]) < 8.0
    assert np.median(found[:, 2]) == pytest.approx(1.8, rel=0.1)


@pytest.mark.parametrize(("weeks", "retention"), [(0.0, 0.0), (8.0, 0.8), (2.0, 0.5)])
def test_the_two_stages_of_a_sales_cycle_take_its_weeks_on_average(weeks, retention):
    company = world.company(sales_cycle_weeks=weeks)
    found = cycle_retention(company, world.panel())
    assert found == pytest.approx(retention)
    assert 2 * found / (1 - found) == pytest.approx(weeks)


@pytest.mark.parametrize("drawn", [400, 1400, 2000, 2800, 5600])
def test_thinning_keeps_draws_of_every_chain(drawn):
    kept = thin(np.arange(drawn, dtype=float)[:, None])[:, 0]
    assert len(kept) == min(KEPT, drawn)
    assert (kept[0], kept[-1]) == (0, drawn - 1)
    assert len(np.unique(kept)) == len(kept)
