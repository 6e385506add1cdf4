"""What a study hands to the renderers: everything shown, nothing to compute but layout."""

import datetime as dt
from dataclasses import dataclass, field

from bascule.company import Company
from bascule.decisions import Decisions, Verdict
from bascule.mmm.priors import Change
from bascule.panel import Floats, Panel


@dataclass(frozen=True)
class Curve:
    """Response of one channel: weekly incremental revenue against steady weekly spend.

    Attributes
    ----------
    channel : str
    spend : array of shape (points,), currency per week
    p05, p50, p95 : arrays of shape (points,), currency of incremental revenue per week
        Long-run response of keeping that weekly spend, quantiles over the posterior.
    usual : float
        Mean weekly spend of the last 52 weeks.
    planned : float
        Weekly spend in the plan.
    """

    channel: str
    spend: Floats
    p05: Floats
    p50: Floats
    p95: Floats
    usual: float
    planned: float


@dataclass(frozen=True)
class Fit:
    """The model against the facts, period by period (currency per period, shape (periods,)).

    `baseline` is revenue without any marketing; `p05`/`p95` bound what the model expected to see.
    """

    actual: Floats
    p05: Floats
    p50: Floats
    p95: Floats
    baseline: Floats


@dataclass(frozen=True)
class MarginCase:
    """What the verdicts would be if the contribution margin were another."""

    gross_margin: float
    verdicts: dict[str, Verdict]


@dataclass(frozen=True)
class PriorLine:
    """The assumption a channel started from, with its source (for the assumptions page).

    `source` and `sure` are those of what is published; `changes` say what the company edited, each with its own source.
    """

    channel: str
    channel_class: str
    median: float
    low: float
    high: float
    source: str
    guessed_class: bool
    sure: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class SettingLine:
    """A setting that all channels share, as published and as the company edited it."""

    name: str
    published: float
    edited: float
    source: str


@dataclass(frozen=True)
class FileLine:
    """One file of the folder in the data check: what it is and what became of it."""

    file: str
    source: str | None
    table: str | None
    rows_kept: int
    rows_refused: int
    start: dt.date | None
    end: dt.date | None
    total: float | None
    messages: tuple[tuple[str, dict[str, object]], ...] = ()


@dataclass(frozen=True)
class Results:
    """One study: the decisions and all that a reader may ask about them.

    `fit` is None where no sale was read: the figures are then those of the priors and of the claims.
    """

    company: Company
    panel: Panel
    decisions: Decisions
    curves: tuple[Curve, ...]
    fit: Fit | None
    margin_cases: tuple[MarginCase, ...]
    priors: tuple[PriorLine, ...]
    files: tuple[FileLine, ...]
    settings: tuple[SettingLine, ...] = ()
    simulated: bool = False
    made_on: dt.date = field(default_factory=dt.date.today)
