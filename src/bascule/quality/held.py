"""What each source holds: period, grain, rows, total, gaps and age."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import polars as pl

from bascule.ingest.imported import FileReport, Imported
from bascule.ingest.tables import AMOUNT, END, START

Age = Literal["fresh", "aging", "old"]
# Tables that say something of every day, week or month: a stretch without a row is a gap, not a quiet time.
REGULAR = ("media", "sales", "orders", "web", "search", "interest", "hours", "books", "drivers")
# Days after the last row when an export is no longer fresh, and when it is old; a month's books close late.
AGES = {"day": (10, 35), "week": (14, 45), "month": (45, 80), "range": (45, 80)}
_LEAST_GAP = {"day": 7, "week": 7, "month": 28, "range": 28}
# A shop that sells once in five days has no gap when it sells nothing in ten.
_USUAL_TIMES = 4


@dataclass(frozen=True)
class Gap:
    """Days, both in, on which a source has no row between two that have."""

    start: dt.date
    end: dt.date

    @property
    def days(self) -> int:
        """How many days it lasts.

        Examples
        --------
        >>> Gap(dt.date(2026, 9, 1), dt.date(2026, 9, 7)).days
        7
        """
        return (self.end - self.start).days + 1


@dataclass(frozen=True)
class Held:
    """What one source gives one canonical table, over all its files.

    Attributes
    ----------
    source, table : str
        Keys of :data:`bascule.ingest.sources.SOURCES` (or the name of a mapping) and of
        :data:`bascule.ingest.tables.SCHEMAS`.
    files : tuple of str
    start, end : datetime.date or None
    grain : {'day', 'week', 'month', 'range'}
        The most frequent.
    rows : int
        Canonical rows.
    total : float or None, company currency
    gaps : tuple of Gap
    age_days : int or None
        Days from the last row to today; `age` judges it by the grain.
    """

    source: str
    table: str
    files: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    grain: str
    rows: int
    total: float | None
    gaps: tuple[Gap, ...]
    age_days: int | None
    age: Age


def holdings(imported: Imported, today: dt.date) -> tuple[Held, ...]:
    """Return what each source holds, table by table, in the order of the files.

    Parameters
    ----------
    imported : Imported
    today : datetime.date
        What the age is reckoned from.
    """
    sources = {report.file: report.source for report in imported.files if report.source}
    found = [held for table, rows in imported.tables.items() for held in _of_table(table, rows, sources, today)]
    order = {source: rank for rank, source in enumerate(dict.fromkeys(sources.values()))}
    return tuple(sorted(found, key=lambda held: (order[held.source], held.table)))


def gaps(starts: pl.Series, ends: pl.Series, grain: str) -> tuple[Gap, ...]:
    """Return the stretches without a row, longer than the grain and the usual spacing explain.

    Examples
    --------
    >>> days = pl.Series([dt.date(2026, 9, 1), dt.date(2026, 9, 2), dt.date(2026, 9, 20)])
    >>> gaps(days, days, "day")
    (Gap(start=datetime.date(2026, 9, 3), end=datetime.date(2026, 9, 19)),)
    """
    spans = pl.DataFrame({"start": starts, "end": ends}).drop_nulls().unique().sort("start", "end")
    reached = pl.col("end").cum_max().shift(1)
    quiet = spans.with_columns(reached.alias("reached")).drop_nulls()
    empty = (pl.col("start") - pl.col("reached")).dt.total_days() - 1
    quiet = quiet.with_columns(empty.alias("empty"))
    usual = quiet["empty"].clip(0).quantile(0.9, "higher") if quiet.height >= 10 else 0.0
    least = max(_LEAST_GAP[grain], _USUAL_TIMES * (usual or 0.0))
    rows = quiet.filter(pl.col("empty") >= least).select("reached", "start").rows()
    day = dt.timedelta(days=1)
    return tuple(Gap(reached + day, start - day) for reached, start in rows)


def _of_table(table: str, rows: pl.DataFrame, sources: dict[str, str], today: dt.date) -> Iterator[Held]:
    named_by = {"source_file": list(sources), "source": list(sources.values())}
    known = pl.DataFrame(named_by, schema=dict.fromkeys(named_by, pl.String))
    named = rows.join(known, on="source_file", how="inner", maintain_order="left")
    for (source,), part in named.group_by(["source"], maintain_order=True):
        yield _held(str(source), table, part, today)


def _held(source: str, table: str, rows: pl.DataFrame, today: dt.date) -> Held:
    starts, ends = rows[START[table]].cast(pl.Date), rows[END[table]].cast(pl.Date)
    first, last = starts.min(), ends.max()
    start = first if isinstance(first, dt.date) else None
    end = last if isinstance(last, dt.date) else None
    grain = _grain(table, rows)
    age_days = max((today - end).days, 0) if end else None
    return Held(
        source=source,
        table=table,
        files=tuple(rows["source_file"].unique(maintain_order=True)),
        start=start,
        end=end,
        grain=grain,
        rows=rows.height,
        total=float(rows[AMOUNT[table]].sum()) if table in AMOUNT else None,
        gaps=gaps(starts, ends, grain) if table in REGULAR else (),
        age_days=age_days,
        age=_age(age_days, grain),
    )


def _grain(table: str, rows: pl.DataFrame) -> str:
    if "grain" in rows.columns:
        return str(rows["grain"].mode().sort()[0])
    if table == "hours":
        return "week"
    return "month" if table == "costs" else "day"


def _age(days: int | None, grain: str) -> Age:
    fresh, aging = AGES[grain]
    if days is None or days <= fresh:
        return "fresh"
    return "aging" if days <= aging else "old"


def titles(files: tuple[FileReport, ...]) -> dict[str, str]:
    """Return what people call each source of the files: its tool's name, or a mapping's own.

    Examples
    --------
    >>> titles((FileReport("a.csv", "meta_ads"),))
    {'meta_ads': 'Meta Ads'}
    """
    from bascule.ingest.sources import SOURCES

    kinds = dict.fromkeys(report.source for report in files if report.source)
    return {kind: SOURCES[kind].title if kind in SOURCES else kind for kind in kinds}
