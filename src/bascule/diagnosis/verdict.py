"""The verdict of each channel: a decision under uncertainty, not a test of significance.

`stop` needs a probability of at least .9 that the channel does not pay, evidence above the prior, and the expected
share of wrong stops in the company under 5 % (a Bayesian false discovery rate: Müller, Parmigiani & Rice 2006). What is
not proven either way is `test`, never vanity.
"""

from collections.abc import Sequence

from bascule.decisions import Verdict
from bascule.diagnosis.reading import Reading

STOP_PROBABILITY = 0.9
# A little under the 5 % that is promised: where the model is wrong, its probabilities are a little too sure.
WRONG_STOPS = 0.04
KEEP_PROBABILITY = 0.65
SCALE_PROBABILITY = 0.7


def could_stop(reading: Reading) -> bool:
    """Tell whether a channel by itself meets the conditions of a stop."""
    return reading.evidence != "prior" and 1 - reading.earns >= STOP_PROBABILITY and reading.loss_if_kept > 0


def stops(readings: Sequence[Reading]) -> set[str]:
    """Return the channels to stop: the surest first, while the expected share of wrong ones stays under WRONG_STOPS."""
    chosen: set[str] = set()
    wrong = 0.0
    for reading in sorted(filter(could_stop, readings), key=lambda r: r.earns):
        wrong += reading.earns
        if wrong > WRONG_STOPS * (len(chosen) + 1):
            break
        chosen.add(reading.channel)
    return chosen


def verdicts(readings: Sequence[Reading]) -> dict[str, Verdict]:
    """Return the verdict of each channel of a company; the rule on wrong stops needs them all together."""
    stopped = stops(readings)
    return {r.channel: "stop" if r.channel in stopped else _other(r) for r in readings}


def _other(reading: Reading) -> Verdict:
    if reading.evidence == "prior" or reading.earns < KEEP_PROBABILITY:
        return "test"
    return "scale" if reading.next_earns >= SCALE_PROBABILITY else "keep"


def money_at_stake(reading: Reading, verdict: Verdict) -> float:
    """Return the margin lost or missed in a year by ignoring the verdict, currency.

    Stop: what keeping it loses. Keep: what stopping it would lose. Test: what doubt costs. Scale: what one fifth more
    would bring, at the next dollar's return.
    """
    if verdict == "stop":
        return reading.loss_if_kept
    if verdict == "keep":
        return max(-reading.loss_if_kept, 0.0)
    if verdict == "test":
        return reading.price_of_doubt
    return max(0.2 * reading.yearly * float(reading.gross_margin * reading.mroas.mean() - 1), 0.0)
