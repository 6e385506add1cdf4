"""Fixed costs in the arbitration: what each carries, and whether that pays for it."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

import world
from bascule.allocation.bounds import Fee
from bascule.allocation.costs import cost_decisions, fees_of
from bascule.company import Company
from bascule.errors import BasculeError
from bascule.limits import CostSettings
from bascule.panel import FixedCost

DAY = dt.date(2026, 10, 31)
NAMES = ("radio", "flyers", "tv")


def panel(*costs):
    made = world.panel()
    return replace(made, channels=NAMES, fixed_costs=costs)


def cost(name="Agence Nordet", channels=()):
    return FixedCost(name, "agency", 1450.0, DAY, DAY, channels)


def company(**said):
    costs = {name.replace("_", " "): CostSettings(**settings) for name, settings in said.items()}
    return Company(name="N", gross_margin=0.4, costs=costs)


def test_what_the_owner_says_prevails_over_the_rows():
    found = fees_of(
        panel(cost(channels=("tv",))), company(agence_nordet={"carries": ("Flyers", "radio"), "can_stop": False})
    )
    (fee,) = found.known
    assert (fee.carries, fee.can_stop, fee.monthly) == ((1, 0), False, 1450.0)
    assert fee.weekly_cents == round(145_000 * 12 * 7 / 365.25)


def test_the_rows_say_where_the_owner_does_not():
    found = fees_of(panel(cost(channels=("tv", "Infolettre"))), company(agence_nordet={"can_stop": False}))
    assert [(fee.carries, fee.can_stop) for fee in found.known] == [((2,), False)]


def test_what_carries_nothing_known_is_said_to_be_unknown():
    found = fees_of(panel(cost(), cost("Outil", ("Infolettre",))), company())
    assert (found.known, [each.name for each in found.unknown]) == ((), ["Agence Nordet", "Outil"])


def test_a_cost_of_the_file_that_nobody_bills_is_told():
    assert fees_of(panel(cost()), company(agence_nord={"carries": ("radio",)})).unmatched == ("agence nord",)


def test_a_channel_that_is_none_is_refused():
    with pytest.raises(BasculeError) as caught:
        fees_of(panel(cost()), company(agence_nordet={"carries": ("radoi",)}))
    assert (caught.value.code, caught.value.params["close"]) == ("channel_unknown", ["radio"])


@pytest.mark.parametrize(
    ("kept", "can_stop", "decision"),
    [({"Agence"}, True, "keep"), (set(), True, "stop"), (set(), False, "keep"), ({"Outil"}, True, "stop")],
)
def test_a_cost_is_kept_as_the_plan_keeps_it_and_always_where_it_cannot_stop(kept, can_stop, decision):
    fee = Fee("Agence", "agency", 10_000, (0, 2), can_stop)
    draws = np.linspace(0, 10_000, 101)
    asked = []

    def worth(places):
        asked.append(places)
        return draws

    (decided,) = cost_decisions([fee], [], kept, worth, 26, NAMES)
    assert asked == [(0, 2)]
    assert (decided.decision, decided.carries, decided.monthly) == (decision, ["radio", "tv"], 434.82)
    assert (decided.margin.p10, decided.margin.p50, decided.margin.p90) == (-1600, 2400, 6400)


def test_what_nobody_explained_has_no_figure():
    (decided,) = cost_decisions([], [cost()], {"Agence Nordet"}, lambda places: np.zeros(1), 26, NAMES)
    assert (decided.decision, decided.margin, decided.carries, decided.monthly) == ("unknown", None, [], 1450.0)
