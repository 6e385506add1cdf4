import numpy as np
import pytest

from bascule.diagnosis.reading import Reading
from bascule.diagnosis.rules import RULES, reasons
from bascule.diagnosis.verdict import money_at_stake, verdicts
from bascule.locale import Locale
from bascule.locale.wording import WORDINGS, word
from bascule.mmm.claims import Claim
from bascule.mmm.priors import priors


def reading(channel="radio", iroas=(1.0,), mroas=None, evidence="model", **changes):
    values = np.asarray(iroas, dtype=float)
    given = {
        "channel": channel,
        "channel_class": "radio",
        "prior": priors().of("radio"),
        "claim": None,
        "spend": 1000.0,
        "yearly": 1000.0,
        "iroas": values,
        "mroas": values if mroas is None else np.asarray(mroas, dtype=float),
        "gross_margin": 0.5,
        "evidence": evidence,
        "breaks": 2,
        "varied": True,
        "twin": None,
        "chases": False,
    }
    return Reading(**{**given, **changes})


def share_above(share, low=0.5, high=3.0, draws=1000):
    """Draws of which `share` earn (at a margin of one half, above 2)."""
    return np.where(np.arange(draws) < share * draws, high, low)


@pytest.mark.parametrize(
    ("share", "evidence", "verdict"),
    [
        (0.02, "model", "stop"), (0.02, "claims", "stop"), (0.02, "prior", "test"), (0.12, "model", "test"),
        (0.5, "model", "test"), (0.8, "model", "scale"), (0.8, "prior", "test"),
    ],
)  # fmt: skip
def test_the_verdict_follows_probability_and_evidence(share, evidence, verdict):
    assert verdicts([reading(iroas=share_above(share), evidence=evidence)]) == {"radio": verdict}


def test_it_keeps_what_earns_while_its_next_dollar_does_not():
    made = reading(iroas=share_above(0.9), mroas=share_above(0.2))
    assert verdicts([made]) == {"radio": "keep"}


def test_stops_are_held_back_when_too_many_would_be_wrong():
    sure, doubtful = reading("sure", share_above(0.01)), reading("doubtful", share_above(0.099))
    given = verdicts([doubtful, sure])
    assert given["sure"] == "stop"
    assert given["doubtful"] == "test"
    assert any(r.code == "held_by_false_stop_rule" for r in reasons(doubtful, "test"))


def test_a_channel_that_rarely_pays_but_then_hugely_is_not_stopped():
    lottery = reading(iroas=share_above(0.05, low=0.5, high=60.0))
    assert lottery.loss_if_kept < 0
    assert verdicts([lottery]) == {"radio": "test"}


def test_money_at_stake_is_what_ignoring_the_verdict_costs():
    vain = reading(iroas=[0.5] * 10)
    assert money_at_stake(vain, "stop") == pytest.approx(750.0)
    good = reading(iroas=[4.0] * 10)
    assert money_at_stake(good, "keep") == pytest.approx(1000.0)
    assert money_at_stake(good, "scale") == pytest.approx(200.0)
    even = reading(iroas=[0.0, 4.0])
    assert money_at_stake(even, "test") == pytest.approx(500.0)


def test_a_budget_that_follows_sales_is_told_from_a_channel_that_harvests():
    def codes(case):
        return {r.code for r in reasons(case, "test")}

    chasing = reading(iroas=share_above(0.5), chases=True)
    harvesting = reading(iroas=share_above(0.5), channel_class="brand_search")
    assert "budget_follows_sales" in codes(chasing)
    assert "harvests_demand" not in codes(chasing)
    assert "harvests_demand" in codes(harvesting)


def test_every_reason_has_words_in_both_languages():
    cases = [
        reading(iroas=share_above(0.02), claim=Claim(9.0, 100), chases=True, twin="affichage"),
        reading(iroas=share_above(0.9), evidence="claims", claim=Claim(0.1, 100), prior=priors().of("email")),
        reading(iroas=share_above(0.5), evidence="prior", varied=False),
        reading(iroas=[2.05] * 10, evidence="natural"),
        reading(iroas=[2.05] * 10, spend=0.0, yearly=0.0),
    ]
    seen = set()
    for case in cases:
        for verdict in ("scale", "keep", "test", "stop"):
            for reason in reasons(case, verdict):
                seen.add(reason.code)
                assert reason.code in WORDINGS
                for lang in ("fr", "en"):
                    assert "{" not in word(reason.code, reason.params, Locale(lang))
    assert len(seen) >= len(RULES)
