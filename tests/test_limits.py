"""What bascule.toml says of plans: read as written, and refused by name with what would do."""

import datetime as dt

import pytest

from bascule.company import Company
from bascule.errors import BasculeError
from bascule.locale import Locale
from bascule.locale.wording import errors, explain

HEAD = 'name = "Nordet"\ngross_margin = 0.4\n'
TEXT = """
[channels.radio.limits]
least = 200
most = 900
step = 50
useful = 300

[channels.radio.contract]
weekly = 450
until = 2027-03-31

[costs."Agence Nordet"]
carries = ["radio", "flyers"]
can_stop = false

[plan]
monthly_cash = 8000
either = [["radio", "tv"]]
together = [["brand_search", "generic_search"]]

[scenarios.spring]
budget = 2500
risk = "cautious"
lock = {radio = 300}
new.tv = {class = "tv", most = 400}
"""


@pytest.fixture
def read(tmp_path):
    def company(text):
        (tmp_path / "bascule.toml").write_text(HEAD + text, encoding="utf-8")
        return Company.read(tmp_path)

    return company


def test_what_a_plan_may_do_is_read_as_written(read):
    company = read(TEXT)
    radio = company.channels["radio"]
    assert radio.limits.model_dump() == {"least": 200, "most": 900, "step": 50, "useful": 300}
    assert (radio.contract.weekly, radio.contract.until) == (450, dt.date(2027, 3, 31))
    assert company.costs["Agence Nordet"].carries == ("radio", "flyers")
    assert not company.costs["Agence Nordet"].can_stop
    assert company.plan.monthly_cash == 8000
    assert (company.plan.either, company.plan.together) == (
        (("radio", "tv"),),
        (("brand_search", "generic_search"),),
    )
    spring = company.scenarios["spring"]
    assert (spring.budget, spring.risk, spring.lock, spring.new["tv"].most) == (2500, "cautious", {"radio": 300}, 400)


RADIO = "[channels.radio.limits]\n"
CONTRACT = "[channels.radio.contract]\nweekly = 5\n"
SPRING = "[scenarios.spring]\n"
REFUSED = [
    ("[channels.radio]\nlimits = 5", "channels.radio.limits", "least, most, step"),
    (f"{RADIO}least = 900\nmost = 100", "channels.radio.limits.most", "900"),
    (f"{RADIO}least = -1", "channels.radio.limits.least", "300"),
    (f"{RADIO}least = true", "channels.radio.limits.least", "300"),
    (f'{RADIO}least = "900"', "channels.radio.limits.least", "300"),
    (f"{RADIO}most = inf", "channels.radio.limits.most", "900"),
    (f"{RADIO}most = 1e13", "channels.radio.limits.most", "900"),
    (f"{RADIO}step = 0", "channels.radio.limits.step", "50"),
    (f"{RADIO}step = 0.001", "channels.radio.limits.step", "50"),
    (f"{RADIO}useful = nan", "channels.radio.limits.useful", "50"),
    (f"{RADIO}lest = 3", "channels.radio.limits.lest", "least, most, step"),
    ("[channels.radio]\ncontract = 5", "channels.radio.contract", "weekly"),
    (CONTRACT, "channels.radio.contract.until", "2027-03-31"),
    (f"{CONTRACT}until = 86400", "channels.radio.contract.until", "2027-03-31"),
    (f"{CONTRACT}until = 2026-12-31T10:00:00", "channels.radio.contract.until", "2027-03-31"),
    (f'{CONTRACT}until = "soon"', "channels.radio.contract.until", "2027-03-31"),
    ("[channels.radio.contract]\nweekly = -5\nuntil = 2026-12-31", "channels.radio.contract.weekly", "300"),
    ('[costs.Nordet]\ncarries = "radio"', "costs.Nordet.carries", '["radio", "flyers"]'),
    ("[costs.Nordet]\ncan_stop = 1", "costs.Nordet.can_stop", "true"),
    ("[costs]\nNordet = 1450", "costs.Nordet", "carries"),
    ("[plan]\nmonthly_cash = 0", "plan.monthly_cash", "8000"),
    ('[plan]\neither = ["radio", "tv"]', "plan.either", '[["radio", "flyers"]]'),
    ('[plan]\neither = [["radio"]]', "plan.either", '[["radio", "flyers"]]'),
    ('[plan]\ntogether = [["radio", "radio"]]', "plan.together", '[["radio", "flyers"]]'),
    ("plan = 3", "plan", "monthly_cash"),
    (f'{SPRING}risk = "bold"', "scenarios.spring.risk", "worst_case"),
    (f"{SPRING}budget = -1", "scenarios.spring.budget", "300"),
    (f"{SPRING}free = 1", "scenarios.spring.free", "true"),
    (f"{SPRING}lock = 3", "scenarios.spring.lock", "radio = 300"),
    (f"{SPRING}lock = {{radio = -3}}", "scenarios.spring.lock.radio", "300"),
    (f"{SPRING}price = {{radio = 0}}", "scenarios.spring.price.radio", "1.1"),
    (f"{SPRING}horizon_weeks = 0", "scenarios.spring.horizon_weeks", "156"),
    (f"{SPRING}max_multiple = 0.5", "scenarios.spring.max_multiple", "1.5"),
    (f"{SPRING}target_return = 0", "scenarios.spring.target_return", "1.2"),
    (f"{SPRING}gross_margin = 43", "scenarios.spring.gross_margin", "0.43"),
    (f'{SPRING}new.tv = {{class = "tvv", most = 3}}', "scenarios.spring.new.tv.class", "bascule init"),
    (f'{SPRING}new.tv = {{class = "tv"}}', "scenarios.spring.new.tv.most", "50"),
    (f"{SPRING}new.tv = 5", "scenarios.spring.new.tv", "class"),
    (f"{SPRING}colour = 5", "scenarios.spring.colour", "guide"),
    ("scenarios = 4", "scenarios", "guide"),
]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(("text", "field", "expected"), REFUSED)
def test_what_is_not_accepted_is_refused_with_what_is(read, text, field, expected, lang):
    with pytest.raises(BasculeError) as caught:
        read(text)
    assert (caught.value.code, caught.value.params["field"]) == ("company_invalid", field)
    said = explain(caught.value, Locale(lang))
    assert f" {field} " in said
    wanted = said.split("Expected: " if lang == "en" else "On attend ")[1].replace("’", "'")
    assert expected in wanted.replace("\xa0", " ")
    assert Locale(lang).t(errors.ACCEPTED_ELSEWHERE) not in said
