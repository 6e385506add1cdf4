"""A check that could not be made: it is said, with the reason, rather than passed in silence."""

from typing import Literal

from bascule.decisions import Check


def untested(
    tested: Literal["placebo", "refresh", "forecast"], because: Literal["quick", "short", "still", "unsettled"]
) -> Check:
    """Return the finding that something was not tested.

    Examples
    --------
    >>> untested("forecast", "short").params
    {'tested': 'forecast', 'because': 'short'}
    """
    return Check(code="untested", severity="review", params={"tested": tested, "because": because})
