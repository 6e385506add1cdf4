"""From what the owner says to arrays: what prevails over what, and which channel a name means."""

import datetime as dt
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bascule.allocation.bounds import Cash, Fee, Rule, bounds_of, months_of
from bascule.allocation.wishes import Wishes, wishes_of
from bascule.company import ChannelSettings, Company
from bascule.errors import BasculeError, ExitCode
from bascule.limits import Contract, Limits, NewChannel, PlanSettings, ScenarioSettings
from bascule.locale import Locale
from bascule.locale.wording import explain
from bascule.money import cents

START = dt.date(2026, 11, 2)
NAMES = ("radio", "flyers", "tv")


def company(plan=None, **channels):
    settings = {name: ChannelSettings(**said) for name, said in channels.items()}
    return Company(name="N", gross_margin=0.4, channels=settings, plan=plan or PlanSettings())


def made(usual=(200.0, 100.0, 50.0), owner=None, stopped=frozenset(), **wishes):
    return bounds_of(np.array(usual), NAMES[: len(usual)], owner or company(), Wishes(START, **wishes), set(stopped))


@given(
    st.lists(st.integers(0, 10**6).map(lambda cents: cents / 100), min_size=3, max_size=3),
    st.sampled_from([1.0, 1.5, 2.0, 3.0, 10.0]),
    st.sets(st.integers(0, 2)),
)
def test_without_a_word_from_the_owner_channels_keep_the_trust_region(usual, multiple, stopped):
    found = made(usual, stopped=stopped, max_multiple=multiple)
    low = [
        0 if c in stopped else min(math.ceil(round(100 * u * max(0, 2 - multiple), 6)), cents(u))
        for c, u in enumerate(usual)
    ]
    high = [max(math.floor(round(100 * u * multiple, 6)), cents(u)) for u in usual]
    if sum(most for c, most in enumerate(high) if c not in stopped) >= sum(map(cents, usual)):
        high = [0 if c in stopped else most for c, most in enumerate(high)]
    assert (found.low.tolist(), found.high.tolist()) == (low, high)
    assert set(found.high_by) == {"trust_region"}
    assert found.low.dtype == found.high.dtype == found.step.dtype == found.useful.dtype == np.int64


def test_what_the_owner_says_prevails_over_the_trust_region():
    found = made(least={"radio": 20.0}, most={"flyers": 900.0}, lock={"tv": 500.0})
    assert found.low.tolist() == [2000, 5000, 50_000]
    assert found.high.tolist() == [30_000, 90_000, 50_000]
    assert found.low_by == ("floor", "trust_region", "lock")
    assert found.high_by == ("trust_region", "ceiling", "lock")


def test_a_floor_above_the_trust_region_or_a_ceiling_below_it_moves_it():
    found = made(least={"radio": 400.0}, most={"flyers": 20.0})
    assert (found.low.tolist()[:2], found.high.tolist()[:2]) == ([40_000, 2000], [40_000, 2000])


def test_a_contract_is_a_floor_until_its_last_day_included():
    owner = company(radio={"contract": Contract(weekly=700.0, until=dt.date(2026, 11, 16))})
    found = made(owner=owner, horizon_weeks=7)
    assert found.fixed[0].tolist() == [70_000] * 3 + [0] * 4
    assert (found.low[0], found.low_by[0]) == (30_000, "contract")
    assert (found.high[0], found.fixed[1:].sum()) == (30_000, 0)


@pytest.mark.parametrize(
    ("until", "weeks"), [("2026-11-01", 0), ("2026-11-02", 1), ("2026-11-08", 1), ("2030-01-01", 4)]
)
def test_a_week_that_begins_under_a_contract_is_owed_whole(until, weeks):
    owner = company(radio={"contract": Contract(weekly=10.0, until=dt.date.fromisoformat(until))})
    assert made(owner=owner, horizon_weeks=4).fixed[0].sum() == weeks * 1000


def test_a_new_channel_goes_from_nothing_to_the_most_to_try():
    found = made((200.0, 100.0, 0.0), most={"tv": 80.0})
    assert (found.low[2], found.high[2], found.high_by[2]) == (0, 8000, "ceiling")
    assert made((200.0, 100.0, 0.0)).high[2] == 0


