"""Orders told over several rows, one an item: made one row each."""

import polars as pl

from bascule.ingest.lines import ROW


def one_row_each(rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Return one row a key, in the order they are met: of each column the first value that is known.

    Nearly always that is the value of the key's first row, which is why the others are only searched for what
    it lacks: grouping every column of a million rows would take several times their memory.

    Examples
    --------
    >>> rows = pl.DataFrame({"id": ["a", "a", "b"], "x": [None, 1, 2], "source_row": [2, 3, 4]})
    >>> one_row_each(rows, "id").rows()
    [('a', 1, 2), ('b', 2, 4)]
    """
    first = rows[key].is_first_distinct()
    if first.all():
        return rows
    heads, rest = rows.filter(first), rows.filter(~first)
    for name in rows.columns:
        if name not in {key, ROW}:
            heads = heads.with_columns(_completed(heads, rest, key, name))
    earliest = rest.group_by(key).agg(pl.col(ROW).min().alias("earliest"))
    lines = heads.select(key, ROW).join(earliest, on=key, how="left", maintain_order="left")
    return heads.with_columns(lines.select(pl.min_horizontal(ROW, "earliest").alias(ROW))[ROW])


def _completed(heads: pl.DataFrame, rest: pl.DataFrame, key: str, name: str) -> pl.Series:
    lacking = heads.select(key, name).filter(pl.col(name).is_null())
    later = rest.select(key, pl.col(name).alias("later")).drop_nulls("later").join(lacking, on=key, how="semi")
    if later.is_empty():
        return heads[name]
    later = later.unique(key, keep="first", maintain_order=True)
    both = heads.select(key, name).join(later, on=key, how="left", maintain_order="left")
    return both.select(pl.coalesce(name, "later").alias(name))[name]
