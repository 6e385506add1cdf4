"""What is decided once a file: decimal mark, order of day and month, currency; asked when it cannot be."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from bascule.company import Company, FileSettings
from bascule.ingest.currency import codes_of
from bascule.ingest.dates import ORDERS, decide_order
from bascule.ingest.imported import Question, Refusal
from bascule.ingest.layout import Layout
from bascule.ingest.message import Message
from bascule.ingest.numbers import MARKS, decide, is_blank
from bascule.ingest.period import said_period, stated_period
from bascule.ingest.source import Period, Reading, Source
from bascule.ingest.taxes import decide_taxes

_SHORT_DATE = re.compile(r"(?<![\d/.-])\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b")


@dataclass(frozen=True)
class Settled:
    """A reading, and what stands in its way: questions to the owner, or a refusal of the whole file."""

    reading: Reading
    questions: tuple[Question, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[tuple[str, dict[str, object]], ...] = ()
    whole: Callable[[], pl.DataFrame] = pl.DataFrame

    @property
    def ready(self) -> bool:
        """Whether the rows can be read."""
        return not (self.questions or self.refusals)


def settle(
    frame: pl.DataFrame,
    layout: Layout,
    settings: FileSettings,
    company: Company | None,
    reading: Reading,
    *,
    whole: Callable[[], pl.DataFrame] | None = None,
) -> Settled:
    """Decide how a file is read, from its cells, then from what `bascule.toml` says of it.

    Parameters
    ----------
    frame : DataFrame of text columns
        The rows of the file, totals rows set aside, or the distinct texts of each column.
    whole : callable, optional
        Gives the rows where `frame` is only their distinct texts: what is told by figures side by side needs them.
    """
    settled = Settled(reading, whole=whole or (lambda: frame))
    for step in (_decimal, _date_order, _currency, _period):
        settled = step(settled, frame, layout, settings, company)
    if any(column.tax in {"ask", "in"} for column in layout.source.columns):
        settled = _taxes(settled, settled.whole(), layout, settings, company)
    return settled


def _decimal(
    settled: Settled, frame: pl.DataFrame, layout: Layout, settings: FileSettings, _: Company | None
) -> Settled:
    numbers = [c for c in layout.source.columns if c.kind in {"number", "count"} and c.name in frame.columns]
    numbers.sort(key=lambda column: (not column.money, column.kind == "number"))
    found = decide((frame[column.name], column.kind == "count") for column in numbers)
    if settings.decimal and found in {"any", "unknown", "mixed"}:
        return replace(settled, reading=replace(settled.reading, decimal=settings.decimal))
    if found == "mixed":
        column = next(c for c in numbers if decide([(frame[c.name], c.kind == "count")]) == "mixed")
        return _refused(settled, "decimal_mixed", layout.headers[column.name])
    if found == "unknown":
        example = _example(frame, [column.name for column in numbers], r"[.,]")
        return _asked(settled, "decimal", "decimal_unknown", MARKS, value=example)
    return replace(settled, reading=replace(settled.reading, decimal="." if found == "any" else found))


def _date_order(
    settled: Settled, frame: pl.DataFrame, layout: Layout, settings: FileSettings, _: Company | None
) -> Settled:
    dates = [c.name for c in layout.source.columns if c.kind in {"date", "time"} and c.name in frame.columns]
    if not dates:
        return settled
    found = decide_order(pl.concat([frame[name].alias("date") for name in dates]))
    if found == "unknown":
        # The same hand wrote the lines above the table.
        above = decide_order(pl.Series(_SHORT_DATE.findall(" ".join(layout.above)), dtype=pl.String))
        found = above if above in ORDERS else found
    if found in {"any", "unknown", "mixed"} and settings.date_order:
        return replace(settled, reading=replace(settled.reading, date_order=settings.date_order))
    if found == "mixed":
        return _refused(settled, "date_order_mixed", layout.headers[dates[0]])
    if found == "unknown" and layout.source.date_order:
        note: Message = (f"dates_{layout.source.date_order}", {"source": layout.source.title})
        reading = replace(settled.reading, date_order=layout.source.date_order)
        return replace(settled, reading=reading, notes=(*settled.notes, note))
    usual = layout.source.usual_date_order
    if found == "unknown" and usual and (order := usual(settled.whole())):
        told: dict[str, object] = {"source": layout.source.title, "value": _example(frame, dates, r"\d")}
        notes = (*settled.notes, ("date_order_usual", told))
        return replace(settled, reading=replace(settled.reading, date_order=order), notes=notes)
    if found == "unknown":
        return _asked(settled, "date_order", "date_order_unknown", ORDERS, value=_example(frame, dates, r"\d"))
    return replace(settled, reading=replace(settled.reading, date_order=None if found == "any" else found))


def _currency(
    settled: Settled, frame: pl.DataFrame, layout: Layout, settings: FileSettings, company: Company | None
) -> Settled:
    if not any(column.money and column.name in frame.columns for column in layout.source.columns):
        return settled
    codes, rates = codes_of(frame), settled.reading.rates
    if len(codes) > 1:
        others = [code for code in codes if code != rates.base]
        if not any(rates.knows(code) for code in others):
            return _refused(settled, "currencies_mixed", layout.headers["currency"], currencies=codes)
        unnamed = layout.currency or settings.currency
        return replace(settled, reading=replace(settled.reading, currencies=tuple(codes), currency=unnamed))
    code = codes[0] if codes else layout.currency or settings.currency
    notes = settled.notes
    if code is None and layout.source.asks_currency:
        usual = (company.currency,) if company else ("CAD",)
        return _asked(settled, "currency", "currency_missing", usual)
    if code is None and company:
        code, notes = company.currency, (*notes, ("currency_assumed", {"currency": company.currency}))
    if company and code != company.currency and not (code and rates.knows(code)):
        header = layout.headers.get("currency")
        return _refused(settled, "currency_differs", header, currency=code, company_currency=company.currency)
    return replace(settled, reading=replace(settled.reading, currency=code), notes=notes)


def _period(
    settled: Settled, frame: pl.DataFrame, layout: Layout, settings: FileSettings, _: Company | None
) -> Settled:
    told = layout.source.period or _above
    period = said_period(settings.period) or told(layout.above, settled.reading.beside)
    if period is None and layout.source.asks_period and not _dated(layout.source, frame):
        return _asked(settled, "period", "period_unknown", ())
    return replace(settled, reading=replace(settled.reading, period=period))


def _dated(source: Source, frame: pl.DataFrame) -> bool:
    return any(column.grain and column.name in frame.columns for column in source.columns)


def _taxes(
    settled: Settled, frame: pl.DataFrame, layout: Layout, settings: FileSettings, company: Company | None
) -> Settled:
    if company:
        settled = replace(settled, reading=replace(settled.reading, province=company.province))
    decided = decide_taxes(frame, layout, settings.taxes, settled.reading)
    if decided.asked:
        return _asked(settled, "taxes", "taxes_unknown", ("in", "out"), column=decided.asked)
    if decided.refused:
        return _refused(settled, *decided.refused)
    reading = replace(settled.reading, taxed=decided.taxed)
    return replace(settled, reading=reading, notes=(*settled.notes, *decided.notes))


def _above(lines: Sequence[str], _: Sequence[Path]) -> Period | None:
    return stated_period(lines)


def _example(frame: pl.DataFrame, names: list[str], pattern: str) -> str:
    text = pl.col("text")
    values = pl.concat([frame[name].alias("text") for name in names]).to_frame()
    found = values.filter(~is_blank(text) & text.str.contains(pattern))["text"]
    return str(found[0]) if found.len() else ""


def _asked(settled: Settled, field: str, code: str, choices: tuple[str, ...], **params: object) -> Settled:
    file = settled.reading.file
    question = Question(file, field, code, {"file": file, **params}, choices)
    return replace(settled, questions=(*settled.questions, question))


def _refused(settled: Settled, code: str, column: str | None, **params: object) -> Settled:
    file = settled.reading.file
    refusal = Refusal(file, None, column, None, code, {"file": file, "column": column, **params})
    return replace(settled, refusals=(*settled.refusals, refusal))