def test_steps_and_useful_minima_are_those_of_the_file():
    found = made(owner=company(radio={"limits": Limits(step=50, useful=120)}))
    assert (found.step.tolist(), found.useful.tolist()) == ([5000, 1, 1], [12_000, 0, 0])


def test_a_useful_minimum_out_of_reach_of_the_trust_region_widens_it_both_ways():
    found = made(owner=company(radio={"limits": Limits(useful=500)}))
    assert (found.low[0], found.high[0]) == (0, 50_000)


def test_a_useful_minimum_above_a_ceiling_leaves_nothing():
    found = made(owner=company(radio={"limits": Limits(useful=500)}), most={"radio": 300.0}, budget=150.0)
    assert (found.low[0], found.high[0], found.possible()) == (0, 30_000, True)


def test_channels_of_which_one_may_run_can_all_stop():
    found = made(owner=company(PlanSettings(either=(("radio", "TV"),))))
    assert (found.either, found.low.tolist()) == (((0, 2),), [0, 5000, 0])


def test_channels_that_run_together_can_stop_where_one_cannot_run():
    plan = PlanSettings(together=(("radio", "flyers"),))
    assert made(owner=company(plan)).low.tolist() == [10_000, 5000, 2500]
    assert made(owner=company(plan), most={"flyers": 0.0}).low.tolist() == [0, 0, 2500]


def test_a_channel_to_stop_is_held_at_nothing_where_the_others_have_room():
    found = made(stopped={2})
    assert (found.low[2], found.high[2], found.total) == (0, 0, (35_000, 35_000))
    assert made(stopped={0, 1}).high.tolist() == [30_000, 15_000, 7500]


def test_a_channel_to_stop_keeps_what_the_owner_says_it_must():
    found = made(stopped={1, 2}, lock={"tv": 60.0}, least={"flyers": 30.0}, budget=350.0)
    assert (found.low.tolist()[1:], found.high.tolist()[1:]) == ([3000, 6000], [3000, 6000])


def test_a_total_that_is_free_has_only_its_room():
    assert made(free=True).total == (0, 52_500)
    assert made(free=True, budget=300.0).total == (0, 30_000)
    assert (made().asked, made(budget=10.0).asked, made(free=True).asked) == (False, True, True)


def test_cash_lowers_a_usual_total_and_not_one_that_was_asked():
    assert made(monthly_cash=1000.0, horizon_weeks=8).total == (21_875, 21_875)
    asked = made(monthly_cash=1000.0, horizon_weeks=8, budget=350.0)
    assert (asked.total, asked.possible()) == ((35_000, 35_000), False)
    # December is planned for three weeks of its four: so much of its cash.
    assert asked.cash == Cash(100_000, (5, 3), (1.0, 0.75))


def test_a_contract_above_the_cash_of_one_month_is_impossible_though_the_mean_is_not():
    owner = company(radio={"contract": Contract(weekly=300.0, until=dt.date(2026, 11, 30))})
    assert not made(owner=owner, horizon_weeks=26, monthly_cash=1400.0).possible()
    assert made(owner=owner, horizon_weeks=26, monthly_cash=1500.0).possible()


@pytest.mark.parametrize(
    ("start", "weeks", "months"),
    [(START, 26, (5, 4, 4, 4, 5, 4)), (dt.date(2026, 11, 30), 3, (1, 2)), (START, 1, (1,))],
)
def test_a_week_belongs_to_the_month_in_which_it_begins(start, weeks, months):
    assert months_of(start, weeks) == months


def test_names_and_labels_are_found_whatever_their_case_and_accents():
    owner = company(radio={"label": "Radio Boréale"})
    assert made(owner=owner, lock={"RADIO  boreale": 10.0, "Flyers": 5.0}).low.tolist() == [1000, 500, 2500]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    ("name", "close"), [("raido", ["radio"]), ("flyer", ["flyers"]), ("podcasts", list(NAMES))]
)  # fmt: skip
def test_a_name_that_is_no_channel_s_is_refused_with_those_that_resemble_it(name, close, lang):
    with pytest.raises(BasculeError) as caught:
        made(lock={name: 10.0})
    assert (caught.value.code, caught.value.exit_code) == ("channel_unknown", ExitCode.USAGE)
    assert caught.value.params == {"channel": name, "close": close}
    assert all(each in explain(caught.value, Locale(lang)) for each in (name, *close))


