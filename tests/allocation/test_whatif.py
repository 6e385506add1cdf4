from dataclasses import replace

import numpy as np
import pytest

import scenes
import world
from bascule.allocation.places import Places
from bascule.allocation.tables import tabulate
from bascule.allocation.whatif import check_new, prices, returns_at, with_new
from bascule.company import ChannelSettings
from bascule.errors import BasculeError
from bascule.limits import NewChannel
from bascule.mmm.density.response import TAIL, response_path
from bascule.mmm.posterior import Posterior
from bascule.mmm.priors import priors
from bascule.panel import WEEKS_PER_MONTH

MOST = 800.0


@pytest.fixture(scope="module")
def widened():
    new = {"tv": NewChannel(channel_class="tv", most=MOST)}
    return with_new(scenes.posterior(draws=400), world.panel(), world.company(), world.CLASSES, new, 1)


def brought(own, c, weekly, weeks=52):
    """Revenue per dollar of spending steadily for a year from nothing, carry-over after it counted, (draws,)."""
    spend = np.full(weeks, weekly / own.reference[c])
    shares = [
        response_path(spend, 0.0, keep, half, own.slope[c], own.stages[c], own.cycle).sum()
        for keep, half in zip(own.keep[:, c], own.half[:, c], strict=True)
    ]
    return own.height[:, c] * np.array(shares) / (weekly * weeks)


def test_a_new_channel_stands_last_and_the_others_stay_as_they_are(widened):
    before = scenes.posterior(draws=400)
    assert widened.channels == (*before.channels, "tv")
    for name in ("iroas", "mroas", "height", "half", "keep"):
        assert np.array_equal(getattr(widened, name)[:, :3], getattr(before, name))
        assert getattr(widened, name).shape == (400, 4)
    for name in ("slope", "reference", "usual", "stages", "state", "year_state"):
        assert np.array_equal(getattr(widened, name)[:3], getattr(before, name))
        assert len(getattr(widened, name)) == 4
    assert isinstance(widened, Posterior)


def test_nothing_is_spent_on_it_today_and_nothing_carries_over(widened):
    assert widened.usual[3] == 0.0
    assert (widened.state[3] == 0).all()
    assert np.isnan(widened.iroas[:, 3]).all()
    assert (widened.curve(3, np.zeros(1)) == 0).all()


def test_it_brings_what_the_prior_of_its_class_says_at_the_most_that_is_tried(widened):
    prior = priors().of("tv")
    found = brought(widened, 3, MOST)
    works = found[found > 0.05]
    assert len(works) / 400 == pytest.approx(prior.works, abs=0.2)
    low, high = prior.bounds
    assert low < np.median(works) < high
    assert np.mean((low / 2 < works) & (works < 3 * high)) > 0.8
    assert (widened.slope[3], widened.stages[3]) == (prior.slope, prior.stages)
    assert widened.keep[:, 3].mean() == pytest.approx(prior.carry[0] / sum(prior.carry), abs=0.05)


def test_it_is_believed_by_itself_and_not_with_the_others(widened):
    along = [np.corrcoef(widened.height[:, c], widened.height[:, 3])[0, 1] for c in range(3)]
    assert np.abs(along).max() < 0.2


def test_two_new_channels_are_added_in_their_order_and_a_seed_gives_the_same():
    new = {name: NewChannel(channel_class=name, most=300.0) for name in ("radio", "email")}
    own = scenes.posterior(draws=50)
    made = [with_new(own, world.panel(), world.company(), world.CLASSES, new, 7) for _ in range(2)]
    assert made[0].channels[3:] == ("radio", "email")
    for name in ("height", "half", "keep", "reference"):
        assert np.array_equal(getattr(made[0], name), getattr(made[1], name))
    assert not np.allclose(made[0].height[:, 3], made[0].height[:, 4])


def test_more_draws_than_the_prior_has_are_filled_from_it():
    new = {"tv": NewChannel(channel_class="tv", most=MOST)}
    own = scenes.posterior(draws=5000)
    assert with_new(own, world.panel(), world.company(), world.CLASSES, new, 1).height.shape == (5000, 4)


