"""Whether the model credits a channel that cannot have sold anything."""

from collections.abc import Iterable

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.checks.untested import untested
from bascule.diagnosis.thresholds import threshold
from bascule.mmm.refits import settled


def placebo(examined: Examined) -> Iterable[Check]:
    """Say whether a channel made of another's spending, shuffled in time, is raised above what was assumed of it.

    Statistic: the shift of its effect's posterior mean, upward, in prior standard deviations. A fall is the right
    answer (it sold nothing), and staying put an honest one (the data do not say); only a rise is an effect seen where
    there is none.
    """
    refits = examined.refits
    if refits is None:
        yield untested("placebo", "quick")
    elif refits.placebo is None:
        yield untested("placebo", "still" if refits.hidden else "short")
    elif not settled(refits.placebo):
        yield untested("placebo", "unsettled")
    else:
        shift = refits.placebo.learnt[-1].shift
        params = {"channel": refits.shuffled, "shift": round(shift, 2)}
        yield Check(code="placebo", severity=threshold("placebo_shift").severity(shift), params=params)