@pytest.mark.parametrize(
    "owner",
    [
        company(PlanSettings(either=(("radio", "podcast"),))),
        company(PlanSettings(together=(("podcast", "radio"),))),
        company(podcast={"limits": Limits(least=1)}),
        company(podcast={"contract": Contract(weekly=1, until=START)}),
    ],
)
def test_a_name_is_checked_wherever_it_is_written(owner):
    with pytest.raises(BasculeError) as caught:
        made(owner=owner)
    assert caught.value.params["channel"] == "podcast"


def test_a_channel_only_described_needs_no_spending():
    described = made(owner=company(podcast={"label": "Balado", "channel_class": "radio"}))
    assert described.channels == made().channels


def test_rules_and_fees_are_kept():
    fee = Fee("Agence", "agency", 33_000, (0,), True)
    found = bounds_of(np.array([200.0]), ("radio",), company(), Wishes(START, least={"radio": 5.0}), set(), [fee])
    assert found.fees == (fee,)
    assert Rule("floor", 0, low=500) in found.rules


OWNER = Company(
    name="N",
    gross_margin=0.4,
    channels={"radio": ChannelSettings(label="Radio FM", limits=Limits(least=100, most=300))},
    plan=PlanSettings(monthly_cash=5000),
)


def asked(scenario=None, **options):
    return wishes_of(OWNER, scenario, start=START, **options)


def test_what_nobody_says_is_the_usual_question():
    found = wishes_of(Company(name="N", gross_margin=0.4), None, start=START)
    assert found == Wishes(START, 26, None, False, 1.0, "prudent", 1.5, None, {}, {}, {})


def test_the_scenario_prevails_over_the_file_and_the_options_over_both():
    scenario = ScenarioSettings(budget=900, risk="cautious", monthly_cash=4000, most={"radio": 250}, horizon_weeks=12)
    found = asked(scenario, budget=800.0, risk=None, horizon_weeks=8)
    assert (found.budget, found.risk, found.horizon_weeks, found.monthly_cash) == (800.0, "cautious", 8, 4000)
    assert (found.least, found.most) == ({"radio": 100}, {"radio": 250})
    assert (asked().monthly_cash, asked().least) == (5000, {"radio": 100})


def test_what_a_scenario_does_not_say_leaves_the_option_or_the_usual():
    assert asked(ScenarioSettings(), free=True, target_return=1.3, risk="neutral").free
    assert asked(ScenarioSettings(budget=3)).risk == "prudent"


@pytest.mark.parametrize(("scenario", "options"), [(None, {"target_return": 1.2}), ({"target_return": 1.2}, {})])
def test_a_target_that_would_change_nothing_is_refused(scenario, options):
    scenario = None if scenario is None else ScenarioSettings(**scenario)
    with pytest.raises(BasculeError) as caught:
        asked(scenario, **options)
    assert (caught.value.code, caught.value.exit_code) == ("target_without_free", ExitCode.USAGE)
    assert asked(scenario, **options, free=True).target_return == 1.2


def test_a_lock_takes_the_place_of_bounds_below_it_and_the_reverse():
    locked = asked(ScenarioSettings(lock={"Radio FM": 500}))
    assert (locked.lock, locked.least, locked.most) == ({"Radio FM": 500}, {}, {})
    freed = asked(ScenarioSettings(lock={"radio": 500}), least={"radio": 50.0})
    assert (freed.lock, freed.least, freed.most) == ({}, {"radio": 50.0}, {})


def test_a_new_channel_has_the_most_to_try_as_ceiling():
    scenario = ScenarioSettings(new={"tv": NewChannel(channel_class="tv", most=400)})
    assert asked(scenario).most == {"radio": 300, "tv": 400}


def test_an_option_that_is_none_is_refused():
    with pytest.raises(TypeError, match="budgett"):
        asked(budgett=3)
