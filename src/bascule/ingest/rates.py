"""What one unit of another currency was worth in the company's, day by day or as its owner says; never guessed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

# A weekend and its holidays: an older rate is no longer the rate of the day.
LONGEST_REACH = 7
_PIVOT = "CAD"
_PAIRS: dict[str, pl.DataType] = {
    "date": pl.Date(), "currency": pl.String(), "base": pl.String(), "rate": pl.Float64(),
}  # fmt: skip


@dataclass(frozen=True)
class Rates:
    """The rates that a folder and its owner give.

    Attributes
    ----------
    base : str
        The company's currency; empty before the company is described, and nothing is then converted.
    said : dict
        Currency → what one unit is worth in `base`, as the owner says; it wins over the dated rates.
    pairs : DataFrame
        Of `date`, `currency`, `base` (any) and `rate`.
    file : str
        Where the dated rates come from, as shown to people.

    Examples
    --------
    >>> rates = Rates("CAD", {"USD": 1.37})
    >>> rates.knows("USD"), rates.knows("EUR"), rates.knows("CAD")
    (True, False, True)
    """

    base: str = ""
    said: Mapping[str, float] = field(default_factory=dict)
    pairs: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_PAIRS))
    file: str = ""

    def knows(self, currency: str) -> bool:
        """Whether any amount in a currency can be told in the company's."""
        return bool(self.base) and (currency in {self.base, *self.said} or currency in self._daily)

    @cached_property
    def digest(self) -> str:
        """What changes when the dated rates do."""
        rows = sorted(self.pairs.select(*_PAIRS).rows())
        return hashlib.sha256(repr((self.base, rows)).encode()).hexdigest()[:8]

    def of(self, spans: pl.DataFrame) -> pl.DataFrame:
        """Return the rate of each row, null where none is known, and whether it is the owner's.

        The rate of a day is that published for it, or the last one up to 7 days before; that of a longer stretch is
        the mean over its days, all of which must have one.

        Parameters
        ----------
        spans : DataFrame of `currency`, `first` and `last`
            Dates, both days in.

        Returns
        -------
        DataFrame of `rate` and `said`, in the same order.

        Examples
        --------
        >>> spans = pl.DataFrame({"currency": ["USD", "EUR"], "first": [None, None], "last": [None, None]})
        >>> Rates("CAD", {"USD": 1.37}).of(spans.cast({"first": pl.Date, "last": pl.Date})).rows()
        [(1.37, True), (None, False)]
        """
        rows = spans.select("currency", "first", "last").with_row_index("rank")
        parts = [self._of(str(code), part) for (code,), part in rows.group_by("currency") if code is not None]
        found = pl.concat(
            [pl.DataFrame(schema={"rank": rows.schema["rank"], "rate": pl.Float64(), "said": pl.Boolean()}), *parts]
        )
        told = rows.join(found, on="rank", how="left", maintain_order="left")
        return told.select("rate", pl.col("said").fill_null(value=False))

    def _of(self, currency: str, rows: pl.DataFrame) -> pl.DataFrame:
        fixed = 1.0 if currency == self.base else self.said.get(currency)
        if fixed is not None or currency not in self._daily:
            return rows.select("rank", pl.lit(fixed, pl.Float64).alias("rate"), pl.lit(fixed is not None).alias("said"))
        days = self._daily[currency]
        start = days.select(first=pl.col("date"), rate="rate", before=pl.col("sum") - pl.col("worth"),
                            ahead=pl.col("known") - pl.col("has"))  # fmt: skip
        end = days.select(last=pl.col("date"), sum="sum", known="known")
        rows = rows.join(start, on="first", how="left").join(end, on="last", how="left")
        length = (pl.col("last") - pl.col("first")).dt.total_days() + 1
        whole = (pl.col("known") - pl.col("ahead") == length) & (length > 1)
        mean = (pl.col("sum") - pl.col("before")) / length
        rate = pl.when(length == 1).then(pl.col("rate")).when(whole).then(mean)
        return rows.select("rank", rate.alias("rate"), pl.lit(value=False).alias("said"))

    @cached_property
    def _daily(self) -> dict[str, pl.DataFrame]:
        if not self.base or self.pairs.is_empty():
            return {}
        worth = _in_base(self.pairs.select(*_PAIRS), self.base)
        return {str(code): _every_day(days) for (code,), days in worth.group_by("currency")}


def _in_base(pairs: pl.DataFrame, base: str) -> pl.DataFrame:
    """Return `currency`, `date` and `rate` in one currency: published, else turned round, else crossed in the day."""
    turned = pairs.select("date", currency="base", base="currency", rate=1 / pl.col("rate"))
    both = pl.concat([pairs, turned]).unique(["date", "currency", "base"], keep="first", maintain_order=True)
    through = both.filter((pl.col("base") != base) & (pl.col("currency") != base)).rename({"base": "pivot"})
    then = both.filter(pl.col("base") == base).select("date", pivot="currency", then="rate")
    crossed = through.join(then, on=["date", "pivot"], how="inner").sort(pl.col("pivot") != _PIVOT, "pivot")
    crossed = crossed.select("date", "currency", rate=pl.col("rate") * pl.col("then"))
    direct = both.filter(pl.col("base") == base).select("date", "currency", "rate")
    return pl.concat([direct, crossed]).unique(["date", "currency"], keep="first", maintain_order=True)


def _every_day(days: pl.DataFrame) -> pl.DataFrame:
    """Return one row a day, weekends and holidays with the rate before them, and what adds up to the mean of days."""
    first, last = days["date"].min(), days["date"].max()
    whole = pl.select(pl.date_range(pl.lit(first), pl.lit(last).dt.offset_by(f"{LONGEST_REACH}d")).alias("date"))
    filled = whole.join(days.select("date", "rate"), on="date", how="left").sort("date")
    filled = filled.with_columns(pl.col("rate").forward_fill(limit=LONGEST_REACH))
    worth, has = pl.col("rate").fill_null(0.0), pl.col("rate").is_not_null().cast(pl.Int64)
    return filled.with_columns(worth=worth, has=has, sum=worth.cum_sum(), known=has.cum_sum())
