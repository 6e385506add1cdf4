"""What the optimiser is measured on: made-up companies of any size, and companies fitted from their exports."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bascule import study
from bascule.allocation.arbitrate import usual_weekly
from bascule.allocation.bounds import bounds_of
from bascule.allocation.ground import Ground, ground_of
from bascule.allocation.optimum import Domain
from bascule.allocation.plan import total_of
from bascule.allocation.risk import Total
from bascule.allocation.wishes import Wishes
from bascule.company import Company
from bascule.ingest import read_folder
from bascule.ingest.taxonomy import classify
from bascule.mmm.model import fit_model
from bascule.mmm.posterior import Posterior
from bascule.panel import Panel

# Half of the draws make the plan, half value it.
DRAWS = 4000
HISTORY = 104
START = dt.date(2026, 12, 7)
EXPORTS = ("media.csv", "sales.csv", "company.toml", "bascule.toml")


@dataclass(frozen=True)
class Case:
    """A company, its history, and what its plan stands on."""

    name: str
    panel: Panel
    company: Company
    ground: Ground

    @property
    def domain(self) -> Domain:
        """What each channel may spend, cents per week."""
        return Domain.between(self.ground.bounds.low.tolist(), self.ground.bounds.high.tolist())

    @property
    def total(self) -> Total:
        """What all channels spend together: as usual."""
        return total_of(self.ground.bounds)


def limited(name: str, panel: Panel, company: Company, wishes: Wishes, found: Sequence[Posterior]) -> Case:
    """Return the case of a company within its own limits and the trust region; the first posterior makes the plan."""
    bounds = bounds_of(usual_weekly(panel), panel.channels, company, wishes, set())
    return Case(name, panel, company, ground_of(found[0], panel, company, wishes, bounds, found[1:]))


def made_up(channels: int, weeks: int, draws: int = DRAWS, seed: int = 0) -> Case:
    """Return a company made in memory: half of the draws are seen, half fresh; two other models disagree with it."""
    rng = np.random.default_rng([20_261_124, seed, channels])
    panel = history(channels, rng)
    found = posterior(panel, draws, rng)
    others = tuple(posterior(panel, draws // 2, rng) for _ in range(2))
    company = Company(name="Made up", gross_margin=0.45, simulated=True)
    wishes = Wishes(start=START, horizon_weeks=weeks)
    return limited(f"{channels} × {weeks}", panel, company, wishes, (found, *others))


def history(channels: int, rng: np.random.Generator) -> Panel:
    """Return two years of sales with a season, and spending that moves from week to week."""
    dates = np.datetime64(START) - 7 * np.arange(HISTORY, 0, -1)
    spend = rng.lognormal(6.5, 0.8, channels) * rng.gamma(6, 1 / 6, (HISTORY, channels))
    season = 1 + 0.25 * np.cos(2 * np.pi * np.arange(HISTORY) / 52.18)
    revenue = 15 * spend.sum(axis=1).mean() * season * rng.lognormal(0, 0.06, HISTORY)
    untold, nothing = np.full(spend.shape, np.nan), np.full(HISTORY, np.nan)
    return Panel(
        dates=dates, period="week", channels=tuple(f"channel_{k + 1:02d}" for k in range(channels)), spend=spend,
        claimed_revenue=untold, claimed_conversions=untold, impressions=untold, clicks=untold, revenue=revenue,
        orders=np.round(revenue / 80), new_customers=nothing, price_index=nothing, promo=nothing,
    )  # fmt: skip


def posterior(panel: Panel, draws: int, rng: np.random.Generator) -> Posterior:
    """Return draws about a panel's channels: every fourth is delayed, and S-shaped as our priors have television."""
    channels = len(panel.channels)
    fourth = np.arange(channels) % 4 == 3
    usual = panel.spend[-52:].mean(axis=0)
    half = np.exp(rng.normal(0.3, 0.3, channels) + rng.normal(0, 0.4, (draws, channels)))
    returns = np.exp(rng.normal(0.6, 0.6, channels) + rng.normal(0, 0.5, (draws, channels)))
    slope = np.where(fourth, 1.5, 1.0)
    height = returns * usual * (1 + half**slope)
    state = np.ones((channels, 2, draws)) * rng.uniform(0.8, 1.2, (channels, 2, 1))
    return Posterior(
        channels=panel.channels, iroas=returns, mroas=returns * half / (1 + half), height=height, half=half,
        slope=slope, reference=usual, usual=usual, keep=rng.beta(3, 5, (draws, channels)),
        stages=np.where(fourth, 2.0, 1.0), cycle=0.0, state=state, year_state=state,
        lasting_share=np.zeros((draws, channels)),
    )  # fmt: skip


def from_folder(folder: Path, multiple: float, weeks: int, seed: int = 1) -> Case:
    """Return the company of a folder of exports, fitted; the other model is its own prior. Nothing is left there."""
    today = dt.date.today()
    with tempfile.TemporaryDirectory() as place:
        for name in EXPORTS:
            if (folder / name).is_file():
                shutil.copyfile(folder / name, Path(place, name))
        company = Company.read(Path(place))
        panel = study.history(read_folder(Path(place), company, today), today)
    model = fit_model(panel, company, classify(panel.channels, company)[0], seed)
    wishes = Wishes(start=study.next_start(panel, today), max_multiple=multiple, horizon_weeks=weeks)
    return limited(folder.name, panel, company, wishes, (model.posterior, model.prior))
