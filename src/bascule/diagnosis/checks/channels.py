"""What makes some channels hard to read."""

from collections.abc import Iterable

import numpy as np

from bascule.decisions import Check
from bascule.diagnosis.checks.examined import Examined
from bascule.mmm.chasing import groups
from bascule.plans import Interval90


def channels(examined: Examined) -> Iterable[Check]:
    """Say which budgets follow sales, which channels nobody can tell apart, and where platforms claim nothing."""
    for reading in examined.readings:
        if reading.chases:
            yield Check(code="demand_chasing", severity="review", params={"channel": reading.channel})
    yield from together(examined)
    silent = [r.channel for r in examined.readings if r.claim is None]
    if silent:
        yield Check(code="claims_missing", severity="review", params={"channels": silent})


def together(examined: Examined) -> Iterable[Check]:
    """Report channels that always moved together as a group, with what the group brings as a whole."""
    for group in groups(examined.panel):
        members = [examined.readings[c] for c in group]
        spend = np.array([reading.spend for reading in members])
        params: dict[str, object] = {"channels": [reading.channel for reading in members]}
        if spend.sum() == 0:
            yield Check(code="collinear", severity="review", params=params)
            continue
        whole = Interval90.of(np.stack([reading.iroas for reading in members], axis=1) @ spend / spend.sum())
        yield Check(
            code="collinear_group", severity="review",
            params=params | {"low_ratio": whole.p05, "high_ratio": whole.p95},
        )  # fmt: skip
