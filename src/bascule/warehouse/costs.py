"""Fixed costs still paid at the end of the data: agencies, tools, people; each with what it costs a month."""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from bascule.ingest.headers import plain
from bascule.ingest.taxonomy import named_channel
from bascule.panel import FixedCost
from bascule.warehouse.queries import Queries

# Without an invoice for so long, it is no longer paid.
MONTHS_TO_PAST = 3
MONTHS_COUNTED = 12
# These come back month after month by nature; the others must be seen in two months, or be said to be fixed.
_RECURRENT = frozenset({"agency", "tool", "payroll"})
Month = int


class _Row(NamedTuple):
    """A row of `costs_rows.sql`."""

    name: str
    kind: str | None
    channel: str | None
    start: dt.date
    end: dt.date
    amount: float
    fixed: bool


def read_costs(queries: Queries, paths: Sequence[Path], channels: Sequence[str], end: dt.date) -> tuple[FixedCost, ...]:
    """Return the fixed costs still paid on the last day of the data.

    The amount of a row is spread evenly over its days. A month without an invoice between two that have one counts for
    nothing, so that an invoice a quarter is a third of it a month.

    Parameters
    ----------
    queries : Queries
    paths : sequence of Path
        Parquet files of the `costs` table.
    channels : sequence of str
        Those of the panel, which the rows may name in other words.
    end : datetime.date
        Last day of the data. What is paid for later days is left out.
    """
    if not paths:
        return ()
    rows = [_Row(*row) for row in queries.over("costs_rows", paths).rows()]
    known = {plain(channel): channel for channel in channels}
    # One vendor, however it is typed.
    rows.sort(key=lambda row: (plain(row.name), row.kind or ""))
    groups = (list(own) for _, own in groupby(rows, key=lambda row: (plain(row.name), row.kind or "")))
    found = (_fixed_cost([row for row in own if row.start <= end], known, end) for own in groups)
    return tuple(sorted((cost for cost in found if cost is not None), key=lambda cost: (-cost.monthly, cost.name)))


def _fixed_cost(rows: list[_Row], known: dict[str, str], end: dt.date) -> FixedCost | None:
    months = _by_month(rows, end)
    if not months or not _is_fixed(rows, months) or max(row.end for row in rows) < _months_before(end, MONTHS_TO_PAST):
        return None
    last = max(months)
    counted = range(max(min(months), last - MONTHS_COUNTED + 1), last + 1)
    monthly = round(sum(months.get(month, 0.0) for month in counted) / len(counted), 2)
    named = dict.fromkeys(_channel(row.channel, known) for row in rows if row.channel)
    first, until = min(row.start for row in rows), max(row.end for row in rows)
    return FixedCost(rows[-1].name, rows[0].kind, monthly, first, until, tuple(named)) if monthly > 0 else None


def _is_fixed(rows: list[_Row], months: dict[Month, float]) -> bool:
    return len(months) > 1 or rows[0].kind in _RECURRENT or any(row.fixed for row in rows)


def _by_month(rows: list[_Row], end: dt.date) -> dict[Month, float]:
    """Return what is paid for each month, numbered from year 0, up to that of the last day."""
    months: dict[Month, float] = defaultdict(float)
    for row in rows:
        a_day = row.amount / ((row.end - row.start).days + 1)
        for month in range(_month(row.start), min(_month(row.end), _month(end)) + 1):
            year, number = divmod(month, 12)
            first = dt.date(year, number + 1, 1)
            last = first.replace(day=calendar.monthrange(year, number + 1)[1])
            months[month] += a_day * ((min(last, row.end) - max(first, row.start)).days + 1)
    return dict(months)


def _month(day: dt.date) -> Month:
    return day.year * 12 + day.month - 1


def _months_before(day: dt.date, months: int) -> dt.date:
    year, number = divmod(_month(day) - months, 12)
    return dt.date(year, number + 1, min(day.day, calendar.monthrange(year, number + 1)[1]))


def _channel(written: str, known: dict[str, str]) -> str:
    return known.get(plain(written)) or known.get(plain(named_channel(written))) or written
