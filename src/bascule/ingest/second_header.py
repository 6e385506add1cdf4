"""Two exports glued together: a second header among the rows, whose columns may stand in another order."""

import re
from collections.abc import Iterable, Iterator

import polars as pl

from bascule.errors import BasculeError
from bascule.ingest.headers import plain, without_currency
from bascule.ingest.layout import Layout
from bascule.ingest.lines import ROW
from bascule.ingest.numbers import is_blank
from bascule.ingest.rows import raw
from bascule.ingest.source import Source

_DIGIT = re.compile(r"\d")
_LOOKED_AT = 1000
_LONGEST_NAME = 200


def in_one_order(blocks: Iterable[pl.DataFrame], layout: Layout, file: str) -> Iterator[pl.DataFrame]:
    """Yield blocks of typed rows as they are.

    Raises
    ------
    BasculeError
        `header_within` when a second header, in another order, lies among them.
    """
    for block in blocks:
        if line := other_order(block, layout):
            raise BasculeError("header_within", file=file, row=line)
        yield block


def other_order(rows: pl.DataFrame, layout: Layout) -> int | None:
    """Return the line of a header among the rows whose columns stand otherwise; None where there is none.

    The rows below such a line would be read under the wrong headers. A header repeated as it is does no harm: it is a
    row without a date or an amount, refused as any other.

    Parameters
    ----------
    rows : DataFrame
        Typed rows, with the `raw:` text of numbers and dates.
    layout : Layout
    """
    source = layout.source
    numbers = [c.name for c in source.columns if c.kind in {"number", "count"} and raw(c.name) in rows.columns]
    if not numbers:
        return None
    # A header has a word where the rows have a number: few rows are left to look at.
    worded = pl.any_horizontal(pl.col(name).is_null() & ~is_blank(pl.col(raw(name))) for name in numbers)
    written = {name: raw(name) if raw(name) in rows.columns else name for name in layout.columns}
    aliases = {name: {plain(alias) for alias in source.column(name).names} for name in layout.columns}
    anywhere = {plain(alias) for column in source.columns for alias in column.names}
    shown = [pl.col(column).alias(name) for name, column in written.items() if column in rows.columns]
    for row in rows.filter(worded).head(_LOOKED_AT).select(ROW, *shown).iter_rows(named=True):
        line = row.pop(ROW)
        names = {name: _name(str(text), source) for name, text in row.items() if text and text.strip()}
        known = {name: text for name, text in names.items() if text in anywhere}
        moved = any(text not in aliases[name] for name, text in known.items())
        # Names that are not read here stand among the others, in a row without a figure.
        wordy = len(names) > 2 and not any(_DIGIT.search(text) for text in names.values())
        strange = bool(known) and any(text not in aliases[name] for name, text in names.items())
        if (moved and 1 < len(known) > len(names) / 2) or (wordy and strange):
            return int(line)
    return None


def _name(text: str, source: Source) -> str:
    bare = plain(text[:_LONGEST_NAME])
    return source.read_header(bare) if source.read_header else without_currency(bare)[0]