def test_a_monthly_history_gives_a_new_channel_by_week_as_well():
    new = {"tv": NewChannel(channel_class="tv", most=MOST)}
    own = scenes.posterior(draws=400)
    weekly, monthly = (
        with_new(own, panel, world.company(), world.CLASSES, new, 1).weekly(panel.week_share)
        for panel in (world.panel(), world.monthly_panel())
    )
    assert monthly.reference[3] == pytest.approx(MOST * 1.0, rel=0.3)
    works = [brought(one, 3, MOST) for one in (weekly, monthly)]
    medians = [np.median(found[found > 0.05]) for found in works]
    assert medians[0] == pytest.approx(medians[1], rel=0.35)
    assert world.monthly_panel().week_share == 1 / WEEKS_PER_MONTH


def test_prices_are_those_supposed_and_one_elsewhere():
    labelled = world.company(channels={"google": ChannelSettings(label="Recherche")})
    find = Places(("meta", "google", "radio"), labelled)
    assert prices(find, {"google": 1.25}).tolist() == [1.0, 1.25, 1.0]
    assert prices(find, {"RECHERCHE": 1.25, "Radio": 2.0}).tolist() == [1.0, 1.25, 2.0]
    assert prices(find, {}).tolist() == [1.0] * 3
    with pytest.raises(BasculeError) as caught:
        prices(find, {"tv": 1.5})
    assert caught.value.code == "channel_unknown"


@pytest.mark.parametrize("names", [("radio",), ("Recherche",), ("tv", "TV")])
def test_a_channel_to_try_has_a_name_of_its_own(names):
    find = Places(("google", "radio"), world.company(channels={"google": ChannelSettings(label="Recherche")}))
    with pytest.raises(BasculeError) as caught:
        check_new(find, {name: NewChannel(channel_class="tv", most=MOST) for name in names})
    assert (caught.value.code, caught.value.params["channel"]) == ("new_channel_known", names[-1])
    check_new(find, {"tv": NewChannel(channel_class="tv", most=MOST)})


def test_returns_are_those_of_what_the_money_buys_at_its_price(widened):
    as_before = returns_at(widened, np.ones(4))
    assert np.array_equal(as_before[0][:, :3], widened.iroas[:, :3])
    assert np.array_equal(as_before[0][:, 3], widened.mroas[:, 3])
    whole, following = returns_at(widened, np.array([1.0, 2.0, 1.0, 2.0]))
    assert np.array_equal(whole[:, [0, 2]], as_before[0][:, [0, 2]])
    assert np.array_equal(following[:, [0, 2]], as_before[1][:, [0, 2]])
    # Half as much is bought: a concave curve keeps more than half of its return, and never all of it.
    kept = whole[:, 1] / as_before[0][:, 1]
    assert ((kept > 0.5) & (kept < 1)).all()
    half = widened.usual[1:2] / 2
    assert following[:, 1] == pytest.approx(widened.marginal(1, half)[:, 0] / 2)
    assert whole[:, 3] == pytest.approx(as_before[0][:, 3] / 2)


def test_at_twice_the_price_twice_the_money_buys_the_same_response():
    own = scenes.posterior()
    # Spending is usual again after the plan, at the new price too: without it the two can be compared.
    own = replace(own, usual=np.zeros(3), state=np.zeros_like(own.state))
    high = np.array([1800.0, 1200.0, 900.0])
    worth = np.append(np.ones(26), np.ones(TAIL))
    cheap = tabulate(own, scenes.outlook(worth=worth), 0.4, 0 * high, high)
    dear = tabulate(own, scenes.outlook(worth=worth, price=np.full(3, 2.0)), 0.4, 0 * high, 2 * high)
    for one, other in zip(cheap, dear, strict=True):
        assert one.gain + 26 * one.spend == pytest.approx(other.gain + 26 * other.spend)
