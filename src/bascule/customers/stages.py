"""Deals by the stage they reached, where the tool keeps the stage at which a deal was lost."""

import numpy as np
import polars as pl

from bascule.company import Company
from bascule.customers.incidence import counted, drawn
from bascule.ingest.deals import outcome
from bascule.ingest.headers import plain
from bascule.plans import Interval90, Reason
from bascule.returns.acquisition import StageLine

DRAWS = 1000
# The stage of a lost deal must be known for this share of them.
ENOUGH_KNOWN = 0.8
_SHOWN = 12
Found = tuple[tuple[StageLine, ...], tuple[Reason, ...]]


def stage_lines(deals: pl.DataFrame, company: Company, rng: np.random.Generator) -> Found:
    """Return one line a stage in the order of `company.stages`, or none and why.

    A deal reached its stage and all those before; a deal won reached them all. What is still open counts for what
    deals of its age that reached the stage became; ages count from creation, for the day a stage was entered is in no
    export: where stages take very unlike times, the share won of the first ones is a little high.

    Parameters
    ----------
    deals : DataFrame
        As :func:`bascule.customers.deals.as_of` gives them, with a known age.
    company : Company
    rng : Generator
    """
    lost = deals.filter(pl.col("outcome") == "lost")
    said = outcome(pl.col("stage")).is_in(["won", "lost"]).fill_null(value=False)
    kept = lost.filter(~said)["stage"].count()
    if lost.is_empty() or kept < ENOUGH_KNOWN * lost.height:
        return (), (Reason(code="stages_not_kept"),)
    still = deals.filter(pl.col("outcome") != "won")
    names = still["stage"].drop_nulls().unique(maintain_order=True).to_list()
    order = {plain(name): rank for rank, name in enumerate(company.stages)}
    unknown = [name for name in names if plain(name) not in order]
    if not order or unknown:
        shown = [*unknown[:_SHOWN], *([f"+ {len(unknown) - _SHOWN}"] if len(unknown) > _SHOWN else [])]
        return (), (Reason(code="stages_order_unknown", params={"stages": shown}),)
    ranks = {name: order[plain(name)] for name in names}
    reached = pl.when(pl.col("outcome") == "won").then(len(company.stages)).otherwise(
        pl.col("stage").replace_strict(ranks, default=None, return_dtype=pl.Int64)
    )  # fmt: skip
    placed = deals.with_columns(reached.alias("reached")).drop_nulls("reached")
    parts = [placed.filter(pl.col("reached") >= rank) for rank in range(len(company.stages))]
    return tuple(
        _line(name, part, rng) for name, part in zip(company.stages, parts, strict=True) if not part.is_empty()
    ), ()


def _line(name: str, part: pl.DataFrame, rng: np.random.Generator) -> StageLine:
    ages = counted(part["age"].to_numpy(), part["outcome"].to_numpy().astype(str))
    won, lost, still = (int(counts.sum()) for counts in (ages.won, ages.lost, ages.open))
    # With no closing, nothing is known: a share anywhere between none and all.
    share = drawn(ages, DRAWS, rng).in_the_end if won + lost else rng.beta(0.5, 0.5, DRAWS)
    return StageLine(stage=name, reached=part.height, won=won, lost=lost, open=still, win_rate=Interval90.of(share))
