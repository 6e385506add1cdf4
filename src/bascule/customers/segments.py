"""Customers an owner can act upon: new, loyal, occasional, at risk, lost; and whom to call first."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bascule.customers.histories import Floats, Histories
from bascule.plans import Interval90
from bascule.returns.structure import SegmentLine, SegmentName

SEGMENTS: tuple[SegmentName, ...] = ("new", "loyal", "occasional", "at_risk", "lost")
# Under one chance in five, a customer is taken for gone; under three in five, for someone who may be leaving.
LOST_ALIVE, RISK_ALIVE = 0.2, 0.6
# A silence twice as long as the customer's own rhythm is not theirs; four times as long, nobody's.
OVERDUE, GONE = 2.0, 4.0
LOYAL_REPEATS = 3
CALLS_A_WEEK = 20
# Nine customers out of ten who ever come back a second time do so within the patience.
_PATIENT_SHARE = 0.9
_ENOUGH_RETURNS = 20
_ASSUMED_PATIENCE, _SHORTEST, _LONGEST = 26.0, 4.0, 104.0


@dataclass(frozen=True)
class Rhythm:
    """How long the customers of a company usually take between purchases, in weeks.

    `usual` is the median of each customer's own mean gap, `patience` its 90 % quantile. `assumed` where fewer than
    twenty customers came back: half a year is then supposed of both.
    """

    usual: float
    patience: float
    assumed: bool

    @classmethod
    def of(cls, histories: Histories) -> "Rhythm":
        """Return the rhythm of customers who came back."""
        again = histories.frequency > 0
        if again.sum() < _ENOUGH_RETURNS:
            return cls(_ASSUMED_PATIENCE, _ASSUMED_PATIENCE, assumed=True)
        gaps = histories.recency[again] / histories.frequency[again]
        usual, patience = np.clip(np.quantile(gaps, [0.5, _PATIENT_SHARE]), _SHORTEST, _LONGEST)
        return cls(float(usual), float(patience), assumed=False)


def segmented(alive: Floats, frequency: Floats, recency: Floats, age: Floats, rhythm: Rhythm) -> NDArray[np.str_]:
    """Return the segment of each customer, by rules that are read in this order, the first that holds deciding.

    - **new**: bought once, no longer ago than the patience of the company's customers.
    - **lost**: less than one chance in five of being still a customer, and silent for longer than their own rhythm; or
      silent for twice the patience and four times their own rhythm, whatever the chance: the BG/NBD model never loses
      who bought only once.
    - **at risk**: less than three chances in five, and silent for longer than their own rhythm; or silent for twice
      that rhythm (and for the usual gap at least); or bought once, longer ago than the patience.
    - **loyal**: came back three times or more.
    - **occasional**: everyone else.

    A customer's own rhythm is their mean gap, pulled toward the usual one as if they had shown it once. Who bought
    within it is called at risk by no model: where most customers leave soon, that chance is low the day they buy.

    Parameters
    ----------
    alive : array of float, shape (n,)
        Probability of being still a customer.
    frequency : array of float, shape (n,)
        Purchases after the first.
    recency, age : array of float, shape (n,)
        Weeks from the first purchase to the last, and to today.
    rhythm : Rhythm

    Examples
    --------
    >>> alive, frequency = np.array([1.0, 0.9, 0.4, 0.1]), np.array([0.0, 5.0, 5.0, 5.0])
    >>> recency, age = np.array([0.0, 50.0, 30.0, 10.0]), np.array([2.0, 52.0, 52.0, 52.0])
    >>> segmented(alive, frequency, recency, age, Rhythm(8.0, 20.0, assumed=False)).tolist()
    ['new', 'loyal', 'at_risk', 'lost']
    """
    silence, once = age - recency, frequency == 0
    own = (recency + rhythm.usual) / (frequency + 1)
    quiet = silence > own
    overdue = np.where(once, silence > rhythm.patience, silence > np.maximum(OVERDUE * own, rhythm.usual))
    gone = silence > np.maximum(OVERDUE * rhythm.patience, GONE * np.where(once, 0.0, own))
    rules = (
        (once & (age <= rhythm.patience), "new"),
        ((quiet & (alive < LOST_ALIVE)) | gone, "lost"),
        ((quiet & (alive < RISK_ALIVE)) | overdue, "at_risk"),
        (frequency >= LOYAL_REPEATS, "loyal"),
    )
    return np.select([rule for rule, _ in rules], [name for _, name in rules], default="occasional")


def placed(segments: NDArray[np.str_]) -> NDArray[np.int64]:
    """Return the place of each customer's segment in :data:`SEGMENTS`, shape (n,).

    Examples
    --------
    >>> placed(np.array(["lost", "new"])).tolist()
    [4, 0]
    """
    return np.argmax([segments == name for name in SEGMENTS], axis=0).astype(np.int64)


def to_call(
    segments: NDArray[np.str_],
    expected: Floats,
    reachable: NDArray[np.bool_] | None = None,
    limit: int = CALLS_A_WEEK,
) -> NDArray[np.intp]:
    """Return whom to call this week: customers at risk, those whose expected margin is largest first.

    Parameters
    ----------
    segments : array of str, shape (n,)
        From :func:`segmented`.
    expected : array of float, shape (n,)
        Margin of the next 12 months, currency; who should leave none is not called.
    reachable : array of bool, shape (n,), optional
        Who may be contacted; by default everyone.
    limit : int

    Examples
    --------
    >>> to_call(np.array(["at_risk", "lost", "at_risk", "loyal"]), np.array([10.0, 90.0, 30.0, 99.0]), limit=5)
    array([2, 0])
    """
    chosen = (segments == "at_risk") & (expected > 0)
    if reachable is not None:
        chosen = chosen & reachable
    places = np.flatnonzero(chosen)
    return places[np.argsort(-expected[places], kind="stable")][:limit]


def segment_lines(
    segments: NDArray[np.str_],
    buying: Floats,
    past_margin: Floats,
    expected: Callable[[NDArray[np.bool_]], Floats],
    called: NDArray[np.intp],
    contactable: NDArray[np.bool_] | None = None,
) -> tuple[SegmentLine, ...]:
    """Return a line a segment that has customers, in the order of `SEGMENTS`.

    Parameters
    ----------
    segments : array of str, shape (n,)
    buying : array of float, shape (n,)
        Chance of buying within 12 months.
    past_margin : array of float, shape (n,)
        Margin left so far, currency.
    expected : callable
        (who, of shape (n,)) → draws of the margin that they leave together in the next 12 months, currency.
    called : array of int
        From :func:`to_call`.
    contactable : array of bool, shape (n,), optional
        Who may be written to; None where nothing is known of consents.
    """
    lines = []
    for name in SEGMENTS:
        who = segments == name
        if not who.any():
            continue
        lines.append(
            SegmentLine(
                segment=name,
                customers=int(who.sum()),
                buying=float(buying[who].mean()),
                expected=Interval90.of(expected(who)),
                past_margin=float(past_margin[who].sum()),
                to_call=int(who[called].sum()),
                contactable=None if contactable is None else int((who & contactable).sum()),
            )
        )
    return tuple(lines)
