"""All that marketing costs beside its media: bills, pay, and hours at what they cost; and what is not known of it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast, get_args

import numpy as np
import polars as pl

from bascule.company import Company
from bascule.diagnosis.acquisition.days import Days
from bascule.diagnosis.acquisition.hours import hours_cost
from bascule.ingest.headers import plain
from bascule.ingest.imported import Imported
from bascule.ingest.taxonomy import named_channel
from bascule.panel import Floats, Panel
from bascule.plans import Reason
from bascule.quality.billed import TOLERATED, booked_months
from bascule.quality.months import whole_months
from bascule.returns.acquisition import CostKind
from bascule.warehouse.tables import Tables

Origin = Literal["files", "books", "hours"]
# Bills that begin so long after the year does, or stop so long before it ends, may well be missing.
DAYS_TO_MISS = 92


@dataclass(frozen=True)
class Cost:
    """Costs of one kind, from one kind of source, for the same channels.

    Attributes
    ----------
    kind, origin : str
        As in :class:`bascule.returns.acquisition.CostLine`.
    channels : tuple of str
        Those it is for, as the panel names them where it knows them; none where nobody said.
    daily : array of shape (days,), company currency per day of the panel
    """

    kind: CostKind
    origin: Origin
    channels: tuple[str, ...]
    daily: Floats


@dataclass(frozen=True)
class Costs:
    """What marketing costs beside its media, and what the reader must know of it."""

    lines: tuple[Cost, ...]
    notes: tuple[Reason, ...]

    def daily(self, days: Days) -> Floats:
        """Return all of them by day, (days,)."""
        return sum((cost.daily for cost in self.lines), start=np.zeros(len(days)))


def other_costs(panel: Panel, company: Company, tables: Tables, days: Days) -> Costs:
    """Return all costs beside media: the bills, the pay of the files, and hours where no pay of the files covers them.

    The amount of a bill is spread evenly over its days. Media is in the panel alone: the warehouse keeps the invoices
    of bought space with it, and never among the bills.

    Parameters
    ----------
    panel : Panel
    company : Company
        Its `roles` price the hours, its `costs` say which channels a vendor's bills carry.
    tables : Tables
    days : Days
        Of the panel.
    """
    found = bills(panel, company, tables, days)
    rows = tables["costs"].filter(pl.col("kind") == "payroll")
    paid = sum(float(cost.daily[days.year].sum()) for cost in found if cost.kind == "payroll")
    hours, notes = hours_cost(tables["hours"], company, days, days.covered(rows, "period_start", "period_end"), paid)
    worked = [Cost("payroll", "hours", (), hours)] if hours.any() else []
    return Costs((*found, *worked), (*_bill_notes(found, tables, days), *notes, *_booked(tables, days)))


def bills(panel: Panel, company: Company, tables: Tables, days: Days) -> list[Cost]:
    """Return the rows of the `costs` table by kind, source and channels."""
    rows = tables["costs"].with_columns(pl.col("period_start").alias("start"), pl.col("period_end").alias("end"))
    if rows.is_empty():
        return []
    books = tables["books"]["source_file"].drop_nulls().unique().to_list()
    named = rows.select("vendor", "channel").unique()
    find = Finder(panel.channels, company)
    named = named.with_columns(pl.Series("for", ["\n".join(find(*row)) for row in named.rows()], dtype=pl.String))
    rows = rows.join(named, on=["vendor", "channel"], how="left", nulls_equal=True)
    rows = rows.with_columns(
        pl.when(pl.col("kind").is_in(_KINDS)).then("kind").otherwise(pl.lit("other")).alias("kind"),
        pl.when(pl.col("source_file").is_in(books)).then(pl.lit("books")).otherwise(pl.lit("files")).alias("origin"),
    )
    groups = rows.sort("kind", "origin", "for").group_by("kind", "origin", "for", maintain_order=True)
    return [
        Cost(
            cast("CostKind", kind),
            cast("Origin", origin),
            tuple(str(channels).split("\n")) if channels else (),
            days.stretches(part, "start", "end", "amount"),
        )
        for (kind, origin, channels), part in groups
    ]


class Finder:
    """Finds the channels a bill is for: the one it names, else those that `bascule.toml` says its vendor carries."""

    def __init__(self, channels: Iterable[str], company: Company) -> None:
        self._known = {plain(name): name for name in channels}
        labels = {
            plain(each.label): self._known[plain(name)]
            for name, each in company.channels.items()
            if each.label and plain(name) in self._known
        }
        self._known = labels | self._known
        self._carries = {plain(name): each.carries for name, each in company.costs.items()}

    def __call__(self, vendor: str | None, channel: str | None) -> tuple[str, ...]:
        """Return the channels of a bill, as the panel names them where it knows them."""
        if channel and channel.strip():
            return (self._named(channel),)
        return tuple(dict.fromkeys(map(self._named, self._carries.get(plain(vendor or ""), ()))))

    def _named(self, written: str) -> str:
        usual = named_channel(written)
        return self._known.get(plain(written)) or self._known.get(plain(usual)) or usual


_KINDS = [kind for kind in get_args(CostKind) if kind != "media"]


def _bill_notes(found: list[Cost], tables: Tables, days: Days) -> list[Reason]:
    recent = [cost for cost in found if cost.daily[days.year].any()]
    if not recent:
        return [Reason(code="costs_media_only")]
    notes, missed = [], dt.timedelta(days=DAYS_TO_MISS)
    first, last = tables["costs"]["period_start"].min(), tables["costs"]["period_end"].max()
    if isinstance(first, dt.date) and first > days.year_start + missed:
        notes.append(Reason(code="costs_begin", params={"first_date": first.isoformat()}))
    if isinstance(last, dt.date) and last < days.end - missed:
        notes.append(Reason(code="costs_stop", params={"last_date": last.isoformat()}))
    return notes


def _booked(tables: Tables, days: Days) -> list[Reason]:
    """Say where the books and the reports tell media apart, over the months of the last year that both tell whole."""
    if tables["books"].is_empty():
        return []
    whole = set(whole_months(days.year_start, days.end))
    both = booked_months(Imported({name: tables[name] for name in ("media", "books")}))
    both = tuple(each for each in both if each.month in whole)
    reported, booked = sum(each.reported for each in both), sum(each.billed for each in both)
    if not reported or abs(booked - reported) <= TOLERATED * reported:
        return []
    params = {"booked_money": round(booked, 2), "spend_money": round(reported, 2), "months": len(both)}
    return [Reason(code="media_booked_apart", params=params)]
