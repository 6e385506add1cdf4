"""Whether a cause that no file shows, of a stated strength, would change a verdict."""

from collections.abc import Iterable
from dataclasses import replace

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.diagnosis.verdict import verdicts
from bascule.mmm.sensitivity import STRENGTH, hidden_shifts


def hidden_cause(examined: Examined) -> Iterable[Check]:
    """Name the channels whose verdict a hidden cause of sales and of their budget would change, either way."""
    shifts = hidden_shifts(examined.fit, examined.panel)
    said, changed = verdicts(examined.readings), set()
    for sign in (-1.0, 1.0):
        for reading, shift in zip(examined.readings, shifts, strict=True):
            moved = replace(reading, iroas=reading.iroas + sign * shift, mroas=reading.mroas + sign * shift)
            others = [moved if other is reading else other for other in examined.readings]
            if verdicts(others)[reading.channel] != said[reading.channel]:
                changed.add(reading.channel)
    params: dict[str, object] = {"strength_share": STRENGTH}
    if not changed:
        yield Check(code="hidden_cause", severity="pass", params=params)
        return
    named = [reading.channel for reading in examined.readings if reading.channel in changed]
    yield Check(code="hidden_cause", severity="review", params=params | {"channels": named})


def demand_unseen(examined: Examined) -> Iterable[Check]:
    """Say that nothing in the files tells demand from advertising."""
    if not examined.panel.proxies:
        yield Check(code="demand_unseen", severity="review")
