"""Who paid for a customer to come: advertising, nobody, or someone who spoke well of us; in both languages."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from bascule.customers.shares import jeffreys
from bascule.ingest.headers import plain
from bascule.plans import Interval90
from bascule.quality.months import by_month
from bascule.returns.transition import State
from bascule.warehouse.tables import Tables

Way = Literal["paid", "organic", "referred", "unclear"]
# In this order: a paid social campaign is paid, organic social is not, "référencement naturel" is no referral.
WAYS: Mapping[Way, str] = {
    "paid": r"\bpaid|payante?s?\b|\bcpc\b|\bppc\b|\bsem\b|\bads?\b|adwords|sponsor|commandit|publicit|display|affili|"
    r"cross.?network|interreseau|multireseau|retarget|reciblage|outbound|\bcold\b|prospection|purchased|achetee|"
    r"\bevents?\b|evenement|trade ?show|\bsalon|\bfoire|radio|flyer|circulaire|imprime|\btv\b|television|affichage",
    "organic": r"organi|naturel|\bseo\b|referencement|\bsocial|reseaux sociaux|medias sociaux",
    "referred": r"referr|referent|\breferences?\b|renvoi|word of mouth|bouche a oreille|recommand|partner|partenaire|"
    r"parrain",
}
# Signs whose origin is known, under which they say nothing; months of visits likewise.
LEAST, LEAST_MONTHS = 10, 3
MOSTLY, SELDOM = 0.5, 0.2
_Z90 = 1.6448536269514722


@dataclass(frozen=True)
class Origins:
    """Where customers of the last year came from.

    Attributes
    ----------
    table : str
        What says it: customers, deals, orders or web.
    known, unclear : float
        Customers (deals, orders, visits) whose origin is told, and is not: direct visits and the company's own list are
        not, as nobody knows who paid for the first visit.
    unpaid : Interval90
        Share, of those told, that nobody paid for: organic and referred.
    """

    table: str
    known: float
    unclear: float
    unpaid: Interval90

    @property
    def state(self) -> State:
        """Whether most customers come by themselves: yes, over half; no, under a fifth (judgement)."""
        if self.unclear > self.known:
            return "unsure"
        return "yes" if self.unpaid.p05 >= MOSTLY else "no" if self.unpaid.p95 <= SELDOM else "unsure"


def way(text: str) -> Way:
    """Return who paid for an origin, as any tool names it.

    Examples
    --------
    >>> way("paid_social"), way("Référencement naturel"), way("Bouche à oreille"), way("Organic: Google"), way("web")
    ('paid', 'organic', 'referred', 'organic', 'unclear')
    """
    words = plain(text.replace("_", " "))
    return next((kind for kind, pattern in WAYS.items() if re.search(pattern, words)), "unclear")


def origins(tables: Tables, since: dt.date, until: dt.date) -> Origins | None:
    """Return where customers came from between two days, from the surest table that says it; None where none does.

    Customers before deals, deals before orders (of each customer the first), orders before visits, which are no
    customers.
    """
    for table, named in _named(tables, since, until):
        counts = Counter(way(name) for name in named)
        known = counts["paid"] + counts["organic"] + counts["referred"]
        if known >= LEAST:
            unpaid = jeffreys(counts["organic"] + counts["referred"], known)
            return Origins(table, known, counts["unclear"], unpaid)
    return _visits(tables["web"], since, until)


def _named(tables: Tables, since: dt.date, until: dt.date) -> Iterable[tuple[str, list[str]]]:
    def within(day: pl.Expr) -> pl.Expr:
        return day.cast(pl.Date).is_between(since, until, closed="right")

    customers = tables["customers"].filter(within(pl.col("first_order_at")))
    yield "customers", customers["acquisition_channel"].drop_nulls().to_list()
    yield "deals", tables["deals"].filter(within(pl.col("created")))["origin"].drop_nulls().to_list()
    orders = tables["orders"].filter(within(pl.col("ordered_at")) & (pl.col("net") >= 0)).sort("ordered_at")
    first = pl.col("customer_key").is_null() | pl.col("customer_key").is_first_distinct()
    yield "orders", orders.filter(first)["source_channel"].drop_nulls().to_list()


def _visits(web: pl.DataFrame, since: dt.date, until: dt.date) -> Origins | None:
    # Visits are counted by the thousand, so that chance is nothing: what varies is the month.
    rows = web.filter((pl.col("date") > since) & (pl.col("date_end") <= until)).drop_nulls("channel")
    if rows.is_empty():
        return None
    ways = {name: way(name) for name in rows["channel"].unique()}
    rows = rows.with_columns(pl.col("channel").replace_strict(ways, return_dtype=pl.String).alias("way"))
    sums = pl.concat(
        by_month(own, ["sessions"]).with_columns(way=pl.lit(name[0])) for name, own in rows.group_by("way")
    )
    monthly = sums.pivot("way", index="month", values="sessions").fill_null(0.0)
    count = {name: monthly[name].to_numpy() if name in monthly.columns else np.zeros(monthly.height) for name in _ALL}
    told = count["paid"] + count["organic"] + count["referred"]
    shares = ((count["organic"] + count["referred"]) / np.maximum(told, 1e-9))[told > 0]
    if len(shares) < LEAST_MONTHS:
        return None
    middle, half = float(shares.mean()), _Z90 * float(shares.std(ddof=1)) / len(shares) ** 0.5
    unpaid = Interval90(p05=max(middle - half, 0.0), p50=middle, p95=min(middle + half, 1.0))
    return Origins("web", float(told.sum()), float(count["unclear"].sum()), unpaid)


_ALL: tuple[Way, ...] = ("paid", "organic", "referred", "unclear")
