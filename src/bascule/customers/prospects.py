"""What each customer should still bring: chance of being one, margin of the next twelve months, segment."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bascule.customers.histories import Floats, Histories
from bascule.customers.segments import SEGMENTS, Rhythm, placed, segmented
from bascule.customers.valued import Valued
from bascule.plans import Interval90
from bascule.returns.structure import SegmentName


@dataclass(frozen=True, eq=False)
class Prospects:
    """Customers with what is expected of them, in the order of `histories.keys`, as on `histories.end`.

    The same models, segments and figures as in the structure pillar: a list and the report never say two things.

    Attributes
    ----------
    model : Valued
    """

    model: Valued

    @property
    def histories(self) -> Histories:
        """What they bought."""
        return self.model.histories

    @property
    def alive(self) -> Floats:
        """Probability of being still a customer, shape (n,)."""
        return self.model.alive

    @property
    def expected(self) -> Floats:
        """Contribution margin of the next 12 months, discounted, currency, shape (n,)."""
        return self.model.expected

    @cached_property
    def rhythm(self) -> Rhythm:
        """How long customers usually take between purchases."""
        return Rhythm.of(self.histories)

    @cached_property
    def segments(self) -> NDArray[np.str_]:
        """The segment of each, shape (n,)."""
        of = self.histories
        return segmented(self.alive, of.frequency, of.recency, of.age, self.rhythm)

    def margins(self) -> Mapping[SegmentName, Interval90]:
        """Return what the customers of each segment should leave together in 12 months, currency."""
        draws = self.model.expected_sums(placed(self.segments), len(SEGMENTS))
        return {name: Interval90.of(draws[:, at]) for at, name in enumerate(SEGMENTS) if (self.segments == name).any()}
